// SPDX-License-Identifier: MIT
// Whether a step of one's own really is where the node says: in a signed block, in a posted batch.
#pragma once

#include "core/light/header_chain.h"

namespace stoa::light {

/// The hashes are those that the block's header was signed over. Errors: ProofFailed (also for a block that
/// is not one of the linked ones).
Result<void> checkSteps(const node::BlockSteps& block, const HeaderChain& chain);
/// The hashes and roots make up the steps tree of `header`. Errors: ProofFailed.
Result<void> checkSteps(const node::BatchSteps& batch, const rollup::Header& header);

/// Whether step `index` of its batch is this one. Both have been checked.
bool holds(const node::BlockSteps& block, const Hash& txHash, std::uint32_t index);
bool holds(const node::BatchSteps& batch, const Hash& txHash, std::uint32_t index);

} // namespace stoa::light
