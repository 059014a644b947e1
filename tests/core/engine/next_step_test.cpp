// SPDX-License-Identifier: MIT
// What is promised about every state comes true: nobody acts, time passes, and the money goes where it was
// said, when it was said.
#include "core/engine/next_step.h"

#include <QTest>

#include "tests/support/guild_cases.h"
#include "tests/support/registry.h"

namespace stoa::test {

using engine::Act;
using engine::Actor;
using engine::DefaultOutcome;
using engine::NextStep;
using engine::Roles;
using state::CollaborationState;
using World = MachineWorld;

namespace {

bool hasEnded(const World& w, const Job& job)
{
    const CollaborationState now = w.stateOf(job);
    return now == CollaborationState::Settled || now == CollaborationState::Cancelled ||
           now == CollaborationState::Refunded;
}

Amount moneyOf(const World& w, const tx::Party& party)
{
    const DacId dac = tx::companyOf(party);
    if (!dac.isZero()) return w.purse(dac).treasury;
    const auto account = w.read<state::Account>(state::accountKey(tx::personOf(party)));
    return account ? account->balance : 0;
}

/// All who might judge it: a named person, or a company's treasury, jurors and their seats.
Amount moneyOfCourt(const World& w, const state::Collaboration& c)
{
    Amount sum = moneyOf(w, c.court);
    const DacId court = tx::companyOf(c.court);
    if (court.isZero()) return c.court.isZero() ? 0 : sum;
    for (std::uint32_t number = 0; number < w.purse(court).seats; ++number) {
        const state::Seat seat = seatOf(w, court, number);
        sum += seat.deposit;
        if (!seat.who.isZero()) sum += moneyOf(w, tx::personParty(seat.who));
    }
    return sum;
}

/// What the network does by itself with one case.
void closeCase(World& w, const Job& job, std::uint8_t round)
{
    for (std::uint8_t juror = 0; juror < state::kMostJurors; ++juror)
        (void)w.sendUnsigned(closing(job, juror, round));
    ++w.batchNumber;
    while (w.sendUnsigned(World::casePayout(job, round))) {
    } // draws to the end, or pays once
}

/// Pays what is due until everything has ended, or four hundred days have passed. What was paid, and to whom.
struct Paid {
    Amount asker = 0;
    Amount doer = 0;
    Amount tax = 0;
    Amount court = 0;
    Amount tips = 0;

    bool operator==(const Paid&) const = default;
};
QString textOf(const Paid& paid)
{
    return QStringLiteral("%1, %2, tax %3, court %4, tips %5")
        .arg(paid.asker)
        .arg(paid.doer)
        .arg(paid.tax)
        .arg(paid.court)
        .arg(paid.tips);
}
Paid waitForTheEnd(World w, const Job& job)
{
    const state::Collaboration c = w.collaboration(job);
    // Of earlier cases nothing is promised here.
    for (std::uint8_t round = 1; round < c.round; ++round) closeCase(w, job, round);
    const auto paid = [&] {
        return Paid{moneyOf(w, c.asker), moneyOf(w, c.doer), w.purse(job.dac).treasury, moneyOfCourt(w, c),
                    w.balance(kAggregator)};
    };
    const Paid before = paid();
    for (int half = 0; half < 800; ++half) {
        if (c.round != 0) closeCase(w, job, c.round);
        if (!hasEnded(w, job)) (void)w.sendUnsigned(World::payout(job));
        w.now += kDay / 2;
    }
    if (c.round != 0) closeCase(w, job, c.round);
    const Paid after = paid();
    return {after.asker - before.asker, after.doer - before.doer, after.tax - before.tax,
            after.court - before.court, after.tips - before.tips};
}

NextStep stepOf(const World& w, const Job& job, const Roles& me = {})
{
    mvm::Standing standing = w.standing(job);
    const state::Collaboration& c = standing.collaboration;
    if (c.round != 0) standing.dispute = mvm::effective(w.storedCase(job, c.round), w.now, c, w.rules);
    return engine::nextStepOf(standing, w.now, me);
}

/// The promise holds: nobody acts, time passes, and all that is held goes where it was said. Its words are of
/// their time: nothing changes before `by`, and something does then.
QString brokenPromise(const World& w, const Job& job)
{
    const NextStep next = stepOf(w, job);
    const Paid promised{next.toAsker + next.court.toAsker, next.toDoer + next.court.toDoer, next.taxPaid,
                        next.court.toCourt, next.tips};
    const Paid paid = waitForTheEnd(w, job);
    if (!(paid == promised))
        return QStringLiteral("promised %1; paid %2").arg(textOf(promised), textOf(paid));
    if (next.ifNobodyActs == DefaultOutcome::None)
        return paid == Paid{} ? QString() : QStringLiteral("promises nothing");
    World early = w;
    if (next.by > w.now) {
        early.now = next.by - 1;
        if (stepOf(early, job).ifNobodyActs != next.ifNobodyActs) return QStringLiteral("changes too early");
    }
    World late = w;
    late.now = std::max(w.now, next.otherwiseAt);
    const NextStep then = stepOf(late, job);
    if (next.who != Actor::Network && then.ifNobodyActs == next.ifNobodyActs && then.who == next.who)
        return QStringLiteral("nothing happens when it should");
    return {};
}

} // namespace

class NextStepTest : public QObject {
    Q_OBJECT
private slots:
    void statesWithoutADisputeKeepTheirPromise()
    {
        const std::pair<CollaborationState, DefaultOutcome> states[] = {
            {CollaborationState::Proposed, DefaultOutcome::ReturnsToAsker},
            {CollaborationState::Active, DefaultOutcome::RefundAllocated},
            {CollaborationState::Delivered, DefaultOutcome::CountsAsApproved},
            {CollaborationState::ToBeAllocated, DefaultOutcome::PaysOut},
            {CollaborationState::Disputed, DefaultOutcome::RulesWithoutAnswer},
            {CollaborationState::Ruled, DefaultOutcome::PaysRuling},
        };
        for (const auto& [state, outcome] : states) {
            World w;
            const Job job = w.jobIn(state);
            QCOMPARE(stepOf(w, job).ifNobodyActs, outcome);
            QCOMPARE(brokenPromise(w, job), QString());
            QCOMPARE(QString::fromStdString(w.faults()), QString());
        }
        World late;
        const Job refund = late.jobIn(CollaborationState::Active);
        late.now = late.collaboration(refund).deadline;
        QCOMPARE(stepOf(late, refund).ifNobodyActs, DefaultOutcome::PaysRefund);
        QCOMPARE(brokenPromise(late, refund), QString());
        for (const CollaborationState over : {CollaborationState::Settled, CollaborationState::Cancelled}) {
            World w;
            const Job job = w.jobIn(over);
            const NextStep next = stepOf(w, job);
            QVERIFY(next.who == Actor::Nobody && next.by == 0 && next.ifNobodyActs == DefaultOutcome::None);
            QCOMPARE(brokenPromise(w, job), QString());
        }
    }

    /// What a case has cost is answered for until it is handed out, also when all else has ended.
    void aCaseKeepsItsPromisesToTheLastFee()
    {
        const auto answers = [](const World& w, const Job& job, DefaultOutcome outcome, Actor who) {
            const NextStep next = stepOf(w, job);
            QCOMPARE(next.ifNobodyActs, outcome);
            QCOMPARE(next.who, who);
            QCOMPARE(brokenPromise(w, job), QString());
        };
        const Amount fee = World::terms().courtFee;
        // Ruled, paid, and the arbitrator still has nothing.
        World ruled;
        Job job = ruled.jobIn(CollaborationState::Ruled);
        QCOMPARE(stepOf(ruled, job).court.toCourt, fee);
        ruled.must(ruled.sendUnsigned(World::payout(job)), "paying out");
        answers(ruled, job, DefaultOutcome::PaysCourt, Actor::Network);
        ruled.must(ruled.sendUnsigned(World::casePayout(job)), "paying the court");
        answers(ruled, job, DefaultOutcome::None, Actor::Nobody);

        // A silent court: what was frozen goes on, and the fee is the claimant's again.
        World silent;
        job = silent.jobIn(CollaborationState::Disputed);
        silent.must(silent.send(kDoer, silent.answer(job, 130 * kToken)), "answering");
        answers(silent, job, DefaultOutcome::CourtSilent, Actor::Arbitrator);
        silent.now = silent.standing(job).dispute->deadline;
        answers(silent, job, DefaultOutcome::CountsAsApproved, Actor::Asker);
        QCOMPARE(stepOf(silent, job).court.toAsker, fee);

        // Withdrawn: it is the other side's.
        World withdrawn;
        job = withdrawn.jobIn(CollaborationState::Disputed);
        withdrawn.must(withdrawn.send(kAsker, tx::WithdrawDispute{job.dac, job.id, 1}), "withdrawing");
        answers(withdrawn, job, DefaultOutcome::CountsAsApproved, Actor::Asker);
        QCOMPARE(stepOf(withdrawn, job).court.toDoer, fee);

        // Settled in a dispute.
        World agreed;
        job = agreed.jobIn(CollaborationState::Disputed);
        const std::uint16_t seq = agreed.collaboration(job).seq;
        agreed.must(agreed.send(kDoer, tx::Offer{job.dac, job.id, seq, 90 * kToken, agreed.now + kDay}),
                    "offering");
        agreed.must(agreed.send(kAsker, tx::AcceptOffer{job.dac, job.id, seq, 90 * kToken}), "settling");
        answers(agreed, job, DefaultOutcome::PaysOut, Actor::Network);
        agreed.must(agreed.sendUnsigned(World::payout(job)), "paying out");
        answers(agreed, job, DefaultOutcome::PaysCourt, Actor::Network);
    }

    /// Companies as sides: their treasuries have what was promised.
    void companiesHaveWhatWasPromised()
    {
        World w;
        const Between b = betweenTheFoundersCompanies(w);
        const auto holds = [&] { QCOMPARE(brokenPromise(w, b.job), QString()); };
        // The tax goes to the same treasury: the company at home is who asks.
        const NextStep next = stepOf(w, b.job);
        QCOMPARE(next.toAsker, 120 * kToken);
        World refused = w;
        w.must(w.send(kOutsider, w.acceptance(b.job)), "accepting");
        const Amount guild = w.purse(b.guild).treasury;
        const NextStep active = stepOf(w, b.job);
        QCOMPARE(active.toDoer, 30 * kToken);
        w.now = w.collaboration(b.job).deadline + 14 * kDay;
        w.must(w.sendUnsigned(World::payout(b.job)), "paying out");
        QCOMPARE(w.purse(b.guild).treasury, guild + active.toDoer);
        holds();
        w = refused;
        w.must(w.send(kOutsider, w.cancelling(b.job)), "declining");
        const Amount home = w.purse(b.job.dac).treasury;
        w.must(w.sendUnsigned(World::payout(b.job)), "paying back");
        QCOMPARE(w.purse(b.job.dac).treasury, home + next.toAsker);
    }

    /// Every phase of a panel's case, one after the other.
    void aPanelKeepsItsPromises()
    {
        World w;
        const PanelJob p = panelJob(w);
        w.must(w.send(kAsker, panelDispute(w, p.job)), "disputing");
        const auto holdsIn = [&](const World& world, DefaultOutcome outcome, Actor who) {
            const NextStep next = stepOf(world, p.job);
            QCOMPARE(next.ifNobodyActs, outcome);
            QCOMPARE(next.who, who);
            QCOMPARE(brokenPromise(world, p.job), QString());
        };
        const auto holds = [&](DefaultOutcome outcome, Actor who) { holdsIn(w, outcome, who); };
        holds(DefaultOutcome::DrawsWithoutAnswer, Actor::Doer);
        tx::Answer answer = w.answer(p.job, 130 * kToken);
        answer.salt = contentOf("the answer's salt");
        w.must(w.send(kDoer, answer), "answering");
        holds(DefaultOutcome::DisputeLapses, Actor::Claimant);
        for (int i = 0; i < 40 && w.storedCase(p.job).drawn == 0; ++i)
            w.must(w.send(kAsker, drawing(w, p.job)), "drawing");
        holds(DefaultOutcome::PanelBegins, Actor::Network);
        {
            World late = w; // nobody has drawn for a month: it is due, and comes to the same
            late.now = w.standing(p.job).dispute->deadline + 30 * kDay;
            QVERIFY(stepOf(late, p.job).by < late.now);
            holdsIn(late, DefaultOutcome::PanelBegins, Actor::Network);
        }
        drawn(w, p);
        holds(DefaultOutcome::PanelBegins, Actor::Nobody);
        committed(w, p, {80 * kToken, 60 * kToken});
        holds(DefaultOutcome::SealsEnd, Actor::Jurors);
        // Who opens nothing loses what was said, of the seat.
        const state::Case dispute = w.storedCase(p.job);
        const state::Seat seat = seatOf(w, p.court, dispute.place(2));
        const Amount loss = stepOf(w, p.job, {.isJuror = true, .seatDeposit = seat.deposit}).fromMySeat;
        QVERIFY(loss > 0);
        World missed = w;
        missed.now = w.standing(p.job).dispute->deadline + 5 * kDay;
        missed.must(missed.sendUnsigned(closing(p.job, 2)), "closing a vote");
        QCOMPARE(seatOf(missed, p.court, dispute.place(2)).deposit, seat.deposit - loss);
        World silent = w;
        silent.now = w.standing(p.job).dispute->deadline;
        holdsIn(silent, DefaultOutcome::CourtSilent, Actor::Jurors);
        revealed(w, p, {80 * kToken, 60 * kToken});
        holds(DefaultOutcome::RulesByMedian, Actor::Jurors);
        w.now = w.standing(p.job).dispute->deadline;
        holds(DefaultOutcome::RulingStands, Actor::BothParties);
        World paid = w;
        paid.now = w.collaboration(p.job).deadline;
        paid.must(paid.sendUnsigned(World::payout(p.job)), "paying the ruling");
        holdsIn(paid, DefaultOutcome::PaysCourt, Actor::Network);
        paid.must(paid.sendUnsigned(closing(p.job, 0)), "closing one vote");
        holdsIn(paid, DefaultOutcome::PaysCourt, Actor::Network);
        closeCase(paid, p.job, 1);
        holdsIn(paid, DefaultOutcome::None, Actor::Nobody);
        const Amount cost = stepOf(w, p.job).appealCosts;
        const Amount before = w.balance(kAsker);
        w.must(w.send(kAsker, appeal(w, p.job)), "appealing");
        QCOMPARE(before - w.balance(kAsker), cost + tx::Appeal::kFee);
        holds(DefaultOutcome::FirstRulingStands, Actor::Claimant);
        drawn(w, p);
        committed(w, p, {40 * kToken});
        holds(DefaultOutcome::SealsEnd, Actor::Jurors);
        revealed(w, p, {40 * kToken});
        holds(DefaultOutcome::RulesByMedian, Actor::Jurors);
        w.now = w.standing(p.job).dispute->deadline;
        holds(DefaultOutcome::PaysRuling, Actor::Network);
        QCOMPARE(QString::fromStdString(w.faults()), QString());
    }

    /// The machine takes an appeal from nobody who has what it asked for, and nobody else is named for it.
    void whoHasWhatItAskedForIsNotNamedForAnAppeal()
    {
        for (const bool isAskers : {true, false}) {
            World w;
            const PanelJob p = panelJob(w);
            answered(w, p);
            const state::Case dispute = w.storedCase(p.job);
            const Amount amount = isAskers ? dispute.claim : dispute.counterClaim;
            ruled(w, p, {amount, amount, amount});
            const NextStep next = stepOf(w, p.job);
            QCOMPARE(next.ifNobodyActs, DefaultOutcome::RulingStands);
            QCOMPARE(next.who, isAskers ? Actor::Doer : Actor::Asker);
            QCOMPARE(w.send(isAskers ? kAsker : kDoer, appeal(w, p.job)).error().code,
                     ErrorCode::NotPermitted);
            w.must(w.send(isAskers ? kDoer : kAsker, appeal(w, p.job)), "appealing");
        }
    }

    /// What is offered to somebody, the machine takes from them; and nothing is left out.
    void possibleActsAreThoseThatTheMachineTakes()
    {
        World w;
        const Job job = w.jobIn(CollaborationState::Active);
        const auto more = [&](bool isAsker) {
            return engine::possibleActs(w.standing(job), w.now, {.isAsker = isAsker, .isDoer = !isAsker})
                .more;
        };
        const auto has = [](const std::vector<Act>& acts, Act act) {
            return std::find(acts.begin(), acts.end(), act) != acts.end();
        };
        QVERIFY(has(more(true), Act::Amend) && !has(more(false), Act::AgreeAmendment));
        const state::Collaboration c = w.collaboration(job);
        w.must(w.send(kAsker, tx::Amend{job.dac, job.id, c.seq, c.statement, c.reward + 1, c.workBy}),
               "amending");
        QVERIFY(has(more(false), Act::AgreeAmendment) && !has(more(true), Act::AgreeAmendment));
        w.must(w.send(kDoer, tx::Offer{job.dac, job.id, c.seq, kToken, w.now + kDay}), "offering");
        QVERIFY(has(more(true), Act::AcceptOffer) && !has(more(false), Act::AcceptOffer));
        w.now += kDay;
        QVERIFY(!has(more(true), Act::AcceptOffer)); // too late for it
    }

    /// Whoever of a side has the salt is waited for, and nobody else of either; afterwards the network draws.
    void onlyWhoHasTheSaltIsAskedForIt()
    {
        World w;
        const PanelJob p = panelJob(w);
        answered(w, p);
        const auto isOffered = [&](const Roles& me) {
            const auto acts = engine::possibleActs(w.standing(p.job), w.now, me).more;
            return std::find(acts.begin(), acts.end(), Act::DrawPanel) != acts.end();
        };
        const Roles opener{.isAsker = true, .hasSalt = true};
        for (const Roles& other : {Roles{.isAsker = true}, Roles{.isDoer = true}, Roles{}}) {
            QVERIFY(!isOffered(other));
            QVERIFY(!stepOf(w, p.job, other).waitsForMe);
        }
        QVERIFY(isOffered(opener) && stepOf(w, p.job, opener).waitsForMe);
        w.must(w.send(kAsker, drawing(w, p.job)), "opening the salt");
        QVERIFY(!isOffered(opener) && !stepOf(w, p.job, opener).waitsForMe);
        QCOMPARE(stepOf(w, p.job, opener).who, Actor::Network);
    }

    /// The judge has joined a side since it was proposed: Accept is refused, so nobody is asked for it.
    void nobodyIsAskedToAcceptWhatCannotBeAccepted()
    {
        World w;
        const Job job = w.jobIn(CollaborationState::Proposed);
        const Roles doer{.isDoer = true};
        QVERIFY(stepOf(w, job, doer).waitsForMe);
        QCOMPARE(stepOf(w, job, doer).who, Actor::Doer);
        const Roles barred{.isDoer = true, .isCourtInvolved = true};
        QVERIFY(!stepOf(w, job, barred).waitsForMe);
        QCOMPARE(stepOf(w, job, barred).who, Actor::Nobody);
    }

    /// Who could act for both sides is offered nothing that the machine would refuse; nor is a court that
    /// belongs to a side.
    void whoeverIsOnBothSidesIsOfferedNothing()
    {
        const Roles both{.isAsker = true, .isBoth = true};
        for (const CollaborationState state :
             {CollaborationState::Active, CollaborationState::Delivered, CollaborationState::ToBeAllocated,
              CollaborationState::Disputed}) {
            World w;
            const Job job = w.jobIn(state);
            const engine::PossibleActs acts = engine::possibleActs(w.standing(job), w.now, both);
            QVERIFY(acts.main.empty() && acts.more.empty());
            QVERIFY(!stepOf(w, job, both).waitsForMe);
        }
        World panel;
        const PanelJob p = panelJob(panel);
        answered(panel, p);
        ruled(panel, p, {80 * kToken, 80 * kToken, 80 * kToken});
        QVERIFY(engine::possibleActs(panel.standing(p.job), panel.now, both).more.empty());

        World w;
        const Job job = w.jobIn(CollaborationState::Disputed);
        w.must(w.send(kDoer, w.answer(job, 130 * kToken)), "answering");
        const Roles judge{.isArbitrator = true};
        QVERIFY(stepOf(w, job, judge).waitsForMe && stepOf(w, job, judge).who == Actor::Arbitrator);
        QCOMPARE(engine::possibleActs(w.standing(job), w.now, judge).main, std::vector<Act>{Act::Rule});
        const Roles own{.isArbitrator = true, .isCourtInvolved = true};
        QVERIFY(!stepOf(w, job, own).waitsForMe && stepOf(w, job, own).who == Actor::Nobody);
        QCOMPARE(stepOf(w, job, own).ifNobodyActs, DefaultOutcome::CourtSilent);
        QVERIFY(engine::possibleActs(w.standing(job), w.now, own).main.empty());
    }

    void motionsKeepTheirPromises()
    {
        World w;
        const DacId dac = governedCompany(w);
        const tx::Payload small = spending(dac, 5 * kToken, true);
        const tx::Payload big = spending(dac, 30 * kToken, true);
        const auto next = [&](const World& world, const tx::MotionId& id, const tx::Payload& act,
                              bool mayVote = false) {
            return engine::nextStepOf(mvm::effective(motionOf(world, dac, id), world.now), mayVote, &act);
        };
        /// Nobody acts: the bond goes where it was said, when it was said, and nothing else moves.
        const auto broken = [&](const World& from, const tx::MotionId& id, const tx::Payload& act,
                                std::size_t proposer) -> QString {
            const NextStep promised = next(from, id, act);
            World world = from;
            const Amount mine = world.balance(proposer);
            const Amount treasury = world.purse(dac).treasury;
            if (promised.by > world.now) {
                world.now = promised.by - 1;
                if (next(world, id, act).ifNobodyActs != promised.ifNobodyActs)
                    return QStringLiteral("changes too early");
                world.now = promised.by;
                if (next(world, id, act).ifNobodyActs == promised.ifNobodyActs &&
                    next(world, id, act).who == promised.who)
                    return QStringLiteral("nothing happens when it should");
            }
            world.now += 60 * kDay;
            (void)world.sendUnsigned(motionPayout(dac, id));
            if (world.balance(proposer) - mine != promised.motion.toProposer)
                return QStringLiteral("the bond");
            if (world.purse(dac).treasury - treasury != promised.motion.toTreasury)
                return QStringLiteral("the treasury");
            return {};
        };
        const tx::MotionId silent = putMotion(w, small);
        QCOMPARE(next(w, silent, small).ifNobodyActs, DefaultOutcome::MotionPasses);
        QCOMPARE(next(w, silent, small).by, motionOf(w, dac, silent).objectBy);
        QCOMPARE(next(w, silent, small).motion, (engine::MotionMoney{3 * kToken, 0, 5 * kToken}));
        QVERIFY(next(w, silent, small).who == Actor::Members && !next(w, silent, small).waitsForMe &&
                next(w, silent, small, true).waitsForMe);
        QCOMPARE(broken(w, silent, small, kAsker), QString());
        const tx::MotionId large = putMotion(w, big, kDoer);
        QCOMPARE(next(w, large, big).ifNobodyActs, DefaultOutcome::MotionFails);
        QCOMPARE(next(w, large, big).by, motionOf(w, dac, large).decideBy);
        QCOMPARE(next(w, large, big).motion, (engine::MotionMoney{0, 3 * kToken, 30 * kToken}));
        QCOMPARE(broken(w, large, big, kDoer), QString());

        // Opposed, and carried by the votes.
        World voted = w;
        for (const std::size_t person : {kFounder, kAsker, kOutsider})
            voted.must(voted.send(person, voteOn(dac, large, tx::Side::For)), "voting");
        QCOMPARE(next(voted, large, big).ifNobodyActs, DefaultOutcome::MotionPasses);
        QCOMPARE(broken(voted, large, big, kDoer), QString());

        w.now = next(w, silent, small).by;
        QVERIFY(next(w, silent, small).who == Actor::Anybody);
        QCOMPARE(next(w, silent, small).ifNobodyActs, DefaultOutcome::MotionLapses);
        QCOMPARE(broken(w, silent, small, kAsker), QString());
        // Or somebody carries it out, and what was said leaves the treasury.
        World enacted = w;
        const Amount treasury = enacted.purse(dac).treasury;
        enacted.must(enacted.send(kDoer, enactment(dac, silent, small)), "carrying it out");
        QCOMPARE(treasury - enacted.purse(dac).treasury, next(w, silent, small).motion.ifCarriedOut);
        QVERIFY(next(enacted, silent, small).who == Actor::Nobody);
        QCOMPARE(next(enacted, silent, small).motion, engine::MotionMoney{});

        w.now = next(w, silent, small).by;
        QVERIFY(next(w, silent, small).who == Actor::Network); // lapsed: its bond returns
        QCOMPARE(next(w, silent, small).ifNobodyActs, DefaultOutcome::MotionLapses);
        QCOMPARE(broken(w, silent, small, kAsker), QString());
        w.now = std::max(w.now, motionOf(w, dac, large).decideBy);
        QCOMPARE(mvm::effective(motionOf(w, dac, large), w.now).state,
                 static_cast<std::uint8_t>(state::MotionState::Rejected));
        QVERIFY(next(w, large, big).who == Actor::Network);
        QCOMPARE(broken(w, large, big, kDoer), QString());
        w.must(w.sendUnsigned(motionPayout(dac, large)), "closing");
        QVERIFY(next(w, large, big).who == Actor::Nobody && next(w, large, big).by == 0);
        QCOMPARE(next(w, large, big).motion, engine::MotionMoney{});
    }
};

STOA_TEST(NextStepTest)

} // namespace stoa::test

#include "next_step_test.moc"
