// SPDX-License-Identifier: MIT
// Who runs steps: seals them into durable, signed blocks, and posts the blocks in batches to the main chain,
// answering for them with a bond. Batches of other aggregators are run from what the main chain holds of them
// and become blocks here, too.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>

#include "core/crypto/key_pair.h"
#include "core/mainchain/main_chain.h"
#include "core/mvm/machine.h"
#include "core/operator/conservation.h"
#include "core/operator/due_index.h"
#include "core/operator/node_service.h"
#include "core/operator/state_store.h"
#include "core/operator/waiting_pool.h"
#include "core/storage/grouped_store.h"

namespace stoa::node {

inline constexpr std::size_t kMaxSubmittedSteps = 4096;
inline constexpr Seconds kBatchAge = 3; ///< after which an open batch is posted

/// Time is the main chain's. Nothing is acknowledged before it is durable: submit() returns after the synced
/// commit of the block. After an error of storage the object must be opened anew.
///
/// A block is acknowledged only while this aggregator may post it. If the main chain goes another way all the
/// same, the blocks are undone, and the steps that members signed wait here until they can be run again.
class Aggregator {
public:
    struct Setup {
        storage::Store& store;
        mainchain::MainChain& chain;
        Random& random; ///< makes its keys
        /// Brings money to an address on the main chain, for the bond.
        std::function<Result<void>(const Address&, Amount)> fund;
        mvm::SignerMemo* memo = nullptr; ///< shared with others in this process; may be null
        bool makesBlocks = true;         ///< false: only follows what others post
    };

    /// The blocks that are not posted yet.
    struct OpenBatch {
        std::uint64_t number = 0;
        Timestamp time = 0;
        Hash entropy;
        Hash preRoot;
        std::uint32_t inboxSteps = 0;
        std::uint64_t inboxEnd = 0;
        Hash inboxAcc; ///< of the messages before inboxEnd, as they were when they were taken in
        std::uint64_t firstBlock = 0;
        Address aggregator;
        std::vector<Bytes> steps;
        std::vector<Hash> roots;
    };

    /// Continues where the store ends. Errors: StoreDamaged (it does not fit the main chain).
    static Result<std::unique_ptr<Aggregator>> open(Setup setup);

    /// Runs the steps in order. See NodeService::submit. Errors besides: NotYourSlot, Busy (what is posted is
    /// wrong, or cannot be built upon now), and why there is no bond.
    Result<std::vector<StepStatus>> submit(std::span<const Bytes> steps);
    Result<std::vector<StepStatus>> status(std::span<const Hash> digests);

    /// Everything that is due: follows the main chain, posts an old or full batch, takes in messages of the
    /// inbox, settles, runs again what was undone. True if something happened.
    Result<bool> tick();
    /// Takes in all messages that wait, now, if it is this aggregator's turn.
    Result<void> takeInbox();
    /// Runs what is due by now, if it is this aggregator's turn.
    Result<void> settle() { return quietly(settleWaiting(m_chain.time())); }
    /// Posts the open batch if there is one. Does nothing while the main chain's tip is a wrong batch.
    Result<void> postNow();
    /// Goes where the main chain has gone: undoes blocks that are not (going to be) on it, and runs the
    /// batches that others have posted. True if something happened.
    Result<bool> followChain();
    /// The next batch with a member's step in it lies. For tests.
    Result<void> corruptNextBatch();
    /// Leaves out what was forced over the main chain, until the program ends. For tests.
    void censor(bool censors) { m_censors = censors; }

    const state::Tree& tree() const { return m_state->tree(); }
    const rollup::SignedHeader& head() const { return m_head; }
    const std::optional<OpenBatch>& openBatch() const { return m_open; }
    Address address() const { return m_key->address(); }
    bool willLie() const { return m_lieIn.has_value(); }
    /// The newest batch of the main chain that is in these blocks.
    std::uint64_t followedBatch() const { return m_known; }
    /// A batch of the main chain that was run here and is wrong: nothing is built upon it. 0: none.
    std::uint64_t wrongBatch() const { return m_wrong; }
    /// How many undone steps wait to be run again.
    std::size_t waitingSteps() const { return m_pool.size(); }
    /// Messages of the main chain that no batch has taken in which is followed here, as of the last turn.
    struct Inbox {
        std::uint64_t messages = 0;
        Timestamp since = 0; ///< when the oldest of them came; 0: there is none
    };
    const Inbox& inbox() const { return m_inbox; }
    /// Why the main chain did not take the open batch when it was tried last. Absent: it did.
    std::optional<ErrorCode> trouble() const { return m_trouble; }

    /// A block with that number and its steps. Errors: NotFound.
    struct Block {
        rollup::SignedHeader header;
        std::vector<Bytes> steps;
        std::vector<Hash> roots;
    };
    Result<Block> block(std::uint64_t number);
    /// As block, without looking at its steps.
    Result<rollup::SignedHeader> header(std::uint64_t number);
    /// The state after a batch of the main chain, as long as it is not older than the newest final one. Costs
    /// a read for every block since, unless it was asked for last. Errors: NotFound.
    Result<state::Tree> stateAfter(std::uint64_t batch);
    /// The batch of the step that made what has this id, where that is named after its step. The batch may
    /// not be posted yet. Errors: NotFound (no step of these blocks).
    Result<std::uint64_t> batchOf(const ObjectId& made);
    /// The last block of the newest batch that is final; 0 if none is.
    Result<std::uint64_t> lastFinalBlock();
    /// The keys that this store has made blocks with, the one of now first: what they earned is whoever's the
    /// store is, also if they were slashed.
    std::vector<Address> keys() const;
    /// For each key that has more than the fee on the sidechain a signed step that brings it to `to`.
    std::vector<Bytes> stepsToCollect(const Address& to) const;
    /// The acts that steps of these blocks have put to members, by their hashes, until forgetActs(): who
    /// votes has to be able to read them, whatever their proposer has brought.
    const std::map<Hash, Bytes>& acts() const { return m_acts; }
    /// Once they are kept elsewhere, durably.
    Result<void> forgetActs();
    /// See NodeService.
    Result<std::vector<Credit>> credits(const Address& to, std::size_t most, const CreditPlace& before);
    Result<std::vector<DacId>> companiesOf(const Address& member);

private:
    struct Builder;

    explicit Aggregator(Setup setup);
    Result<void> load();
    Result<void> loadIdentity();
    Result<void> loadFormerKeys();
    Result<void> loadKnown();
    Result<void> noticeOwnLie();
    Result<void> loadPool();
    Result<void> loadActs();
    Result<void> loadOpenBatch();
    Result<void> countMoney();
    crypto::Secret encodeIdentity() const;
    void signCalls(const crypto::KeyPair& key);

    // running and sealing
    Result<OpenBatch> newBatch();
    Result<std::unique_ptr<Builder>> begin();
    Result<void> runInbox(Builder& builder);
    Result<void> run(Builder& builder, const Bytes& bytes, const mvm::CheckedStep& step);
    void settleDue(Builder& builder);
    Result<void> seal(Builder& builder, const rollup::Header* imported = nullptr);
    Result<void> workOff();
    Result<void> keepAll();
    Result<std::vector<StepStatus>> runAll(std::span<const Bytes> steps);
    Result<std::optional<StepStatus>> find(const Hash& digest);
    Result<bool> isDutyOf(Timestamp since);
    Result<void> takeWaiting();
    Result<void> settleWaiting(Timestamp now);
    Result<void> quietly(Result<void> done);

    // the main chain
    Result<void> checkTurn();
    Result<void> ensureBond();
    Result<bool> hasBond();
    Result<void> notPosted(const Error& why);
    Result<std::uint64_t> lastBlockOf(std::uint64_t batch);
    Result<std::vector<Hash>> forgeRoots(std::uint32_t from);
    Result<void> writeLie(std::optional<std::uint64_t> lieIn);
    std::optional<std::uint32_t> memberStep() const;

    // following
    Result<bool> isUpToDate();
    Result<bool> isOn(std::uint64_t batch);
    Result<bool> isInboxMoved();
    Result<bool> rewind();
    Result<void> importNew();
    Result<bool> import(const rollup::Header& header);
    bool isMine(const rollup::Header& header) const;
    Result<void> keep(const rollup::Header& header);
    Result<void> undoTo(std::uint64_t batch, bool isForgotten = false, storage::WriteBatch writes = {});
    Result<bool> giveUpSlashedKey(storage::WriteBatch& writes);
    void putIntoPool(storage::WriteBatch& writes, const Bytes& step, const Hash& digest);
    Result<void> dropFromPool(std::span<const Hash> digests, bool areRolledBack);
    Result<void> runPool();

    storage::GroupedStore m_store;
    mainchain::MainChain& m_chain;
    Random& m_random;
    std::function<Result<void>(const Address&, Amount)> m_fund;
    mvm::SignerMemo* m_memo;
    bool m_makesBlocks;
    mvm::Rules m_rules;
    Hash m_definition;
    std::unique_ptr<StateStore> m_state;
    std::optional<crypto::KeyPair> m_key;
    std::vector<crypto::KeyPair> m_formerKeys; ///< slashed, and perhaps not poor
    std::uint64_t m_rollbacks = 0;             ///< of the main chain, that have been followed
    rollup::SignedHeader m_head;
    std::uint64_t m_known = 0; ///< newest batch of the main chain whose steps are in these blocks
    std::uint64_t m_wrong =
        0; ///< a wrong batch: m_known if it is a lie of one's own, otherwise the one after
    /// The main chain's tip when it was followed last.
    std::uint64_t m_seenTip = 0;
    Hash m_seenHeader;
    std::uint64_t m_finalBatch = 0; ///< known to be final
    std::optional<OpenBatch> m_open;
    WaitingPool m_pool;
    std::map<Hash, Bytes> m_acts;
    std::optional<Conservation> m_money; ///< after the newest block
    DueIndex m_due;
    std::optional<std::uint64_t> m_lieIn; ///< 0: the next batch that can; otherwise that batch
    std::optional<ErrorCode> m_trouble;
    Inbox m_inbox;
    bool m_censors = false;
};

} // namespace stoa::node
