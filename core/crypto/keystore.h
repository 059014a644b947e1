// SPDX-License-Identifier: MIT
// The wallet file: the entropy of a recovery phrase, sealed under a password. FORMAT.md describes it byte by
// byte.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/crypto/secret.h"

namespace stoa {
class Random;
}

namespace stoa::crypto {

/// How much work (Argon2id) each guess at the password costs. Bounds: 1 MiB to 1 GiB, 1 to 16 passes, 1 to 4
/// lanes, and no more than 3.5 GiB filled in all passes together, which takes a slow computer some five
/// seconds.
struct KdfParameters {
    std::uint32_t memoryKiB = 64 * 1024;
    std::uint32_t passes = 3;
    std::uint32_t lanes = 1;

    bool isWithinBounds() const;
};

/// What a wallet file says to everybody.
struct KeystoreHead {
    std::vector<Address> addresses; ///< accounts 0, 1, … of the phrase; at least one
    Timestamp created = 0;          ///< when the phrase was first used here
};

inline constexpr std::size_t kMaxKeystoreBytes = 64 * 1024;
inline constexpr std::size_t kMaxKeystoreAddresses = 64;

/// The file's text. `entropy` is that of a phrase; `head.addresses` must be its first accounts (checked);
/// `kdf` must be within its bounds. Slow on purpose.
/// Errors: InvalidArgument (any of these is not so), Internal (no memory for the parameters).
Result<std::string> sealKeystore(const Secret& entropy, const Secret& password, const KeystoreHead& head,
                                 const KdfParameters& kdf, Random& random);

/// Reads the public part and checks the form of everything. Fast whatever the file holds. Errors:
/// BadKeystore.
Result<KeystoreHead> readKeystoreHead(std::string_view json);

/// The entropy. Everything is checked against its bounds before any work is done; then slow on purpose. A
/// pure function: fit for a worker thread. Errors: BadKeystore, WrongPassword (also if somebody changed the
/// file).
Result<Secret> openKeystore(std::string_view json, const Secret& password);

} // namespace stoa::crypto
