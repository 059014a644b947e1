// SPDX-License-Identifier: MIT
// The header of a batch: all that the main chain keeps of it is this struct's hash. The contract computes
// every field itself when the batch is submitted, so a header is right by construction.
#pragma once

#include "core/base/clock.h"
#include "core/base/fields.h"
#include "core/base/result.h"
#include "core/mvm/context.h"

namespace stoa::rollup {

inline constexpr std::uint32_t kVersion = 1; ///< of the machine that judges
inline constexpr std::uint32_t kMaxBatchSteps = 256;
inline constexpr std::uint32_t kMaxInboxSteps = 64;

struct Header {
    std::uint64_t number = 0; ///< from 1; 0 is genesis
    Hash parent;              ///< hash of the header before
    Hash preRoot;
    Hash stepsRoot; ///< see steps_tree.h
    Hash postRoot;
    std::uint32_t inboxSteps = 0; ///< so many of the first steps are messages of the inbox
    std::uint32_t steps = 0;
    std::uint64_t inboxEnd = 0; ///< number of the first message that is not consumed yet
    Timestamp time = 0;         ///< that all steps run at, set by the aggregator within bounds
    Timestamp l1Time = 0;       ///< of the main-chain block that took the batch
    Address aggregator;
    std::uint32_t version = kVersion;
    Hash entropy;       ///< hash of the main-chain block before that one
    Hash parentEntropy; ///< entropy of the parent: what this batch's steps may read

    static constexpr auto fields(auto visit)
    {
        using T = Header;
        return visit(field("number", &T::number), field("parent", &T::parent), field("preRoot", &T::preRoot),
                     field("stepsRoot", &T::stepsRoot), field("postRoot", &T::postRoot),
                     field("inboxSteps", &T::inboxSteps), field("steps", &T::steps),
                     field("inboxEnd", &T::inboxEnd), field("time", &T::time), field("l1Time", &T::l1Time),
                     field("aggregator", &T::aggregator), field("version", &T::version),
                     field("entropy", &T::entropy), field("parentEntropy", &T::parentEntropy));
    }
    bool operator==(const Header&) const = default;
};

/// All fields packed, big-endian.
Bytes encodeHeader(const Header& header);
/// Errors: WrongLength, NewerFormat (another version: whoever does not know its rules does not judge it).
Result<Header> decodeHeader(ByteView bytes);

/// keccak(abi.encode(header)): each field in a word of 32 bytes.
Hash headerHash(const Header& header);

/// What step number `step` of the batch may know.
mvm::BatchContext contextOf(const Header& header, std::uint32_t step);

/// The header that batch 1 builds upon: an empty state at the network's first second.
Header genesisHeader(Timestamp genesis);

} // namespace stoa::rollup
