// SPDX-License-Identifier: MIT
// What the main chain's messages would do that no batch has consumed yet: so a node knows whether one more
// step would be done after them, without looking at all of them whenever somebody asks.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <tuple>

#include "core/mainchain/main_chain.h"
#include "core/mvm/machine.h"
#include "core/state/tree.h"

namespace stoa::node {

class InboxTrial {
public:
    InboxTrial(mainchain::MainChain& chain, mvm::SignerMemo& memo)
        : m_chain(chain)
        , m_memo(memo)
    {}

    /// Takes the messages as they wait now through a copy of `tree`. Costs what is new since the last call;
    /// with another tree, after another batch and once a slot has passed, they are run again, but not looked
    /// at again. After an error it is as if nothing had been followed. Errors: those of the main chain.
    Result<void> follow(const state::Tree& tree, const Address& aggregator, Timestamp now);
    /// Forgets what has been decided, and what was tried on another tree than `tree`. Errors: as follow().
    Result<void> forgetDecided(const state::Tree& tree);

    /// The forced message that is this step by this signer; absent if none waits.
    std::optional<std::uint64_t> indexOf(const mvm::CheckedStep& step) const;
    /// How many forced messages of the signer wait, counted no further than `most`.
    int countOf(const Address& signer, int most) const;
    /// What the step would do after all of them. Only after follow(). Errors: the step's refusal.
    Result<void> tryOut(const mvm::CheckedStep& step) const;

    std::size_t size() const { return m_messages.size(); }
    /// How many were looked at, and how many were run, since the beginning: what all of it has cost.
    std::uint64_t looked() const { return m_looked; }
    std::uint64_t ran() const { return m_ran; }

private:
    /// What was tried holds for this alone.
    struct Base {
        Hash root;
        std::uint64_t batch = 0;
        Address aggregator;

        bool operator==(const Base&) const = default;
    };
    using Place = std::tuple<Address, Hash, std::uint64_t>; ///< signer, digest, index

    Result<void> readNew(std::uint64_t inboxEnd);
    void forget();
    void forgetBefore(std::uint64_t index);
    std::uint64_t end() const { return m_first + m_messages.size(); }

    mainchain::MainChain& m_chain;
    mvm::SignerMemo& m_memo;
    std::uint64_t m_first = 0; ///< index of the first one kept
    std::deque<mvm::CheckedStep> m_messages;
    Hash m_acc; ///< the main chain's, over all messages up to the last one kept
    std::set<Place> m_forced;
    std::optional<state::Tree> m_tree; ///< after the first m_applied of them
    std::size_t m_applied = 0;
    Base m_base;
    Timestamp m_begun = 0;
    mvm::BatchContext m_context;
    std::uint64_t m_looked = 0;
    std::uint64_t m_ran = 0;
};

} // namespace stoa::node
