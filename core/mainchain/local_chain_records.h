// SPDX-License-Identifier: MIT
// How the local chain's store is laid out (FORMAT.md), for the files that make up LocalChain.
#pragma once

#include "core/base/amount.h"
#include "core/base/clock.h"
#include "core/base/fields.h"
#include "core/base/result.h"
#include "core/codec/writer.h"

namespace stoa::mainchain {

inline constexpr std::string_view kMetaKey = "m";
inline constexpr std::string_view kDefinitionKey = "D";
inline constexpr std::string_view kGivenKey = "f";
inline constexpr std::string_view kRefillKey = "g";

inline Bytes keyOf(char table, std::uint64_t number)
{
    codec::Writer writer;
    writer.u8(static_cast<std::uint8_t>(table));
    writer.u64(number);
    return writer.take();
}

inline Bytes keyOf(char table, ByteView id)
{
    Bytes key{static_cast<std::uint8_t>(table)};
    append(key, id);
    return key;
}

inline Bytes announcementKey(const Address& who, const Hash& blind)
{
    Bytes key = keyOf('n', who.bytes);
    append(key, blind.bytes);
    return key;
}

template <typename T>
Bytes packed(const T& value)
{
    Bytes bytes;
    appendFields(bytes, value);
    return bytes;
}

template <typename T>
Result<T> unpacked(ByteView bytes)
{
    if (bytes.size() != widthOfFields<T>()) return Error{ErrorCode::StoreDamaged, "width of a record"};
    T value;
    takeFields(bytes, value);
    return value;
}

/// The last signed call of an account. What it answered follows.
struct StoredCall {
    std::uint64_t next = 0; ///< number of the next one
    Hash digest;

    static constexpr auto fields(auto visit)
    {
        return visit(field("next", &StoredCall::next), field("digest", &StoredCall::digest));
    }
};

/// Which step of a batch that is gone was proved wrong, and in which block.
struct StoredProof {
    std::uint32_t step = 0;
    std::uint64_t block = 0;

    static constexpr auto fields(auto visit)
    {
        return visit(field("step", &StoredProof::step), field("block", &StoredProof::block));
    }
};

/// What strangers have had from the faucet since the beginning, as much as it counts each time.
struct StoredGiven {
    Amount sum = 0;

    static constexpr auto fields(auto visit) { return visit(field("sum", &StoredGiven::sum)); }
};

/// How much of that counts no more.
struct StoredRefill {
    Amount returned = 0;
    Timestamp time = 0; ///< as of which

    static constexpr auto fields(auto visit)
    {
        return visit(field("returned", &StoredRefill::returned), field("time", &StoredRefill::time));
    }
};

/// A message as it is stored.
struct StoredMessage {
    Timestamp time = 0;
    Hash acc; ///< over this message and all before it

    static constexpr auto fields(auto visit)
    {
        return visit(field("time", &StoredMessage::time), field("acc", &StoredMessage::acc));
    }
};

} // namespace stoa::mainchain
