// SPDX-License-Identifier: MIT
// The aggregator and the main chain: starting, posting batches, following rollbacks, and lying on demand.
#include <algorithm>
#include <limits>

#include "core/crypto/keccak.h"
#include "core/operator/aggregator.h"
#include "core/operator/aggregator_records.h"
#include "core/state/state_access.h"

namespace stoa::node {
namespace {

constexpr Amount kLie = 1000 * kToken;

/// What the aggregator is, besides its state and its secret key, which follows in the store.
struct Identity {
    Hash definition;
    std::uint64_t rollbacks = 0;

    static constexpr auto fields()
    {
        return std::make_tuple(field("definition", &Identity::definition),
                               field("rollbacks", &Identity::rollbacks));
    }
};
constexpr std::size_t kIdentityBytes = widthOfFields<Identity>() + crypto::Secret32::kSize;

Error damaged(const char* what) { return {ErrorCode::StoreDamaged, what}; }

/// What the step is known by. Absent if its bytes mean nothing.
std::optional<Hash> digestOfStep(ByteView bytes, const Hash& domain)
{
    const auto transaction = tx::decode(bytes);
    if (!transaction) return std::nullopt;
    if (const auto* force = std::get_if<tx::Force>(&transaction->payload))
        return digestOfStep(force->inner, domain);
    return tx::digestOf(*transaction, domain);
}

} // namespace

Aggregator::Aggregator(Setup setup)
    : m_store(setup.store)
    , m_chain(setup.chain)
    , m_random(setup.random)
    , m_fund(std::move(setup.fund))
    , m_memo(setup.memo)
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
    STOA_TRY_VOID(followRollback());
    STOA_TRY_VOID(loadOpenBatch());
    STOA_TRY_VOID(countMoney());
    return m_open ? ensureBond() : Result<void>(); // earlier versions brought it only when they posted
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

Result<void> Aggregator::loadOpenBatch()
{
    m_open.reset();
    const std::uint64_t tip = m_chain.tip();
    if (m_head.header.number == 0) return tip == 0 ? Result<void>() : damaged("blocks are missing");
    if (m_head.header.batch < tip || m_head.header.batch > tip + 1) return damaged("another main chain");
    if (m_head.header.batch == tip) return {};
    STOA_TRY(const rollup::Header parent, m_chain.header(tip));
    OpenBatch batch;
    batch.number = tip + 1;
    batch.time = m_head.header.time;
    batch.entropy = parent.entropy;
    batch.inboxEnd = parent.inboxEnd;
    batch.firstBlock = m_head.header.number;
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
    // Messages of the inbox stand first, and nowhere else.
    for (const Bytes& step : batch.steps) {
        const auto kind = static_cast<tx::Kind>(step[0]);
        if (kind != tx::Kind::Deposit && kind != tx::Kind::Force) break;
        ++batch.inboxSteps;
        ++batch.inboxEnd;
    }
    m_open = std::move(batch);
    return {};
}

Result<void> Aggregator::countMoney()
{
    STOA_TRY(const rollup::Header tip, m_chain.header(m_chain.tip()));
    const std::uint64_t end = m_open ? m_open->inboxEnd : tip.inboxEnd;
    Amount deposited = 0;
    for (std::uint64_t index = 0; index < end; ++index) {
        STOA_TRY(const mainchain::InboxMessage message, m_chain.inbox(index));
        const auto transaction = tx::decode(message.step);
        const auto* deposit = transaction ? std::get_if<tx::Deposit>(&transaction->payload) : nullptr;
        if (deposit) deposited += deposit->amount;
    }
    STOA_TRY(m_money, Conservation::count(m_state->tree(), deposited));
    return {};
}

Result<void> Aggregator::ensureBond()
{
    STOA_TRY(const mainchain::ChainAccount account, m_chain.account(address()));
    const Amount required = m_chain.requiredBond();
    if (account.bond >= required) return {};
    const Amount missing = required - account.bond;
    if (account.balance < missing) STOA_TRY_VOID(m_fund(address(), missing - account.balance));
    return m_chain.join(address(), missing);
}

Result<std::uint64_t> Aggregator::lastBlockOf(std::uint64_t batch)
{
    if (batch == 0) return std::uint64_t{0};
    STOA_TRY(const auto bytes, m_store.get(lastBlockKey(batch)));
    if (!bytes) return damaged("a batch's last block");
    return decodeNumber(*bytes);
}

Result<bool> Aggregator::isTipGood()
{
    // Whoever builds on a parent that is wrong may lose the bond for it.
    STOA_TRY(const rollup::Header tip, m_chain.header(m_chain.tip()));
    return tip.postRoot == m_open->preRoot;
}

Result<void> Aggregator::postNow()
{
    if (!m_open) return {};
    STOA_TRY(const bool isGood, isTipGood());
    if (!isGood) return {};
    STOA_TRY_VOID(ensureBond());
    const OpenBatch& open = *m_open;
    mainchain::Submission submission;
    STOA_TRY(submission.parent, m_chain.header(open.number - 1));
    STOA_TRY(submission.expectedInboxAcc, m_chain.inboxAcc(open.inboxEnd));
    submission.time = open.time;
    for (std::uint64_t index = submission.parent.inboxEnd; index < open.inboxEnd; ++index) {
        STOA_TRY(const mainchain::InboxMessage message, m_chain.inbox(index));
        submission.inboxHashes.push_back(mainchain::messageHash(message));
    }
    const auto firstOther = open.steps.begin() + open.inboxSteps;
    submission.txs.assign(firstOther, open.steps.end());
    submission.roots = open.roots;
    const auto target = memberStep();
    const bool isLie = m_lieIn && target && (*m_lieIn == 0 || *m_lieIn == open.number);
    if (isLie) {
        STOA_TRY_VOID(writeLie(open.number));
        STOA_TRY(submission.roots, forgeRoots(*target));
    }
    STOA_TRY_VOID(m_chain.submit(address(), submission));
    m_open.reset();
    if (isLie) STOA_TRY_VOID(writeLie(std::nullopt));
    return {};
}

Result<bool> Aggregator::followRollback()
{
    if (m_chain.rollbacks() == m_rollbacks) return false;
    STOA_TRY(const std::uint64_t lastGood, lastBlockOf(m_chain.tip()));
    storage::WriteBatch writes;
    for (std::uint64_t number = m_state->version(); number > lastGood; --number) {
        STOA_TRY(const Block dropped, block(number));
        const rollup::BlockHeader& header = dropped.header.header;
        for (std::uint32_t i = 0; i < dropped.steps.size(); ++i)
            if (const auto digest = digestOfStep(dropped.steps[i], m_rules.domain))
                writes.put(stepKey(*digest),
                           encodePlace({header.number, header.batch, header.firstStep + i, kStepRolledBack}));
        writes.erase(blockKey(number));
        writes.erase(lastBlockKey(header.batch));
    }
    // The last good batch keeps its mark: a block never spans two batches.
    STOA_TRY(const mainchain::ChainAccount account, m_chain.account(address()));
    if (account.isSlashed != 0) m_key = crypto::KeyPair::generate(m_random);
    m_rollbacks = m_chain.rollbacks();
    m_lieIn.reset();
    writes.erase(kLieKey);
    writes.putSecret(kIdentityKey, encodeIdentity().view());
    STOA_TRY_VOID(m_state->goBack(lastGood, std::move(writes)));
    m_open.reset();
    m_head = {};
    if (lastGood > 0) {
        STOA_TRY(const Block newest, block(lastGood));
        m_head = newest.header;
    }
    m_due.rebuild(m_state->tree());
    STOA_TRY_VOID(countMoney());
    return true;
}

Result<void> Aggregator::corruptNextBatch() { return writeLie(0); }

Result<void> Aggregator::writeLie(std::optional<std::uint64_t> lieIn)
{
    storage::WriteBatch writes;
    if (lieIn)
        writes.put(kLieKey, encodeNumber(*lieIn));
    else
        writes.erase(kLieKey);
    STOA_TRY_VOID(m_store.commit(writes));
    m_lieIn = lieIn;
    return {};
}

std::optional<std::uint32_t> Aggregator::memberStep() const
{
    const auto isMembers = [](const Bytes& step) {
        const auto transaction = tx::decode(step);
        return transaction && tx::originOf(transaction->payload) == tx::Origin::Signed;
    };
    const auto found = std::find_if(m_open->steps.rbegin(), m_open->steps.rend(), isMembers);
    if (found == m_open->steps.rend()) return std::nullopt;
    return static_cast<std::uint32_t>(m_open->steps.rend() - found - 1);
}

Result<std::vector<Hash>> Aggregator::forgeRoots(std::uint32_t from)
{
    STOA_TRY(state::Tree tree, m_state->at(m_open->firstBlock - 1));
    const auto checked = mvm::checkSteps(m_open->steps, m_rules.domain, 1);
    std::vector<Hash> roots;
    mvm::BatchContext context;
    context.number = m_open->number;
    context.time = m_open->time;
    context.aggregator = address();
    context.entropy = m_open->entropy;
    for (std::uint32_t i = 0; i < checked.size(); ++i) {
        context.step = i;
        context.fromInbox = i < m_open->inboxSteps;
        state::TreeState access(tree);
        (void)mvm::apply(access, m_rules, context, checked[i]);
        if (i == from) {
            const state::Key key = state::accountKey(address());
            const Bytes* bytes = tree.get(key);
            state::Account account;
            if (bytes) account = state::decodeRecord<state::Account>(*bytes).value_or(account);
            account.balance += std::min(kLie, std::numeric_limits<Amount>::max() - account.balance);
            tree.put(key, state::encodeRecord(account));
        }
        roots.push_back(tree.root());
    }
    return roots;
}

} // namespace stoa::node
