// SPDX-License-Identifier: MIT
// A block of the sidechain: the steps that an aggregator commits durably together and signs for. A batch
// posts whole blocks.
#pragma once

#include <vector>

#include "core/base/clock.h"
#include "core/base/fields.h"
#include "core/base/result.h"
#include "core/crypto/recoverable_signature.h"

namespace stoa::rollup {

struct BlockHeader {
    std::uint64_t number = 0;    ///< from 1; 0 is genesis
    Hash parent;                 ///< hash of the block before
    std::uint64_t batch = 0;     ///< the batch it belongs to
    std::uint32_t firstStep = 0; ///< its first step's index in the batch
    std::uint32_t steps = 0;
    Hash stepsHash; ///< keccak of the steps' hashes, in order
    Hash preRoot;
    Hash postRoot;
    Timestamp time = 0; ///< of its batch: the time all its steps ran at
    Address aggregator;

    static constexpr auto fields(auto visit)
    {
        using T = BlockHeader;
        return visit(field("number", &T::number), field("parent", &T::parent), field("batch", &T::batch),
                     field("firstStep", &T::firstStep), field("steps", &T::steps),
                     field("stepsHash", &T::stepsHash), field("preRoot", &T::preRoot),
                     field("postRoot", &T::postRoot), field("time", &T::time),
                     field("aggregator", &T::aggregator));
    }
    bool operator==(const BlockHeader&) const = default;
};

/// The aggregator's promise: it answers for this block with its bond.
struct SignedHeader {
    BlockHeader header;
    crypto::RecoverableSignature signature; ///< by header.aggregator over blockHash
};

/// keccak("stoa block" ‖ network definition hash ‖ packed fields).
Hash blockHash(const BlockHeader& header, const Hash& definition);

/// Errors: BadSignature.
Result<void> checkSignature(const SignedHeader& header, const Hash& definition);

Bytes encodeSignedHeader(const SignedHeader& header);
/// Errors: WrongLength.
Result<SignedHeader> decodeSignedHeader(ByteView bytes);

} // namespace stoa::rollup
