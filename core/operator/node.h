// SPDX-License-Identifier: MIT
// One node on a main chain: blocks of its own and of others, checked if it validates, served to whoever asks.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <span>

#include "core/base/limits.h"
#include "core/base/random.h"
#include "core/content/content_store.h"
#include "core/operator/aggregator.h"
#include "core/operator/inbox_trial.h"
#include "core/operator/loose_contents.h"
#include "core/operator/node_service.h"
#include "core/operator/validator.h"

namespace stoa::node {

/// Makes or opens the store of that name ("chain", "aggregator", "validator").
using OpenStore = std::function<Result<std::unique_ptr<storage::Store>>(std::string_view name)>;

/// What a node does for strangers at most.
struct ServingLimits {
    /// Bytes of content that others have brought and that no step names yet: the oldest give way.
    std::uint64_t looseContents = kMostLooseContents;
    std::size_t recordsInAnswer = kMaxRecordsInAnswer; ///< bytes of a company's records in one answer
};

/// What a node does besides following the main chain and serving it.
struct Roles {
    bool aggregates = true; ///< makes blocks, and posts them with a bond
    bool validates = true;  ///< runs every posted step again, and challenges
};

/// Everything outside comes in through the setup: the same node runs in a program, in a test and in a
/// simulation. It has no thread: time passes for it in tick().
class Node final : public NodeService {
public:
    struct Setup {
        mainchain::MainChain& chain;
        OpenStore openStore; ///< "aggregator", and "validator" if it validates
        const Clock& clock;  ///< ignored once the definition says that the clock is settable
        Random& random;      ///< makes keys, and salts of announcements
        content::ContentStore& contents;
        Roles roles;
        /// Brings money to an address on the main chain, for the bonds.
        std::function<Result<void>(const Address&, Amount)> fund;
        /// Lets a main-chain block pass while an announcement must grow older. Empty: they pass by
        /// themselves.
        std::function<Result<void>()> mine;
        /// Another node, to which steps are handed while only `who` may submit. Null: there is none.
        std::function<NodeService*(const Address& who)> nodeOf;
        ServingLimits limits = {};
        Address challengerOwner = {}; ///< see Validator::Setup
    };

    /// Errors: those of storage; StoreDamaged also when roots do not fit what is stored.
    static Result<std::unique_ptr<Node>> open(Setup setup);

    static constexpr int kChecksInATick = 8;
    /// What a node cannot go on after with what it has in memory.
    static bool isOfStorage(ErrorCode code);

    /// Follows the main chain and does all that is due. Cheap when nothing is. `checks`: batches to check at
    /// most, as long as not many wait for it; fewer where somebody waits for the caller's next answer.
    Result<void> tick(int checks = kChecksInATick);
    /// Posts the open batch, if there is one and it can be posted.
    Result<void> postNow();
    /// Follows, posts, checks, challenges, once. True if something happened.
    Result<bool> finishSome();
    /// Opens everything anew if a store has failed: what was in memory may not be what is stored.
    Result<void> ready();

    Timestamp now() const;
    /// False after ready() failed: there is neither aggregator nor validator until it does not.
    bool isOpen() const { return m_aggregator != nullptr; }
    Aggregator& aggregator() { return *m_aggregator; }
    Validator* validator() { return m_validator.get(); }
    /// The signers that aggregator and validator know already.
    const std::shared_ptr<mvm::SignerMemo>& memo() const { return m_memo; }
    /// What a call of force() has looked at, and what is remembered of it.
    const InboxTrial& inboxTrial() const { return m_inboxTrial; }
    /// Events of the main chain since the start, by kind; members are not told about all of them. Each once,
    /// up to the newest that somebody has asked for here, which a member at this node does whenever there are
    /// more.
    std::uint64_t eventCount(mainchain::Event::What what) const
    {
        return m_eventCounts[static_cast<std::size_t>(what) - 1];
    }
    bool makesBlocks() const { return m_setup.roles.aggregates; }
    /// Passes the result on, and remembers if a store has failed.
    template <typename T>
    Result<T> watched(Result<T> result)
    {
        if (!result && isOfStorage(result.error().code)) m_isBroken = true;
        return result;
    }

    /// What lies at one of the node's keys, and can be collected.
    struct Earned {
        Address key;
        bool isInUse = false; ///< false: of an aggregator that was slashed
        bool isValidator = false;
        Amount fees = 0;        ///< on the sidechain; a step of the key that brings it away costs its fee
        Amount onMainChain = 0; ///< what challenges won, and what is left of a slashed key's
    };
    struct Earnings {
        std::vector<Earned> keys; ///< those that have something, the one that makes blocks first
        Amount bond = 0;          ///< of the key that makes blocks
        Timestamp bondUntil = 0;  ///< it cannot be taken back before
        Amount besideBond = 0;    ///< that key's money on the main chain, which goes with the bond
    };
    /// Changes nothing.
    Result<Earnings> earnings();
    /// Money on its way to somebody's account on the sidechain.
    struct Collected {
        Amount fees = 0;          ///< earned on the sidechain, for blocks
        Amount fromMainChain = 0; ///< what challenges won, and the bond if it was taken back
    };
    /// Sends to `to` what this node's keys have earned. `leaves`: the aggregator's bond as well, and all
    /// money that its key has on the main chain; only where no more blocks are made. Errors: OutOfRange
    /// (nobody), NotPermitted (it makes blocks and would put the bond down again), TooEarly (of the bond:
    /// batches can still be challenged), NothingDue, those of the main chain.
    Result<Collected> collect(const Address& to, bool leaves);

    Result<NodeInfo> info() override;
    Result<std::vector<BatchInfo>> batches(std::uint64_t from, std::uint32_t count) override;
    Result<std::vector<ChainEvent>> events(std::uint64_t after, std::uint32_t count) override;
    Result<std::vector<rollup::SignedHeader>> blocks(std::uint64_t from, std::uint32_t count) override;
    Result<BlockSteps> blockSteps(std::uint64_t number) override;
    Result<BatchSteps> batchSteps(std::uint64_t number) override;
    Result<rollup::Batch> batch(std::uint64_t number) override;
    Result<CompanySnapshot> company(const DacId& dac, const Hash& knownRoot) override;
    Result<CompanySnapshot> companyPiece(const DacId& dac, const Hash& knownRoot,
                                         const std::optional<CompanyPlace>& place) override;
    Result<RecordProof> record(const state::Key& key) override;
    Result<std::vector<Bytes>> contents(const std::vector<Hash>& ids) override;
    Result<void> putContents(const std::vector<Bytes>& objects) override;
    Result<std::vector<StepStatus>> submit(const std::vector<Bytes>& steps) override;
    Result<std::vector<StepStatus>> status(const std::vector<Hash>& digests) override;
    Result<std::vector<Credit>> credits(const Address& to, std::uint32_t count,
                                        const CreditPlace& before) override;
    Result<std::vector<DacId>> companiesOf(const Address& member) override;
    Result<ChainPurse> purse(const Address& who) override;
    Result<bool> isClaimed(const ObjectId& withdrawal) override;
    Result<void> claim(const ObjectId& withdrawal) override;
    Result<std::uint64_t> force(const Bytes& step) override;

private:
    explicit Node(Setup setup)
        : m_setup(std::move(setup))
        , m_chain(m_setup.chain)
        , m_loose(m_setup.contents, m_setup.limits.looseContents)
    {}

    Result<void> start();
    Result<void> openOperators();
    Result<void> follow();
    Result<void> doTick(int checks);
    Result<Earnings> doEarnings();
    Result<Amount> wonByChallenges();
    Result<Collected> doCollect(const Address& to, bool leaves);
    Result<void> doClaim(const ObjectId& withdrawal);
    Result<std::uint64_t> doForce(const Bytes& step);
    Result<Validator::Progress> validate();
    struct Pinned;
    /// From the record after `after` on, if it is not null, and of `most` bytes if it is not one record.
    static CompanySnapshot snapshotOf(const Pinned& state, const DacId& dac, const Hash& knownRoot,
                                      const state::Key* after = nullptr,
                                      std::size_t most = std::numeric_limits<std::size_t>::max());
    LooseContents::Mark newestBlock() const;
    Result<void> keepActs();
    Result<void> keepNamed();
    Result<std::optional<BatchInfo>> describe(std::uint64_t number);
    void countNew(std::span<const mainchain::Event> some);
    Result<void> countUpTo(std::uint64_t event);
    Result<std::vector<StepStatus>> doSubmit(const std::vector<Bytes>& steps);
    Result<std::vector<StepStatus>> handOver(const std::vector<Bytes>& steps, const Error& why);
    const rollup::NetworkDefinition& definition() const { return m_chain.definition(); }
    /// The batch whose challenge is under way; 0 if none.
    std::uint64_t challenged() const { return m_validator ? m_validator->challenged() : 0; }

    Setup m_setup;
    mainchain::MainChain& m_chain;
    LooseContents m_loose;
    /// States of which somebody has had a piece of a company.
    struct Pinned {
        rollup::SignedHeader head;
        state::Tree tree;
    };
    std::deque<Pinned> m_pinned; ///< the newest last
    std::unique_ptr<storage::Store> m_aggregatorStore;
    std::unique_ptr<storage::Store> m_validatorStore;
    std::shared_ptr<mvm::SignerMemo> m_memo = std::make_shared<mvm::SignerMemo>(); ///< of both
    InboxTrial m_inboxTrial{m_chain, *m_memo};
    std::unique_ptr<Aggregator> m_aggregator;
    std::unique_ptr<Validator> m_validator;
    std::uint64_t m_finalBatch = 0;      ///< known to be final
    std::vector<std::uint64_t> m_forced; ///< messages brought since the start that no batch has consumed
    std::array<std::uint64_t, mainchain::Event::kKinds> m_eventCounts{};
    std::uint64_t m_lastCounted = 0; ///< id of an event
    bool m_isBroken = false;
    bool m_isHandingOver = false; ///< two nodes do not hand the same steps to and fro
};

} // namespace stoa::node
