// SPDX-License-Identifier: MIT
#include "core/state/keys.h"

#include <bit>
#include <cstring>

namespace stoa::state {
namespace {

constexpr std::size_t kScopeAt = 1;
constexpr std::size_t kTableAt = 9;
constexpr std::size_t kIdAt = 10;
constexpr std::size_t kSubAt = 28;

Key keyOf(Space space, const DacId& scope, Table table, ByteView id)
{
    Key key;
    key[0] = static_cast<std::uint8_t>(space);
    std::copy(scope.begin(), scope.end(), key.begin() + kScopeAt);
    key[kTableAt] = static_cast<std::uint8_t>(table);
    std::copy(id.begin(), id.end(), key.begin() + kIdAt);
    return key;
}

} // namespace

Key accountKey(const Address& address) { return keyOf(Space::Account, {}, Table::None, address.bytes); }
Key charterKey(const DacId& dac) { return keyOf(Space::Company, dac, Table::Charter, {}); }
Key purseKey(const DacId& dac) { return keyOf(Space::Company, dac, Table::Purse, {}); }

Key memberKey(const DacId& dac, const Address& member)
{
    return keyOf(Space::Company, dac, Table::Member, member.bytes);
}

Key inviteKey(const DacId& dac, const Address& ticket)
{
    return keyOf(Space::Company, dac, Table::Invite, ticket.bytes);
}

Key collaborationKey(const DacId& dac, const ObjectId& collaboration)
{
    return companyKey(dac, Table::Collaboration, collaboration, 0);
}

Key caseKey(const DacId& dac, const ObjectId& collaboration, std::uint8_t round)
{
    return companyKey(dac, Table::Case, collaboration, round);
}

Key jurorKey(const DacId& dac, const ObjectId& collaboration, std::uint8_t round, std::uint16_t juror)
{
    return companyKey(dac, Table::Juror, collaboration, (std::uint32_t{round} << 24) | juror);
}

Key recordKey(const DacId& dac, std::uint16_t tool, const ObjectId& object)
{
    Bytes id{static_cast<std::uint8_t>(tool >> 8), static_cast<std::uint8_t>(tool)};
    append(id, object.bytes);
    return keyOf(Space::Company, dac, Table::Record, id);
}

Key motionKey(const DacId& dac, const tx::MotionId& motion)
{
    return keyOf(Space::Company, dac, Table::Motion, motion.bytes);
}

Key ballotKey(const DacId& dac, const tx::MotionId& motion, const Address& voter)
{
    Bytes id = toBytes(motion.bytes);
    append(id, ByteView(voter.bytes).subspan(6));
    return keyOf(Space::Company, dac, Table::Ballot, id);
}

Key toolKey(const DacId& dac, std::uint16_t tool)
{
    return keyOf(Space::Company, dac, Table::Tool,
                 Bytes{static_cast<std::uint8_t>(tool >> 8), static_cast<std::uint8_t>(tool)});
}

Key seatKey(const DacId& dac, std::uint32_t seat) { return companyKey(dac, Table::Seat, {}, seat); }

Key indexKey(const DacId& dac, const ObjectId& collaboration)
{
    return companyKey(dac, Table::Index, collaboration, 0);
}

Key withdrawalKey(const ObjectId& id) { return keyOf(Space::Withdrawal, {}, Table::None, id.bytes); }

Key companyKey(const DacId& dac, Table table, const ObjectId& object, std::uint32_t sub)
{
    Key key = keyOf(Space::Company, dac, table, object.bytes);
    for (std::size_t i = 0; i < 4; ++i) key[kSubAt + i] = static_cast<std::uint8_t>(sub >> (24 - 8 * i));
    return key;
}

Bytes companyPrefix(const DacId& dac)
{
    Bytes prefix{static_cast<std::uint8_t>(Space::Company)};
    append(prefix, dac.bytes);
    return prefix;
}

Space spaceOf(const Key& key) { return static_cast<Space>(key[0]); }
Table tableOf(const Key& key) { return static_cast<Table>(key[kTableAt]); }
DacId dacOf(const Key& key) { return DacId::fromPrefix(ByteView(key.bytes).subspan(kScopeAt, 8)); }
ObjectId objectOf(const Key& key) { return ObjectId::fromPrefix(ByteView(key.bytes).subspan(kIdAt, 18)); }
Address addressOf(const Key& key) { return Address::fromPrefix(ByteView(key.bytes).subspan(kIdAt, 20)); }

std::uint32_t subOf(const Key& key)
{
    std::uint32_t sub = 0;
    for (std::size_t i = 0; i < 4; ++i) sub = (sub << 8) | key[kSubAt + i];
    return sub;
}

tx::MotionId motionOf(const Key& key)
{
    return tx::MotionId::fromPrefix(ByteView(key.bytes).subspan(kIdAt, tx::MotionId::kSize));
}

std::uint16_t toolOf(const Key& key)
{
    return static_cast<std::uint16_t>((key[kIdAt] << 8) | key[kIdAt + 1]);
}

ObjectId recordObjectOf(const Key& key)
{
    return ObjectId::fromPrefix(ByteView(key.bytes).subspan(kIdAt + 2, 18));
}

unsigned firstDifference(const Key& a, const Key& b)
{
    for (std::size_t i = 0; i < Key::kSize; i += 8) {
        std::uint64_t left = 0;
        std::uint64_t right = 0;
        std::memcpy(&left, a.data() + i, 8);
        std::memcpy(&right, b.data() + i, 8);
        if (left != right)
            return static_cast<unsigned>(8 * i) +
                   static_cast<unsigned>(std::countl_zero(__builtin_bswap64(left ^ right)));
    }
    return 256;
}

} // namespace stoa::state
