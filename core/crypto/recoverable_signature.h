// SPDX-License-Identifier: MIT
// Signatures from which the signer's address follows: what every step carries, and how it is checked.
#pragma once

#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace stoa::crypto {

using PublicKey = FixedBytes<64, struct PublicKeyTag>; ///< x ‖ y of a point of secp256k1

struct RecoverableSignature {
    static constexpr std::size_t kSize = 65;
    using Encoded = FixedBytes<kSize>;

    Hash r;
    Hash s;
    std::uint8_t v = 27; ///< 27 or 28: which of the two points

    auto operator<=>(const RecoverableSignature&) const = default;

    /// r ‖ s ‖ v.
    Encoded encode() const;

    /// Errors: BadSignature (not 65 bytes, or v is neither 27 nor 28). r and s are checked by recoverSigner.
    static Result<RecoverableSignature> decode(ByteView bytes);
};

struct SignedDigest {
    Hash digest;
    RecoverableSignature signature;
};

/// The last 20 bytes of the keccak of x ‖ y.
Address addressOf(const PublicKey& key);

/// Whether x and y are coordinates of a point that can be a public key.
bool isOnCurve(const PublicKey& key);

/// Whether r, s and v may be those of a signature at all: v is 27 or 28, neither number is zero, and s is the
/// lower one of the two that would do.
bool hasValidForm(const RecoverableSignature& signature);

/// Whose key made `signature` over `digest`. There is one valid signature for a key and a nonce: the twin
/// with a high s is refused. Thread-safe. Errors: BadSignature.
Result<PublicKey> recoverPublicKey(const Hash& digest, const RecoverableSignature& signature);
Result<Address> recoverSigner(const Hash& digest, const RecoverableSignature& signature);

struct Signer {
    Address address;
    PublicKey key;
};

/// recoverPublicKey of each, and its address, in the same order, by at most `threads` threads. Thread-safe.
std::vector<Result<Signer>> recoverSigners(std::span<const SignedDigest> all, int threads);

} // namespace stoa::crypto
