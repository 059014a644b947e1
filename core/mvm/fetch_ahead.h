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

/// For whoever runs steps in turn.
class FetchAhead {
public:
    /// Before step `next` is run: brings near, in `tree`, what this one names and up to kFetchedTogether of
    /// those that follow, unless that has been done. `checked(i)` is step i, which is asked for below `end`:
    /// where that would have to be waited for, `end` is to come before it.
    template <typename Checked>
    void before(std::size_t next, std::size_t end, const state::Tree& tree, Checked&& checked)
    {
        if (next < m_end) return;
        m_end = std::min(end, next + kFetchedTogether);
        std::vector<state::Key> keys;
        for (std::size_t i = next; i < m_end; ++i) addNamedKeys(checked(i), keys);
        tree.fetch(keys);
    }

private:
    std::size_t m_end = 0; ///< of what is near
};

} // namespace stoa::mvm
