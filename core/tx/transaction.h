// SPDX-License-Identifier: MIT
// A step's bytes and its meaning. On the wire: kind(1) ‖ [from(20) lane(1) nonce(4) validUntil(8) if signed]
// ‖ the kind's fields ‖ [r(32) s(32) v(1) if signed]; all numbers big-endian, nothing padded. Force and
// EnactMotion carry bytes of any length after their fields. The digest of a step is the EIP-712 digest of
// the same fields.
#pragma once

#include <optional>
#include <string>

#include "core/crypto/recoverable_signature.h"
#include "core/tx/kind_table.h"

namespace stoa::tx {

inline constexpr std::size_t kMaxStepBytes = 1024;
inline constexpr std::uint8_t kLanes = 8;

/// What every signed transaction starts with.
struct Envelope {
    Address from;
    std::uint8_t lane = 0;    ///< one of eight nonce lanes, one for each device of an account
    std::uint32_t nonce = 0;  ///< of the lane
    Timestamp validUntil = 0; ///< last second in which it may be included

    bool operator==(const Envelope&) const = default;

    static constexpr auto fields(auto visit)
    {
        return visit(field("from", &Envelope::from), field("lane", &Envelope::lane),
                     field("nonce", &Envelope::nonce), field("validUntil", &Envelope::validUntil));
    }
};

struct Transaction {
    Envelope envelope; ///< zero unless the kind is signed
    Payload payload;
    crypto::RecoverableSignature signature; ///< zero unless the kind is signed
};

Kind kindOf(const Payload& payload);
Origin originOf(const Payload& payload);
std::string_view nameOf(const Payload& payload);
Amount feeOf(const Payload& payload);

/// Wire bytes, with the signature if the kind is signed.
Bytes encode(const Transaction& transaction);
/// Wire bytes without the signature: what a draft keeps and shows.
Bytes encodeUnsigned(const Transaction& transaction);

/// Total on any input. Errors: UnknownKind, WrongLength, TooLarge, BadSignature (its form only).
Result<Transaction> decode(ByteView bytes);
/// As decode, for bytes of encodeUnsigned.
Result<Transaction> decodeUnsigned(ByteView bytes);

/// "Transfer(address from,uint8 lane,…)", the EIP-712 type of a kind.
std::string typeStringOf(const Payload& payload);

/// The EIP-712 digest: what is signed, and what a step is known by. `domain` is the network's separator.
Hash digestOf(const Transaction& transaction, const Hash& domain);
/// The same for many, which is faster.
std::vector<Hash> digestsOf(std::span<const Transaction* const> transactions, const Hash& domain);

/// kind ‖ fields of a signed kind, without envelope: what a motion keeps the hash of and EnactMotion brings.
Bytes encodeAct(const Payload& payload);
/// Errors: UnknownKind (also one that is unsigned or carries bytes behind its fields), WrongLength.
Result<Payload> decodeAct(ByteView bytes);
/// keccak of encodeAct.
Hash actHashOf(const Payload& payload);

/// What a ticket signs when somebody joins: EIP-712 Ticket(bytes8 dac,address joiner).
Hash ticketDigest(const DacId& dac, const Address& joiner, const Hash& domain);

/// Ids are prefixes of the creating step's digest.
inline ObjectId objectIdOf(const Hash& digest) { return ObjectId::fromPrefix(digest.bytes); }
inline DacId dacIdOf(const Hash& digest) { return DacId::fromPrefix(digest.bytes); }
inline MotionId motionIdOf(const Hash& digest) { return MotionId::fromPrefix(digest.bytes); }

/// The object id of a page: the first 18 bytes of keccak("page" ‖ name), so that two members who write
/// the same page while offline meet at one record.
ObjectId pageIdOf(std::string_view name);

} // namespace stoa::tx
