// SPDX-License-Identifier: MIT
#include "core/crypto/key_derivation.h"

#include <botan/mac.h>
#include <secp256k1.h>

namespace stoa::crypto {

namespace {

Secret64 hmacSha512(ByteView key, std::initializer_list<ByteView> parts)
{
    const auto mac = Botan::MessageAuthenticationCode::create_or_throw("HMAC(SHA-512)");
    mac->set_key(key.data(), key.size());
    for (const ByteView part : parts) mac->update(part.data(), part.size());
    Secret64 result;
    mac->final(result.writable().data());
    return result;
}

} // namespace

Result<ExtendedKey> masterKey(ByteView seed)
{
    if (seed.size() < 16 || seed.size() > 64) return ErrorCode::InvalidArgument;
    const Secret64 both = hmacSha512(viewOf("Bitcoin seed"), {seed});
    if (!secp256k1_ec_seckey_verify(secp256k1_context_static, both.view().data()))
        return ErrorCode::InvalidArgument;
    return ExtendedKey{Secret32(both.view().first(32)), Secret32(both.view().subspan(32))};
}

Result<ExtendedKey> childKey(const ExtendedKey& parent, std::uint32_t index)
{
    const std::array<std::uint8_t, 4> number{
        static_cast<std::uint8_t>(index >> 24), static_cast<std::uint8_t>(index >> 16),
        static_cast<std::uint8_t>(index >> 8), static_cast<std::uint8_t>(index)};
    Secret64 both;
    if ((index & kHardened) != 0) {
        const std::array<std::uint8_t, 1> zero{};
        both = hmacSha512(parent.chainCode.view(), {zero, parent.key.view(), number});
    } else {
        STOA_TRY(const KeyPair pair, KeyPair::fromSecret(parent.key));
        const PublicKey& point = pair.publicKey();
        const std::array<std::uint8_t, 1> sign{static_cast<std::uint8_t>(2 + (point[63] & 1))};
        both = hmacSha512(parent.chainCode.view(), {sign, ByteView(point.bytes).first(32), number});
    }
    ExtendedKey child{parent.key.clone(), Secret32(both.view().subspan(32))};
    // Fails if the tweak is not below the order or the sum is zero, as the standard asks.
    if (!secp256k1_ec_seckey_tweak_add(secp256k1_context_static, child.key.writable().data(),
                                       both.view().data()))
        return ErrorCode::InvalidArgument;
    return child;
}

Result<ExtendedKey> keyAt(ByteView seed, std::span<const std::uint32_t> path)
{
    STOA_TRY(ExtendedKey key, masterKey(seed));
    for (const std::uint32_t index : path) {
        STOA_TRY(key, childKey(key, index));
    }
    return key;
}

Result<KeyPair> accountKey(const Secret64& seed, std::uint32_t index)
{
    const std::uint32_t path[] = {44 | kHardened, 60 | kHardened, kHardened, 0, index};
    STOA_TRY(const ExtendedKey key, keyAt(seed.view(), path));
    return KeyPair::fromSecret(key.key);
}

} // namespace stoa::crypto
