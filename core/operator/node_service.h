// SPDX-License-Identifier: MIT
// What a node serves to anybody who asks, without a token: headers, records with paths, content, and taking
// in steps. The node in the same process and the node behind JSON-RPC answer through this one interface;
// a member believes neither and checks everything that can be checked.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/fields.h"
#include "core/rollup/batch.h"
#include "core/rollup/block.h"
#include "core/rollup/header.h"
#include "core/rollup/network_definition.h"
#include "core/state/tree.h"

namespace stoa::node {

/// Of one address. Anybody can name anybody, but nobody joins without a signature of their own.
inline constexpr std::size_t kMaxCompaniesTold = 4096;
/// What came to an account, in one answer.
inline constexpr std::uint32_t kMaxCreditsTold = 200;

enum class BatchStage : std::uint8_t { Open, Posted, Challenged, RolledBack, Final };

struct BatchInfo {
    rollup::Header header;
    BatchStage stage = BatchStage::Posted;
    Timestamp windowCloses = 0;
    enum class Check : std::uint8_t {
        NotChecked,
        Same,
        Different
    } check = Check::NotChecked; ///< by this node's validator
    std::uint32_t wrongStep = 0;
};

/// One thing that happened on the main chain.
struct ChainEvent {
    enum class What : std::uint8_t {
        Joined,
        Deposited,
        Posted,
        Announced,
        ProvedWrong,
        ProvedRight,
        RolledBack,
        Slashed,
        Left
    };
    std::uint64_t id = 0; ///< rises; kinds that members are not told about leave gaps
    What what = What::Posted;
    Timestamp time = 0;
    std::uint64_t batch = 0;
    Address who;
    Amount paid = 0;
    Amount burnt = 0;
};

struct NodeInfo {
    std::string definition;    ///< canonical JSON
    rollup::SignedHeader head; ///< newest block; number 0 before the first
    Timestamp now = 0;         ///< main-chain time
    std::uint64_t openBatch = 0;
    std::uint64_t tipBatch = 0;
    Hash tipHeader; ///< hash of that batch's header: a change means that the main chain goes another way
    std::uint64_t finalBatch = 0;
    std::uint64_t rollbacks = 0; ///< how many there have been: a change means that blocks were dropped
    std::uint64_t lastEvent = 0;
    Address aggregator;
    Amount aggregatorBond = 0;
    Address validator;
    Amount validatorCredit = 0;
    bool corruptNextBatch = false;
};

/// All records of a company, and the path of their common node to the root of `head`.
struct CompanySnapshot {
    rollup::SignedHeader head;
    Hash root; ///< of the company's subtree; zero if there is no such company
    state::Path path;
    bool isUnchanged = false; ///< the root equals the one that was asked about: records are left out
    bool isPart = false;      ///< more records of this root come after the last one, see companyPiece()
    std::vector<std::pair<state::Key, Bytes>> records; ///< in the order of keys
};

/// Where a company that is too large for one answer goes on.
struct CompanyPlace {
    Hash root; ///< of the piece before
    state::Key after{};
};

struct RecordProof {
    rollup::SignedHeader head;
    state::Path path; ///< of the asked key: presence or absence
};

/// A block's header and the keccak of each of its steps: what its stepsHash is made of.
struct BlockSteps {
    rollup::SignedHeader header;
    std::vector<Hash> steps;
};

/// What the steps tree of a posted batch is made of: keccak of each step, and the root claimed after it.
struct BatchSteps {
    std::vector<Hash> steps;
    std::vector<Hash> roots;
};

/// Where a step is.
struct StepStatus {
    enum class Stage : std::uint8_t {
        Unknown,
        Included,
        RolledBack,
        Refused,
        Waiting ///< taken in, and not (or not any more) in a block: it will be run, nobody has to send it
                ///< again
    } stage = Stage::Unknown;
    std::uint64_t block = 0;
    std::uint64_t batch = 0;
    std::uint32_t step = 0;
    std::optional<ErrorCode> refusal;
};

/// Money that a step brought to an account: one of somebody else, of nobody, or, as a gift with an invitation
/// is, of the account itself. No proof comes with it: it is the node's word.
struct Credit {
    std::uint64_t block = 0;
    std::uint64_t batch = 0;
    std::uint32_t step = 0; ///< index in the batch
    Timestamp time = 0;
    std::uint16_t kind = 0; ///< of the step: tx::Kind
    Address from;           ///< who signed it; zero: nobody
    DacId dac;              ///< that the step is about; zero: none
    ObjectId object; ///< of a Settle and an AgreeAmendment; of an EnactMotion the motion's id, then zeros
    Amount amount = 0;
    std::uint8_t table = 0; ///< of a Settle: state::Table of what it has ended; an older node says nothing
    std::uint32_t sub = 0;  ///< of a Settle: of a case the round

    bool operator==(const Credit&) const = default;

    static constexpr auto fields(auto visit)
    {
        return visit(field("block", &Credit::block), field("batch", &Credit::batch),
                     field("step", &Credit::step), field("time", &Credit::time), field("kind", &Credit::kind),
                     field("from", &Credit::from), field("dac", &Credit::dac),
                     field("object", &Credit::object), field("amount", &Credit::amount),
                     field("table", &Credit::table), field("sub", &Credit::sub));
    }
};

/// A place in the list of what came to an account: everything older than it is meant. At first: everything.
struct CreditPlace {
    std::uint64_t block = (std::uint64_t{1} << 53U) - 1; ///< the largest that JSON carries
    std::uint32_t step = ~std::uint32_t{0};

    bool isAfter(const Credit& credit) const
    {
        return credit.block < block || (credit.block == block && credit.step < step);
    }
};

/// Money of an address on the main chain.
struct ChainPurse {
    Amount balance = 0; ///< in its own hands
    Amount credit = 0;  ///< with the contract, for the address to fetch
};

class NodeService {
public:
    virtual ~NodeService() = default;

    virtual Result<NodeInfo> info() = 0;
    /// Batches `from` … `from + count − 1`, as far as they exist; rolled-back ones have been replaced.
    virtual Result<std::vector<BatchInfo>> batches(std::uint64_t from, std::uint32_t count) = 0;
    /// Events with ids above `after`, oldest first. Empty only if there are no more.
    virtual Result<std::vector<ChainEvent>> events(std::uint64_t after, std::uint32_t count) = 0;
    /// Headers of blocks `from` … `from + count − 1`, as far as they exist.
    virtual Result<std::vector<rollup::SignedHeader>> blocks(std::uint64_t from, std::uint32_t count) = 0;
    /// Errors: NotFound.
    virtual Result<BlockSteps> blockSteps(std::uint64_t number) = 0;
    /// Of a batch up to the tip. Errors: NotFound.
    virtual Result<BatchSteps> batchSteps(std::uint64_t number) = 0;
    /// A posted batch with the bytes of all steps. Errors: NotFound, NotSupported.
    virtual Result<rollup::Batch> batch(std::uint64_t) { return ErrorCode::NotSupported; }
    virtual Result<CompanySnapshot> company(const DacId& dac, const Hash& knownRoot) = 0;
    /// The same, as much as fits into one answer: from the first record, or from `place` in the very state
    /// that the piece before was of. Errors: NotFound (that state is not at hand any more: begin anew).
    virtual Result<CompanySnapshot> companyPiece(const DacId& dac, const Hash& knownRoot,
                                                 const std::optional<CompanyPlace>& /*place*/)
    {
        return company(dac, knownRoot);
    }
    virtual Result<RecordProof> record(const state::Key& key) = 0;
    /// Those of the objects that the node has. Answers may stop early when they grow large.
    virtual Result<std::vector<Bytes>> contents(const std::vector<Hash>& ids) = 0;
    /// Errors: TooLarge, BadContent.
    virtual Result<void> putContents(const std::vector<Bytes>& objects) = 0;
    /// Runs the steps now, commits them durably as one block and answers for each. A refused step is not
    /// included. Errors of the whole call: Offline, StoreUnavailable, TooLarge.
    virtual Result<std::vector<StepStatus>> submit(const std::vector<Bytes>& steps) = 0;
    virtual Result<std::vector<StepStatus>> status(const std::vector<Hash>& digests) = 0;
    /// What came to an account before `before`, newest first, at most kMaxCreditsTold. Fewer than `count` and
    /// that only if there are no more. Errors: NotSupported (this node takes no notes).
    virtual Result<std::vector<Credit>> credits(const Address&, std::uint32_t /*count*/,
                                                const CreditPlace& /*before*/)
    {
        return ErrorCode::NotSupported;
    }
    /// Companies that the address belongs to, and behind them those in which it is or was an arbitrator or a
    /// side of an agreement; at most kMaxCompaniesTold, to be proved one by one. A company's address is its
    /// id, then zeros. Errors: NotSupported (this node takes no notes).
    virtual Result<std::vector<DacId>> companiesOf(const Address&) { return ErrorCode::NotSupported; }

    // ---- the main chain, for those who reach it through this node only. Errors besides: NotSupported

    virtual Result<ChainPurse> purse(const Address&) { return ErrorCode::NotSupported; }
    /// Whether that withdrawal was claimed on the main chain.
    virtual Result<bool> isClaimed(const ObjectId&) { return ErrorCode::NotSupported; }
    /// Proves that withdrawal from the newest final batch, claims it, and has it paid out to whom it names.
    /// Errors: NotFound (no final batch has it), AlreadyClaimed.
    virtual Result<void> claim(const ObjectId&) { return ErrorCode::NotSupported; }
    /// Puts the step into the main chain's inbox, where no aggregator can leave it out. Returns the message's
    /// index. Errors: TooLarge, WrongLength.
    virtual Result<std::uint64_t> force(const Bytes&) { return ErrorCode::NotSupported; }
};

} // namespace stoa::node
