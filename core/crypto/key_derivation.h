// SPDX-License-Identifier: MIT
// From one seed to many keys (BIP-32, private derivation only).
#pragma once

#include "core/crypto/key_pair.h"

namespace stoa::crypto {

inline constexpr std::uint32_t kHardened = 0x8000'0000;

struct ExtendedKey {
    Secret32 key;
    Secret32 chainCode;
};

/// `seed` has 16 to 64 bytes. Errors: InvalidArgument (its length; or, one in 2^127, it makes no key).
Result<ExtendedKey> masterKey(ByteView seed);

/// Errors: InvalidArgument (one in 2^127: there is no such child; the next index is to be used).
Result<ExtendedKey> childKey(const ExtendedKey& parent, std::uint32_t index);

Result<ExtendedKey> keyAt(ByteView seed, std::span<const std::uint32_t> path);

/// The key at m/44'/60'/0'/0/`index`, where Ethereum wallets look first. Errors: as childKey.
Result<KeyPair> accountKey(const Secret64& seed, std::uint32_t index);

} // namespace stoa::crypto
