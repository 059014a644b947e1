// SPDX-License-Identifier: MIT
#include "core/light/inclusion.h"

#include "core/crypto/keccak.h"
#include "core/rollup/steps_tree.h"

namespace stoa::light {

Result<void> checkSteps(const node::BlockSteps& block, const HeaderChain& chain)
{
    const rollup::BlockHeader& header = block.header.header;
    crypto::Keccak256 hash;
    for (const Hash& step : block.steps) hash.update(step.bytes);
    if (block.steps.size() != header.steps || hash.finish() != header.stepsHash || !chain.contains(header))
        return Error{ErrorCode::ProofFailed, "steps of a block"};
    return {};
}

Result<void> checkSteps(const node::BatchSteps& batch, const rollup::Header& header)
{
    const Error failed{ErrorCode::ProofFailed, "steps of a batch"};
    if (header.steps == 0 || batch.steps.size() != header.steps || batch.roots.size() != header.steps)
        return failed;
    std::vector<Hash> leaves;
    leaves.reserve(header.steps);
    for (std::size_t i = 0; i < header.steps; ++i)
        leaves.push_back(rollup::stepLeaf(batch.steps[i], batch.roots[i]));
    if (rollup::stepsRoot(leaves) != header.stepsRoot || batch.roots.back() != header.postRoot) return failed;
    return {};
}

bool holds(const node::BlockSteps& block, const Hash& txHash, std::uint32_t index)
{
    const std::uint32_t first = block.header.header.firstStep;
    return index >= first && index - first < block.steps.size() && block.steps[index - first] == txHash;
}

bool holds(const node::BatchSteps& batch, const Hash& txHash, std::uint32_t index)
{
    return index < batch.steps.size() && batch.steps[index] == txHash;
}

} // namespace stoa::light
