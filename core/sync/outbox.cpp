// SPDX-License-Identifier: MIT
#include "core/sync/outbox.h"

#include <algorithm>
#include <set>

#include "core/codec/reader.h"
#include "core/codec/writer.h"

namespace stoa::sync {
namespace {

constexpr std::string_view kActionPrefix = "action/";
constexpr std::string_view kReplaced = "replaced/";
constexpr std::size_t kMostContents = 64;
constexpr std::size_t kMaxSubjectBytes = 4096;

Bytes keyOf(std::uint64_t number)
{
    Bytes key = toBytes(viewOf(kActionPrefix));
    appendFixed(key, number);
    return key;
}

Bytes encode(const OutboxEntry& entry)
{
    codec::Writer writer;
    writer.fixed(entry.digest);
    writer.blob(entry.step);
    writer.u64(entry.time);
    writer.blob(viewOf(entry.subject));
    writer.fixed(entry.with);
    writer.u32(static_cast<std::uint32_t>(entry.contents.size()));
    for (const Hash& id : entry.contents) writer.fixed(id);
    writer.u8(static_cast<std::uint8_t>(entry.stage));
    writer.u64(entry.block);
    writer.u64(entry.batch);
    writer.blob(viewOf(entry.refusal ? name(*entry.refusal) : std::string_view{}));
    writer.fixed(entry.batchHeader);
    return writer.take();
}

Result<OutboxEntry> decode(std::uint64_t number, ByteView bytes)
{
    codec::Reader reader(bytes);
    OutboxEntry entry;
    entry.number = number;
    entry.digest = reader.fixed<Hash>();
    entry.step = toBytes(reader.blob(tx::kMaxStepBytes));
    entry.time = reader.u64();
    entry.subject = textOf(reader.blob(kMaxSubjectBytes));
    entry.with = reader.fixed<Address>();
    const std::uint32_t contents = reader.u32();
    if (contents > kMostContents) return ErrorCode::StoreDamaged;
    for (std::uint32_t i = 0; i < contents; ++i) entry.contents.push_back(reader.fixed<Hash>());
    const std::uint8_t stage = reader.u8();
    entry.block = reader.u64();
    entry.batch = reader.u64();
    const std::string refusal(textOf(reader.blob(64)));
    if (reader.remaining() > 0) entry.batchHeader = reader.fixed<Hash>(); // earlier versions wrote none
    if (!reader.finish() || stage > static_cast<std::uint8_t>(OutboxEntry::Stage::RolledBack))
        return ErrorCode::StoreDamaged;
    entry.stage = static_cast<OutboxEntry::Stage>(stage);
    if (!refusal.empty()) entry.refusal = codeOf(refusal).value_or(ErrorCode::Internal);
    return entry;
}

/// Whether decode reads again what encode writes of it.
Result<void> checkSizes(const OutboxEntry& entry)
{
    if (entry.step.size() > tx::kMaxStepBytes) return Error{ErrorCode::TooLarge, "step"};
    if (entry.subject.size() > kMaxSubjectBytes) return Error{ErrorCode::TooLarge, "subject"};
    if (entry.contents.size() > kMostContents) return Error{ErrorCode::TooLarge, "contents"};
    return {};
}

} // namespace

Result<Outbox> Outbox::open(storage::Store& store)
{
    Outbox outbox(store);
    STOA_TRY_VOID(outbox.read());
    return outbox;
}

Result<void> Outbox::read()
{
    std::deque<OutboxEntry> entries;
    std::map<Hash, Hash> replaced;
    Result<void> good;
    STOA_TRY_VOID(m_store->iterate(viewOf(kActionPrefix), [&](ByteView key, ByteView value) {
        ByteView rest = key.subspan(kActionPrefix.size());
        std::uint64_t number = 0;
        if (rest.size() == sizeof number) takeFixed(rest, number);
        auto entry = decode(number, value);
        if (!entry) {
            good = entry.error();
            return false;
        }
        entries.push_back(*std::move(entry));
        return true;
    }));
    STOA_TRY_VOID(std::move(good));
    STOA_TRY_VOID(m_store->iterate(viewOf(kReplaced), [&](ByteView key, ByteView value) {
        const ByteView from = key.subspan(kReplaced.size());
        if (from.size() == Hash::kSize && value.size() == Hash::kSize)
            replaced[Hash::fromPrefix(from)] = Hash::fromPrefix(value);
        return true;
    }));
    m_entries.clear();
    m_replaced = std::move(replaced);
    // Two commands at once could write a step twice, before add() looked; the newer row was kept up to date.
    storage::WriteBatch twice;
    std::set<Hash> seen;
    for (auto at = entries.rbegin(); at != entries.rend(); ++at) {
        if (seen.insert(at->digest).second)
            m_entries.push_front(std::move(*at));
        else
            twice.erase(keyOf(at->number));
    }
    if (!twice.isEmpty()) (void)m_store->commit(std::move(twice)); // or at the next start
    return {};
}

Result<void> Outbox::catchUp()
{
    if (m_isCertain) return {};
    STOA_TRY_VOID(read());
    m_isCertain = true;
    return {};
}

Result<void> Outbox::keep(storage::WriteBatch batch, const std::function<bool()>& isKept)
{
    Result<void> kept = m_store->commit(std::move(batch));
    if (kept) return {};
    m_isCertain = false;
    if (catchUp() && isKept()) return {};
    return kept;
}

Result<void> Outbox::add(std::vector<OutboxEntry> entries, const std::vector<Hash>& replaces)
{
    if (entries.empty()) return {};
    const bool wasCertain = m_isCertain;
    STOA_TRY_VOID(catchUp());
    const Hash first = entries.front().digest;
    // An attempt before this one, which nobody knew the end of, has been kept.
    if (!wasCertain && find(first)) return {};
    for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
        STOA_TRY_VOID(checkSizes(*entry));
        const bool isTwice = std::any_of(
            entries.begin(), entry, [&](const OutboxEntry& other) { return other.digest == entry->digest; });
        if (isTwice || find(entry->digest)) return Error{ErrorCode::AlreadyExists, "action"};
    }
    std::uint64_t number = m_entries.empty() ? 1 : m_entries.back().number + 1;
    storage::WriteBatch batch;
    for (OutboxEntry& entry : entries) {
        entry.number = number++;
        batch.put(keyOf(entry.number), encode(entry));
    }
    const auto isReplaced = [&](const OutboxEntry& entry) {
        return std::find(replaces.begin(), replaces.end(), entry.digest) != replaces.end();
    };
    std::vector<Hash> gone;
    for (const OutboxEntry& old : m_entries) {
        if (!isReplaced(old)) continue;
        Bytes key = toBytes(viewOf(kReplaced));
        append(key, old.digest.bytes);
        batch.put(std::move(key), toBytes(first.bytes));
        batch.erase(keyOf(old.number));
        gone.push_back(old.digest);
    }
    STOA_TRY_VOID(keep(std::move(batch), [&] { return find(first) != nullptr; }));
    if (find(first) != nullptr) return {}; // read back
    for (const Hash& digest : gone) m_replaced[digest] = first;
    std::erase_if(m_entries, isReplaced);
    for (OutboxEntry& entry : entries) m_entries.push_back(std::move(entry));
    return {};
}

Result<bool> Outbox::update(const Hash& digest, const node::StepStatus& status, const Hash& batchHeader)
{
    STOA_TRY_VOID(catchUp());
    const auto at = std::find_if(m_entries.rbegin(), m_entries.rend(),
                                 [&](const OutboxEntry& entry) { return entry.digest == digest; });
    if (at == m_entries.rend()) return false;
    OutboxEntry changed = *at;
    changed.batchHeader = batchHeader;
    switch (status.stage) {
    case node::StepStatus::Stage::Unknown:
        // The node does not know it (any more): what it once had included is gone with its batch.
        if (changed.stage == OutboxEntry::Stage::Included) changed.stage = OutboxEntry::Stage::RolledBack;
        break;
    case node::StepStatus::Stage::Included:
        changed.stage = OutboxEntry::Stage::Included;
        changed.block = status.block;
        changed.batch = status.batch;
        changed.refusal.reset();
        break;
    case node::StepStatus::Stage::Waiting:
        // The node has it and will run it: it was undone there, or is another node's to include.
        changed.stage = OutboxEntry::Stage::Waiting;
        break;
    case node::StepStatus::Stage::RolledBack:
        changed.stage = OutboxEntry::Stage::RolledBack;
        if (status.batch != 0) changed.batch = status.batch;
        break;
    case node::StepStatus::Stage::Refused:
        changed.stage = OutboxEntry::Stage::Refused;
        changed.refusal = status.refusal.value_or(ErrorCode::Internal);
        break;
    }
    const bool isNews = changed.stage != at->stage || changed.batch != at->batch ||
                        changed.refusal != at->refusal || changed.batchHeader != at->batchHeader;
    if (!isNews) return false;
    storage::WriteBatch batch;
    batch.put(keyOf(changed.number), encode(changed));
    STOA_TRY_VOID(m_store->commit(batch, storage::Durability::Buffered));
    *at = std::move(changed);
    return true;
}

Result<void> Outbox::sendAgain(const Hash& digest, Timestamp time)
{
    STOA_TRY_VOID(catchUp());
    const OutboxEntry* entry = find(digest);
    if (!entry) return Error{ErrorCode::NotFound, "action"};
    if (entry->stage != OutboxEntry::Stage::RolledBack && entry->stage != OutboxEntry::Stage::Refused)
        return ErrorCode::WrongState;
    OutboxEntry again = *entry;
    again.number = m_entries.back().number + 1;
    again.time = time;
    again.stage = OutboxEntry::Stage::Waiting;
    again.refusal.reset();
    storage::WriteBatch batch;
    batch.erase(keyOf(entry->number));
    batch.put(keyOf(again.number), encode(again));
    STOA_TRY_VOID(keep(std::move(batch), [&] {
        const OutboxEntry* kept = find(digest);
        return kept && kept->stage == OutboxEntry::Stage::Waiting;
    }));
    std::erase_if(m_entries, [&](const OutboxEntry& mine) { return mine.digest == digest; });
    m_entries.push_back(std::move(again));
    return {};
}

Result<void> Outbox::drop(const Hash& digest)
{
    STOA_TRY_VOID(catchUp());
    const OutboxEntry* entry = find(digest);
    if (!entry) return ErrorCode::NotFound;
    if (entry->stage == OutboxEntry::Stage::Included) return ErrorCode::WrongState;
    storage::WriteBatch batch;
    batch.erase(keyOf(entry->number));
    STOA_TRY_VOID(keep(std::move(batch), [&] { return find(digest) == nullptr; }));
    std::erase_if(m_entries, [&](const OutboxEntry& mine) { return mine.digest == digest; });
    return {};
}

const OutboxEntry* Outbox::find(const Hash& digest) const
{
    for (auto at = m_entries.rbegin(); at != m_entries.rend(); ++at)
        if (at->digest == digest) return &*at;
    return nullptr;
}

std::vector<const OutboxEntry*> Outbox::waiting() const
{
    using Numbered = std::pair<std::uint32_t, const OutboxEntry*>;
    struct Lane {
        std::vector<std::size_t> places; ///< in `all`, rising
        std::vector<Numbered> steps;
    };
    std::vector<const OutboxEntry*> all;
    std::map<std::pair<Address, std::uint8_t>, Lane> lanes;
    for (const OutboxEntry& entry : m_entries) {
        if (entry.stage != OutboxEntry::Stage::Waiting) continue;
        if (const auto step = tx::decode(entry.step)) {
            Lane& lane = lanes[{step->envelope.from, step->envelope.lane}];
            lane.places.push_back(all.size());
            lane.steps.emplace_back(step->envelope.nonce, &entry);
        }
        all.push_back(&entry);
    }
    for (auto& [key, lane] : lanes) {
        std::stable_sort(lane.steps.begin(), lane.steps.end(),
                         [](const Numbered& a, const Numbered& b) { return a.first < b.first; });
        for (std::size_t i = 0; i < lane.places.size(); ++i) all[lane.places[i]] = lane.steps[i].second;
    }
    return all;
}

} // namespace stoa::sync
