// SPDX-License-Identifier: MIT
// The aggregator's everyday: running steps and sealing blocks.
#include "core/operator/aggregator.h"

#include <algorithm>

#include "core/base/hex.h"
#include "core/crypto/keccak.h"
#include "core/mvm/fetch_ahead.h"
#include "core/operator/account_index.h"
#include "core/operator/aggregator_builder.h"
#include "core/operator/aggregator_records.h"
#include "core/operator/check_ahead.h"

namespace stoa::node {
namespace {

/// What passes by itself, or with money from elsewhere: it is tried again.
bool isPatient(ErrorCode code)
{
    return code == ErrorCode::NotYourSlot || code == ErrorCode::Busy || code == ErrorCode::NotBonded ||
           code == ErrorCode::BondTooSmall || code == ErrorCode::InsufficientBalance ||
           code == ErrorCode::NotPermitted || code == ErrorCode::Offline;
}

} // namespace

Result<Aggregator::OpenBatch> Aggregator::newBatch()
{
    STOA_TRY(const rollup::Header parent, m_chain.header(m_known));
    OpenBatch batch;
    batch.number = parent.number + 1;
    batch.aggregator = address();
    batch.time = m_chain.time();
    batch.entropy = parent.entropy;
    batch.preRoot = m_state->root();
    batch.inboxEnd = parent.inboxEnd;
    batch.firstBlock = m_state->version() + 1;
    return batch;
}

Result<std::unique_ptr<Aggregator::Builder>> Aggregator::begin()
{
    if (m_wrong > m_known) return Error{ErrorCode::Busy, "the newest batch is wrong"};
    if (m_open) return std::make_unique<Builder>(m_state->tree(), *m_open);
    STOA_TRY_VOID(checkTurn());
    STOA_TRY_VOID(ensureBond()); // members take blocks only from somebody who answers for them
    STOA_TRY(OpenBatch batch, newBatch());
    auto builder = std::make_unique<Builder>(m_state->tree(), std::move(batch));
    STOA_TRY_VOID(runInbox(*builder));
    return builder;
}

Result<void> Aggregator::runInbox(Builder& builder)
{
    OpenBatch& batch = builder.batch;
    std::vector<Bytes> steps;
    while (batch.inboxEnd < m_chain.inboxCount() && steps.size() < rollup::kMaxInboxSteps) {
        STOA_TRY(mainchain::InboxMessage message, m_chain.inbox(batch.inboxEnd));
        if (m_censors && message.step.front() == static_cast<std::uint8_t>(tx::Kind::Force)) break;
        steps.push_back(std::move(message.step));
        ++batch.inboxEnd;
        ++batch.inboxSteps;
    }
    STOA_TRY(batch.inboxAcc, m_chain.inboxAcc(batch.inboxEnd));
    const auto checked = mvm::checkSteps(steps, m_rules.domain, kRecoveringThreads, m_memo);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        // A message that the machine refuses has its place in the batch all the same.
        if (!run(builder, steps[i], checked[i])) builder.push(steps[i], checked[i].hash);
    }
    return {};
}

Result<void> Aggregator::run(Builder& builder, const Bytes& bytes, const mvm::CheckedStep& step)
{
    OpenBatch& batch = builder.batch;
    mvm::BatchContext context;
    context.number = batch.number;
    context.time = batch.time;
    context.step = static_cast<std::uint32_t>(batch.steps.size());
    context.fromInbox = context.step < batch.inboxSteps;
    context.aggregator = batch.aggregator;
    context.entropy = batch.entropy;
    const state::Tree before = builder.tree;
    const std::size_t written = builder.state.written().size();
    const auto applied = mvm::apply(builder.state, m_rules, context, step);
    if (!applied && applied.error().code == ErrorCode::MoneyMismatch)
        builder.fault = Error{ErrorCode::MoneyMismatch, "step " + toHex(step.hash)};
    STOA_TRY_VOID(applied);
    builder.notes.add(step, context, std::span(builder.state.written()).subspan(written), before,
                      builder.tree);
    builder.accepted.emplace_back(step.digest, context.step);
    if (const auto* deposit = std::get_if<tx::Deposit>(&step.transaction->payload))
        builder.deposited += deposit->amount;
    if (auto act = actPutToMembers(step.transaction->payload)) builder.acts.push_back(std::move(*act));
    builder.push(bytes, step.hash);
    return {};
}

void Aggregator::settleDue(Builder& builder)
{
    m_due.update(builder.tree, builder.state.written());
    while (builder.room() > 0) {
        const auto key = m_due.firstDue(builder.batch.time, builder.batch.number);
        if (!key) return;
        const Bytes bytes = settleStep(*key);
        const std::size_t before = builder.state.written().size();
        if (run(builder, bytes, mvm::checkStep(bytes, m_rules.domain)))
            m_due.update(builder.tree, std::span(builder.state.written()).subspan(before));
        else
            m_due.drop(*key);
    }
}

/// Makes the block durable. `imported`: the batch of the main chain whose steps these are; then the block is
/// nobody's promise, carries no signature, and follows from the batch alone.
Result<void> Aggregator::seal(Builder& builder, const rollup::Header* imported)
{
    // What somebody else has posted is judged by its roots alone: such a step has done nothing there either.
    if (builder.fault && !imported) return *builder.fault;
    if (builder.isEmpty()) return {};
    if (!imported) builder.findRoots();
    const OpenBatch& batch = builder.batch;
    const auto steps = std::span(batch.steps).subspan(builder.firstStep);
    const auto roots = std::span(batch.roots).subspan(builder.firstStep);
    rollup::SignedHeader head;
    rollup::BlockHeader& header = head.header;
    header.number = m_state->version() + 1;
    header.parent = rollup::blockHash(m_head.header, m_definition);
    header.batch = batch.number;
    header.firstStep = builder.firstStep;
    header.steps = static_cast<std::uint32_t>(steps.size());
    header.stepsHash = imported ? imported->stepsRoot : crypto::keccak256(builder.stepHashes);
    header.preRoot = m_state->root();
    header.postRoot = roots.back();
    header.time = batch.time;
    header.aggregator = batch.aggregator;
    if (!imported) head.signature = m_key->sign(rollup::blockHash(header, m_definition));

    storage::WriteBatch writes;
    writes.put(blockKey(header.number), encodeBlockOf(head, steps, roots));
    writes.put(lastBlockKey(header.batch), encodeNumber(header.number));
    if (imported) writes.put(postedKey(header.batch), toBytes(rollup::headerHash(*imported).bytes));
    for (const auto& [digest, step] : builder.accepted) {
        writes.put(stepKey(digest), encodePlace({header.number, header.batch, step, kStepIncluded}));
        if (const auto* waiting = m_pool.find(digest)) writes.erase(waitingKey(waiting->number));
    }
    builder.notes.writeTo(writes, header, builder.stepHashes, roots);
    std::map<Hash, Bytes> acts;
    for (Bytes& act : builder.acts) {
        const Hash id = crypto::keccak256(act);
        writes.put(actKey(id), act);
        acts.insert_or_assign(id, std::move(act));
    }
    // Where the main chain does not answer, older versions are forgotten with a later block: what is due was
    // noted down as settled by this one, so it must not come to nothing for that.
    if (const auto final = mainchain::finalBatchOf(m_chain, std::min(m_finalBatch, m_chain.tip())))
        m_finalBatch = *final;
    if (m_finalBatch > 0 && m_finalBatch <= m_known) {
        STOA_TRY(const std::uint64_t last, lastBlockOf(m_finalBatch));
        m_state->forgetBefore(last);
    }
    const auto changes = state::Tree::changes(m_state->tree(), builder.tree);
    // Before anybody is told of the block: money is neither made nor lost.
    STOA_TRY(const Conservation money, m_money->after(changes, builder.deposited));
    STOA_TRY_VOID(m_state->commit(builder.tree, changes, std::move(writes)));
    for (const auto& [digest, step] : builder.accepted) m_pool.erase(digest);
    m_acts.merge(acts);
    m_money = money;
    m_head = head;
    if (!imported) m_open = std::move(builder.batch);
    return {};
}

Result<std::vector<StepStatus>> Aggregator::submit(std::span<const Bytes> steps)
{
    if (steps.size() > kMaxSubmittedSteps) return ErrorCode::TooLarge;
    STOA_TRY_VOID(followChain());
    STOA_TRY_VOID(runPool());
    // Its blocks and batches are heard of together, so they wait for the disk once.
    m_store.begin();
    m_chain.groupCalls();
    try {
        auto answers = runAll(steps);
        STOA_TRY_VOID(keepAll());
        return answers;
    } catch (...) {
        (void)keepAll(); // no group stays open
        throw;
    }
}

/// Ends both groups. The main chain's first: a batch whose blocks a power cut has taken is run again, as if
/// somebody else had posted it.
Result<void> Aggregator::keepAll()
{
    const Result<void> posted = m_chain.keepCalls();
    const Result<void> kept = m_store.end();
    return kept ? posted : kept;
}

Result<std::vector<StepStatus>> Aggregator::runAll(std::span<const Bytes> steps)
{
    CheckAhead checked(steps, m_rules.domain, m_memo);
    const auto at = [&](std::size_t i) -> const mvm::CheckedStep& { return checked.at(i); };
    mvm::FetchAhead fetch;
    std::vector<StepStatus> answers(steps.size());
    std::size_t next = 0;
    while (next < steps.size()) {
        if (m_open && m_open->steps.size() >= rollup::kMaxBatchSteps) {
            const std::size_t waiting = m_pool.size();
            STOA_TRY_VOID(postNow());
            if (m_open || m_pool.size() != waiting)
                return Error{ErrorCode::Busy, "the batch is full and cannot be posted now"};
        }
        STOA_TRY(const auto builder, begin());
        for (; next < steps.size() && builder->room() > 0; ++next) {
            fetch.before(next, checked.pieceEnd(next), builder->tree, at);
            const mvm::CheckedStep& step = at(next);
            StepStatus& answer = answers[next];
            const auto result = run(*builder, steps[next], step);
            if (result) {
                answer.stage = StepStatus::Stage::Included;
                answer.block = m_state->version() + 1;
                answer.batch = builder->batch.number;
                answer.step = builder->accepted.back().second;
                continue;
            }
            answer.stage = StepStatus::Stage::Refused;
            answer.refusal = result.error().code;
            // A signed step that is in already, whose number is therefore used: somebody did not hear our
            // answer.
            if (step.transaction && tx::originOf(step.transaction->payload) == tx::Origin::Signed) {
                STOA_TRY(const auto known, find(step.digest));
                if (known && known->stage == StepStatus::Stage::Included) answer = *known;
            }
        }
        settleDue(*builder);
        STOA_TRY_VOID(seal(*builder));
    }
    return answers;
}

Result<std::optional<StepStatus>> Aggregator::find(const Hash& digest)
{
    STOA_TRY(const auto bytes, m_store.get(stepKey(digest)));
    if (!bytes) return std::optional<StepStatus>();
    STOA_TRY(const StepPlace place, decodePlace(*bytes));
    StepStatus status;
    status.stage = place.state == kStepIncluded  ? StepStatus::Stage::Included
                   : place.state == kStepWaiting ? StepStatus::Stage::Waiting
                                                 : StepStatus::Stage::RolledBack;
    status.block = place.block;
    status.batch = place.batch;
    status.step = place.step;
    return std::optional(status);
}

Result<std::uint64_t> Aggregator::batchOf(const ObjectId& made)
{
    Result<StepPlace> place = ErrorCode::NotFound;
    STOA_TRY_VOID(m_store.iterate(stepsKey(made), [&](ByteView, ByteView bytes) {
        place = decodePlace(bytes);
        return false;
    }));
    if (!place) return place.error();
    if (place->state != kStepIncluded) return ErrorCode::NotFound;
    return place->batch;
}

Result<std::vector<StepStatus>> Aggregator::status(std::span<const Hash> digests)
{
    std::vector<StepStatus> answers;
    answers.reserve(digests.size());
    for (const Hash& digest : digests) {
        STOA_TRY(const auto known, find(digest));
        answers.push_back(known.value_or(StepStatus{}));
    }
    return answers;
}

Result<Aggregator::Block> Aggregator::block(std::uint64_t number)
{
    STOA_TRY(const auto bytes, m_store.get(blockKey(number)));
    if (!bytes) return ErrorCode::NotFound;
    return decodeBlock(*bytes);
}

Result<rollup::SignedHeader> Aggregator::header(std::uint64_t number)
{
    STOA_TRY(const auto bytes, m_store.get(blockKey(number)));
    if (!bytes) return ErrorCode::NotFound;
    return decodeHeaderOfBlock(*bytes);
}

Result<void> Aggregator::forgetActs()
{
    storage::WriteBatch writes;
    for (const auto& [id, act] : m_acts) writes.erase(actKey(id));
    STOA_TRY_VOID(m_store.commit(std::move(writes), storage::Durability::Buffered));
    m_acts.clear();
    return {};
}

Result<std::vector<Credit>> Aggregator::credits(const Address& to, std::size_t most,
                                                const CreditPlace& before)
{
    std::optional<Block> there; // many credits stand in one block, and come one after the other
    return readCredits(m_store, to, most, before,
                       [this, &there](Credit& credit, const StepMark& mark) -> Result<bool> {
                           if (credit.block > m_head.header.number) return false;
                           if (!there || there->header.header.number != credit.block) {
                               STOA_TRY(there, block(credit.block));
                           }
                           const rollup::BlockHeader& header = there->header.header;
                           if (credit.step < header.firstStep) return false;
                           const std::size_t index = credit.step - header.firstStep;
                           if (index >= there->steps.size()) return false;
                           const Hash& rootBefore = index == 0 ? header.preRoot : there->roots[index - 1];
                           if (!mark.isOf(there->steps[index], rootBefore, there->roots[index])) return false;
                           const auto step = transactionIn(there->steps[index]);
                           if (!step) return false;
                           credit.batch = header.batch;
                           credit.time = header.time;
                           describe(credit, *step);
                           return true;
                       });
}

Result<std::vector<DacId>> Aggregator::companiesOf(const Address& member)
{
    STOA_TRY(const auto known, readCompanies(m_store, member));
    std::vector<DacId> joined;
    std::vector<DacId> named;
    for (const Company& each : known) {
        const bool isMember = tree().get(state::memberKey(each.dac, member)) != nullptr;
        if (isMember || each.isNamed) (isMember ? joined : named).push_back(each.dac);
    }
    joined.insert(joined.end(), named.begin(), named.end());
    if (joined.size() > kMaxCompaniesTold) joined.resize(kMaxCompaniesTold);
    return joined;
}

Result<void> Aggregator::workOff()
{
    STOA_TRY(const auto builder, begin());
    settleDue(*builder);
    return seal(*builder);
}

Result<void> Aggregator::takeInbox()
{
    for (;;) {
        if (const auto turn = checkTurn(); !m_open && !turn) return quietly(turn);
        STOA_TRY(const rollup::Header parent, m_chain.header(m_known));
        const std::uint64_t next = m_open ? m_open->inboxEnd : parent.inboxEnd;
        if (next >= m_chain.inboxCount()) return {};
        STOA_TRY(const mainchain::InboxMessage message, m_chain.inbox(next));
        if (m_censors && message.step.front() == static_cast<std::uint8_t>(tx::Kind::Force)) return {};
        STOA_TRY_VOID(postNow());
        if (m_open) return {}; // it cannot be posted now; the messages wait
        STOA_TRY_VOID(workOff());
        if (!m_open) return {};
    }
}

/// What waits since then is done at once by who has posted last; by others only if that one is silent.
Result<bool> Aggregator::isDutyOf(Timestamp since)
{
    if (!m_makesBlocks) return false;
    if (m_open) return true;
    STOA_TRY(const rollup::Header last, m_chain.header(m_known));
    return last.number == 0 || last.aggregator == address() ||
           since + m_chain.definition().slot <= m_chain.time();
}

Result<bool> Aggregator::tick()
{
    STOA_TRY(bool happened, followChain());
    const Timestamp now = m_chain.time();
    const std::uint64_t version = m_state->version();
    const std::uint64_t tip = m_chain.tip();
    if (m_open && (now >= m_open->time + kBatchAge || m_open->steps.size() >= rollup::kMaxBatchSteps))
        STOA_TRY_VOID(postNow());
    STOA_TRY_VOID(quietly(runPool()));
    STOA_TRY_VOID(quietly(takeWaiting()));
    STOA_TRY_VOID(quietly(settleWaiting(now)));
    happened = happened || m_state->version() != version || m_chain.tip() != tip;
    return happened;
}

Result<void> Aggregator::takeWaiting()
{
    STOA_TRY(const rollup::Header parent, m_chain.header(m_known));
    const std::uint64_t count = m_chain.inboxCount();
    Inbox inbox{count - std::min(count, parent.inboxEnd), 0};
    if (inbox.messages != 0) {
        STOA_TRY(const mainchain::InboxMessage oldest, m_chain.inbox(parent.inboxEnd));
        inbox.since = oldest.time;
    }
    m_inbox = inbox;
    const std::uint64_t next = m_open ? m_open->inboxEnd : parent.inboxEnd;
    if (next >= count) return {};
    STOA_TRY(const mainchain::InboxMessage message, m_chain.inbox(next));
    STOA_TRY(const bool isOurs, isDutyOf(message.time));
    return isOurs ? takeInbox() : Result<void>();
}

Result<void> Aggregator::settleWaiting(Timestamp now)
{
    // What has become due since the open batch began needs a later one.
    for (;;) {
        const auto first = m_due.next(m_open ? m_open->number : m_known + 1);
        if (!first || *first > now) break;
        // A draw says since when its case is open. It waits for somebody since the newest batch only.
        STOA_TRY(const rollup::Header last, m_chain.header(m_known));
        STOA_TRY(const bool isOurs, isDutyOf(std::max(*first, last.l1Time)));
        if (!isOurs) break;
        if (m_open && (!m_due.firstDue(m_open->time, m_open->number) ||
                       m_open->steps.size() >= rollup::kMaxBatchSteps)) {
            STOA_TRY_VOID(postNow());
            if (m_open) break;
        }
        STOA_TRY_VOID(workOff());
    }
    return {};
}

Result<void> Aggregator::quietly(Result<void> done)
{
    if (done || !isPatient(done.error().code)) return done;
    m_trouble = done.error().code;
    return {};
}

} // namespace stoa::node
