// SPDX-License-Identifier: MIT
// A local main chain with somebody who posts batches by hand, honest or not, and somebody who challenges.
#pragma once

#include <functional>
#include <memory>

#include "core/base/random.h"
#include "core/crypto/key_pair.h"
#include "core/mainchain/local_chain.h"
#include "core/state/tree.h"
#include "core/storage/memory_store.h"

namespace stoa::test {

class ChainWorld {
public:
    static constexpr Timestamp kStart = 1'700'000'000;
    static constexpr Amount kBond = 1000 * kToken;

    ChainWorld();

    storage::MemoryStore store;
    SeededRandom random{11};
    rollup::NetworkDefinition definition;
    std::unique_ptr<mainchain::LocalChain> chain;
    crypto::KeyPair aggregator;
    crypto::KeyPair challenger;
    crypto::KeyPair member; ///< has 100 tokens on the sidechain once deposit() was called
    state::Tree tree;       ///< the honest state after everything that was posted with post()

    void reopen();
    /// A deposit of 100 tokens for the member, from the member.
    std::uint64_t deposit(Amount amount = 100 * kToken);
    /// A step of the member, signed.
    Bytes transfer(std::uint32_t nonce, Amount amount = kToken);
    Bytes withdrawal(std::uint32_t nonce, const Address& to, Amount amount);

    /// What an honest aggregator would submit: every message that waits, then `txs`. `after` becomes the
    /// state then.
    mainchain::Submission honest(const std::vector<Bytes>& txs, state::Tree* after = nullptr);
    Result<rollup::Header> submit(const mainchain::Submission& submission);
    /// Submits honestly and moves `tree` on.
    Result<rollup::Header> post(const std::vector<Bytes>& txs);
    /// An honest submission whose roots are as if somebody had put another record before step `at` ended.
    mainchain::Submission lying(const std::vector<Bytes>& txs, std::size_t at);

    /// The challenge of step `step` of batch `number`, from the state `before` the batch.
    mainchain::Challenge challengeOf(std::uint64_t number, std::uint32_t step, const state::Tree& before);
    /// Announces it with the challenger's bond.
    Result<void> announce(const mainchain::Challenge& challenge);
    mainchain::ChainAccount account(const crypto::KeyPair& key);
    bool isSolvent();
};

/// `tree`, which is the state before the batch, taken up to its step `step`.
state::Tree stateBefore(const rollup::Batch& batch, std::uint32_t step, state::Tree tree,
                        const mvm::Rules& rules);

} // namespace stoa::test
