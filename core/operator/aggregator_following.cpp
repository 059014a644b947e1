// SPDX-License-Identifier: MIT
// The aggregator follows the main chain: what it held when it was stopped, what others post, what is rolled
// back or lies on another branch, and the steps that are to be run again.
#include <algorithm>

#include "core/mvm/fetch_ahead.h"
#include "core/operator/aggregator_builder.h"
#include "core/operator/aggregator_records.h"

namespace stoa::node {
namespace {

/// What the aggregator is, besides its state and its secret key, which follows in the store.
struct Identity {
    Hash definition;
    std::uint64_t rollbacks = 0;

    static constexpr auto fields(auto visit)
    {
        return visit(field("definition", &Identity::definition), field("rollbacks", &Identity::rollbacks));
    }
};
constexpr std::size_t kIdentityBytes = widthOfFields<Identity>() + crypto::Secret32::kSize;

Error damaged(const char* what) { return {ErrorCode::StoreDamaged, what}; }

/// Messages of the inbox stand first in a batch, and nowhere else.
bool isFromInbox(const Bytes& step)
{
    const auto kind = static_cast<tx::Kind>(step.front());
    return kind == tx::Kind::Deposit || kind == tx::Kind::Force;
}

} // namespace

Aggregator::Aggregator(Setup setup)
    : m_store(setup.store)
    , m_chain(setup.chain)
    , m_random(setup.random)
    , m_fund(std::move(setup.fund))
    , m_memo(setup.memo)
    , m_makesBlocks(setup.makesBlocks)
    , m_rules(m_chain.definition().rules())
    , m_definition(m_chain.definition().hash())
    , m_due(m_rules)
{}

Result<std::unique_ptr<Aggregator>> Aggregator::open(Setup setup)
{
    std::unique_ptr<Aggregator> aggregator(new Aggregator(std::move(setup)));
    STOA_TRY_VOID(aggregator->load());
    return aggregator;
}

Result<void> Aggregator::load()
{
    STOA_TRY(m_state, StateStore::open(m_store));
    STOA_TRY_VOID(loadIdentity());
    m_head = {};
    if (m_state->version() > 0) {
        STOA_TRY(const Block newest, block(m_state->version()));
        m_head = newest.header;
        if (m_head.header.postRoot != m_state->root()) return damaged("root of the newest block");
    }
    m_due.rebuild(m_state->tree());
    STOA_TRY_VOID(loadKnown());
    STOA_TRY_VOID(loadPool());
    STOA_TRY_VOID(loadActs());
    STOA_TRY_VOID(rewind());
    STOA_TRY_VOID(noticeOwnLie());
    STOA_TRY_VOID(loadOpenBatch());
    STOA_TRY_VOID(countMoney());
    STOA_TRY_VOID(followChain());
    return m_open && m_makesBlocks ? quietly(ensureBond()) : Result<void>();
}

Result<void> Aggregator::loadIdentity()
{
    STOA_TRY(auto bytes, m_store.get(kIdentityKey));
    if (bytes) {
        const crypto::Secret stored{ByteView(*bytes)};
        crypto::wipe(*bytes);
        if (stored.size() != kIdentityBytes) return damaged("identity");
        Identity identity;
        ByteView rest = stored.view();
        takeFields(rest, identity);
        if (identity.definition != m_definition) return damaged("another network's aggregator");
        m_rollbacks = identity.rollbacks;
        auto key = crypto::KeyPair::fromSecret(crypto::Secret32(rest));
        if (!key) return damaged("key");
        m_key = std::move(*key);
    } else {
        if (m_state->version() != 0) return damaged("no identity");
        m_key = crypto::KeyPair::generate(m_random);
        m_rollbacks = m_chain.rollbacks();
        storage::WriteBatch writes;
        writes.putSecret(kIdentityKey, encodeIdentity().view());
        STOA_TRY_VOID(m_store.commit(writes));
    }
    signCalls(*m_key);
    STOA_TRY_VOID(loadFormerKeys());
    STOA_TRY(const auto lie, m_store.get(kLieKey));
    m_lieIn.reset();
    if (lie) {
        STOA_TRY(const std::uint64_t batch, decodeNumber(*lie));
        if (batch == 0 || batch > m_chain.tip()) m_lieIn = batch;
    }
    return {};
}

crypto::Secret Aggregator::encodeIdentity() const
{
    Bytes open;
    appendFields(open, Identity{m_definition, m_rollbacks});
    crypto::Secret bytes = crypto::Secret::ofSize(kIdentityBytes);
    const auto rest = std::copy(open.begin(), open.end(), bytes.writable().begin());
    const ByteView key = m_key->secret().view();
    std::copy(key.begin(), key.end(), rest);
    return bytes;
}

/// Which batch the main chain had last when these blocks were made.
Result<void> Aggregator::loadKnown()
{
    m_known = m_head.header.batch;
    if (m_known == 0) return {};
    STOA_TRY(const auto noted, m_store.get(postedKey(m_known)));
    STOA_TRY(const bool stands, isOn(m_known));
    // Without a note: the newest blocks are not posted, or they were, and the note came too late.
    if (!noted && !stands) --m_known;
    return {};
}

/// Was the newest batch posted as it was run?
Result<void> Aggregator::noticeOwnLie()
{
    m_wrong = 0;
    if (m_known == 0) return {};
    STOA_TRY(const rollup::Header posted, m_chain.header(m_known));
    STOA_TRY(const std::uint64_t last, lastBlockOf(m_known));
    STOA_TRY(const Block end, block(last));
    if (end.header.header.postRoot != posted.postRoot) m_wrong = m_known;
    return {};
}

Result<void> Aggregator::loadPool()
{
    m_pool.clear();
    return m_store.iterate(Bytes{kWaitingTable}, [this](ByteView key, ByteView value) {
        WaitingPool::Entry waiting;
        ByteView rest = key.subspan(1);
        if (rest.size() == sizeof waiting.number) takeFixed(rest, waiting.number);
        waiting.step = toBytes(value);
        waiting.digest = digestOfStep(value, m_rules.domain).value_or(Hash{});
        m_pool.restore(std::move(waiting));
        return true;
    });
}

Result<void> Aggregator::loadActs()
{
    m_acts.clear();
    return m_store.iterate(Bytes{kActTable}, [this](ByteView key, ByteView value) {
        m_acts.insert_or_assign(Hash::fromPrefix(key.subspan(1)), toBytes(value));
        return true;
    });
}

Result<void> Aggregator::loadOpenBatch()
{
    m_open.reset();
    if (m_head.header.batch != m_known + 1) return {};
    STOA_TRY(const rollup::Header parent, m_chain.header(m_known));
    OpenBatch batch;
    batch.number = m_known + 1;
    batch.time = m_head.header.time;
    batch.entropy = parent.entropy;
    batch.inboxEnd = parent.inboxEnd;
    batch.firstBlock = m_head.header.number;
    batch.aggregator = m_head.header.aggregator;
    std::vector<Block> blocks;
    for (;; --batch.firstBlock) {
        STOA_TRY(Block each, block(batch.firstBlock));
        blocks.push_back(std::move(each));
        if (blocks.back().header.header.firstStep == 0 || batch.firstBlock == 1) break;
    }
    batch.preRoot = blocks.back().header.header.preRoot;
    for (auto each = blocks.rbegin(); each != blocks.rend(); ++each) {
        batch.steps.insert(batch.steps.end(), each->steps.begin(), each->steps.end());
        batch.roots.insert(batch.roots.end(), each->roots.begin(), each->roots.end());
    }
    bool isSameInbox = true;
    for (const Bytes& step : batch.steps) {
        if (!isFromInbox(step)) break;
        const auto message = m_chain.inbox(batch.inboxEnd);
        if (!message && message.error().code != ErrorCode::NotFound) return message.error();
        isSameInbox = isSameInbox && message && message->step == step;
        ++batch.inboxSteps;
        ++batch.inboxEnd;
    }
    if (!isSameInbox) return undoTo(m_known);
    STOA_TRY(batch.inboxAcc, m_chain.inboxAcc(batch.inboxEnd));
    m_open = std::move(batch);
    return {};
}

Result<void> Aggregator::countMoney()
{
    std::uint64_t end = 0;
    if (m_open) {
        end = m_open->inboxEnd;
    } else if (m_known > 0) {
        STOA_TRY(const rollup::Header last, m_chain.header(m_known));
        end = last.inboxEnd;
    }
    WideAmount deposited = 0;
    for (std::uint64_t index = 0; index < end; ++index) {
        STOA_TRY(const mainchain::InboxMessage message, m_chain.inbox(index));
        const auto transaction = tx::decode(message.step);
        const auto* deposit = transaction ? std::get_if<tx::Deposit>(&transaction->payload) : nullptr;
        if (deposit) deposited += deposit->amount;
    }
    STOA_TRY(m_money, Conservation::count(m_state->tree(), deposited));
    return {};
}

Result<std::uint64_t> Aggregator::lastBlockOf(std::uint64_t batch)
{
    if (batch == 0) return std::uint64_t{0};
    STOA_TRY(const auto bytes, m_store.get(lastBlockKey(batch)));
    if (!bytes) return damaged("a batch's last block");
    return decodeNumber(*bytes);
}

Result<std::uint64_t> Aggregator::lastFinalBlock()
{
    STOA_TRY(const std::uint64_t final, mainchain::finalBatchOf(m_chain, m_finalBatch));
    return lastBlockOf(std::min(final, m_known));
}

Result<state::Tree> Aggregator::stateAfter(std::uint64_t batch)
{
    if (batch > m_known) return ErrorCode::NotFound;
    STOA_TRY(const std::uint64_t last, lastBlockOf(batch));
    return m_state->at(last);
}

/// Whether the blocks of `batch` are still that batch of the main chain.
Result<bool> Aggregator::isOn(std::uint64_t batch)
{
    if (batch == 0) return true;
    if (batch > m_chain.tip()) return false;
    STOA_TRY(const rollup::Header there, m_chain.header(batch));
    STOA_TRY(const auto noted, m_store.get(postedKey(batch)));
    if (noted) {
        if (noted->size() != Hash::kSize) return damaged("a posted batch");
        return rollup::headerHash(there) == Hash::fromPrefix(*noted);
    }
    STOA_TRY(const std::uint64_t last, lastBlockOf(batch));
    STOA_TRY(const Block end, block(last));
    const rollup::BlockHeader& header = end.header.header;
    return header.aggregator == there.aggregator && header.time == there.time &&
           header.firstStep + header.steps == there.steps;
}

/// What the open batch would be, had it been posted; also if it was posted with other roots, as a lie.
bool Aggregator::isMine(const rollup::Header& header) const
{
    return m_open && m_open->number == header.number && header.aggregator == address() &&
           header.time == m_open->time && header.steps == m_open->steps.size() &&
           header.inboxEnd == m_open->inboxEnd && header.preRoot == m_open->preRoot;
}

/// The open batch is posted.
Result<void> Aggregator::keep(const rollup::Header& header)
{
    // If this note is lost, isOn() finds out all the same.
    storage::WriteBatch writes;
    const Hash hash = rollup::headerHash(header);
    writes.put(postedKey(header.number), toBytes(hash.bytes));
    STOA_TRY_VOID(m_store.commit(std::move(writes), storage::Durability::Buffered));
    m_known = header.number;
    if (header.postRoot != m_state->root()) m_wrong = m_known;
    m_open.reset();
    m_seenTip = m_known;
    m_seenHeader = hash;
    return {};
}

Result<bool> Aggregator::isInboxMoved()
{
    if (!m_open) return false;
    if (m_open->inboxEnd > m_chain.inboxCount()) return true;
    STOA_TRY(const Hash acc, m_chain.inboxAcc(m_open->inboxEnd));
    return acc != m_open->inboxAcc;
}

Result<bool> Aggregator::isUpToDate()
{
    const std::uint64_t tip = m_chain.tip();
    if (tip != m_seenTip || m_chain.rollbacks() != m_rollbacks) return false;
    STOA_TRY(const Hash header, m_chain.headerHash(tip));
    if (header != m_seenHeader) return false;
    STOA_TRY(const bool isMoved, isInboxMoved());
    return !isMoved;
}

Result<bool> Aggregator::followChain()
{
    STOA_TRY(const bool isDone, isUpToDate());
    if (isDone) return false;
    STOA_TRY(const bool wentBack, rewind());
    const std::uint64_t before = m_known;
    STOA_TRY_VOID(importNew());
    m_seenTip = m_chain.tip();
    STOA_TRY(m_seenHeader, m_chain.headerHash(m_seenTip));
    return wentBack || m_known != before;
}

/// Back to the newest batch that the main chain and these blocks have in common.
Result<bool> Aggregator::rewind()
{
    std::uint64_t common = m_known;
    for (;; --common) {
        STOA_TRY(const bool stands, isOn(common));
        if (stands) break;
    }
    if (common < m_finalBatch)
        return mainchain::impossible(m_chain, "the main chain has changed what was final");
    if (common < m_known) m_wrong = 0;
    if (m_wrong > m_known) m_wrong = 0; // importNew() looks at it again
    STOA_TRY(const bool isMoved, isInboxMoved());
    const bool isRolledBack = m_chain.rollbacks() != m_rollbacks;
    storage::WriteBatch writes;
    bool isSlashed = false;
    if (isRolledBack) {
        STOA_TRY(isSlashed, giveUpSlashedKey(writes));
    }
    if (common < m_known || isMoved || isSlashed) {
        STOA_TRY_VOID(undoTo(common, isSlashed, std::move(writes)));
        return true;
    }
    if (isRolledBack) STOA_TRY_VOID(m_store.commit(std::move(writes)));
    return isRolledBack;
}

Result<void> Aggregator::importNew()
{
    while (m_known < m_chain.tip()) {
        STOA_TRY(const rollup::Header header, m_chain.header(m_known + 1));
        if (isMine(header)) {
            STOA_TRY_VOID(keep(header));
            continue;
        }
        if (m_wrong != 0 && m_wrong <= m_known) return {}; // it was built on its own lie
        STOA_TRY(const bool isRight, import(header));
        if (!isRight) {
            m_wrong = m_known + 1;
            return {};
        }
    }
    return {};
}

/// Runs a batch that somebody else has posted. False if a root of it is wrong: then nothing has changed,
/// but that its steps wait here for the rollback. If it is right, blocks of one's own give way to it.
Result<bool> Aggregator::import(const rollup::Header& header)
{
    STOA_TRY(const rollup::Batch batch, m_chain.batch(header.number));
    if (batch.header != header || !rollup::checkBatch(batch))
        return Error{ErrorCode::BadAnswer, "a batch of the main chain"};
    OpenBatch open;
    open.number = header.number;
    open.time = header.time;
    open.entropy = header.parentEntropy;
    open.preRoot = header.preRoot;
    open.inboxSteps = header.inboxSteps;
    open.inboxEnd = header.inboxEnd;
    open.aggregator = header.aggregator;
    STOA_TRY(const state::Tree before, stateAfter(m_known));
    Builder builder(before, std::move(open));
    const auto checked = mvm::checkSteps(batch.steps, m_rules.domain, kRecoveringThreads, m_memo);
    const auto at = [&](std::size_t i) -> const mvm::CheckedStep& { return checked[i]; };
    mvm::FetchAhead fetch;
    for (std::size_t i = 0; i < batch.steps.size(); ++i) {
        fetch.before(i, checked.size(), builder.tree, at);
        if (!run(builder, batch.steps[i], checked[i])) builder.push(batch.steps[i], checked[i].hash);
    }
    builder.findRoots();
    if (header.preRoot == before.root() && builder.batch.roots == batch.roots) {
        if (m_open) STOA_TRY_VOID(undoTo(m_known));
        m_due.update(builder.tree, builder.state.written());
        STOA_TRY_VOID(seal(builder, &header));
        m_known = header.number;
        return true;
    }
    storage::WriteBatch writes;
    for (std::size_t i = 0; i < batch.steps.size(); ++i) {
        const auto& transaction = checked[i].transaction;
        if (!transaction || checked[i].isFromMainChain ||
            tx::originOf(transaction->payload) != tx::Origin::Signed)
            continue;
        STOA_TRY(const auto known, find(checked[i].digest));
        if (!known && m_makesBlocks) putIntoPool(writes, batch.steps[i], checked[i].digest);
    }
    STOA_TRY_VOID(m_store.commit(std::move(writes)));
    return false;
}

/// Whoever was slashed begins anew, with another key. True if that is so. Its members are told that their
/// steps were rolled back: the word of the old key is worth nothing.
Result<bool> Aggregator::giveUpSlashedKey(storage::WriteBatch& writes)
{
    STOA_TRY(const mainchain::ChainAccount account, m_chain.account(address()));
    const bool isSlashed = account.isSlashed != 0;
    if (isSlashed) {
        // What it has earned is still its own.
        writes.putSecret(formerKey(address()), m_key->secret().view());
        m_formerKeys.push_back(std::move(*m_key));
        m_key = crypto::KeyPair::generate(m_random);
        signCalls(*m_key);
    }
    m_rollbacks = m_chain.rollbacks();
    m_lieIn.reset();
    writes.erase(kLieKey);
    writes.putSecret(kIdentityKey, encodeIdentity().view());
    return isSlashed;
}

/// Undoes all blocks after those of `batch`. What members signed waits to be run again, unless it
/// `isForgotten`.
Result<void> Aggregator::undoTo(std::uint64_t batch, bool isForgotten, storage::WriteBatch writes)
{
    STOA_TRY(const std::uint64_t lastGood, lastBlockOf(batch));
    for (std::uint64_t number = lastGood + 1; number <= m_state->version(); ++number) {
        STOA_TRY(const Block undone, block(number));
        const rollup::BlockHeader& header = undone.header.header;
        for (std::uint32_t i = 0; i < undone.steps.size(); ++i) {
            const Bytes& step = undone.steps[i];
            const auto digest = digestOfStep(step, m_rules.domain);
            if (!digest) continue;
            const auto transaction = tx::decode(step);
            const bool isSigned = tx::originOf(transaction->payload) == tx::Origin::Signed;
            // Who makes no blocks cannot run it again, nor does it know whether anybody else will.
            const bool isWanted = isSigned && m_makesBlocks;
            const bool comesBack = !isForgotten && (isWanted || isFromInbox(step));
            writes.put(stepKey(*digest), encodePlace({header.number, header.batch, header.firstStep + i,
                                                      comesBack ? kStepWaiting : kStepRolledBack}));
            if (comesBack && isSigned) putIntoPool(writes, step, *digest);
        }
        writes.erase(blockKey(number));
        writes.erase(lastBlockKey(header.batch)); // the last good batch keeps its own
        writes.erase(postedKey(header.batch));
    }
    if (isForgotten) {
        for (const auto& waiting : m_pool.all()) writes.erase(waitingKey(waiting.number));
        m_pool.clear();
    }
    STOA_TRY(const state::Tree before, m_state->at(lastGood));
    for (const state::Tree::Change& change : state::Tree::changes(before, m_state->tree()))
        if (state::spaceOf(change.key) == state::Space::Account)
            STOA_TRY_VOID(forgetCreditsAfter(m_store, state::addressOf(change.key), lastGood, writes));
    STOA_TRY_VOID(m_state->goBack(lastGood, std::move(writes)));
    m_open.reset();
    m_known = batch;
    m_head = {};
    if (lastGood > 0) {
        STOA_TRY(const Block newest, block(lastGood));
        m_head = newest.header;
    }
    m_due.rebuild(m_state->tree());
    return countMoney();
}

void Aggregator::putIntoPool(storage::WriteBatch& writes, const Bytes& step, const Hash& digest)
{
    const std::uint64_t number = m_pool.add(digest, step);
    if (number != 0) writes.put(waitingKey(number), step);
}

/// `areRolledBack`: they will not be run again; otherwise they are in another block.
Result<void> Aggregator::dropFromPool(std::span<const Hash> digests, bool areRolledBack)
{
    if (digests.empty()) return {};
    storage::WriteBatch writes;
    for (const Hash& digest : digests) {
        const auto* waiting = m_pool.find(digest);
        if (!waiting) continue;
        writes.erase(waitingKey(waiting->number));
        STOA_TRY(const auto bytes, m_store.get(stepKey(digest)));
        if (!areRolledBack || !bytes) continue;
        STOA_TRY(StepPlace place, decodePlace(*bytes));
        place.state = kStepRolledBack;
        writes.put(stepKey(digest), encodePlace(place));
    }
    STOA_TRY_VOID(m_store.commit(std::move(writes)));
    for (const Hash& digest : digests) m_pool.erase(digest);
    return {};
}

/// Runs again what was undone, if it is this aggregator's turn.
Result<void> Aggregator::runPool()
{
    if (m_pool.isEmpty()) return {};
    if (!m_open) {
        const auto turn = checkTurn();
        if (!turn)
            return turn.error().code == ErrorCode::NotYourSlot || turn.error().code == ErrorCode::Busy
                       ? Result<void>()
                       : turn;
    }
    // What was refused may have stood before one that it needs: again, as long as some are taken.
    for (bool isMore = true; isMore && !m_pool.isEmpty();) {
        const std::vector<WaitingPool::Entry> waiting = m_pool.all();
        std::vector<Bytes> steps;
        for (const auto& each : waiting) steps.push_back(each.step);
        const auto answers = runAll(steps);
        if (!answers && answers.error().code == ErrorCode::Busy) return {};
        if (!answers) return answers.error();
        std::vector<Hash> included;
        std::vector<Hash> refused;
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            const bool isIn = answers->at(i).stage == StepStatus::Stage::Included;
            (isIn ? included : refused).push_back(waiting[i].digest);
        }
        STOA_TRY_VOID(dropFromPool(included, false));
        isMore = !included.empty();
        if (!isMore) STOA_TRY_VOID(dropFromPool(refused, true));
    }
    return {};
}

} // namespace stoa::node
