// SPDX-License-Identifier: MIT
// The main chain's batches, computed again step by step by somebody who keeps nothing on a disk and never
// fails: what the simulation compares everybody with.
#pragma once

#include <deque>
#include <map>
#include <set>

#include "core/operator/validator.h"
#include "tests/simulation/reorganising_chain.h"

namespace stoa::test {

class Recomputed {
public:
    explicit Recomputed(ReorganisingChain& chain)
        : m_chain(chain)
        , m_rules(chain.definition().rules())
    {}

    /// Follows the chain, back too. Call it after whatever may have changed it.
    void update();

    /// The newest batch up to which every root is right.
    std::uint64_t rightUpTo() const { return m_batches.size(); }
    /// Whether the batch after that is wrong, and in which step.
    std::optional<std::uint32_t> wrongStep() const { return m_wrong; }
    /// After the last right batch.
    const state::Tree& tree() const { return m_batches.empty() ? m_genesis : m_batches.back().tree; }
    /// After batch `number`, which must be right.
    const state::Tree& treeAt(std::uint64_t number) const
    {
        return number == 0 ? m_genesis : m_batches.at(number - 1).tree;
    }
    /// Where a step was accepted: digest of the step (also of one that was forced) to the batch.
    const std::map<Hash, std::uint64_t>& accepted() const { return m_accepted; }
    /// How often each kind was accepted by a batch that is still there, and by one that was rolled back or
    /// reorganised away.
    using Kinds = std::map<std::string_view, std::size_t>;
    Kinds kinds() const;
    const Kinds& undoneKinds() const { return m_undone; }
    /// A step that does not count there.
    void leaveOut(const Hash& digest) { m_leftOut.insert(digest); }
    /// What is against the rules of the chain itself: a nonce that was used twice, money from nowhere.
    const std::string& problem() const { return m_problem; }

private:
    struct Done {
        Hash header;
        state::Tree tree;
        std::vector<Hash> accepted;
        std::vector<std::string_view> kinds;
        std::vector<std::pair<Address, std::uint64_t>> nonces;
        Amount deposited = 0; ///< by all messages so far
    };
    bool run(const rollup::Batch& batch, Done& done);

    ReorganisingChain& m_chain;
    mvm::Rules m_rules;
    state::Tree m_genesis;
    std::deque<Done> m_batches; ///< right ones, from batch 1 on
    std::optional<std::uint32_t> m_wrong;
    Hash m_wrongHeader;
    std::map<Hash, std::uint64_t> m_accepted;
    std::set<Hash> m_leftOut;
    Kinds m_undone;
    std::set<std::pair<Address, std::uint64_t>> m_nonces; ///< lane and number in one
    std::string m_problem;
};

} // namespace stoa::test
