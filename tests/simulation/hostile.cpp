// SPDX-License-Identifier: MIT
// What a hostile aggregator posts, or tries to.
#include "tests/simulation/hostile.h"

#include "core/crypto/keccak.h"

namespace stoa::test {

using mainchain::Submission;

Hostile::Hostile(ReorganisingChain& chain, Recomputed& truth, SeededRandom& random, const FaultPlan& plan,
                 Trace& trace)
    : m_chain(chain)
    , m_truth(truth)
    , m_random(random)
    , m_plan(plan)
    , m_trace(trace)
    , m_key(crypto::KeyPair::generate(random))
    , m_friend(crypto::KeyPair::generate(random))
    , m_honestBefore(random.next() % 6)
{
    (void)m_chain.mint(m_friend.address(), 1000 * kToken);
    (void)m_chain.deposit(m_friend.address(), m_friend.address(), 500 * kToken);
    if (!plan.has(Hostility::CopiedChallenge)) return;
    m_chain.onAnnounce = [this](const Address& who, const Hash& blind) { overhear(who, blind); };
    m_chain.onChallenge = [this](const Address& who, const mainchain::Challenge& c) { snatch(who, c); };
}

void Hostile::act(const std::vector<Bytes>& seen)
{
    if (m_plan.hostilities.empty()) return;
    const Hostility what = m_plan.hostilities[below(m_plan.hostilities.size())];
    ++m_counts.attempts;
    m_trace.note(std::string("hostile: ") + name(what));
    m_truth.update();
    const auto friendly = m_chain.account(m_friend.address());
    if (friendly && friendly->balance < 100 * kToken) (void)m_chain.mint(m_friend.address(), 200 * kToken);
    switch (what) {
    case Hostility::WrongRoot: return wrongRoot();
    case Hostility::LateLie:
        if (m_honestBefore > 0 && submit(build(ownSteps(1 + below(4))).submission, false, "late lie")) {
            --m_honestBefore;
            return;
        }
        if (m_honestBefore == 0) wrongRoot();
        return;
    case Hostility::Descendants: return descendants();
    case Hostility::Posting:
        submit(build(ownSteps(1 + below(8))).submission, false, "its own steps only");
        return;
    case Hostility::SkippedInbox: return skippedInbox();
    case Hostility::StaleParent: {
        Submission stale = build(ownSteps(1)).submission;
        if (m_chain.tip() == 0) return;
        const auto older = m_chain.header(m_chain.tip() - 1);
        if (older) stale.parent = *older;
        return mustRefuse(stale, "a batch upon a stale parent");
    }
    case Hostility::BentTime: return bentTime();
    case Hostility::OddBatch: return oddBatch();
    case Hostility::ForgedDeposit: return forgedDeposit();
    case Hostility::Replay: return replay(seen, false);
    case Hostility::Malleable: return replay(seen, true);
    case Hostility::SelfChallenge: return selfChallenge();
    case Hostility::WrongChallenge: return wrongChallenge();
    case Hostility::MalformedWitness: return malformedWitness();
    case Hostility::CopiedChallenge: return copiedChallenge();
    case Hostility::Flood: return flood();
    case Hostility::DeepKeys: return deepKeys();
    case Hostility::EarlyExit: return earlyExit();
    case Hostility::DoubleClaim: return doubleClaim();
    case Hostility::RefusedStep: return refusedStep();
    case Hostility::AliasedStep: return aliasedStep();
    case Hostility::LyingNode: return; // its node does that all the time
    }
}

/// After it was slashed it comes back under another name, with another bond.
void Hostile::renew()
{
    const auto account = m_chain.account(m_key->address());
    if (!account) return;
    if (account->isSlashed != 0) m_key = crypto::KeyPair::generate(m_random);
    const Amount required = m_chain.requiredBond();
    const auto now = m_chain.account(m_key->address());
    if (!now || now->bond >= required) return;
    (void)m_chain.mint(m_key->address(), required - now->bond);
    (void)m_chain.join(m_key->address(), required - now->bond);
}

bool Hostile::mayPost()
{
    renew();
    return m_truth.rightUpTo() == m_chain.tip();
}

Bytes Hostile::sign(const crypto::KeyPair& key, tx::Payload payload, std::uint32_t nonce)
{
    tx::Transaction transaction;
    transaction.payload = std::move(payload);
    transaction.envelope = {key.address(), 0, nonce, m_chain.time() + kDay};
    transaction.signature = key.sign(tx::digestOf(transaction, m_chain.definition().rules().domain));
    return tx::encode(transaction);
}

state::Account Hostile::accountOf(const Address& who) const
{
    const Bytes* record = m_truth.tree().get(state::accountKey(who));
    return record ? state::decodeRecord<state::Account>(*record).value_or(state::Account{})
                  : state::Account{};
}

std::vector<Bytes> Hostile::ownSteps(std::size_t count)
{
    std::uint32_t nonce = accountOf(m_friend.address()).nonce(0);
    std::vector<Bytes> steps;
    for (; count > 0; --count) {
        tx::Transfer transfer;
        m_random.fill(transfer.to.bytes);
        transfer.amount = 1 + below(kToken);
        steps.push_back(sign(m_friend, transfer, nonce++));
    }
    return steps;
}

Hostile::Built Hostile::build(const std::vector<Bytes>& txs)
{
    Built built;
    Submission& s = built.submission;
    s.parent = *m_chain.header(m_chain.tip());
    s.time = m_chain.time();
    s.txs = txs;
    std::vector<Bytes> steps;
    for (std::uint64_t index = s.parent.inboxEnd;
         index < m_chain.inboxCount() && steps.size() < rollup::kMaxInboxSteps; ++index) {
        const mainchain::InboxMessage message = *m_chain.inbox(index);
        steps.push_back(message.step);
        s.inboxHashes.push_back(mainchain::messageHash(message));
    }
    built.inboxSteps = static_cast<std::uint32_t>(steps.size());
    s.expectedInboxAcc = *m_chain.inboxAcc(s.parent.inboxEnd + steps.size());
    rollup::Header header;
    header.number = s.parent.number + 1;
    header.time = s.time;
    header.aggregator = m_key->address();
    header.inboxSteps = built.inboxSteps;
    header.parentEntropy = s.parent.entropy;
    steps.insert(steps.end(), txs.begin(), txs.end());
    built.after = m_truth.tree();
    const mvm::Rules rules = m_chain.definition().rules();
    for (std::uint32_t i = 0; i < steps.size(); ++i) {
        state::TreeState access(built.after);
        (void)mvm::applyBytes(access, rules, rollup::contextOf(header, i), steps[i]);
        s.roots.push_back(built.after.root());
    }
    return built;
}

bool Hostile::submit(const Submission& submission, bool isLie, const char* what)
{
    const bool isFirst = mayPost();
    if (!isFirst && !isLie) return false;
    const auto header = m_chain.submit(m_key->address(), submission);
    m_trace.note(std::string("hostile: ") + (header ? "posted " : "could not post ") + what +
                 (header ? " as " + std::to_string(header->number)
                         : std::string(": ") + std::string(stoa::name(header.error().code))));
    if (!header) return false;
    ++m_counts.posted;
    if (isLie) {
        ++m_counts.lies;
        m_lies.push_back({header->number, rollup::headerHash(*header), header->aggregator, isFirst});
    }
    return true;
}

void Hostile::mustRefuse(const Submission& submission, const char* what)
{
    renew();
    mustFail(m_chain.submit(m_key->address(), submission), what);
}

void Hostile::wrongRoot()
{
    if (!mayPost()) return;
    Built built = build(ownSteps(1 + below(6)));
    std::vector<Hash>& roots = built.submission.roots;
    const std::size_t from = below(roots.size());
    const bool isOneOnly = from + 1 < roots.size() && below(3) == 0; // right again afterwards
    for (std::size_t i = from; i < (isOneOnly ? from + 1 : roots.size()); ++i)
        roots[i] = below(8) == 0 ? Hash{} : crypto::keccak256({viewOf("lie"), ByteView(roots[i].bytes)});
    submit(built.submission, true, "a wrong root");
    m_honestBefore = below(6);
}

/// A deposit among its own steps, run as if it came from the main chain.
void Hostile::forgedDeposit()
{
    if (!mayPost()) return;
    const tx::Deposit forged{m_chain.inboxCount(), m_friend.address(), 1'000'000 * kToken};
    Built built = build({tx::encode({{}, forged, {}})});
    const bool isLie = below(2) == 0;
    if (isLie) {
        state::Account account;
        const state::Key key = state::accountKey(m_friend.address());
        if (const Bytes* record = built.after.get(key))
            account = state::decodeRecord<state::Account>(*record).value_or(account);
        account.balance += forged.amount;
        built.after.put(key, state::encodeRecord(account));
        built.submission.roots.back() = built.after.root();
    }
    submit(built.submission, isLie, "a forged deposit");
}

void Hostile::descendants()
{
    if (m_truth.rightUpTo() == m_chain.tip()) return wrongRoot();
    for (std::uint64_t more = 1 + below(6); more > 0; --more) {
        Built built = build(ownSteps(1));
        for (Hash& root : built.submission.roots) root = m_random.bytes<32>();
        if (!submit(built.submission, true, "a batch upon a lie")) return;
    }
}

void Hostile::replay(const std::vector<Bytes>& seen, bool isMalleable)
{
    if (!mayPost()) return;
    std::vector<Bytes> steps;
    for (std::uint64_t count = 1 + below(6); count > 0 && !seen.empty(); --count) {
        Bytes step = seen[below(seen.size())];
        if (isMalleable && step.size() > 65) {
            // s becomes n − s, and v the other one: the same signature in its other form.
            static constexpr std::uint8_t kOrder[32] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                                        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe,
                                                        0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b,
                                                        0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41};
            std::uint8_t* s = step.data() + step.size() - 33;
            int borrow = 0;
            for (int i = 31; i >= 0; --i) {
                const int digit = kOrder[i] - s[i] - borrow;
                borrow = digit < 0 ? 1 : 0;
                s[i] = static_cast<std::uint8_t>(digit + (borrow << 8));
            }
            step.back() ^= 7U; // 27 ↔ 28
        } else if (below(3) == 0) {
            step[below(step.size())] ^= static_cast<std::uint8_t>(1 + below(255));
        } else if (below(4) == 0) {
            step.resize(1 + below(step.size()));
        }
        steps.push_back(std::move(step));
    }
    if (steps.empty()) steps = {Bytes{0xff}};
    submit(build(steps).submission, false, isMalleable ? "signatures in another form" : "old steps");
}

void Hostile::skippedInbox()
{
    Built built = build(ownSteps(1));
    Submission& s = built.submission;
    if (s.inboxHashes.empty()) return;
    const auto oldest = m_chain.inbox(s.parent.inboxEnd);
    switch (below(3)) {
    case 0: // leaves everything out
        s.inboxHashes.clear();
        s.roots.assign(s.txs.size(), m_truth.tree().root());
        s.expectedInboxAcc = *m_chain.inboxAcc(s.parent.inboxEnd);
        if (oldest && m_chain.time() >= oldest->time + m_chain.definition().forceDelay)
            return mustRefuse(s, "a batch that leaves a message waiting for too long");
        // Still allowed, and the roots may be wrong: an ordinary lie, or the truth.
        {
            state::Tree tree = m_truth.tree();
            rollup::Header header;
            header.number = s.parent.number + 1;
            header.time = s.time;
            header.aggregator = m_key->address();
            header.parentEntropy = s.parent.entropy;
            for (std::uint32_t i = 0; i < s.txs.size(); ++i) {
                state::TreeState access(tree);
                (void)mvm::applyBytes(access, m_chain.definition().rules(), rollup::contextOf(header, i),
                                      s.txs[i]);
                s.roots[i] = tree.root();
            }
        }
        submit(s, false, "a batch without the inbox");
        return;
    case 1: // one message is another one
        s.inboxHashes[below(s.inboxHashes.size())] = m_random.bytes<32>();
        return mustRefuse(s, "a batch with another inbox");
    default: // messages that do not exist
        s.inboxHashes.insert(s.inboxHashes.end(), rollup::kMaxInboxSteps + 1, m_random.bytes<32>());
        s.roots.insert(s.roots.end(), rollup::kMaxInboxSteps + 1, m_random.bytes<32>());
        return mustRefuse(s, "a batch with too long an inbox");
    }
}

void Hostile::bentTime()
{
    Submission s = build(ownSteps(1)).submission;
    const Timestamp now = m_chain.time();
    const Timestamp earliest = std::max(s.parent.time, now - m_chain.definition().timeLag);
    switch (below(3)) {
    case 0: s.time = now + 1 + below(kDay); return mustRefuse(s, "a batch from the future");
    case 1: s.time = earliest - 1 - below(kDay); return mustRefuse(s, "a batch from the past");
    default: break;
    }
    // At the edge it is allowed, and the steps run at that time.
    if (!mayPost()) return;
    s.time = earliest;
    state::Tree tree = m_truth.tree();
    rollup::Header header;
    header.number = s.parent.number + 1;
    header.time = s.time;
    header.aggregator = m_key->address();
    header.inboxSteps = static_cast<std::uint32_t>(s.inboxHashes.size());
    header.parentEntropy = s.parent.entropy;
    for (std::uint32_t i = 0; i < s.roots.size(); ++i) {
        const Bytes step =
            i < header.inboxSteps ? m_chain.inbox(s.parent.inboxEnd + i)->step : s.txs[i - header.inboxSteps];
        state::TreeState access(tree);
        (void)mvm::applyBytes(access, m_chain.definition().rules(), rollup::contextOf(header, i), step);
        s.roots[i] = tree.root();
    }
    submit(s, false, "a batch at the edge of time");
}

void Hostile::oddBatch()
{
    Submission s = build(ownSteps(1)).submission;
    switch (below(5)) {
    case 0:
        if (!s.inboxHashes.empty()) return;
        s.txs.clear();
        s.roots.clear();
        return mustRefuse(s, "an empty batch");
    case 1:
        s.txs.assign(rollup::kMaxBatchSteps + 1, Bytes{0x10});
        s.roots.assign(s.txs.size() + s.inboxHashes.size(), m_truth.tree().root());
        return mustRefuse(s, "a batch of too many steps");
    case 2: s.roots.pop_back(); return mustRefuse(s, "a batch with too few roots");
    case 3: s.roots.push_back(s.roots.back()); return mustRefuse(s, "a batch with too many roots");
    default:
        s.txs.back() = below(2) == 0 ? Bytes{} : Bytes(tx::kMaxStepBytes + 1, 0x10);
        return mustRefuse(s, "a step of no size or too large");
    }
}

void Hostile::watch(bool wasReorganised)
{
    std::erase_if(m_lies, [&](const Lie& lie) {
        const auto there = m_chain.headerHash(lie.number);
        if (there && *there == lie.header) return false;
        const auto account = m_chain.account(lie.who);
        const bool isSlashed = account && account->isSlashed != 0;
        if (isSlashed) ++m_counts.slashed;
        if (!isSlashed && lie.isFirst && !wasReorganised) m_problem = "a lie is gone, and its bond is not";
        return true;
    });
}

} // namespace stoa::test
