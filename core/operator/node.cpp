// SPDX-License-Identifier: MIT
#include "core/operator/node.h"

#include <algorithm>

#include "core/crypto/keccak.h"
#include "core/state/tape.h"

namespace stoa::node {
namespace {

constexpr std::uint32_t kMaxListed = 1000;
constexpr std::uint64_t kMostBehind = 256;       ///< batches that checking may lag while others wait
constexpr std::size_t kMostNamedAtOnce = 10'000; ///< hashes, in one write
// Of messages that no batch has consumed yet: beyond so many that this node has brought, and so many of one
// sender, it brings none more. What others bring is not counted, or they would decide whose steps are forced.
constexpr std::size_t kMostWaiting = 256;
constexpr int kMostWaitingOfOne = 8;
constexpr std::size_t kMostPinned = 32;
constexpr int kMostCounted = 10; ///< times kMaxListed, of events that somebody passed over

std::optional<ChainEvent::What> meaningOf(const mainchain::Event& event)
{
    using What = mainchain::Event::What;
    switch (static_cast<What>(event.what)) {
    case What::Joined: return ChainEvent::What::Joined;
    case What::Deposited: return ChainEvent::What::Deposited;
    case What::Submitted: return ChainEvent::What::Posted;
    case What::Announced: return ChainEvent::What::Announced;
    case What::ProvedWrong: return ChainEvent::What::ProvedWrong;
    case What::ProvedRight: return ChainEvent::What::ProvedRight;
    case What::RolledBack: return ChainEvent::What::RolledBack;
    case What::Slashed: return ChainEvent::What::Slashed;
    case What::Left: return ChainEvent::What::Left;
    case What::Forced:
    case What::Expired:
    case What::Claimed:
    case What::Appointed:
    case What::Returned: return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

bool Node::isOfStorage(ErrorCode code) { return isDiskFailure(code) || code == ErrorCode::MoneyMismatch; }

Result<std::unique_ptr<Node>> Node::open(Setup setup)
{
    std::unique_ptr<Node> node(new Node(std::move(setup)));
    STOA_TRY_VOID(node->start());
    return node;
}

Result<void> Node::start()
{
    STOA_TRY(m_aggregatorStore, m_setup.openStore("aggregator"));
    if (m_setup.roles.validates) {
        STOA_TRY(m_validatorStore, m_setup.openStore("validator"));
    }
    STOA_TRY_VOID(openOperators());
    m_lastCounted = m_chain.eventCount();
    return {};
}

Result<void> Node::openOperators()
{
    m_aggregator.reset();
    m_validator.reset();
    STOA_TRY_VOID(m_loose.load());
    // They compare themselves with the main chain, so it comes first.
    STOA_TRY_VOID(m_chain.refresh());
    STOA_TRY(m_aggregator, Aggregator::open({*m_aggregatorStore, m_chain, m_setup.random, m_setup.fund,
                                             m_memo.get(), m_setup.roles.aggregates}));
    if (m_setup.roles.validates) {
        STOA_TRY(m_validator, Validator::open({*m_validatorStore, m_chain, m_setup.random, m_setup.fund,
                                               m_memo.get(), m_setup.challengerOwner}));
    }
    m_isBroken = false;
    return {};
}

Result<void> Node::ready()
{
    if (!m_isBroken && m_aggregator && (m_validator || !m_setup.roles.validates)) return {};
    return watched(openOperators());
}

/// What is served is what the main chain says now.
Result<void> Node::follow()
{
    STOA_TRY_VOID(ready());
    STOA_TRY_VOID(watched(m_aggregator->followChain()));
    return {};
}

Timestamp Node::now() const
{
    const Timestamp time = m_chain.time();
    return definition().clockIsSettable ? time : std::max(time, m_setup.clock.now());
}

Result<Validator::Progress> Node::validate()
{
    if (!m_validator) return Validator::Progress::Idle;
    STOA_TRY(const Validator::Progress progress, m_validator->step());
    if (progress == Validator::Progress::Waiting && m_setup.mine) STOA_TRY_VOID(m_setup.mine());
    return progress;
}

Result<bool> Node::finishSome()
{
    const auto some = [this]() -> Result<bool> {
        STOA_TRY(bool happened, m_aggregator->followChain());
        const std::uint64_t tip = m_chain.tip();
        const std::uint64_t blocks = m_aggregator->head().header.number;
        STOA_TRY_VOID(m_aggregator->postNow());
        // What is due now is not left to a time after everything stood still.
        STOA_TRY_VOID(m_aggregator->settle());
        STOA_TRY(const Validator::Progress progress, validate());
        return happened || m_chain.tip() != tip || m_aggregator->head().header.number != blocks ||
               progress == Validator::Progress::Done || progress == Validator::Progress::Waiting;
    };
    return watched(some());
}

Result<void> Node::doTick(int checks)
{
    STOA_TRY_VOID(ready());
    STOA_TRY_VOID(m_chain.refresh());
    STOA_TRY_VOID(m_aggregator->tick());
    const std::uint64_t rollbacks = m_chain.rollbacks();
    // Batches are checked as they come; a challenge takes its steps one tick after the other, so that members
    // see it happen.
    if (m_validator && m_chain.tip() > m_validator->checkedBatch() + kMostBehind) checks = kChecksInATick;
    for (int i = 0; i < checks; ++i) {
        STOA_TRY(const Validator::Progress progress, validate());
        if (progress != Validator::Progress::Done || challenged() != 0) break;
    }
    STOA_TRY_VOID(m_aggregator->followChain());
    if (m_chain.rollbacks() != rollbacks) {
        // What was undone is posted in the same turn: for a while nobody has the slot, and the next liar
        // would be in front again before the next turn, as often as there is another bond.
        STOA_TRY_VOID(m_aggregator->tick());
        STOA_TRY_VOID(m_aggregator->postNow());
    }
    STOA_TRY_VOID(m_inboxTrial.forgetDecided(m_aggregator->tree()));
    return keepNamed();
}

Result<void> Node::tick(int checks) { return watched(doTick(checks)); }

Result<void> Node::postNow()
{
    STOA_TRY_VOID(follow());
    return watched(m_aggregator->postNow());
}

Result<NodeInfo> Node::info()
{
    STOA_TRY_VOID(follow());
    NodeInfo info;
    info.definition = rollup::encodeDefinition(definition());
    info.head = m_aggregator->head();
    info.now = now();
    info.tipBatch = m_chain.tip();
    STOA_TRY(info.tipHeader, watched(m_chain.headerHash(info.tipBatch)));
    info.openBatch = m_aggregator->openBatch() ? m_aggregator->openBatch()->number : 0;
    STOA_TRY(m_finalBatch, watched(mainchain::finalBatchOf(m_chain, std::min(m_finalBatch, info.tipBatch))));
    info.finalBatch = m_finalBatch;
    info.rollbacks = m_chain.rollbacks();
    info.lastEvent = m_chain.eventCount();
    info.aggregator = m_aggregator->address();
    STOA_TRY(const auto aggregator, watched(m_chain.account(info.aggregator)));
    info.aggregatorBond = aggregator.bond;
    if (m_validator) {
        info.validator = m_validator->address();
        STOA_TRY(const auto validator, watched(m_chain.account(info.validator)));
        info.validatorCredit = validator.credit;
    }
    info.corruptNextBatch = m_aggregator->willLie();
    return info;
}

Result<std::optional<BatchInfo>> Node::describe(std::uint64_t number)
{
    BatchInfo info;
    const auto& open = m_aggregator->openBatch();
    // A wrong batch may stand where its own blocks were to be posted: until the rollback it is the one there.
    if (open && open->number == number && number > m_chain.tip()) {
        info.stage = BatchStage::Open;
        info.header.number = number;
        info.header.preRoot = open->preRoot;
        info.header.postRoot = open->roots.back();
        info.header.inboxSteps = open->inboxSteps;
        info.header.steps = static_cast<std::uint32_t>(open->steps.size());
        info.header.inboxEnd = open->inboxEnd;
        info.header.time = open->time;
        info.header.aggregator = m_aggregator->address();
        return std::optional(info);
    }
    const auto header = m_chain.keptHeader(number);
    if (!header) {
        if (header.error().code == ErrorCode::NotFound) return std::optional<BatchInfo>();
        return header.error();
    }
    info.header = *header;
    info.windowCloses = header->l1Time + definition().window;
    if (number > m_chain.tip())
        info.stage = BatchStage::RolledBack;
    else if (number <= m_finalBatch)
        info.stage = BatchStage::Final;
    else if (challenged() != 0 && number >= challenged())
        info.stage = BatchStage::Challenged;
    if (!m_validator) return std::optional(info);
    STOA_TRY(const Validator::Finding finding, m_validator->finding(*header));
    info.check = finding.check;
    info.wrongStep = finding.wrongStep;
    return std::optional(info);
}

Result<std::vector<BatchInfo>> Node::batches(std::uint64_t from, std::uint32_t count)
{
    STOA_TRY_VOID(follow());
    STOA_TRY(m_finalBatch, watched(mainchain::finalBatchOf(m_chain, std::min(m_finalBatch, m_chain.tip()))));
    std::vector<BatchInfo> found;
    for (std::uint64_t number = std::max<std::uint64_t>(from, 1); found.size() < std::min(count, kMaxListed);
         ++number) {
        STOA_TRY(auto info, watched(describe(number)));
        if (!info) break;
        found.push_back(std::move(*info));
    }
    return found;
}

/// `some` leave out none after the last one that was counted.
void Node::countNew(std::span<const mainchain::Event> some)
{
    for (const mainchain::Event& event : some) {
        if (event.id <= m_lastCounted) continue;
        m_lastCounted = event.id;
        if (event.what - 1U < m_eventCounts.size()) ++m_eventCounts[event.what - 1U];
    }
}

/// What whoever asks passes over counts, too; the rest of very many with the next call.
Result<void> Node::countUpTo(std::uint64_t event)
{
    for (int i = 0; i < kMostCounted && m_lastCounted < event; ++i) {
        STOA_TRY(const auto some, watched(m_chain.events(m_lastCounted, kMaxListed)));
        if (some.empty()) break;
        countNew(some);
    }
    return {};
}

Result<std::vector<ChainEvent>> Node::events(std::uint64_t after, std::uint32_t count)
{
    count = std::min(count, kMaxListed);
    STOA_TRY_VOID(countUpTo(after));
    std::vector<ChainEvent> found;
    while (found.size() < count) {
        STOA_TRY(const auto some, watched(m_chain.events(after, count)));
        if (some.empty()) break;
        if (after <= m_lastCounted) countNew(some);
        for (const mainchain::Event& event : some) {
            after = event.id;
            const auto what = meaningOf(event);
            if (!what || found.size() == count) continue;
            const bool isAboutBatch = *what != ChainEvent::What::Joined &&
                                      *what != ChainEvent::What::Deposited &&
                                      *what != ChainEvent::What::Announced;
            found.push_back({event.id, *what, event.time, isAboutBatch ? event.number : 0, event.who,
                             event.paid, event.burnt});
        }
    }
    return found;
}

Result<std::vector<rollup::SignedHeader>> Node::blocks(std::uint64_t from, std::uint32_t count)
{
    STOA_TRY_VOID(follow());
    std::vector<rollup::SignedHeader> found;
    const std::uint64_t newest = m_aggregator->head().header.number;
    for (std::uint64_t number = std::max<std::uint64_t>(from, 1);
         number <= newest && found.size() < std::min(count, kMaxListed); ++number) {
        STOA_TRY(const rollup::SignedHeader header, watched(m_aggregator->header(number)));
        found.push_back(header);
    }
    return found;
}

Result<BlockSteps> Node::blockSteps(std::uint64_t number)
{
    STOA_TRY_VOID(follow());
    STOA_TRY(const Aggregator::Block block, watched(m_aggregator->block(number)));
    BlockSteps steps;
    steps.header = block.header;
    for (const Bytes& step : block.steps) steps.steps.push_back(crypto::keccak256(step));
    return steps;
}

Result<BatchSteps> Node::batchSteps(std::uint64_t number)
{
    STOA_TRY_VOID(follow());
    STOA_TRY(const rollup::Batch batch, watched(m_chain.batch(number)));
    BatchSteps steps;
    for (const Bytes& step : batch.steps) steps.steps.push_back(crypto::keccak256(step));
    steps.roots = batch.roots;
    return steps;
}

Result<rollup::Batch> Node::batch(std::uint64_t number)
{
    STOA_TRY_VOID(follow());
    return watched(m_chain.batch(number));
}

Result<CompanySnapshot> Node::company(const DacId& dac, const Hash& knownRoot)
{
    STOA_TRY_VOID(follow());
    return snapshotOf({m_aggregator->head(), m_aggregator->tree()}, dac, knownRoot);
}

CompanySnapshot Node::snapshotOf(const Pinned& state, const DacId& dac, const Hash& knownRoot,
                                 const state::Key* after, std::size_t most)
{
    const Bytes prefix = state::companyPrefix(dac);
    CompanySnapshot snapshot;
    snapshot.head = state.head;
    snapshot.root = state.tree.subtreeRoot(prefix);
    snapshot.path = state.tree.subtreePath(prefix);
    snapshot.isUnchanged = snapshot.root == knownRoot;
    if (snapshot.isUnchanged) return snapshot;
    std::size_t bytes = 0;
    // Only what is in this answer is looked at: the last piece of a large company costs no more than another.
    state.tree.forEachAfter(prefix, after, [&](const state::Key& key, ByteView record) {
        bytes += key.size() + record.size();
        snapshot.isPart = bytes > most && !snapshot.records.empty(); // there is always one
        if (!snapshot.isPart) snapshot.records.emplace_back(key, toBytes(record));
        return !snapshot.isPart;
    });
    return snapshot;
}

Result<CompanySnapshot> Node::companyPiece(const DacId& dac, const Hash& knownRoot,
                                           const std::optional<CompanyPlace>& place)
{
    STOA_TRY_VOID(follow());
    const Bytes prefix = state::companyPrefix(dac);
    Pinned state{m_aggregator->head(), m_aggregator->tree()};
    if (place) {
        const auto found = std::ranges::find_if(
            m_pinned, [&](const Pinned& each) { return each.tree.subtreeRoot(prefix) == place->root; });
        if (found == m_pinned.end()) return ErrorCode::NotFound;
        state = *found;
    }
    CompanySnapshot snapshot = snapshotOf(state, dac, place ? Hash{} : knownRoot,
                                          place ? &place->after : nullptr, m_setup.limits.recordsInAnswer);
    if (snapshot.isPart && !place) {
        // Once, however often it is asked for: otherwise one company's pieces push out all others'.
        std::erase_if(m_pinned, [&](const Pinned& each) { return each.tree.root() == state.tree.root(); });
        m_pinned.push_back(std::move(state));
        while (m_pinned.size() > kMostPinned) m_pinned.pop_front();
    }
    return snapshot;
}

Result<RecordProof> Node::record(const state::Key& key)
{
    STOA_TRY_VOID(follow());
    return RecordProof{m_aggregator->head(), m_aggregator->tree().path(key)};
}

Result<std::vector<Bytes>> Node::contents(const std::vector<Hash>& ids)
{
    std::vector<Bytes> found;
    std::size_t bytes = 0;
    for (const Hash& id : ids) {
        auto object = m_setup.contents.get(id);
        if (!object && object.error().code == ErrorCode::ContentMissing) object = m_loose.get(id);
        if (!object) {
            if (object.error().code == ErrorCode::ContentMissing) continue;
            return object.error();
        }
        bytes += object->size();
        if (bytes > kMaxContentsInAnswer) break;
        found.push_back(std::move(*object));
    }
    return found;
}

Result<void> Node::putContents(const std::vector<Bytes>& objects)
{
    STOA_TRY_VOID(follow());
    STOA_TRY_VOID(watched(keepNamed())); // what earlier blocks name is known when it comes
    return watched(m_loose.put(objects, newestBlock()));
}

LooseContents::Mark Node::newestBlock() const
{
    const rollup::BlockHeader& head = m_aggregator->head().header;
    return {head.number, rollup::blockHash(head, definition().hash())};
}

/// What members are to decide about can be read here, even if its proposer has brought nobody the words.
Result<void> Node::keepActs()
{
    if (m_aggregator->acts().empty()) return {};
    content::ContentBatch batch(m_setup.contents);
    for (const auto& [id, act] : m_aggregator->acts()) STOA_TRY_VOID(batch.put(act));
    STOA_TRY_VOID(batch.commit());
    return m_aggregator->forgetActs();
}

/// What the steps of new blocks name stays from now on.
Result<void> Node::keepNamed()
{
    STOA_TRY_VOID(keepActs());
    const LooseContents::Mark newest = newestBlock();
    if (m_loose.mark() == newest) return {};
    std::uint64_t done = std::min(m_loose.mark().block, newest.block);
    const bool follows =
        done + 1 == newest.block && m_aggregator->head().header.parent == m_loose.mark().hash;
    if (done != 0 && !follows) {
        STOA_TRY(const Aggregator::Block last, m_aggregator->block(done));
        // After a rollback: nothing final is undone.
        if (rollup::blockHash(last.header.header, definition().hash()) != m_loose.mark().hash) {
            STOA_TRY(done, m_aggregator->lastFinalBlock());
        }
    }
    std::vector<Hash> named;
    while (done < newest.block) {
        STOA_TRY(const Aggregator::Block block, m_aggregator->block(++done));
        for (const Bytes& step : block.steps) {
            const auto transaction = tx::decode(step);
            if (!transaction) continue;
            for (const Hash& hash : hashesIn(*transaction)) named.push_back(hash);
        }
        if (named.size() < kMostNamedAtOnce) continue;
        STOA_TRY_VOID(
            m_loose.keep(named, {done, rollup::blockHash(block.header.header, definition().hash())}));
        named.clear();
    }
    return m_loose.keep(named, newest);
}

Result<std::vector<StepStatus>> Node::doSubmit(const std::vector<Bytes>& steps)
{
    STOA_TRY_VOID(ready());
    auto answers = m_aggregator->submit(steps);
    if (answers) STOA_TRY_VOID(keepNamed());
    if (answers || answers.error().code != ErrorCode::NotYourSlot) return answers;
    return handOver(steps, answers.error());
}

/// Only somebody else may submit now. That node takes the steps; here they count as included once its batch
/// is posted, because nobody's word but the main chain's is passed on.
Result<std::vector<StepStatus>> Node::handOver(const std::vector<Bytes>& steps, const Error& why)
{
    STOA_TRY(const mainchain::Slot slot, m_chain.slot());
    NodeService* other = m_setup.nodeOf && !m_isHandingOver ? m_setup.nodeOf(slot.who) : nullptr;
    if (!other || other == this) return why;
    m_isHandingOver = true;
    auto answers = other->submit(steps);
    m_isHandingOver = false;
    if (!answers) return why;
    for (StepStatus& answer : *answers)
        if (answer.stage == StepStatus::Stage::Included) answer = {StepStatus::Stage::Waiting, 0, 0, 0, {}};
    return answers;
}

Result<std::vector<StepStatus>> Node::submit(const std::vector<Bytes>& steps)
{
    return watched(doSubmit(steps));
}

Result<std::vector<StepStatus>> Node::status(const std::vector<Hash>& digests)
{
    STOA_TRY_VOID(follow());
    return watched(m_aggregator->status(digests));
}

Result<std::vector<Credit>> Node::credits(const Address& to, std::uint32_t count, const CreditPlace& before)
{
    STOA_TRY_VOID(follow());
    return watched(m_aggregator->credits(to, std::min(count, kMaxCreditsTold), before));
}

Result<std::vector<DacId>> Node::companiesOf(const Address& member)
{
    STOA_TRY_VOID(follow());
    return watched(m_aggregator->companiesOf(member));
}

Result<ChainPurse> Node::purse(const Address& who)
{
    STOA_TRY(const mainchain::ChainAccount account, watched(m_chain.account(who)));
    return ChainPurse{account.balance, account.credit};
}

Result<bool> Node::isClaimed(const ObjectId& withdrawal) { return watched(m_chain.isClaimed(withdrawal)); }

Result<void> Node::doClaim(const ObjectId& withdrawal)
{
    // Anybody may ask for anything. A withdrawal stays for ever, so what is not in the newest state is in
    // none; and the newest final state, which has to be made, is made only for what is in it.
    const state::Key key = state::withdrawalKey(withdrawal);
    if (!m_aggregator->tree().get(key)) return ErrorCode::NotFound;
    STOA_TRY(const bool isClaimed, m_chain.isClaimed(withdrawal));
    if (isClaimed) return ErrorCode::AlreadyClaimed;
    STOA_TRY(m_finalBatch, mainchain::finalBatchOf(m_chain, std::min(m_finalBatch, m_chain.tip())));
    STOA_TRY(const std::uint64_t batch, m_aggregator->batchOf(withdrawal));
    if (batch > m_finalBatch) return ErrorCode::NotFound;
    STOA_TRY(const rollup::Header header, m_chain.header(m_finalBatch));
    STOA_TRY(state::Tree tree, m_aggregator->stateAfter(m_finalBatch));
    state::Recorder recorder(tree);
    const auto bytes = recorder.get(key);
    const auto record = bytes ? state::decodeRecord<state::Withdrawal>(*bytes) : std::nullopt;
    if (!record) return ErrorCode::NotFound;
    STOA_TRY_VOID(m_chain.claim(header, withdrawal, record->to, record->amount, recorder.tape()));
    STOA_TRY_VOID(m_chain.payout(record->to));
    return {};
}

Result<void> Node::claim(const ObjectId& withdrawal)
{
    if (definition().chainId != 0) return ErrorCode::NotSupported; // it would cost this node money
    STOA_TRY_VOID(follow());
    return watched(doClaim(withdrawal));
}

/// Who asks is not known and pays nothing here, so only what would be done is brought: it uses up its number,
/// and its sender pays its fee.
Result<std::uint64_t> Node::doForce(const Bytes& step)
{
    const mvm::CheckedStep checked = mvm::checkStep(step, definition().rules().domain);
    if (!checked.transaction) return checked.transaction.error();
    STOA_TRY(const rollup::Header newest, m_chain.header(m_chain.tip()));
    std::erase_if(m_forced, [&](std::uint64_t index) { return index < newest.inboxEnd; });
    if (m_forced.size() >= kMostWaiting) return Error{ErrorCode::Busy, "messages brought from here wait"};

    STOA_TRY_VOID(m_inboxTrial.follow(m_aggregator->tree(), m_aggregator->address(), now()));
    if (const auto there = m_inboxTrial.indexOf(checked)) return *there;
    if (!checked.signer.isZero() &&
        m_inboxTrial.countOf(checked.signer, kMostWaitingOfOne) == kMostWaitingOfOne)
        return Error{ErrorCode::Busy, "messages of this sender wait"};
    STOA_TRY_VOID(m_inboxTrial.tryOut(checked));

    const Amount fee = definition().forceFee;
    STOA_TRY(const mainchain::ChainAccount account, m_chain.account(m_aggregator->address()));
    if (account.balance < fee) STOA_TRY_VOID(m_setup.fund(m_aggregator->address(), fee - account.balance));
    STOA_TRY(const std::uint64_t index, m_chain.force(m_aggregator->address(), step));
    m_forced.push_back(index);
    return index;
}

Result<std::uint64_t> Node::force(const Bytes& step)
{
    if (definition().chainId != 0) return ErrorCode::NotSupported; // it would cost this node money
    STOA_TRY_VOID(follow());
    return watched(doForce(step));
}

} // namespace stoa::node
