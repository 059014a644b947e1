// SPDX-License-Identifier: MIT
// Where a record stands in the state: space(1) ‖ scope(8) ‖ table(1) ‖ id(22), id = object(18) ‖ sub(4).
// Keys are never hashed, so a prefix is a subtree: the nine bytes 02 ‖ company are a company's whole state.
#pragma once

#include "core/base/bytes.h"
#include "core/tx/kind.h"

namespace stoa::state {

using Key = FixedBytes<32, struct KeyTag>;

enum class Space : std::uint8_t { Account = 1, Company = 2, Withdrawal = 4 };

enum class Table : std::uint8_t {
    None = 0,
    Charter = 1,
    Purse = 2,
    Member = 3,
    Invite = 4,
    Collaboration = 5,
    Motion = 6,
    Ballot = 7,
    Seat = 8,
    Case = 9,
    Juror = 10,
    Tool = 11,
    Record = 12,
    Index = 13,
};

Key accountKey(const Address& address);
Key charterKey(const DacId& dac);
Key purseKey(const DacId& dac);
Key memberKey(const DacId& dac, const Address& member);
/// id = address(20) ‖ 0(2), that is object = first 18 bytes, sub = last two bytes in its upper half.
Key inviteKey(const DacId& dac, const Address& ticket);
Key collaborationKey(const DacId& dac, const ObjectId& collaboration);
Key caseKey(const DacId& dac, const ObjectId& collaboration, std::uint8_t round);
/// sub = round(1) ‖ 0(1) ‖ juror(2)
Key jurorKey(const DacId& dac, const ObjectId& collaboration, std::uint8_t round, std::uint16_t juror);
/// id = tool(2) ‖ object(18) ‖ 0(2)
Key recordKey(const DacId& dac, std::uint16_t tool, const ObjectId& object);
/// object = motion(8) ‖ 0(10)
Key motionKey(const DacId& dac, const tx::MotionId& motion);
/// id = motion(8) ‖ last 14 bytes of the voter's address
Key ballotKey(const DacId& dac, const tx::MotionId& motion, const Address& voter);
/// id = tool(2) ‖ 0(20)
Key toolKey(const DacId& dac, std::uint16_t tool);
/// object = 0, sub = the seat's number
Key seatKey(const DacId& dac, std::uint32_t seat);
/// Of a company that is a party of a collaboration elsewhere.
Key indexKey(const DacId& dac, const ObjectId& collaboration);
Key withdrawalKey(const ObjectId& id);
/// Any record of a company by its parts.
Key companyKey(const DacId& dac, Table table, const ObjectId& object, std::uint32_t sub);

/// The first nine bytes that all records of a company share.
Bytes companyPrefix(const DacId& dac);

Space spaceOf(const Key& key);
Table tableOf(const Key& key);
DacId dacOf(const Key& key);
ObjectId objectOf(const Key& key);
std::uint32_t subOf(const Key& key);
/// For member, invite and account keys.
Address addressOf(const Key& key);
/// For motion keys.
tx::MotionId motionOf(const Key& key);
/// For record and tool keys.
std::uint16_t toolOf(const Key& key);
ObjectId recordObjectOf(const Key& key);

inline bool bitOf(const Key& key, unsigned bit) { return (key[bit / 8] >> (7 - bit % 8)) & 1; }

/// The first bit in which the keys differ; 256 if they are equal.
unsigned firstDifference(const Key& a, const Key& b);

} // namespace stoa::state
