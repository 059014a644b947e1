// SPDX-License-Identifier: MIT
// A whole batch as everybody can read it from the main chain: header, steps and the root after each step.
#pragma once

#include "core/rollup/header.h"
#include "core/rollup/steps_tree.h"

namespace stoa::rollup {

struct Batch {
    Header header;
    std::vector<Bytes> steps; ///< those of the inbox first
    std::vector<Hash> roots;  ///< as claimed, one for each step
};

/// header ‖ for each step: length(2) ‖ bytes ‖ root(32).
Bytes encodeBatch(const Batch& batch);
/// Errors: BadEncoding, BadBatch (number or size of steps).
Result<Batch> decodeBatch(ByteView bytes);

/// The leaves of its steps tree.
std::vector<Hash> stepLeaves(const Batch& batch);
/// Step `index` with its way to header.stepsRoot.
StepOpening openStep(const Batch& batch, std::uint32_t index);

/// The claimed root before step `index`.
const Hash& rootBefore(const Batch& batch, std::uint32_t index);

/// Whether header and content fit: number of steps, stepsRoot, postRoot. Errors: BadBatch.
Result<void> checkBatch(const Batch& batch);

} // namespace stoa::rollup
