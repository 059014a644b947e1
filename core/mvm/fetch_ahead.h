// SPDX-License-Identifier: MIT
// Brings near what the next steps will look at: records of a large state lie far from each other, and each of
// them would be waited for.
#pragma once

#include <algorithm>

#include "core/mvm/machine.h"
#include "core/state/tree.h"

namespace stoa::mvm {

/// Steps whose records are brought near together: what they need is still at hand when the last of them runs.
inline constexpr std::size_t kFetchedTogether = state::Tree::kHashedTogether;

/// Adds the keys of what `step` names: accounts, its company, the collaboration. A guess: the machine may
/// look at more and at less, and a wrong key costs a little time and nothing else.
void addNamedKeys(const CheckedStep& step, std::vector<state::Key>& keys);

/// For whoever runs the steps before `end` in turn, before each: every kFetchedTogether of them it brings
/// near what these name. `checked(i)` is step i.
template <typename Checked>
void fetchAhead(const state::Tree& tree, std::size_t step, std::size_t end, Checked&& checked)
{
    if (step % kFetchedTogether != 0) return;
    std::vector<state::Key> keys;
    for (std::size_t i = step; i < std::min(end, step + kFetchedTogether); ++i)
        addNamedKeys(checked(i), keys);
    tree.fetch(keys);
}

} // namespace stoa::mvm
