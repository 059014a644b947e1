// SPDX-License-Identifier: MIT
// Whether many signatures are all made by keys that are known already: one sum of points for all of them
// together, which costs less than recovering the key of each.
#pragma once

#include <span>
#include <vector>

#include "core/crypto/recoverable_signature.h"

namespace stoa::crypto {

/// A signature and the key that is believed to have made it.
struct ClaimedSignature {
    Hash digest;
    RecoverableSignature signature;
    PublicKey key;
};

/// True: recoverPublicKey() gives exactly `key` for every one of them (but for a chance of 2^-128, which
/// whoever makes signatures cannot better, because every bit of all of them decides what is summed up).
/// False: for one of them at least it may give something else, and nothing is said of the others.
/// The list must not be empty. Thread-safe.
bool areAllSignedBy(std::span<const ClaimedSignature> all);

/// Whether areAllSignedBy() is quicker than recovering `count` keys, if they are of `signers` different ones.
bool isQuickerTogether(std::size_t count, std::size_t signers);

/// What findSigned() has found, and what that took.
struct FoundSigned {
    std::vector<bool> isSigned; ///< for each signature: its key has made it; false says nothing
    std::size_t groups = 0;     ///< that were summed up
};

/// Groups of them as areAllSignedBy() would find them: first all, then, of each group that does not come out,
/// its halves, as long as that is quicker than recovering. So one wrong signature takes O(log n) groups more
/// and leaves few others unsaid; many of them cost no more than adding up each signature twice more, and are
/// then left to be recovered. Thread-safe.
FoundSigned findSigned(std::span<const ClaimedSignature> all);

} // namespace stoa::crypto
