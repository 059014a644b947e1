// SPDX-License-Identifier: MIT
#include "core/operator/account_index.h"

#include <algorithm>

#include "core/base/fields.h"
#include "core/base/overloaded.h"
#include "core/crypto/keccak.h"
#include "core/state/records.h"

namespace stoa::node {
namespace {

constexpr std::uint8_t kJoined = 1;
constexpr std::uint8_t kNamed = 2;
constexpr std::size_t kCreditKeyBytes = 1 + Address::kSize + sizeof(Credit::block) + sizeof(Credit::step);
constexpr std::size_t kNoteBytes = StepMark::kSize + sizeof(Credit::amount);
/// Until data folder 3: the hash of the step, what the block says itself, the amount.
constexpr std::size_t kFirstNoteBytes = 116;

Bytes addressKey(char table, const Address& address)
{
    Bytes key;
    key.reserve(kCreditKeyBytes); // the longest
    key.push_back(static_cast<std::uint8_t>(table));
    append(key, address.bytes);
    return key;
}

/// Counted down, so that the order of keys is newest first.
Bytes creditKey(const Address& to, std::uint64_t block, std::uint32_t step)
{
    Bytes key = addressKey('y', to);
    appendFixed(key, ~block);
    appendFixed(key, ~step);
    return key;
}

Amount balanceIn(const state::Tree& tree, const state::Key& key)
{
    const ByteView* bytes = tree.get(key);
    const auto account = bytes ? state::decodeRecord<state::Account>(*bytes) : std::nullopt;
    return account ? account->balance : 0;
}

DacId dacIn(const tx::Payload& payload)
{
    return std::visit(
        [](const auto& each) {
            if constexpr (requires { each.dac; }) return each.dac;
            return DacId{};
        },
        payload);
}

/// Whether it can bring money to whoever signs it. Of all others, which are nearly all steps, the sender's
/// balance need not be looked at.
bool mayPayItsSender(const tx::Payload& payload)
{
    return std::visit(
        Overloaded{[](const tx::Join& step) { return !step.ticket.isZero(); },
                   [](const tx::RevokeInvite&) { return true; }, [](const tx::ChangeStake&) { return true; },
                   [](const tx::Leave&) { return true; }, [](const tx::LeaveSeat&) { return true; },
                   [](const tx::SpendTreasury& step) { return step.asMotion == 0; },
                   [](const tx::EnactMotion&) { return true; },
                   [](const tx::AgreeAmendment&) { return true; }, [](const auto&) { return false; }},
        payload);
}

} // namespace

void AccountNotes::add(const mvm::CheckedStep& step, const mvm::BatchContext& context,
                       std::span<const state::Key> keys, const state::Tree& before, const state::Tree& after)
{
    if (!step.transaction) return;
    const tx::Payload& payload = step.transaction->payload;
    const bool isSigned = tx::originOf(payload) == tx::Origin::Signed;
    const Address sender = isSigned ? step.transaction->envelope.from : Address{};
    const bool mayPaySender = mayPayItsSender(payload);
    for (const state::Key& key : keys) {
        if (state::spaceOf(key) == state::Space::Company) {
            addConcerned(key, before.get(key), after.get(key));
            continue;
        }
        if (state::spaceOf(key) != state::Space::Account) continue;
        const Address who = state::addressOf(key);
        const bool isSender = isSigned && who == sender;
        if (who == context.aggregator || (isSender && !mayPaySender)) continue;
        const Amount had = balanceIn(before, key);
        const Amount has = balanceIn(after, key) + (isSender ? tx::feeOf(payload) : 0);
        if (has <= had) continue;
        m_credits.push_back({who, context.step, has - had});
    }
}

/// Who has to do with a company from now on, by one record of it.
void AccountNotes::addConcerned(const state::Key& key, const ByteView* before, const ByteView* after)
{
    if (!after) return;
    const DacId dac = state::dacOf(key);
    const auto name = [&](const Address& who) {
        if (!who.isZero()) m_concerned.push_back({who, dac, kNamed});
    };
    const state::Table table = state::tableOf(key);
    if (table == state::Table::Member && !before)
        m_concerned.push_back({state::addressOf(key), dac, kJoined});
    if (table == state::Table::Juror)
        if (const auto juror = state::decodeRecord<state::Juror>(*after)) name(juror->who);
    if (table == state::Table::Collaboration && !before)
        if (const auto c = state::decodeRecord<state::Collaboration>(*after))
            for (const tx::Party& party : {c->asker, c->doer})
                name(Address::fromPrefix(ByteView(party.bytes).subspan(1)));
    if (table == state::Table::Charter)
        if (const auto charter = state::decodeRecord<state::Charter>(*after))
            name(tx::personOf(charter->court));
}

void AccountNotes::writeTo(storage::WriteBatch& writes, const rollup::BlockHeader& header,
                           ByteView stepHashes, std::span<const Hash> roots) const
{
    for (const Note& note : m_credits) {
        const std::size_t at = note.step - header.firstStep;
        Bytes value;
        value.reserve(kNoteBytes);
        append(value, StepMark::of(stepHashes.subspan(at * Hash::kSize, Hash::kSize),
                                   at == 0 ? header.preRoot : roots[at - 1], roots[at]));
        appendFixed(value, note.amount);
        writes.put(creditKey(note.to, header.number, note.step), std::move(value));
    }
    for (const Concerned& note : m_concerned) {
        Bytes key = addressKey('z', note.who);
        append(key, note.dac.bytes);
        writes.put(key, Bytes{note.how});
    }
}

StepMark::StepMark(ByteView value)
    : m_value(value)
{}

bool StepMark::isOf(ByteView step, const Hash& rootBefore, const Hash& rootAfter) const
{
    if (rootBefore == rootAfter) return false; // it has brought nothing
    const Hash hash = crypto::keccak256(step);
    if (m_value.size() == kFirstNoteBytes) return equal(m_value.first(Hash::kSize), hash.bytes);
    return equal(m_value.first(kSize), of(hash.bytes, rootBefore, rootAfter));
}

std::array<std::uint8_t, StepMark::kSize> StepMark::of(ByteView stepHash, const Hash& rootBefore,
                                                       const Hash& rootAfter)
{
    std::array<std::uint8_t, kSize> mark{};
    for (std::size_t i = 0; i < kSize; ++i) mark[i] = stepHash[i] ^ rootBefore.bytes[i] ^ rootAfter.bytes[i];
    return mark;
}

void describe(Credit& credit, const tx::Transaction& step)
{
    const tx::Payload& payload = step.payload;
    credit.kind = static_cast<std::uint16_t>(tx::kindOf(payload));
    if (tx::originOf(payload) == tx::Origin::Signed) credit.from = step.envelope.from;
    credit.dac = dacIn(payload);
    if (const auto* agreed = std::get_if<tx::AgreeAmendment>(&payload)) credit.object = agreed->collaboration;
    if (const auto* enacted = std::get_if<tx::EnactMotion>(&payload))
        std::ranges::copy(enacted->motion.bytes, credit.object.bytes.begin());
    if (const auto* closed = std::get_if<tx::CloseVote>(&payload)) credit.object = closed->collaboration;
    if (const auto* settle = std::get_if<tx::Settle>(&payload)) {
        credit.object = settle->object;
        credit.table = settle->table;
        credit.sub = settle->sub;
    }
}

Result<std::vector<Credit>> readCredits(storage::Store& store, const Address& to, std::size_t most,
                                        const CreditPlace& before,
                                        const std::function<Result<bool>(Credit&, const StepMark&)>& complete)
{
    std::vector<Credit> credits;
    Result<void> problem;
    STOA_TRY_VOID(store.iterate(addressKey('y', to), [&](ByteView key, ByteView value) {
        Credit credit;
        if (key.size() != kCreditKeyBytes ||
            (value.size() != kNoteBytes && value.size() != kFirstNoteBytes)) {
            problem = Error{ErrorCode::StoreDamaged, "a note about an account"};
            return false;
        }
        ByteView place = key.last(sizeof credit.block + sizeof credit.step);
        takeFixed(place, credit.block);
        takeFixed(place, credit.step);
        credit.block = ~credit.block;
        credit.step = ~credit.step;
        if (!before.isAfter(credit)) return true;
        ByteView amount = value.last(sizeof credit.amount);
        takeFixed(amount, credit.amount);
        const auto stands = complete(credit, StepMark(value));
        if (!stands) {
            problem = stands.error();
            return false;
        }
        if (*stands) credits.push_back(credit);
        return credits.size() < most;
    }));
    STOA_TRY_VOID(problem);
    return credits;
}

Result<void> forgetCreditsAfter(storage::Store& store, const Address& to, std::uint64_t block,
                                storage::WriteBatch& writes)
{
    const Bytes prefix = addressKey('y', to);
    return store.iterate(prefix, [&](ByteView key, ByteView) {
        ByteView place = key.subspan(prefix.size());
        std::uint64_t at = 0;
        if (key.size() != kCreditKeyBytes) return false; // readCredits says so
        takeFixed(place, at);
        if (~at <= block) return false; // the newest come first
        writes.erase(toBytes(key));
        return true;
    });
}

Result<std::vector<Company>> readCompanies(storage::Store& store, const Address& account)
{
    std::vector<Company> found;
    const Bytes prefix = addressKey('z', account);
    STOA_TRY_VOID(store.iterate(prefix, [&](ByteView key, ByteView value) {
        const bool isNamed = !value.empty() && value.front() == kNamed;
        found.push_back({DacId::fromPrefix(key.subspan(prefix.size())), isNamed});
        return true;
    }));
    return found;
}

} // namespace stoa::node
