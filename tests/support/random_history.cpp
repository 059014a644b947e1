// SPDX-License-Identifier: MIT
#include "tests/support/random_history.h"

#include <algorithm>

#include "core/crypto/keccak.h"

namespace stoa::test {

using state::CollaborationState;
using World = MachineWorld;

namespace {

constexpr std::size_t kPeople = 5;

} // namespace

RandomHistory::RandomHistory(std::uint64_t seed, MachineWorld::Watcher watch)
    : m_random(seed)
    , m_acts(m_world, m_random)
{
    m_world.watch = std::move(watch);
    makeCourt();
    for (std::size_t person = 0; person < kPeople; ++person)
        play(World::unsignedStep(tx::Deposit{person, addressOf(person), 100'000 * kToken}));
    for (int i = 0; i < 2; ++i) {
        play(m_world.by(kFounder, someTerms()));
        m_dacs.push_back(tx::dacIdOf(m_world.digest()));
        for (const std::size_t person : {kAsker, kDoer}) {
            play(m_world.by(kFounder, World::invite(m_dacs.back(), m_world.now + kDay)));
            play(m_world.by(person, m_world.joining(m_dacs.back(), person)));
        }
    }
}

void RandomHistory::run(int steps)
{
    for (const DacId& dac : m_dacs)
        if (once(2)) tryCase(dac);
    for (int i = 0; i < steps; ++i) {
        passTime();
        play(someStep());
    }
}

std::size_t RandomHistory::somebody() { return below(kPeople); }

Amount RandomHistory::someAmount()
{
    const Amount amounts[] = {0,
                              1,
                              999,
                              1000,
                              3000,
                              5 * kToken,
                              30 * kToken,
                              130 * kToken,
                              150 * kToken,
                              400 * kToken,
                              ~Amount{0},
                              Amount{1} << 62};
    return amounts[below(std::size(amounts))];
}

tx::CreateDac RandomHistory::someTerms()
{
    tx::CreateDac terms = World::terms();
    if (once(3)) terms.joinRule = static_cast<std::uint8_t>(tx::JoinRule::Anyone);
    if (once(3)) terms.court = {};
    if (once(2)) terms.court = tx::companyParty(m_court);
    terms.spendLimit = 50 * kToken;
    terms.silentLimit = 20 * kToken;
    terms.motionBond = once(2) ? 0 : kToken;
    if (once(3)) terms.weightRule = 1;
    if (once(2)) terms.memberMask = 0xff;
    if (once(4)) terms.tax = 10'000;
    return terms;
}

const Job& RandomHistory::someJob()
{
    static const Job none;
    return m_jobs.empty() || once(30) ? none : m_jobs[below(m_jobs.size())];
}

// Four jurors in their seats. Its cases are those of the companies that name it.
void RandomHistory::makeCourt()
{
    play(World::unsignedStep(tx::Deposit{100, addressOf(kFounder), 200 * kToken}));
    play(m_world.by(kFounder, courtTerms()));
    m_court = tx::dacIdOf(m_world.digest());
    m_acts.setCourt(m_court);
    for (std::uint32_t seat = 0; seat < 4; ++seat) {
        const std::size_t juror = kFirstJuror + seat;
        play(World::unsignedStep(tx::Deposit{101 + seat, addressOf(juror), 200 * kToken}));
        play(m_world.by(kFounder, World::invite(m_court, m_world.now + kDay, tx::Role::Arbitrator)));
        play(m_world.by(juror, m_world.joining(m_court, juror)));
        play(m_world.by(juror, tx::TakeSeat{m_court, seat, 10 * kToken}));
    }
    m_world.now += kHour;
}

// The long way to a panel's ruling, which chance alone seldom goes. Without such a court it ends early.
void RandomHistory::tryCase(const DacId& dac)
{
    const auto play = [&](std::size_t person, tx::Payload payload) {
        this->play(m_world.by(person, std::move(payload)));
    };
    play(kAsker, m_world.proposal(dac));
    if (m_jobs.empty() || m_jobs.back().dac != dac) return;
    const Job job = m_jobs.back();
    play(kDoer, m_world.acceptance(job));
    play(kDoer, m_world.delivery(job));
    play(kAsker, panelDispute(m_world, job));
    tx::Answer answer = m_world.answer(job, 130 * kToken);
    answer.salt = contentOf("the answer's salt");
    play(kDoer, answer);
    const auto dispute = [&] { return m_world.standing(job).dispute.value_or(state::Case{}); };
    for (int i = 0; i < 20 && dispute().drawn < dispute().size; ++i) play(kAsker, drawing(m_world, job));
    const auto waitAndAll = [&](auto act) {
        m_world.now = std::max(m_world.now, dispute().deadline);
        for (std::uint8_t place = 0; place < dispute().drawn; ++place) act(jurorAt(m_world, job, place));
    };
    const auto amountOf = [](std::size_t juror) { return (50 + 25 * (juror - kFirstJuror)) * kToken; };
    waitAndAll([&](std::size_t juror) { play(juror, commitment(m_world, job, juror, amountOf(juror))); });
    waitAndAll([&](std::size_t juror) { play(juror, panelRuling(m_world, job, amountOf(juror))); });
    waitAndAll([](std::size_t) {});
}

void RandomHistory::passTime()
{
    if (once(3)) ++m_world.batchNumber;
    if (const Timestamp deadline = once(30) ? m_acts.someDeadline() : 0; deadline > m_world.now + 1)
        m_world.now = deadline - below(2);
    const Seconds spans[] = {1, kHour, kDay, 3 * kDay};
    if (once(10)) m_world.now += spans[below(std::size(spans))];
    if (m_jobs.empty() || !once(20)) return;
    const mvm::Standing standing = m_world.standing(someJob());
    const Timestamp deadline =
        standing.dispute && once(2) ? standing.dispute->deadline : standing.collaboration.deadline;
    // One second early, or just then.
    if (deadline > m_world.now + 1 && deadline < m_world.now + 30 * kDay) m_world.now = deadline - below(2);
}

// Numbers of acts (below) that a collaboration in this state may allow.
std::uint64_t RandomHistory::aptActOf(CollaborationState state)
{
    const auto oneOf = [&](std::initializer_list<std::uint64_t> acts) {
        return acts.begin()[below(acts.size())];
    };
    switch (state) {
    case CollaborationState::Proposed: return oneOf({12, 12, 12, 14});
    case CollaborationState::Active: return oneOf({15, 15, 15, 19});
    case CollaborationState::Delivered: return oneOf({17, 18, 18, 19});
    case CollaborationState::ToBeAllocated: return oneOf({19, 22, 22});
    case CollaborationState::Disputed: return oneOf({20, 20, 21, 22});
    case CollaborationState::Ruled: return 22;
    case CollaborationState::Settled:
    case CollaborationState::Cancelled:
    case CollaborationState::Refunded: return 9;
    }
    return 9; // there is none yet
}

// Somebody who might do this, with what they might say.
std::pair<std::size_t, tx::Payload> RandomHistory::someAct()
{
    const World& w = m_world;
    const Job& job = someJob();
    const state::Collaboration c = w.collaboration(job);
    const Amount pot = mvm::potOf(c);
    if (once(8)) return m_acts.forCompany(someDac());
    if (once(40)) return m_acts.forAccount();
    if (once(60)) return m_acts.forCourt();
    if (once(c.state == static_cast<std::uint8_t>(CollaborationState::Active) ? 3 : 5))
        return m_acts.forJob(job);
    // What waits for somebody comes sooner.
    const mvm::Standing standing = w.standing(job);
    const bool isOffered = standing.collaboration.amendBy != 0 || standing.collaboration.offerBy != 0;
    if ((isOffered || standing.state() == CollaborationState::Ruled) && !once(6)) return m_acts.forJob(job);
    // A panel has more to do than anybody else.
    if (standing.dispute && mvm::hasPanel(c) && !mvm::isIn(*standing.dispute, state::CaseState::Open) &&
        !once(4))
        return m_acts.forJob(job);
    switch (once(3) ? below(24) : aptActOf(static_cast<CollaborationState>(c.state))) {
    case 0: return {somebody(), tx::Transfer{addressOf(somebody()), someAmount()}};
    case 1: return {somebody(), tx::Withdraw{addressOf(somebody()), someAmount()}};
    case 2: {
        const std::size_t person = somebody();
        const ByteView key = keyOf(person).publicKey().bytes;
        return {person,
                tx::SetProfile{Hash::fromPrefix(key.first(32)), Hash::fromPrefix(key.subspan(32)), {}}};
    }
    case 3: return {kFounder, someTerms()};
    case 4:
    case 5: {
        tx::Invite invite =
            World::invite(someDac(), w.now + 1 + below(3 * kDay), static_cast<tx::Role>(1 + below(4)));
        invite.uses = static_cast<std::uint16_t>(1 + below(3));
        invite.gift = below(2) * 10'001;
        return {once(3) ? somebody() : kFounder, invite};
    }
    case 6: return {once(3) ? somebody() : kFounder, tx::RevokeInvite{someDac(), addressOf(kTicket)}};
    case 7:
    case 8: {
        const std::size_t person = somebody();
        return {person, once(3) ? tx::Join{.dac = someDac()} : w.joining(someDac(), person)};
    }
    case 9:
    case 10:
    case 11: {
        tx::Propose p = w.proposal(someDac(), somebody());
        if (once(3)) p.doer = {};
        if (once(8)) p.reward = someAmount();
        if (once(8)) p.askerDeposit = someAmount();
        return {somebody(), p};
    }
    case 12:
    case 13: return {once(4) ? somebody() : job.doer, w.acceptance(job)};
    case 14: return {once(2) ? job.asker : somebody(), w.cancelling(job)};
    case 15:
    case 16: return {once(4) ? somebody() : job.doer, w.delivery(job)};
    case 17: return {once(4) ? somebody() : job.asker, w.changes(job)};
    case 18: return {once(4) ? somebody() : job.asker, w.approval(job)};
    case 19: {
        tx::Dispute dispute = w.dispute(job, once(2) ? someAmount() : below(pot + 1));
        dispute.saltHash = crypto::keccak256(kClaimantSalt.bytes);
        return {once(2) ? job.asker : job.doer, dispute};
    }
    case 20: return {once(2) ? job.asker : job.doer, w.answer(job, once(2) ? c.doerDeposit : below(pot + 1))};
    case 21:
        return {once(4) ? somebody() : kArbitrator, w.ruling(job, once(2) ? someAmount() : below(pot + 1))};
    case 22: {
        tx::Settle settle = World::payout(job);
        if (once(3)) settle = World::casePayout(job, static_cast<std::uint8_t>(1 + below(2)));
        if (once(4)) settle = World::invitePayout(someDac(), addressOf(kTicket));
        return {somebody(), settle};
    }
    default: { // 23
        tx::PutRecord put;
        put.dac = someDac();
        put.tool = static_cast<std::uint16_t>(1 + below(2));
        put.object = once(2) ? tx::pageIdOf("Home") : ObjectId{};
        put.state = static_cast<std::uint8_t>(below(4));
        put.content = contentOf("text");
        const auto record = w.read<state::Record>(state::recordKey(put.dac, put.tool, put.object));
        if (record) put.expected = record->content;
        if (record) put.edits = record->edits;
        return {somebody(), put};
    }
    }
}

Step RandomHistory::someStep()
{
    if (once(40)) {
        const Address to = addressOf(somebody());
        return World::unsignedStep(tx::Deposit{m_past.size(), to, once(6) ? someAmount() : 5 * kToken});
    }
    auto [person, payload] = someAct();
    tx::Transaction transaction = m_world.transaction(person, payload);
    if (once(4)) { // one byte is another, and the sender has signed it so
        Bytes bytes = tx::encodeUnsigned(transaction);
        const std::size_t at = below(bytes.size());
        bytes[at] = static_cast<std::uint8_t>(once(2) ? bytes[at] ^ (1U << below(8)) : below(256));
        if (auto changed = tx::decodeUnsigned(bytes)) transaction = *std::move(changed);
    }
    Step step{m_world.sign(transaction, once(30) ? person : m_acts.signerFor(person)),
              tx::originOf(transaction.payload) == tx::Origin::MainChain};
    if (once(4)) spoil(step);
    if (once(10)) step = World::forced(step);
    if (once(50)) step.fromInbox = !step.fromInbox;
    return step;
}

// Bytes that nobody has signed in this form.
void RandomHistory::spoil(Step& step)
{
    const std::size_t at = below(step.bytes.size());
    switch (below(4)) {
    case 0: step.bytes[at] = static_cast<std::uint8_t>(below(256)); break;
    case 1: step.bytes.resize(at); break;
    case 2: step.bytes.insert(step.bytes.end(), at, std::uint8_t{0}); break;
    default: step.bytes[0] = static_cast<std::uint8_t>(below(256)); break;
    }
}

void RandomHistory::play(const Step& step)
{
    const Result<void> result = m_world.apply(step);
    m_past.push_back({step, m_world.now, m_world.batchNumber, m_world.watch ? Hash{} : m_world.tree.root()});
    if (!result) return;
    const auto checked = mvm::checkStep(step.bytes, m_world.rules.domain);
    ++m_accepted[std::string(tx::nameOf(checked.transaction->payload))];
    if (const auto* p = std::get_if<tx::Propose>(&checked.transaction->payload))
        remember(*checked.transaction, *p);
    m_acts.remember(*checked.transaction, m_world.digest());
}

void RandomHistory::remember(const tx::Transaction& transaction, const tx::Propose& proposal)
{
    Job job{proposal.dac, tx::objectIdOf(m_world.digest()), kAsker, kDoer};
    for (std::size_t person = 0; person < kPeople; ++person) {
        if (transaction.envelope.from == addressOf(person)) job.asker = person;
        if (proposal.doer == partyOf(person)) job.doer = person;
    }
    m_jobs.push_back(job);
    if (m_jobs.size() <= 3) return;
    // Old ones make room, so that there is something to do; a case has a long way to go.
    auto oldest = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const Job& each) {
        const CollaborationState state = m_world.stateOf(each);
        return state != CollaborationState::Disputed && state != CollaborationState::Ruled;
    });
    m_jobs.erase(once(8) || oldest == m_jobs.end() ? m_jobs.begin() : oldest);
}

} // namespace stoa::test
