// SPDX-License-Identifier: MIT
// A secret key of secp256k1 and what can be done with it.
#pragma once

#include "core/base/result.h"
#include "core/crypto/fixed_secret.h"
#include "core/crypto/recoverable_signature.h"

namespace stoa {
class Random;
}

namespace stoa::crypto {

/// Move only; wiped when it is destroyed.
class KeyPair {
public:
    /// Errors: InvalidArgument (zero, or not below the order of the curve).
    static Result<KeyPair> fromSecret(const Secret32& secret);
    static KeyPair generate(Random& random);

    const Address& address() const { return m_address; }
    const PublicKey& publicKey() const { return m_publicKey; }

    /// The nonce follows from key and digest (RFC 6979), so the same digest always gets the same signature.
    RecoverableSignature sign(const Hash& digest) const;

    /// A secret that the owner of `other` computes too from their key and publicKey() (ECDH, then SHA-256).
    /// Errors: BadPublicKey.
    Result<Secret32> agree(const PublicKey& other) const;

    /// Thirty-two bytes that only this key can make again, different for each `purpose`, and that say nothing
    /// about the key: a salt that survives the loss of everything but the phrase.
    Hash derivedSalt(ByteView purpose) const;

    const Secret32& secret() const { return m_secret; }

private:
    KeyPair() = default;

    Secret32 m_secret;
    PublicKey m_publicKey;
    Address m_address;
};

} // namespace stoa::crypto
