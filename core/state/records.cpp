// SPDX-License-Identifier: MIT
#include "core/state/records.h"

namespace stoa::state {
namespace {

template <typename R>
Amount heldBy(ByteView bytes, Amount (*sum)(const R&))
{
    const auto record = decodeRecord<R>(bytes);
    return record ? sum(*record) : 0;
}

Amount heldByCollaboration(const Collaboration& c)
{
    switch (static_cast<CollaborationState>(c.state)) {
    case CollaborationState::Proposed: return c.reward + c.askerDeposit + c.tip;
    case CollaborationState::Active:
    case CollaborationState::Delivered:
    case CollaborationState::ToBeAllocated:
    case CollaborationState::Disputed:
    case CollaborationState::Ruled: return c.reward + c.askerDeposit + c.doerDeposit + c.tip;
    case CollaborationState::Settled:
    case CollaborationState::Cancelled:
    case CollaborationState::Refunded: return 0;
    }
    return 0;
}

template <std::size_t N>
std::uint64_t numberAt(const FixedBytes<N>& bytes, std::size_t at, std::size_t width)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < width; ++i) number = (number << 8) | bytes[at + i];
    return number;
}

template <std::size_t N>
void setNumberAt(FixedBytes<N>& bytes, std::size_t at, std::size_t width, std::uint64_t number)
{
    for (std::size_t i = width; i-- > 0; number >>= 8) bytes[at + i] = static_cast<std::uint8_t>(number);
}

} // namespace

std::uint32_t Account::nonce(std::uint8_t lane) const
{
    return static_cast<std::uint32_t>(numberAt(lanes, std::size_t{4} * lane, 4));
}

void Account::setNonce(std::uint8_t lane, std::uint32_t nonce)
{
    setNumberAt(lanes, std::size_t{4} * lane, 4, nonce);
}

Amount Case::amount(std::size_t index) const { return numberAt(amounts, 8 * index, 8); }

void Case::setAmount(std::size_t index, Amount value) { setNumberAt(amounts, 8 * index, 8, value); }

std::uint32_t Case::place(std::size_t juror) const
{
    return static_cast<std::uint32_t>(numberAt(places, 4 * juror, 4));
}

void Case::setPlace(std::size_t juror, std::uint32_t seat) { setNumberAt(places, 4 * juror, 4, seat); }

Amount heldIn(const Key& key, ByteView record)
{
    switch (spaceOf(key)) {
    case Space::Account: return heldBy<Account>(record, [](const Account& r) { return r.balance; });
    case Space::Withdrawal: return heldBy<Withdrawal>(record, [](const Withdrawal& r) { return r.amount; });
    case Space::Company: break;
    }
    switch (tableOf(key)) {
    case Table::Purse: return heldBy<Purse>(record, [](const Purse& r) { return r.treasury; });
    case Table::Member: return heldBy<Member>(record, [](const Member& r) { return r.stake; });
    case Table::Invite: return heldBy<Invite>(record, [](const Invite& r) { return r.gift; });
    case Table::Case: return heldBy<Case>(record, [](const Case& r) { return r.fee + r.tip; });
    case Table::Collaboration: return heldBy<Collaboration>(record, heldByCollaboration);
    case Table::Motion: return heldBy<Motion>(record, [](const Motion& r) { return r.bond; });
    case Table::Seat: return heldBy<Seat>(record, [](const Seat& r) { return r.deposit; });
    case Table::Record:
        if (toolOf(key) < tx::kFirstInstalledTool) return 0;
        return heldBy<Record>(record, [](const Record& r) { return r.amount; });
    case Table::None:
    case Table::Charter:
    case Table::Ballot:
    case Table::Juror:
    case Table::Tool:
    case Table::Index: break;
    }
    return 0;
}

} // namespace stoa::state
