// SPDX-License-Identifier: MIT
// Bytes that only the holder of a key can read or change: XChaCha20-Poly1305.
#pragma once

#include "core/base/result.h"
#include "core/crypto/fixed_secret.h"

namespace stoa {
class Random;
}

namespace stoa::crypto {

using BoxNonce = FixedBytes<24, struct BoxNonceTag>; ///< long enough to be taken by chance

inline constexpr std::size_t kBoxTagSize = 16;

/// Ciphertext and tag, `plain.size() + kBoxTagSize` bytes. `context` is not in the result, but openBox needs
/// the same. One key must never meet the same nonce twice.
Bytes sealBox(const Secret32& key, const BoxNonce& nonce, ByteView plain, ByteView context);

/// Errors: BadEncoding (another key, nonce or context, or something was changed).
Result<Secret> openBox(const Secret32& key, const BoxNonce& nonce, ByteView sealed, ByteView context);

/// As above, with a nonce by chance that goes in front.
Bytes sealBox(Random& random, const Secret32& key, ByteView plain, ByteView context);
Result<Secret> openBox(const Secret32& key, ByteView nonceAndSealed, ByteView context);

} // namespace stoa::crypto
