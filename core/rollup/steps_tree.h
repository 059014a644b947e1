// SPDX-License-Identifier: MIT
// The Merkle tree over a batch's steps and the roots that are claimed after them.
//
//   leaf = keccak(02 ‖ keccak(step) ‖ postRoot)     node = keccak(03 ‖ left ‖ right)
//
// A node without a neighbour is promoted unchanged; the number of leaves is in the header.
#pragma once

#include <vector>

#include "core/base/bytes.h"

namespace stoa::rollup {

/// One step and the claimed root after it, with its way to the stepsRoot. Siblings: deepest first.
struct StepOpening {
    Hash txHash; ///< keccak of the step's bytes
    Hash postRoot;
    std::vector<Hash> siblings;
};

Hash stepLeaf(const Hash& txHash, const Hash& postRoot);
/// The same for all steps of a batch.
std::vector<Hash> stepLeaves(std::span<const Hash> txHashes, std::span<const Hash> postRoots);

/// `leaves` must not be empty.
Hash stepsRoot(std::span<const Hash> leaves);

/// The way from leaf `index` to the root.
std::vector<Hash> stepSiblings(std::span<const Hash> leaves, std::uint32_t index);

/// Whether `opening` is step `index` of the `count` steps below `root`. Exactly the siblings that are needed
/// must be there.
bool opens(const StepOpening& opening, std::uint32_t index, std::uint32_t count, const Hash& root);

} // namespace stoa::rollup
