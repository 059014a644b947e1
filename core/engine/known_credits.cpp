// SPDX-License-Identifier: MIT
#include "core/engine/known_credits.h"

#include <algorithm>
#include <utility>

#include "core/codec/reader.h"
#include "core/codec/writer.h"

namespace stoa::engine {
namespace {

using CreditList = std::vector<node::Credit>;

/// As long as a step can be sent again as it was signed. The same sum from the same giver later is another
/// payment.
constexpr Seconds kComesAgainWithin = 14 * kDay;

bool isSamePayment(const node::Credit& one, const node::Credit& other)
{
    return one.kind == other.kind && one.from == other.from && one.dac == other.dac &&
           one.object == other.object && one.amount == other.amount;
}

/// The time is that of the batch, which may be made anew around the same blocks; and not every node says what
/// a Settle has ended.
bool isSameCredit(const node::Credit& one, const node::Credit& other)
{
    return one.block == other.block && one.batch == other.batch && one.step == other.step &&
           isSamePayment(one, other);
}

bool hasCredit(const CreditList& all, const node::Credit& credit)
{
    return std::ranges::any_of(all, [&](const auto& each) { return isSameCredit(each, credit); });
}

void keepNewestCredits(CreditList& all)
{
    if (all.size() > KnownCredits::kMost)
        all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(KnownCredits::kMost));
}

Bytes encodeCredits(const CreditList& all)
{
    codec::Writer writer;
    writer.u32(static_cast<std::uint32_t>(all.size()));
    for (const node::Credit& each : all) writer.raw(packedFields(each));
    return writer.take();
}

CreditList decodeCredits(codec::Reader& reader)
{
    const std::uint32_t count = reader.u32();
    if (count > KnownCredits::kMost) reader.fail();
    CreditList all;
    for (std::uint32_t i = 0; reader.ok() && i < count; ++i) {
        ByteView bytes = reader.raw(widthOfFields<node::Credit>());
        if (!reader.ok()) break;
        takeFields(bytes, all.emplace_back());
    }
    return all;
}

} // namespace

bool KnownCredits::isUndone(const node::Credit& credit) const
{
    return std::ranges::find(m_undone, credit) != m_undone.end();
}

bool KnownCredits::cameAgain(const node::Credit& credit) const { return hasCredit(m_again, credit); }

void KnownCredits::take(CreditList now, std::uint64_t finalBatch)
{
    const bool isAll = now.size() < kMost;
    const node::CreditPlace before =
        isAll ? node::CreditPlace{0, 0} : node::CreditPlace{now.back().block, now.back().step};
    // What was there and is not among these did not happen after all, unless it is only older than all of
    // them.
    CreditList missing = std::exchange(m_undone, {});
    for (const node::Credit& credit : m_listed)
        if (credit.batch > m_final && !before.isAfter(credit) && !hasCredit(now, credit))
            missing.push_back(credit);
    std::erase_if(m_again, [&](const node::Credit& each) { return hasCredit(missing, each); });
    CreditList brought;
    for (const node::Credit& credit : now)
        if (credit.batch > m_final && !m_before.isAfter(credit) && !hasCredit(m_listed, credit))
            brought.push_back(credit);
    // What stands where it stood has happened after all.
    std::erase_if(
        missing, [&](const node::Credit& each) { return hasCredit(now, each) && !hasCredit(brought, each); });
    // What was undone and is brought again, in another place, has happened.
    for (const node::Credit& credit : missing) {
        const auto again = std::ranges::find_if(brought, [&](const node::Credit& each) {
            return isSamePayment(each, credit) && each.time <= credit.time + kComesAgainWithin;
        });
        if (again == brought.end()) {
            m_undone.push_back(credit);
        } else {
            m_again.push_back(*again);
            brought.erase(again);
        }
    }
    keepNewestCredits(m_undone);
    keepNewestCredits(m_again);
    m_listed = std::move(now);
    m_final = finalBatch;
    m_before = before;
}

Bytes KnownCredits::encode() const
{
    CreditList open;
    for (const node::Credit& credit : m_listed)
        if (credit.batch > m_final) open.push_back(credit);
    codec::Writer writer;
    writer.u64(m_final);
    writer.u64(m_before.block);
    writer.u32(m_before.step);
    for (const CreditList* each : {&std::as_const(open), &m_undone, &m_again})
        writer.raw(encodeCredits(*each));
    return writer.take();
}

Result<KnownCredits> KnownCredits::decode(ByteView bytes)
{
    codec::Reader reader(bytes);
    KnownCredits known;
    known.m_final = reader.u64();
    known.m_before.block = reader.u64();
    known.m_before.step = reader.u32();
    for (CreditList* each : {&known.m_listed, &known.m_undone, &known.m_again}) *each = decodeCredits(reader);
    if (!reader.finish()) return Error{ErrorCode::StoreDamaged, "what came to an account"};
    return known;
}

} // namespace stoa::engine
