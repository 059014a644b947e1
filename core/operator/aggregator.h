// SPDX-License-Identifier: MIT
// Who runs steps: seals them into durable, signed blocks, and posts the blocks in batches to the main chain,
// answering for them with a bond.
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "core/crypto/key_pair.h"
#include "core/mainchain/main_chain.h"
#include "core/mvm/machine.h"
#include "core/operator/conservation.h"
#include "core/operator/due_index.h"
#include "core/operator/node_service.h"
#include "core/operator/state_store.h"

namespace stoa::node {

inline constexpr std::size_t kMaxSubmittedSteps = 4096;
inline constexpr Seconds kBatchAge = 3; ///< after which an open batch is posted

/// Time is the main chain's. Nothing is acknowledged before it is durable: submit() returns after the synced
/// commit of the block. After an error of storage the object must be opened anew.
class Aggregator {
public:
    struct Setup {
        storage::Store& store;
        mainchain::MainChain& chain;
        Random& random; ///< makes its keys
        /// Brings money to an address on the main chain, for the bond.
        std::function<Result<void>(const Address&, Amount)> fund;
        mvm::SignerMemo* memo = nullptr; ///< shared with others in this process; may be null
    };

    /// The blocks that are not posted yet.
    struct OpenBatch {
        std::uint64_t number = 0;
        Timestamp time = 0;
        Hash entropy;
        Hash preRoot;
        std::uint32_t inboxSteps = 0;
        std::uint64_t inboxEnd = 0;
        std::uint64_t firstBlock = 0;
        std::vector<Bytes> steps;
        std::vector<Hash> roots;
    };

    /// Continues where the store ends. Errors: StoreDamaged (it does not fit the main chain).
    static Result<std::unique_ptr<Aggregator>> open(Setup setup);

    /// Runs the steps in order. See NodeService::submit.
    Result<std::vector<StepStatus>> submit(std::span<const Bytes> steps);
    Result<std::vector<StepStatus>> status(std::span<const Hash> digests);

    /// Everything that is due: follows a rollback, posts an old or full batch, takes in messages of the
    /// inbox, settles. True if something happened.
    Result<bool> tick();
    /// Takes in all messages that wait, now.
    Result<void> takeInbox();
    /// Posts the open batch if there is one. Does nothing while the main chain's tip is a wrong batch.
    Result<void> postNow();
    /// Drops what a rollback of the main chain has undone. True if there was one.
    Result<bool> followRollback();
    /// The next batch with a member's step in it lies.
    Result<void> corruptNextBatch();

    const state::Tree& tree() const { return m_state->tree(); }
    const rollup::SignedHeader& head() const { return m_head; }
    const std::optional<OpenBatch>& openBatch() const { return m_open; }
    Address address() const { return m_key->address(); }
    bool willLie() const { return m_lieIn.has_value(); }
    /// The block with that number and its steps. Errors: NotFound.
    struct Block {
        rollup::SignedHeader header;
        std::vector<Bytes> steps;
        std::vector<Hash> roots;
    };
    Result<Block> block(std::uint64_t number);
    /// See NodeService.
    Result<std::vector<Credit>> credits(const Address& to, std::size_t most, const CreditPlace& before);
    Result<std::vector<DacId>> companiesOf(const Address& member);

private:
    struct Builder;

    explicit Aggregator(Setup setup);
    Result<void> load();
    Result<void> loadIdentity();
    Result<void> loadOpenBatch();
    Result<void> countMoney();
    crypto::Secret encodeIdentity() const;

    Result<OpenBatch> newBatch();
    Result<std::unique_ptr<Builder>> begin();
    Result<void> runInbox(Builder& builder);
    Result<void> run(Builder& builder, const Bytes& bytes, const mvm::CheckedStep& step);
    void settleDue(Builder& builder);
    Result<void> seal(Builder& builder);
    Result<void> workOff();
    Result<std::optional<StepStatus>> find(const Hash& digest);

    Result<void> ensureBond();
    Result<bool> isTipGood();
    Result<std::uint64_t> lastBlockOf(std::uint64_t batch);
    Result<std::vector<Hash>> forgeRoots(std::uint32_t from);
    Result<void> writeLie(std::optional<std::uint64_t> lieIn);
    std::optional<std::uint32_t> memberStep() const;

    storage::Store& m_store;
    mainchain::MainChain& m_chain;
    Random& m_random;
    std::function<Result<void>(const Address&, Amount)> m_fund;
    mvm::SignerMemo* m_memo;
    mvm::Rules m_rules;
    Hash m_definition;
    std::unique_ptr<StateStore> m_state;
    std::optional<crypto::KeyPair> m_key;
    std::uint64_t m_rollbacks = 0; ///< of the main chain, that have been followed
    rollup::SignedHeader m_head;
    std::uint64_t m_finalBatch = 0; ///< known to be final
    std::optional<OpenBatch> m_open;
    std::optional<Conservation> m_money; ///< after the newest block
    DueIndex m_due;
    std::optional<std::uint64_t> m_lieIn; ///< 0: the next batch that can; otherwise that batch
};

} // namespace stoa::node
