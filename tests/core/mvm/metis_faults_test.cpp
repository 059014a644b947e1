// SPDX-License-Identifier: MIT
// The known faults of the published Metis contracts (PROTOCOL.md), one test each: none of them is ours.
#include <QTest>

#include "core/state/tape.h"
#include "tests/support/machine_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using state::CollaborationState;
using World = MachineWorld;

class MetisFaultsTest : public QObject {
    Q_OBJECT
private:
    std::optional<World> m_world;

private slots:
    void init() { m_world.emplace(); }
    void cleanup() { QCOMPARE(QString::fromStdString(m_world->faults()), QString()); }

    /// There: the window ran from the last commit, so the partner could close first and the dispute reverted.
    void closingFirstDoesNotStopADispute()
    {
        World& w = *m_world;
        const Job job = w.jobIn(CollaborationState::Delivered);
        w.must(w.send(kAsker, w.approval(job)), "closing first");
        const Timestamp until = w.collaboration(job).deadline;
        QCOMPARE(until, w.now + 14 * kDay);
        QVERIFY(w.sendUnsigned(World::payout(job)).error().code == ErrorCode::NothingDue);
        w.now = until - 1;
        QVERIFY(w.sendUnsigned(World::payout(job)).error().code == ErrorCode::NothingDue);
        w.must(w.send(kDoer, w.dispute(job, 150 * kToken)), "disputing after the partner closed");
        QVERIFY(w.stateOf(job) == CollaborationState::Disputed);
    }

    /// There: withdraw always reverted.
    void moneyComesOut()
    {
        World& w = *m_world;
        (void)w.jobIn(CollaborationState::Settled);
        const Amount all = w.balance(kDoer) - tx::Withdraw::kFee;
        w.must(w.send(kDoer, tx::Withdraw{addressOf(kOutsider), all}), "withdrawing everything");
        QCOMPARE(w.balance(kDoer), Amount{0});
        const auto record = w.read<state::Withdrawal>(state::withdrawalKey(tx::objectIdOf(w.digest())));
        QVERIFY(record && record->amount == all && record->to == addressOf(kOutsider));
    }

    /// There: a silent facilitator locked funds for ever.
    void aSilentArbitratorLocksNothing()
    {
        for (const CollaborationState frozen :
             {CollaborationState::Active, CollaborationState::Delivered, CollaborationState::ToBeAllocated}) {
            World fresh;
            const DacId dac = fresh.readyCompany();
            const Job job = fresh.jobIn(frozen, dac);
            fresh.must(fresh.send(kAsker, fresh.dispute(job, 1)), "disputing");
            // Nobody does anything ever again.
            fresh.now += 365 * kDay;
            fresh.must(fresh.sendUnsigned(World::payout(job)), "the pot");
            fresh.must(fresh.sendUnsigned(World::casePayout(job)), "the fee");
            const Amount people = fresh.balance(kAsker) + fresh.balance(kDoer) + fresh.purse(dac).treasury;
            const Amount fees = fresh.balance(kAggregator);
            const Amount founder =
                fresh.balance(kFounder) + fresh.balance(kArbitrator) + fresh.balance(kOutsider);
            QCOMPARE(people + fees + founder + 50 * kToken, 5000 * kToken); // the founder's stake is 50
            QCOMPARE(QString::fromStdString(fresh.faults()), QString());
        }
    }

    /// There: a partial ruling could award more than the pot.
    void noRulingAwardsMoreThanThePot()
    {
        for (const Amount claim : {Amount{0}, 29 * kToken, 150 * kToken}) {
            for (const Amount ruling : {Amount{0}, 30 * kToken, 149 * kToken, 151 * kToken, ~Amount{0}}) {
                World w;
                const DacId dac = w.readyCompany();
                const Job job = w.jobIn(CollaborationState::Delivered, dac);
                w.must(w.send(kDoer, w.dispute(job, claim)), "disputing");
                w.must(w.send(kAsker, w.answer(job, 77 * kToken)), "answering");
                w.must(w.send(kArbitrator, w.ruling(job, ruling)), "ruling");
                const Amount before = w.balance(kAsker) + w.balance(kDoer) + w.purse(dac).treasury;
                w.must(w.sendUnsigned(World::payout(job)), "paying out");
                const Amount after = w.balance(kAsker) + w.balance(kDoer) + w.purse(dac).treasury;
                QCOMPARE(after - before, 150 * kToken);
                QCOMPARE(QString::fromStdString(w.faults()), QString());
            }
        }
    }

    /// There: stake was booked without moving money.
    void whatIsBookedHasMoved()
    {
        World& w = *m_world;
        w.money(kFounder, 100 * kToken);
        const DacId dac = w.company();
        QCOMPARE(w.balance(kFounder), 50 * kToken - tx::CreateDac::kFee);
        const auto founder = w.read<state::Member>(state::memberKey(dac, addressOf(kFounder)));
        QVERIFY(founder && founder->stake == 50 * kToken);
        QVERIFY(!w.send(kFounder, World::terms())); // 50 tokens of stake are not there again
        World other;
        const Job job = other.jobIn(CollaborationState::Active);
        const state::Key key = state::collaborationKey(job.dac, job.id);
        QCOMPARE(state::heldIn(key, *other.tree.get(key)), 150 * kToken + mvm::kTip);
    }

    /// There: dividends looped over all members, so that a large company could not pay them.
    void noStepGrowsWithTheNumberOfMembers()
    {
        World& w = *m_world;
        const DacId dac = w.readyCompany();
        const auto accessesOfJoining = [&](std::size_t person) {
            w.must(w.send(kFounder, World::invite(dac, w.now + kDay)), "inviting");
            w.money(person, kToken);
            const Step step = w.by(person, w.joining(dac, person));
            state::Tree tree = w.tree;
            state::Recorder recorder(tree);
            (void)mvm::applyBytes(recorder, w.rules, w.batch(false), step.bytes);
            w.must(w.apply(step), "joining");
            return recorder.accesses();
        };
        const std::size_t first = accessesOfJoining(100);
        for (std::size_t person = 101; person < 160; ++person) (void)accessesOfJoining(person);
        QCOMPARE(accessesOfJoining(160), first);
    }

    /// There: an underflow on the first one, so that none could start.
    void theFirstDisputeCanStart()
    {
        World& w = *m_world;
        const Job job = w.jobIn(CollaborationState::Active);
        QCOMPARE(int{w.collaboration(job).round}, 0);
        w.must(w.send(kAsker, w.dispute(job, 0)), "the first dispute");
        QCOMPARE(int{w.collaboration(job).round}, 1);
        QCOMPARE(int{w.storedCase(job).round}, 1);
    }
};

STOA_TEST(MetisFaultsTest)

} // namespace stoa::test

#include "metis_faults_test.moc"
