// SPDX-License-Identifier: MIT
#include "core/crypto/key_pair.h"

#include <memory>

#include <botan/mac.h>
#include <secp256k1.h>
#include <secp256k1_ecdh.h>
#include <secp256k1_recovery.h>

#include "core/base/random.h"

namespace stoa::crypto {

namespace {

// Blinded once with bytes nobody knows, so that timing and power say less about the keys used with it.
// Signing leaves it unchanged, hence one for all threads.
const secp256k1_context* signingContext()
{
    static const secp256k1_context* const context = [] {
        secp256k1_context* made = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
        SystemRandom random;
        Secret32 seed;
        random.fill(seed.writable());
        STOA_CHECK(secp256k1_context_randomize(made, seed.view().data()) == 1);
        return made;
    }();
    return context;
}

} // namespace

Result<KeyPair> KeyPair::fromSecret(const Secret32& secret)
{
    secp256k1_pubkey point;
    if (secp256k1_ec_pubkey_create(signingContext(), &point, secret.view().data()) != 1)
        return ErrorCode::InvalidArgument;
    std::array<std::uint8_t, 65> serialized;
    std::size_t size = serialized.size();
    secp256k1_ec_pubkey_serialize(signingContext(), serialized.data(), &size, &point,
                                  SECP256K1_EC_UNCOMPRESSED);

    KeyPair pair;
    pair.m_secret = secret.clone();
    pair.m_publicKey = PublicKey::fromPrefix(ByteView(serialized).subspan(1));
    pair.m_address = addressOf(pair.m_publicKey);
    return pair;
}

KeyPair KeyPair::generate(Random& random)
{
    // All but one in 2^128 candidates are keys.
    for (;;) {
        Secret32 candidate;
        random.fill(candidate.writable());
        if (auto pair = fromSecret(candidate)) return *std::move(pair);
    }
}

RecoverableSignature KeyPair::sign(const Hash& digest) const
{
    secp256k1_ecdsa_recoverable_signature made;
    STOA_CHECK(secp256k1_ecdsa_sign_recoverable(signingContext(), &made, digest.data(),
                                                m_secret.view().data(), secp256k1_nonce_function_rfc6979,
                                                nullptr) == 1);
    std::array<std::uint8_t, 64> compact;
    int point = 0;
    secp256k1_ecdsa_recoverable_signature_serialize_compact(signingContext(), compact.data(), &point, &made);
    // Points 2 and 3 would need an r above the order: one in 2^127.
    STOA_CHECK(point == 0 || point == 1);
    return {Hash::fromPrefix(compact), Hash::fromPrefix(ByteView(compact).subspan(32)),
            static_cast<std::uint8_t>(27 + point)};
}

Result<Secret32> KeyPair::agree(const PublicKey& other) const
{
    std::array<std::uint8_t, 65> encoded;
    encoded[0] = 4;
    std::copy(other.begin(), other.end(), encoded.begin() + 1);
    secp256k1_pubkey point;
    if (secp256k1_ec_pubkey_parse(signingContext(), &point, encoded.data(), encoded.size()) != 1)
        return ErrorCode::BadPublicKey;
    Secret32 shared;
    STOA_CHECK(secp256k1_ecdh(signingContext(), shared.writable().data(), &point, m_secret.view().data(),
                              secp256k1_ecdh_hash_function_sha256, nullptr) == 1);
    return shared;
}

Hash KeyPair::derivedSalt(ByteView purpose) const
{
    const auto mac = Botan::MessageAuthenticationCode::create_or_throw("HMAC(SHA-256)");
    mac->set_key(m_secret.view().data(), m_secret.view().size());
    mac->update("stoa derived salt");
    mac->update(purpose.data(), purpose.size());
    Hash salt;
    mac->final(salt.data());
    return salt;
}

} // namespace stoa::crypto
