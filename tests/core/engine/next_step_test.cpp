// SPDX-License-Identifier: MIT
// What is promised about every state comes true: nobody acts, time passes, and the money goes where it was
// said, when it was said.
#include "core/engine/next_step.h"

#include <QTest>

#include "tests/support/company_world.h"
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

/// Settles what is due until the collaboration has ended or `most` days have passed. What was paid.
struct Paid {
    Amount asker = 0;
    Amount doer = 0;
    Amount tax = 0;
};
Paid waitForTheEnd(World w, const Job& job)
{
    const Amount asker = w.balance(job.asker);
    const Amount doer = w.balance(job.doer);
    const Amount treasury = w.purse(job.dac).treasury;
    for (int day = 0; day < 400; ++day) {
        (void)w.sendUnsigned(World::payout(job));
        const CollaborationState now = w.stateOf(job);
        if (now == CollaborationState::Settled || now == CollaborationState::Cancelled ||
            now == CollaborationState::Refunded)
            break;
        w.now += kDay / 2;
    }
    return {w.balance(job.asker) - asker, w.balance(job.doer) - doer, w.purse(job.dac).treasury - treasury};
}

NextStep stepOf(const World& w, const Job& job)
{
    return engine::nextStepOf(w.standing(job), w.now, Roles{});
}

/// The promise holds. Its words are of its time: nothing changes before `by`, and something does then.
QString brokenPromise(const World& w, const Job& job)
{
    const NextStep next = stepOf(w, job);
    if (next.ifNobodyActs == DefaultOutcome::None) return QStringLiteral("promises nothing");
    const Paid paid = waitForTheEnd(w, job);
    if (paid.asker != next.toAsker || paid.doer != next.toDoer || paid.tax != next.taxPaid)
        return QStringLiteral("promised %1, %2, %3; paid %4, %5, %6")
            .arg(next.toAsker)
            .arg(next.toDoer)
            .arg(next.taxPaid)
            .arg(paid.asker)
            .arg(paid.doer)
            .arg(paid.tax);
    World early = w;
    if (next.by > w.now) {
        early.now = next.by - 1;
        if (stepOf(early, job).ifNobodyActs != next.ifNobodyActs) return QStringLiteral("changes too early");
    }
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
        }
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
        holds(DefaultOutcome::PanelBegins, Actor::Claimant);
        drawn(w, p);
        holds(DefaultOutcome::PanelBegins, Actor::Nobody);
        committed(w, p, {80 * kToken, 60 * kToken});
        holds(DefaultOutcome::SealsEnd, Actor::Jurors);
        World silent = w;
        silent.now = w.standing(p.job).dispute->deadline;
        holdsIn(silent, DefaultOutcome::CourtSilent, Actor::Jurors);
        revealed(w, p, {80 * kToken, 60 * kToken});
        holds(DefaultOutcome::RulesByMedian, Actor::Jurors);
        w.now = w.standing(p.job).dispute->deadline;
        holds(DefaultOutcome::RulingStands, Actor::BothParties);
        w.must(w.send(kAsker, appeal(w, p.job)), "appealing");
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

    void motionsKeepTheirPromises()
    {
        World w;
        const DacId dac = governedCompany(w);
        const auto next = [&](const tx::MotionId& id, bool mayVote = false) {
            return engine::nextStepOf(mvm::effective(motionOf(w, dac, id), w.now), mayVote);
        };
        const tx::MotionId silent = putMotion(w, spending(dac, 5 * kToken, true));
        QCOMPARE(next(silent).ifNobodyActs, DefaultOutcome::MotionPasses);
        QCOMPARE(next(silent).by, motionOf(w, dac, silent).objectBy);
        QVERIFY(next(silent).who == Actor::Members && !next(silent).waitsForMe &&
                next(silent, true).waitsForMe);
        const tx::MotionId large = putMotion(w, spending(dac, 30 * kToken, true), kDoer);
        QCOMPARE(next(large).ifNobodyActs, DefaultOutcome::MotionFails);
        QCOMPARE(next(large).by, motionOf(w, dac, large).decideBy);

        w.now = next(silent).by;
        QCOMPARE(mvm::effective(motionOf(w, dac, silent), w.now).state,
                 static_cast<std::uint8_t>(state::MotionState::Passed));
        QVERIFY(next(silent).who == Actor::Anybody);
        QCOMPARE(next(silent).ifNobodyActs, DefaultOutcome::MotionLapses);
        w.now = next(silent).by;
        QCOMPARE(mvm::effective(motionOf(w, dac, silent), w.now).state,
                 static_cast<std::uint8_t>(state::MotionState::Lapsed));
        w.now = std::max(w.now, motionOf(w, dac, large).decideBy);
        QCOMPARE(mvm::effective(motionOf(w, dac, large), w.now).state,
                 static_cast<std::uint8_t>(state::MotionState::Rejected));
        QVERIFY(next(large).who == Actor::Network);
        w.must(w.sendUnsigned(motionPayout(dac, large)), "closing");
        QVERIFY(next(large).who == Actor::Nobody && next(large).by == 0);
    }
};

STOA_TEST(NextStepTest)

} // namespace stoa::test

#include "next_step_test.moc"
