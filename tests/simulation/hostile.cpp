// SPDX-License-Identifier: MIT
// What a hostile aggregator posts, or tries to.
#include "tests/simulation/hostile.h"

#include <algorithm>

#include "core/crypto/keccak.h"

namespace stoa::test {

using mainchain::Submission;

namespace {

constexpr ErrorCode kBadBatch = ErrorCode::BadBatch;

} // namespace

Hostile::Hostile(ReorganisingChain& chain, Recomputed& truth, SeededRandom& random, const FaultPlan& plan,
                 Trace& trace, HostileNode& itsNode)
    : m_chain(chain)
    , m_truth(truth)
    , m_random(random)
    , m_plan(plan)
    , m_trace(trace)
    , m_itsNode(itsNode)
    , m_key(crypto::KeyPair::generate(random))
    , m_friend(crypto::KeyPair::generate(random))
    , m_honestBefore(random.next() % 6)
{
    (void)m_chain.mint(m_friend.address(), 1000 * kToken);
    (void)m_chain.deposit(m_friend.address(), m_friend.address(), 500 * kToken);
    m_late = signFor(m_chain.definition(), m_friend, tx::Transfer{m_key->address(), 1 + below(kToken)},
                     {m_friend.address(), kLateLane, 0, m_chain.time() + kMinute});
    if (!plan.has(Hostility::CopiedChallenge)) return;
    m_chain.onAnnounce = [this](const Address& who, const Hash& blind) { overhear(who, blind); };
    m_chain.onAnnounced = [this](const Address& who, const Hash& blind, const Result<void>& result) {
        announced(who, blind, result);
    };
    m_chain.onChallenge = [this](const Address& who, const mainchain::Challenge& c) { snatch(who, c); };
}

void Hostile::act(const std::vector<Bytes>& seen)
{
    if (m_plan.hostilities.empty()) return;
    const Hostility what = m_plan.hostilities[below(m_plan.hostilities.size())];
    ++m_counts.attempts;
    m_trying = what;
    m_heard = seen;
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
        if (submit(build(ownSteps(1 + below(8))).submission, false, "its own steps only"))
            reached("its own steps only");
        return;
    case Hostility::SkippedInbox: return skippedInbox();
    case Hostility::StaleParent: {
        Submission other = build(ownSteps(1)).submission;
        if (m_chain.tip() == 0) return;
        Submission stale = other;
        const auto older = m_chain.header(m_chain.tip() - 1);
        if (older) stale.parent = *older;
        mustRefuse(stale, {ErrorCode::WrongParent}, "a batch upon a stale parent");
        ++other.parent.version; // C07
        return mustRefuse(other, {ErrorCode::WrongParent}, "a batch upon a header of other rules");
    }
    case Hostility::BentTime: return bentTime();
    case Hostility::OddBatch: return oddBatch();
    case Hostility::ForgedDeposit: return forgedDeposit();
    case Hostility::Replay: return replay(false);
    case Hostility::Malleable: return replay(true);
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
    case Hostility::ForeignStep: return foreignStep();
    case Hostility::ExpiredStep: return expiredStep();
    case Hostility::LyingNode: return withhold(); // and its node lies all the time
    case Hostility::Equivocation:
    case Hostility::BrokenPromise: return promise();
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

Bytes Hostile::signFor(const rollup::NetworkDefinition& network, const crypto::KeyPair& key,
                       tx::Payload payload, const tx::Envelope& envelope)
{
    tx::Transaction transaction;
    transaction.payload = std::move(payload);
    transaction.envelope = envelope;
    transaction.signature = key.sign(tx::digestOf(transaction, network.rules().domain));
    return tx::encode(transaction);
}

Bytes Hostile::sign(const crypto::KeyPair& key, tx::Payload payload, std::uint32_t nonce)
{
    return signFor(m_chain.definition(), key, std::move(payload),
                   {key.address(), 0, nonce, m_chain.time() + kDay});
}

state::Account Hostile::accountOf(const Address& who) const
{
    const ByteView* record = m_truth.tree().get(state::accountKey(who));
    return record ? state::decodeRecord<state::Account>(*record).value_or(state::Account{})
                  : state::Account{};
}

std::vector<Bytes> Hostile::ownSteps(std::size_t count)
{
    std::uint32_t nonce = accountOf(m_friend.address()).nonce(0);
    std::vector<Bytes> steps;
    for (; count > 0; --count) {
        Address to;
        m_random.fill(to.bytes);
        const Amount amount = 1 + below(kToken);
        // Some of it goes back to the main chain, so that there is something to claim.
        const bool isOut = nonce % 4 == 3;
        const tx::Payload step =
            isOut ? tx::Payload(tx::Withdraw{to, amount}) : tx::Payload(tx::Transfer{to, amount});
        steps.push_back(sign(m_friend, step, nonce++));
    }
    return steps;
}

/// Those that would happen now, with what they may have begun before it: the newest are in no batch yet.
std::vector<Bytes> Hostile::stepsOfMembers()
{
    Built empty = build({});
    const rollup::Header header = headerOf(empty.submission);
    std::vector<Bytes> found;
    for (const Bytes& step : m_heard) {
        const auto index = static_cast<std::uint32_t>(empty.inboxSteps + found.size());
        state::TreeState access(empty.after);
        if (mvm::applyBytes(access, m_chain.definition().rules(), rollup::contextOf(header, index), step))
            found.push_back(step);
    }
    return found;
}

/// As far as its steps see it.
rollup::Header Hostile::headerOf(const Submission& submission) const
{
    rollup::Header header;
    header.number = submission.parent.number + 1;
    header.time = submission.time;
    header.aggregator = m_key->address();
    header.inboxSteps = static_cast<std::uint32_t>(submission.inboxHashes.size());
    header.parentEntropy = submission.parent.entropy;
    return header;
}

Hostile::Built Hostile::build(const std::vector<Bytes>& txs)
{
    Built built;
    Submission& s = built.submission;
    s.parent = *m_chain.header(m_chain.tip());
    s.time = m_chain.time();
    s.txs = txs;
    std::vector<Bytes>& steps = built.steps;
    for (std::uint64_t index = s.parent.inboxEnd;
         index < m_chain.inboxCount() && steps.size() < rollup::kMaxInboxSteps; ++index) {
        const mainchain::InboxMessage message = *m_chain.inbox(index);
        steps.push_back(message.step);
        s.inboxHashes.push_back(mainchain::messageHash(message));
    }
    built.inboxSteps = static_cast<std::uint32_t>(steps.size());
    s.expectedInboxAcc = *m_chain.inboxAcc(s.parent.inboxEnd + steps.size());
    const rollup::Header header = headerOf(s);
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

void Hostile::judge(const Error* refusal, const Rule& rule, const char* what,
                    std::initializer_list<ErrorCode> inTheWay)
{
    if (!refusal) {
        m_problem = std::string(what) + " was taken";
    } else if (refusal->code == rule.code && (rule.detail.empty() || refusal->detail == rule.detail)) {
        reached(what);
    } else if (std::find(inTheWay.begin(), inTheWay.end(), refusal->code) == inTheWay.end()) {
        m_problem = std::string(what) +
                    " was refused for another reason: " + std::string(stoa::name(refusal->code)) + " " +
                    refusal->detail;
    }
}

/// Who may submit is asked before what is submitted.
void Hostile::mustRefuse(const Submission& submission, const Rule& rule, const char* what)
{
    renew();
    mustFail(m_chain.submit(m_key->address(), submission), rule, what,
             {ErrorCode::NotYourSlot, ErrorCode::NotBonded, ErrorCode::BondTooSmall});
}

void Hostile::wrongRoot()
{
    if (!mayPost()) return;
    std::vector<Bytes> steps = below(2) == 0 ? stepsOfMembers() : std::vector<Bytes>{};
    const std::size_t theirs = steps.size();
    for (Bytes& own : ownSteps(1 + below(6))) steps.push_back(std::move(own));
    Built built = build(steps);
    std::vector<Hash>& roots = built.submission.roots;
    const std::size_t from = theirs != 0 ? built.inboxSteps + below(theirs) : below(roots.size());
    const bool isOneOnly = from + 1 < roots.size() && below(3) == 0; // right again afterwards
    for (std::size_t i = from; i < (isOneOnly ? from + 1 : roots.size()); ++i)
        roots[i] = below(8) == 0 ? Hash{} : crypto::keccak256({viewOf("lie"), ByteView(roots[i].bytes)});
    m_honestBefore = below(6);
    if (!submit(built.submission, true, "a wrong root")) return;
    reached("a wrong root");
    if (theirs == 0) return;
    const auto lie = tx::decode(built.steps[from]);
    if (lie) reached("a wrong root at " + std::string(tx::nameOf(lie->payload)) + " of a member");
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
        if (const ByteView* record = built.after.get(key))
            account = state::decodeRecord<state::Account>(*record).value_or(account);
        account.balance += forged.amount;
        built.after.put(key, state::encodeRecord(account));
        built.submission.roots.back() = built.after.root();
    }
    if (submit(built.submission, isLie, "a forged deposit"))
        reached(isLie ? "a forged deposit that counts" : "a forged deposit that does nothing");
}

void Hostile::descendants()
{
    if (m_truth.rightUpTo() == m_chain.tip()) {
        m_trying = Hostility::WrongRoot; // there is none yet
        return wrongRoot();
    }
    for (std::uint64_t more = 1 + below(6); more > 0; --more) {
        Built built = build(ownSteps(1));
        for (Hash& root : built.submission.roots) root = m_random.bytes<32>();
        if (!submit(built.submission, true, "a batch upon a lie")) return;
        reached("a batch upon a lie");
    }
}

void Hostile::replay(bool isMalleable)
{
    if (!mayPost()) return;
    std::vector<Bytes> steps;
    for (std::uint64_t count = 1 + below(6); count > 0 && !m_heard.empty(); --count) {
        Bytes step = m_heard[below(m_heard.size())];
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
    const char* what = isMalleable ? "signatures in another form" : "old steps";
    if (submit(build(steps).submission, false, what)) reached(what);
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
            return mustRefuse(s, {kBadBatch, "a message waits for too long"},
                              "a batch that leaves a message waiting for too long");
        // Still allowed, and the roots may be wrong: an ordinary lie, or the truth.
        {
            state::Tree tree = m_truth.tree();
            const rollup::Header header = headerOf(s);
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
        return mustRefuse(s, {kBadBatch, "another inbox"}, "a batch with another inbox");
    default: // messages that do not exist
        s.inboxHashes.insert(s.inboxHashes.end(), rollup::kMaxInboxSteps + 1, m_random.bytes<32>());
        s.roots.insert(s.roots.end(), rollup::kMaxInboxSteps + 1, m_random.bytes<32>());
        return mustRefuse(s, {kBadBatch, "too many messages of the inbox"}, "a batch with too long an inbox");
    }
}

void Hostile::bentTime()
{
    Submission s = build(ownSteps(1)).submission;
    const Timestamp now = m_chain.time();
    const Timestamp earliest = std::max(s.parent.time, now - m_chain.definition().timeLag);
    switch (below(3)) {
    case 0:
        s.time = now + 1 + below(kDay);
        return mustRefuse(s, {kBadBatch, "time"}, "a batch from the future");
    case 1:
        s.time = earliest - 1 - below(kDay);
        return mustRefuse(s, {kBadBatch, "time"}, "a batch from the past");
    default: break;
    }
    // At the edge it is allowed, and the steps run at that time.
    if (!mayPost()) return;
    s.time = earliest;
    state::Tree tree = m_truth.tree();
    const rollup::Header header = headerOf(s);
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
        return mustRefuse(s, {kBadBatch, "number of steps"}, "an empty batch");
    case 1:
        s.txs.assign(rollup::kMaxBatchSteps + 1, Bytes{0x10});
        s.roots.assign(s.txs.size() + s.inboxHashes.size(), m_truth.tree().root());
        return mustRefuse(s, {kBadBatch, "number of steps"}, "a batch of too many steps");
    case 2:
        s.roots.pop_back();
        return mustRefuse(s, {kBadBatch, "number of roots"}, "a batch with too few roots");
    case 3:
        s.roots.push_back(s.roots.back());
        return mustRefuse(s, {kBadBatch, "number of roots"}, "a batch with too many roots");
    default:
        s.txs.back() = below(2) == 0 ? Bytes{} : Bytes(tx::kMaxStepBytes + 1, 0x10);
        return mustRefuse(s, {kBadBatch, "size of a step"}, "a step of no size or too large");
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
