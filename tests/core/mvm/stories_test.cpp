// SPDX-License-Identifier: MIT
// Collaborations from the proposal to the last payment, gwei by gwei.
#include <QTest>

#include "tests/support/machine_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using state::CaseState;
using state::CollaborationState;
using World = MachineWorld;

namespace {

constexpr Amount kTip = mvm::kTip;
constexpr Amount kFirst = 1000 * kToken; ///< what everybody begins with

Amount paid(std::initializer_list<Amount> parts)
{
    Amount sum = 0;
    for (const Amount part : parts) sum += part;
    return sum;
}

/// What asker and doer have after the collaboration, if everything they paid is known.
struct Balances {
    Amount asker = 0;
    Amount doer = 0;
};

Balances balancesOf(const World& w) { return {w.balance(kAsker), w.balance(kDoer)}; }

} // namespace

class StoriesTest : public QObject {
    Q_OBJECT
private:
    std::optional<World> m_world;

    World& world() { return *m_world; }
    void must(std::size_t person, tx::Payload payload)
    {
        world().must(world().send(person, std::move(payload)), "a step");
    }
    void settle(const tx::Settle& what) { world().must(world().sendUnsigned(what), "paying out"); }
    static ErrorCode codeOf(const Result<void>& result)
    {
        return result ? ErrorCode::Internal : result.error().code;
    }

private slots:
    void init() { m_world.emplace(); }
    void cleanup() { QCOMPARE(QString::fromStdString(m_world->faults()), QString()); }

    void depositsReturnAndTheRewardIsPaidLessTax()
    {
        World& w = world();
        const DacId dac = w.readyCompany();
        const Balances before = balancesOf(w);
        const Job job = w.propose(dac);
        QCOMPARE(w.balance(kAsker), before.asker - 120 * kToken - tx::Propose::kFee - kTip);
        must(kDoer, w.acceptance(job));
        QCOMPARE(w.balance(kDoer), before.doer - 30 * kToken - tx::Accept::kFee);
        QVERIFY(w.stateOf(job) == CollaborationState::Active);
        must(kDoer, w.delivery(job));
        must(kAsker, w.approval(job));
        QVERIFY(w.stateOf(job) == CollaborationState::ToBeAllocated);
        const state::Collaboration c = w.collaboration(job);
        QCOMPARE(c.deadline, w.now + 14 * kDay);
        w.now = c.deadline - 1;
        QVERIFY(codeOf(w.sendUnsigned(World::payout(job))) == ErrorCode::NothingDue);
        w.now = c.deadline;
        const Amount aggregator = w.balance(kAggregator);
        settle(World::payout(job));
        QVERIFY(w.stateOf(job) == CollaborationState::Settled);
        QCOMPARE(w.balance(kAsker),
                 before.asker - paid({100 * kToken, tx::Propose::kFee, tx::Approve::kFee, kTip}));
        QCOMPARE(w.balance(kDoer), before.doer + 95 * kToken - paid({tx::Accept::kFee, tx::Deliver::kFee}));
        QCOMPARE(w.purse(dac).treasury, 5 * kToken);
        QCOMPARE(w.balance(kAggregator), aggregator + kTip);
        for (const std::size_t side : {kAsker, kDoer}) {
            const state::Account account = w.account(side);
            QCOMPARE(account.settled, 1U);
            QCOMPARE(account.agreed + account.lost + account.late, 0U);
        }
    }

    void whatIsTakenBackReturnsWhole()
    {
        World& w = world();
        const DacId dac = w.readyCompany();
        const Balances before = balancesOf(w);
        const Job job = w.propose(dac);
        must(kAsker, w.cancelling(job));
        QVERIFY((w.collaboration(job).flags & state::kWithdrawn) != 0);
        QVERIFY(codeOf(w.send(kDoer, w.acceptance(job))) == ErrorCode::TooLate);
        settle(World::payout(job));
        QVERIFY(w.stateOf(job) == CollaborationState::Cancelled);
        QCOMPARE(w.balance(kAsker), before.asker - paid({tx::Propose::kFee, tx::Cancel::kFee, kTip}));
        QCOMPARE(w.balance(kDoer), before.doer);
        QCOMPARE(w.account(kAsker).settled, 0U);
    }

    void whatIsDeclinedReturnsToTheAsker()
    {
        World& w = world();
        const DacId dac = w.readyCompany();
        const Balances before = balancesOf(w);
        const Job job = w.propose(dac);
        must(kDoer, w.cancelling(job));
        QVERIFY((w.collaboration(job).flags & state::kDeclined) != 0);
        settle(World::payout(job));
        QCOMPARE(w.balance(kAsker), before.asker - tx::Propose::kFee - kTip);
        QCOMPARE(w.balance(kDoer), before.doer - tx::Cancel::kFee);
    }

    void whatNobodyAnswersReturnsToTheAsker()
    {
        World& w = world();
        const DacId dac = w.readyCompany();
        const Balances before = balancesOf(w);
        const Job job = w.propose(dac);
        w.now = w.collaboration(job).answerBy;
        settle(World::payout(job));
        QVERIFY(w.stateOf(job) == CollaborationState::Cancelled);
        QCOMPARE(w.balance(kAsker), before.asker - tx::Propose::kFee - kTip);
        QVERIFY((w.collaboration(job).flags & (state::kDeclined | state::kWithdrawn)) == 0);
    }

    void workThatNeverComesIsRefunded()
    {
        World& w = world();
        const DacId dac = w.readyCompany();
        const Balances before = balancesOf(w);
        const Job job = w.jobIn(CollaborationState::Active, dac);
        const Timestamp deadline = w.collaboration(job).deadline;
        QCOMPARE(deadline, w.collaboration(job).workBy + 2 * kDay);
        w.now = deadline - 1;
        QVERIFY(w.stateOf(job) == CollaborationState::Active);
        w.now = deadline;
        const state::Collaboration c = w.collaboration(job);
        QVERIFY(c.state == static_cast<std::uint8_t>(CollaborationState::ToBeAllocated));
        QVERIFY((c.flags & state::kRefund) != 0);
        QCOMPARE(c.deadline, deadline + 14 * kDay);
        w.now = c.deadline;
        settle(World::payout(job));
        QVERIFY(w.stateOf(job) == CollaborationState::Refunded);
        QCOMPARE(w.balance(kAsker), before.asker - tx::Propose::kFee - kTip);
        QCOMPARE(w.balance(kDoer), before.doer - tx::Accept::kFee);
        QCOMPARE(w.purse(dac).treasury, Amount{0});
        QCOMPARE(w.account(kDoer).late, 1U);
        QCOMPARE(w.account(kDoer).settled, 0U);
        QCOMPARE(w.account(kAsker).late + w.account(kAsker).settled, 0U);
    }

    void changesGoRoundAsOftenAsAgreed()
    {
        World& w = world();
        const Job job = w.jobIn(CollaborationState::Delivered);
        for (int round = 1; round <= 2; ++round) {
            w.now += kDay;
            must(kAsker, w.changes(job));
            const state::Collaboration c = w.collaboration(job);
            QVERIFY(c.state == static_cast<std::uint8_t>(CollaborationState::Active));
            QCOMPARE(int{c.changesUsed}, round);
            QCOMPARE(c.deadline, c.workBy + 2 * kDay);
            w.now = c.workBy - 1;
            must(kDoer, w.delivery(job, "again"));
        }
        QVERIFY(codeOf(w.send(kAsker, w.changes(job))) == ErrorCode::NoMoreChanges);
        must(kAsker, w.approval(job));
        w.now = w.collaboration(job).deadline;
        settle(World::payout(job));
        QCOMPARE(w.account(kDoer).late, 0U);
    }

    void silenceIsConsent()
    {
        World& w = world();
        const DacId dac = w.readyCompany();
        const Balances before = balancesOf(w);
        const Job job = w.jobIn(CollaborationState::Delivered, dac);
        const Timestamp review = w.now + 7 * kDay;
        w.now = review - 1;
        QVERIFY(w.stateOf(job) == CollaborationState::Delivered);
        w.now = review;
        QVERIFY(w.stateOf(job) == CollaborationState::ToBeAllocated);
        // Nobody noticed for a year: the money was due 21 days after the delivery all the same.
        w.now = review + 365 * kDay;
        QCOMPARE(w.collaboration(job).deadline, review + 14 * kDay);
        settle(World::payout(job));
        QCOMPARE(w.balance(kDoer), before.doer + 95 * kToken - paid({tx::Accept::kFee, tx::Deliver::kFee}));
    }

    /// Late counts once for a collaboration, and when it has ended.
    void lateWorkIsCountedAtTheEnd()
    {
        World& w = world();
        const Job job = w.jobIn(CollaborationState::Active);
        w.now = w.collaboration(job).workBy;
        must(kDoer, w.delivery(job));
        QCOMPARE(w.account(kDoer).late, 0U);
        must(kAsker, w.changes(job));
        w.now = w.collaboration(job).workBy + 1;
        must(kDoer, w.delivery(job, "late again"));
        must(kAsker, w.approval(job));
        w.now = w.collaboration(job).deadline;
        settle(World::payout(job));
        QCOMPARE(w.account(kDoer).late, 1U);
        QCOMPARE(w.account(kDoer).settled, 1U);
        QCOMPARE(w.account(kAsker).late, 0U);
    }

    void workInTheLastSecondIsInTime()
    {
        World& w = world();
        const Job job = w.jobIn(CollaborationState::Active);
        w.now = w.collaboration(job).workBy - 1;
        must(kDoer, w.delivery(job));
        QVERIFY((w.collaboration(job).flags & state::kLate) == 0);
    }

    // Pot 150: reward 100, asker's deposit 20, doer's 30. Without a dispute the doer has 130 after delivery.
    // Fee of the court 2; tax 5 % of what the doer gains.
    void rulingsArePaidToTheGwei_data()
    {
        QTest::addColumn<bool>("claimantIsAsker");
        QTest::addColumn<quint64>("claim");
        QTest::addColumn<quint64>("answer");
        QTest::addColumn<quint64>("ruling");
        QTest::addColumn<quint64>("askerGets");
        QTest::addColumn<quint64>("doerGets");
        QTest::addColumn<quint64>("tax");
        const auto mega = [](double tokens) { return static_cast<quint64>(tokens * 1e9 + 0.5); };
        const auto row = [&](const char* name, bool byAsker, double claim, double answer, double ruling,
                             double asker, double doer, double tax) {
            QTest::newRow(name) << byAsker << mega(claim) << mega(answer) << mega(ruling) << mega(asker)
                                << mega(doer) << mega(tax);
        };
        row("half way: each bears half the fee", true, 30, 130, 80, 70 + 1, 77.5 - 1, 2.5);
        row("the claim: the respondent bears the fee", true, 30, 130, 30, 120 + 2, 30 - 2, 0);
        row("the answer: the claimant bears the fee", true, 30, 130, 130, 20, 125, 5);
        row("nothing for the doer: nothing to bear the fee from", true, 0, 130, 0, 150, 0, 0);
        row("one token for the doer: the fee takes it", true, 0, 130, 1, 149 + 1, 0, 0);
        row("the doer claims more", false, 150, 100, 120, 30 - 0.8, 115.5 + 0.8, 4.5);
        row("the doer claims everything and has it", false, 150, 130, 150, 0, 144, 6);
        row("below both: lifted to the claim", true, 30, 130, 0, 120 + 2, 28, 0);
        row("above both: lowered to the answer", true, 30, 130, 1000, 20, 125, 5);
    }

    void rulingsArePaidToTheGwei()
    {
        QFETCH(const bool, claimantIsAsker);
        QFETCH(const quint64, claim);
        QFETCH(const quint64, answer);
        QFETCH(const quint64, ruling);
        QFETCH(const quint64, askerGets);
        QFETCH(const quint64, doerGets);
        QFETCH(const quint64, tax);
        World& w = world();
        const DacId dac = w.readyCompany();
        const Job job = w.jobIn(CollaborationState::Delivered, dac);
        const std::size_t claimant = claimantIsAsker ? kAsker : kDoer;
        const std::size_t respondent = claimantIsAsker ? kDoer : kAsker;
        const Amount purse = w.balance(claimant);
        must(claimant, w.dispute(job, claim));
        QCOMPARE(w.balance(claimant), purse - tx::Dispute::kFee - 2 * kToken - kTip);
        w.now += kDay;
        must(respondent, w.answer(job, answer));
        const Timestamp answered = w.now;
        QCOMPARE(w.storedCase(job).deadline, answered + 5 * kDay);
        w.now += kDay;
        must(kArbitrator, w.ruling(job, ruling));
        QVERIFY(w.stateOf(job) == CollaborationState::Ruled);

        const Balances before = balancesOf(w);
        const Amount arbitrator = w.balance(kArbitrator);
        const Amount aggregator = w.balance(kAggregator);
        settle(World::payout(job));
        QCOMPARE(w.balance(kAsker) - before.asker, Amount{askerGets});
        QCOMPARE(w.balance(kDoer) - before.doer, Amount{doerGets});
        QCOMPARE(w.purse(dac).treasury, Amount{tax});
        QCOMPARE(askerGets + doerGets + tax, quint64{150 * kToken});
        settle(World::casePayout(job));
        QCOMPARE(w.balance(kArbitrator) - arbitrator, 2 * kToken);
        QCOMPARE(w.balance(kAggregator) - aggregator, 2 * kTip);
        const Amount outcome = w.collaboration(job).outcome;
        QCOMPARE(w.account(kDoer).lost, outcome < 130 * kToken ? 1U : 0U);
        QCOMPARE(w.account(kAsker).lost, outcome > 130 * kToken ? 1U : 0U);
        for (const std::size_t side : {kAsker, kDoer})
            QCOMPARE(w.account(side).settled + w.account(side).lost, 1U);
    }

    void thePayoutOfACaseMayComeFirst()
    {
        World& w = world();
        const Job job = w.jobIn(CollaborationState::Ruled);
        settle(World::casePayout(job));
        settle(World::payout(job));
        QVERIFY(w.stateOf(job) == CollaborationState::Settled);
    }

    void aRulingWithoutAnAnswerIsBetweenClaimAndStatusQuo()
    {
        World& w = world();
        const Job job = w.jobIn(CollaborationState::Disputed);
        QCOMPARE(w.storedCase(job).counterClaim, 130 * kToken);
        w.now = w.storedCase(job).deadline;
        must(kArbitrator, w.ruling(job, 1000 * kToken));
        QCOMPARE(w.collaboration(job).outcome, 130 * kToken);
    }

    void aSilentCourtResumesWithTheTimeThatWasLeft()
    {
        World& w = world();
        const Job job = w.jobIn(CollaborationState::Delivered);
        const Timestamp reviewEnds = w.collaboration(job).deadline;
        w.now += 2 * kDay;
        const Amount purse = w.balance(kAsker);
        must(kAsker, w.dispute(job, 30 * kToken));
        const Timestamp silent = w.now + 3 * kDay + 5 * kDay;
        w.now = silent - 1;
        QVERIFY(w.stateOf(job) == CollaborationState::Disputed);
        w.now = silent;
        const state::Collaboration c = w.collaboration(job);
        QVERIFY(c.state == static_cast<std::uint8_t>(CollaborationState::Delivered));
        QCOMPARE(c.deadline, silent + (reviewEnds - (silent - 8 * kDay)));
        settle(World::casePayout(job));
        QCOMPARE(w.balance(kAsker), purse - tx::Dispute::kFee - kTip);
        // It goes on like any other.
        must(kAsker, w.approval(job));
        w.now = w.collaboration(job).deadline;
        settle(World::payout(job));
        QVERIFY(w.stateOf(job) == CollaborationState::Settled);
    }

    void aSilentCourtLeavesAtLeastTheShortestPeriod()
    {
        World& w = world();
        const Job job = w.jobIn(CollaborationState::ToBeAllocated);
        w.now = w.collaboration(job).deadline - 1;
        must(kDoer, w.dispute(job, 150 * kToken));
        w.now += 8 * kDay;
        QVERIFY(w.stateOf(job) == CollaborationState::ToBeAllocated);
        QCOMPARE(w.collaboration(job).deadline, w.now + kHour);
        QCOMPARE(w.collaboration(job).outcome, 130 * kToken);
        w.now += kHour;
        settle(World::payout(job));
    }

    void frozenWorkIsResumedWithItsGrace()
    {
        World& w = world();
        const Job job = w.jobIn(CollaborationState::Active);
        const state::Collaboration before = w.collaboration(job);
        must(kAsker, w.dispute(job, 0));
        w.now += 8 * kDay;
        state::Collaboration c = w.collaboration(job);
        QCOMPARE(c.deadline, before.deadline + 8 * kDay);
        QCOMPARE(c.workBy, before.workBy + 8 * kDay);
        w.now = c.workBy - 1;
        must(kDoer, w.delivery(job));
        QVERIFY((w.collaboration(job).flags & state::kLate) == 0);
    }

    void aSecondDisputeIsTheOtherSides()
    {
        World& w = world();
        const Job job = w.jobIn(CollaborationState::Disputed);
        w.now += 8 * kDay;
        QVERIFY(codeOf(w.send(kAsker, w.dispute(job, 30 * kToken))) == ErrorCode::AlreadyDisputed);
        must(kDoer, w.dispute(job, 150 * kToken));
        QCOMPARE(int{w.collaboration(job).round}, 2);
        must(kAsker, w.answer(job, 130 * kToken));
        must(kArbitrator, w.ruling(job, 150 * kToken));
        const Amount doer = w.balance(kDoer);
        settle(World::casePayout(job, 1));
        settle(World::casePayout(job, 2));
        settle(World::payout(job));
        QCOMPARE(w.balance(kDoer), doer + 144 * kToken);
    }

    void agreeingInAnAnswerSettlesAtOnce()
    {
        World& w = world();
        const DacId dac = w.readyCompany();
        const Job job = w.jobIn(CollaborationState::Delivered, dac);
        const Balances before = balancesOf(w);
        must(kAsker, w.dispute(job, 70 * kToken));
        must(kDoer, w.answer(job, 70 * kToken));
        QVERIFY(w.stateOf(job) == CollaborationState::ToBeAllocated);
        QVERIFY(codeOf(w.send(kDoer, w.dispute(job, 150 * kToken))) == ErrorCode::TooLate);
        settle(World::payout(job));
        settle(World::casePayout(job));
        QVERIFY(w.stateOf(job) == CollaborationState::Settled);
        QCOMPARE(w.balance(kAsker), before.asker + 80 * kToken - tx::Dispute::kFee - kTip);
        QCOMPARE(w.balance(kDoer), before.doer + 68 * kToken - tx::Answer::kFee);
        QCOMPARE(w.purse(dac).treasury, 2 * kToken);
        for (const std::size_t side : {kAsker, kDoer}) {
            QCOMPARE(w.account(side).agreed, 1U);
            QCOMPARE(w.account(side).settled + w.account(side).lost + w.account(side).late, 0U);
        }
    }

    void agreeingOnARefundAfterMissedWorkIsAnAgreement()
    {
        World& w = world();
        const Job job = w.jobIn(CollaborationState::Active);
        w.now = w.collaboration(job).deadline;
        must(kDoer, w.dispute(job, 40 * kToken));
        must(kAsker, w.answer(job, 40 * kToken));
        settle(World::payout(job));
        QVERIFY(w.stateOf(job) == CollaborationState::Settled);
        QCOMPARE(w.account(kDoer).agreed, 1U);
        QCOMPARE(w.account(kDoer).late, 0U);
    }

    void theFirstToAcceptAnOpenProposalIsTheDoer()
    {
        World& w = world();
        const DacId dac = w.readyCompany();
        tx::Propose open = w.proposal(dac);
        open.doer = {};
        must(kFounder, open);
        const Job job{dac, tx::objectIdOf(w.digest()), kFounder, kDoer};
        const tx::Accept acceptance = w.acceptance(job);
        must(kDoer, acceptance);
        QVERIFY(w.collaboration(job).doer == partyOf(kDoer));
        QVERIFY(codeOf(w.send(kAsker, acceptance)) == ErrorCode::WrongSequence);
    }

    void aGiftIsDividedToTheLastGwei()
    {
        World& w = world();
        w.money(kFounder, kFirst);
        const DacId dac = w.company();
        tx::Invite invite = World::invite(dac, w.now + kDay);
        invite.uses = 3;
        invite.gift = 100'000;
        must(kFounder, invite);
        const Amount founder = w.balance(kFounder);
        const Amount shares[] = {33'333, 33'333, 33'334};
        for (std::size_t i = 0; i < 3; ++i) {
            const std::size_t person = 20 + i;
            QCOMPARE(w.balance(person), Amount{0});
            must(person, w.joining(dac, person));
            QCOMPARE(w.balance(person), shares[i] - tx::Join::kFee);
            const auto member = w.read<state::Member>(state::memberKey(dac, addressOf(person)));
            QVERIFY(member && member->inviter == addressOf(kFounder) && member->since == w.now);
        }
        QVERIFY(!w.tree.get(state::inviteKey(dac, addressOf(kTicket))));
        QVERIFY(codeOf(w.send(23, w.joining(dac, 23))) == ErrorCode::NoSuchInvite);
        QCOMPARE(w.balance(kFounder), founder);
        QCOMPARE(w.purse(dac).members, 4U);
        QCOMPARE(w.purse(dac).weight, 50 * kToken);
    }

    void aRevokedInviteReturnsWhatIsLeft()
    {
        World& w = world();
        w.money(kFounder, kFirst);
        const DacId dac = w.company();
        tx::Invite invite = World::invite(dac, w.now + kDay);
        invite.uses = 4;
        invite.gift = 40'000;
        must(kFounder, invite);
        must(20, w.joining(dac, 20));
        const Amount founder = w.balance(kFounder);
        must(kFounder, tx::RevokeInvite{dac, addressOf(kTicket)});
        QCOMPARE(w.balance(kFounder), founder + 30'000 - tx::RevokeInvite::kFee);
    }

    void weightByStakeCountsStakes()
    {
        World& w = world();
        tx::CreateDac terms = World::terms();
        terms.weightRule = 1;
        const DacId dac = w.readyCompany(terms);
        QCOMPARE(w.purse(dac).weight, std::uint64_t{50 * kToken});
        QCOMPARE(w.purse(dac).members, 3U);
    }

    /// Two members wrote on the same page: the second is refused, looks again, and wins nothing by force.
    void aPageIsReplacedOnlyByWhoHasReadIt()
    {
        World& w = world();
        const DacId dac = w.readyCompany();
        tx::PutRecord put;
        put.dac = dac;
        put.tool = static_cast<std::uint16_t>(tx::Tool::Wiki);
        put.object = tx::pageIdOf("Home");
        put.state = static_cast<std::uint8_t>(tx::PageState::Published);
        put.content = contentOf("one");
        must(kAsker, put);
        tx::PutRecord mine = put;
        mine.expected = put.content;
        mine.edits = 1;
        mine.content = contentOf("mine");
        tx::PutRecord theirs = mine;
        theirs.content = contentOf("theirs");
        must(kAsker, mine);
        QVERIFY(codeOf(w.send(kDoer, theirs)) == ErrorCode::ContentConflict);
        theirs.expected = mine.content;
        theirs.edits = 2;
        must(kDoer, theirs);
        const auto record = w.read<state::Record>(state::recordKey(dac, put.tool, put.object));
        QVERIFY(record && record->content == theirs.content && record->edits == 3);
        QVERIFY(record->author == addressOf(kAsker));
        QCOMPARE(record->updated, w.now);
    }

    void accountsKeepEightDevicesApart()
    {
        World& w = world();
        w.money(kAsker, kFirst);
        for (std::uint8_t lane = 8; lane-- > 0;) {
            for (std::uint32_t nonce = 0; nonce < 2; ++nonce) {
                tx::Transaction t = w.transaction(kAsker, tx::Transfer{addressOf(kDoer), 1});
                t.envelope.lane = lane;
                t.envelope.nonce = nonce;
                w.must(w.apply({w.sign(t, kAsker)}), "a step of a lane");
            }
        }
        QCOMPARE(w.balance(kDoer), Amount{16});
    }
};

STOA_TEST(StoriesTest)

} // namespace stoa::test

#include "stories_test.moc"
