// SPDX-License-Identifier: MIT
// The half of the local chain that reads.
#include <algorithm>

#include "core/mainchain/local_chain.h"
#include "core/mainchain/local_chain_records.h"

namespace stoa::mainchain {
namespace {

/// `share` in hundredths of a percent.
Amount shareOf(Amount amount, std::uint32_t share)
{
    return static_cast<Amount>(static_cast<Wide>(amount) * share / 10'000);
}

} // namespace

Result<std::unique_ptr<LocalChain>> LocalChain::open(storage::Store& store)
{
    STOA_TRY(const auto text, store.get(viewOf(kDefinitionKey)));
    if (!text) return std::unique_ptr<LocalChain>();
    const auto definition = rollup::decodeDefinition(textOf(*text));
    const auto is = [&](ErrorCode code) { return !definition && definition.error().code == code; };
    if (is(ErrorCode::OlderFormat) || is(ErrorCode::NewerFormat)) return definition.error();
    if (!definition) return Error{ErrorCode::StoreDamaged, "network definition"};
    std::unique_ptr<LocalChain> chain(new LocalChain(store, *definition));
    STOA_TRY_VOID(chain->load());
    STOA_TRY_VOID(chain->renewInbox());
    return chain;
}

Result<void> LocalChain::load()
{
    STOA_TRY(const auto bytes, m_store.get(viewOf(kMetaKey)));
    if (!bytes) return Error{ErrorCode::StoreDamaged, "no state of the main chain"};
    STOA_TRY(const Meta meta, unpacked<Meta>(*bytes));
    if (!addsUp(meta)) return Error{ErrorCode::StoreDamaged, "money of the contract"};
    m_meta = meta;
    m_time = std::max(m_time, meta.time);
    m_isStale = false;
    return {};
}

/// In more bits than a sum has, and with a limit: what has become less than nothing is noticed.
bool LocalChain::addsUp(const Meta& meta)
{
    const Wide parts = Wide{meta.value} + meta.bonds + meta.credits + meta.burnt;
    return meta.held == parts && meta.held <= meta.minted;
}

Result<void> LocalChain::refresh()
{
    if (m_fault) return *m_fault;
    if (m_isStale) STOA_TRY_VOID(load());
    return {};
}

Solvency LocalChain::solvency() const
{
    return {m_meta.held, m_meta.value, m_meta.bonds, m_meta.credits, m_meta.burnt};
}

Amount LocalChain::requiredBond() const
{
    return std::max(m_definition.aggregatorBond, shareOf(m_meta.value, m_definition.bondShare));
}

Result<Slot> LocalChain::slot()
{
    if (m_time < m_meta.penaltyUntil) return Slot{};
    STOA_TRY(Slot slot, MainChain::slot());
    if (slot.who.isZero()) return slot;
    STOA_TRY(const rollup::Header last, header(m_meta.tip));
    if (last.inboxEnd >= m_meta.inboxCount) return slot;
    // Whoever leaves something out for too long, or fills the batches with messages of an accomplice, does
    // not keep its turn.
    STOA_TRY(const InboxMessage next, inbox(last.inboxEnd));
    slot.until = std::min(slot.until, next.time + m_definition.forceDelay);
    return m_time < slot.until ? slot : Slot{};
}

Result<bool> LocalChain::isClaimed(const ObjectId& withdrawal)
{
    STOA_TRY(const auto mark, m_store.get(keyOf('w', withdrawal.bytes)));
    return mark.has_value();
}

Result<rollup::Header> LocalChain::keptHeader(std::uint64_t number)
{
    STOA_TRY(const auto bytes, m_store.get(keyOf('h', number)));
    if (!bytes) return ErrorCode::NotFound;
    const auto header = rollup::decodeHeader(*bytes);
    if (!header) return Error{ErrorCode::StoreDamaged, "header"};
    return *header;
}

Result<rollup::Header> LocalChain::header(std::uint64_t number)
{
    STOA_TRY_VOID(refresh());
    if (number > m_meta.tip) return ErrorCode::NotFound;
    return keptHeader(number);
}

Result<Hash> LocalChain::headerHash(std::uint64_t number)
{
    STOA_TRY(const rollup::Header found, header(number));
    return rollup::headerHash(found);
}

Result<bool> LocalChain::isFinal(const rollup::Header& candidate)
{
    STOA_TRY_VOID(refresh());
    if (candidate.number > m_meta.tip) return false;
    STOA_TRY(const Hash known, headerHash(candidate.number));
    return rollup::headerHash(candidate) == known && m_time >= candidate.l1Time + m_definition.window;
}

Result<rollup::Batch> LocalChain::batch(std::uint64_t number)
{
    STOA_TRY_VOID(refresh());
    if (number == 0 || number > m_meta.tip) return ErrorCode::NotFound;
    STOA_TRY(const auto bytes, m_store.get(keyOf('d', number)));
    if (!bytes) return Error{ErrorCode::StoreDamaged, "batch"};
    auto batch = rollup::decodeBatch(*bytes);
    if (!batch) return Error{ErrorCode::StoreDamaged, "batch"};
    return batch;
}

Result<InboxMessage> LocalChain::inbox(std::uint64_t index)
{
    STOA_TRY(const auto bytes, m_store.get(keyOf('i', index)));
    if (!bytes) return ErrorCode::NotFound;
    constexpr std::size_t kHead = widthOfFields<StoredMessage>();
    if (bytes->size() <= kHead) return Error{ErrorCode::StoreDamaged, "message"};
    const ByteView view(*bytes);
    STOA_TRY(const StoredMessage head, unpacked<StoredMessage>(view.first(kHead)));
    return InboxMessage{index, head.time, toBytes(view.subspan(kHead))};
}

Result<Hash> LocalChain::inboxAcc(std::uint64_t count)
{
    if (count == 0) return Hash{};
    STOA_TRY(const auto bytes, m_store.get(keyOf('i', count - 1)));
    if (!bytes) return ErrorCode::NotFound;
    constexpr std::size_t kHead = widthOfFields<StoredMessage>();
    if (bytes->size() <= kHead) return Error{ErrorCode::StoreDamaged, "message"};
    STOA_TRY(const StoredMessage head, unpacked<StoredMessage>(ByteView(*bytes).first(kHead)));
    return head.acc;
}

Result<ChainAccount> LocalChain::account(const Address& who)
{
    STOA_TRY(const auto bytes, m_store.get(keyOf('a', who.bytes)));
    if (!bytes) return ChainAccount{};
    return unpacked<ChainAccount>(*bytes);
}

Result<Appointment> LocalChain::appointment(const Address& owner)
{
    STOA_TRY(const auto bytes, m_store.get(keyOf('k', owner.bytes)));
    if (!bytes) return Appointment{};
    return unpacked<Appointment>(*bytes);
}

Result<std::vector<Event>> LocalChain::events(std::uint64_t after, std::uint32_t count)
{
    STOA_TRY_VOID(refresh());
    std::vector<Event> found;
    for (std::uint64_t id = after; id < m_meta.eventCount && found.size() < count; ++id) {
        STOA_TRY(const auto bytes, m_store.get(keyOf('e', id + 1)));
        if (!bytes) return Error{ErrorCode::StoreDamaged, "event"};
        STOA_TRY(const Event event, unpacked<Event>(*bytes));
        found.push_back(event);
    }
    return found;
}

} // namespace stoa::mainchain
