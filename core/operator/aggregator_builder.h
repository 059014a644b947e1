// SPDX-License-Identifier: MIT
// A block in the making, for the files that make up Aggregator.
#pragma once

#include "core/operator/account_index.h"
#include "core/operator/aggregator.h"
#include "core/state/state_access.h"

namespace stoa::node {

/// A block in the making, on a copy of the state.
struct Aggregator::Builder {
    Builder(const state::Tree& from, OpenBatch openBatch)
        : batch(std::move(openBatch))
        , firstStep(static_cast<std::uint32_t>(batch.steps.size()))
        , tree(from)
        , state(tree)
    {}

    std::size_t room() const { return rollup::kMaxBatchSteps - batch.steps.size(); }
    bool isEmpty() const { return batch.steps.size() == firstStep; }

    /// Takes the step into the block, after it was run.
    void push(const Bytes& bytes, const Hash& hash)
    {
        batch.steps.push_back(bytes);
        append(stepHashes, hash.bytes);
        after.push_back(tree);
        if (after.size() == state::Tree::kHashedTogether) findRoots();
    }
    /// The roots after each step, which are hashed late and together: running a step never needs one.
    void findRoots()
    {
        state::Tree::hashAll(after);
        for (const state::Tree& each : after) batch.roots.push_back(each.root());
        after.clear();
    }

    OpenBatch batch; ///< with this block's steps
    std::uint32_t firstStep;
    state::Tree tree;
    state::TreeState state;
    std::vector<state::Tree> after;                       ///< the states whose roots are to come
    Bytes stepHashes;                                     ///< one after the other
    std::vector<std::pair<Hash, std::uint32_t>> accepted; ///< digest and index in the batch
    AccountNotes notes;
    std::vector<Bytes> acts;    ///< that accepted steps have put to members
    WideAmount deposited = 0;   ///< by this block's messages
    std::optional<Error> fault; ///< a step would have made or lost money
};

} // namespace stoa::node
