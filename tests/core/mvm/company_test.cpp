// SPDX-License-Identifier: MIT
// Companies over time: motions and their bonds, the treasury, members who come and go, companies as sides.
#include <QTest>

#include "core/mvm/contracts/motion_rules.h"
#include "tests/support/company_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using World = MachineWorld;
using state::MotionState;
using tx::Side;

namespace {

QString faultsOf(const World& w) { return QString::fromStdString(w.faults()); }

bool isIn(const state::Motion& motion, MotionState state)
{
    return motion.state == static_cast<std::uint8_t>(state);
}

} // namespace

class CompanyTest : public QObject {
    Q_OBJECT
private slots:
    void silenceLetsAMotionPassAndTheBondReturns()
    {
        World w;
        const DacId dac = governedCompany(w);
        const tx::Payload act = spending(dac, 20 * kToken, true);
        const Amount before = w.balance(kAsker);
        const auto id = putMotion(w, act);
        QCOMPARE(before - w.balance(kAsker), 3 * kToken + tx::SpendTreasury::kFee);
        const state::Motion motion = motionOf(w, dac, id);
        QCOMPARE(motion.total, std::uint64_t{4});
        QVERIFY(memberOf(w, dac, kAsker).motion == id);
        w.now = motion.objectBy;
        w.must(w.send(kDoer, enactment(dac, id, act)), "carrying it out");
        QCOMPARE(w.balance(kNewcomer), 20 * kToken);
        QCOMPARE(before - w.balance(kAsker), tx::SpendTreasury::kFee);
        QCOMPARE(w.purse(dac).treasury, 180 * kToken);
        QCOMPARE(w.purse(dac).spent, Amount{0}); // a motion does not fill the limit
        QVERIFY(isIn(motionOf(w, dac, id), MotionState::Enacted));
        QVERIFY(memberOf(w, dac, kAsker).motion.isZero());
        QCOMPARE(faultsOf(w), QString());
    }

    void aRejectedMotionCostsItsBond()
    {
        World w;
        const DacId dac = governedCompany(w);
        const auto id = putMotion(w, spending(dac, 20 * kToken, true));
        w.must(w.send(kFounder, voteOn(dac, id, Side::Against)), "voting");
        const Amount before = w.balance(kAsker);
        w.now = motionOf(w, dac, id).decideBy;
        w.must(w.sendUnsigned(motionPayout(dac, id)), "closing");
        QCOMPARE(w.balance(kAsker), before);
        QCOMPARE(w.purse(dac).treasury, 203 * kToken);
        QVERIFY(isIn(motionOf(w, dac, id), MotionState::Rejected));
        QVERIFY(memberOf(w, dac, kAsker).motion.isZero());
        QCOMPARE(faultsOf(w), QString());
    }

    void aMotionThatNobodyCarriesOutLapses()
    {
        World w;
        const DacId dac = governedCompany(w);
        const auto id = putMotion(w, spending(dac, 20 * kToken, true));
        const Amount before = w.balance(kAsker);
        w.now = motionOf(w, dac, id).objectBy + 7 * kDay;
        w.must(w.sendUnsigned(motionPayout(dac, id)), "closing");
        QCOMPARE(w.balance(kAsker) - before, 3 * kToken);
        QVERIFY(isIn(motionOf(w, dac, id), MotionState::Lapsed));
        QCOMPARE(faultsOf(w), QString());
    }

    /// One of four is a quarter, and a fifth may object: it has to be voted on.
    void theThresholdDecidesWhetherSilenceIsEnough()
    {
        tx::CreateDac terms = governedTerms();
        for (const std::uint16_t threshold : {std::uint16_t{2500}, std::uint16_t{2501}}) {
            terms.objectionThreshold = threshold;
            World world;
            const DacId dac = governedCompany(world, terms);
            const auto id = putMotion(world, spending(dac, kToken, true));
            world.must(world.send(kDoer, voteOn(dac, id, Side::Against)), "voting");
            const state::Motion motion = motionOf(world, dac, id);
            QCOMPARE(isIn(mvm::effective(motion, motion.objectBy), MotionState::Passed), threshold == 2501);
        }
    }

    void weightGoesByStakeWhereTheCharterSaysSo()
    {
        World w;
        tx::CreateDac terms = governedTerms();
        terms.weightRule = 1;
        const DacId dac = governedCompany(w, terms);
        w.must(w.send(kDoer, tx::ChangeStake{dac, 10 * kToken}), "locking");
        QCOMPARE(w.purse(dac).weight, 60 * kToken);
        w.now += kHour;
        const auto id = putMotion(w, spending(dac, kToken, true));
        QCOMPARE(motionOf(w, dac, id).total, 60 * kToken);
        w.must(w.send(kDoer, voteOn(dac, id, Side::Against)), "voting");
        w.must(w.send(kFounder, voteOn(dac, id, Side::For)), "voting");
        const state::Motion motion = motionOf(w, dac, id);
        QCOMPARE(motion.against, 10 * kToken);
        QCOMPARE(motion.inFavour, 50 * kToken);
        // A sixth is less than the fifth that could object.
        QVERIFY(isIn(mvm::effective(motion, motion.objectBy), MotionState::Passed));
        QCOMPARE(faultsOf(w), QString());
    }

    /// Rules that are changed later do not change what is being voted on.
    void aMotionKeepsTheTermsItWasPutOn()
    {
        World w;
        const DacId dac = governedCompany(w);
        const auto id = putMotion(w, spending(dac, kToken, true));
        const state::Motion before = motionOf(w, dac, id);
        tx::AmendCharter rules = otherRules(dac, governedTerms());
        rules.objectionPeriod = rules.votePeriod = kHour;
        rules.objectionThreshold = 0;
        rules.weightRule = 1;
        w.must(w.send(kFounder, rules), "other rules");
        QVERIFY(state::encodeRecord(motionOf(w, dac, id)) == state::encodeRecord(before));
        w.must(w.send(kDoer, voteOn(dac, id, Side::For)), "voting");
        QCOMPARE(motionOf(w, dac, id).inFavour, std::uint64_t{1});
        QCOMPARE(w.charter(dac).tax, std::uint16_t{700});
        QCOMPARE(faultsOf(w), QString());
    }

    void whoLeavesTakesTheStakeAndNothingElse()
    {
        World w;
        const DacId dac = governedCompany(w);
        w.must(w.send(kDoer, tx::ChangeStake{dac, 10 * kToken}), "locking");
        const Amount before = w.balance(kDoer);
        w.must(w.send(kDoer, tx::Leave{dac}), "leaving");
        QCOMPARE(w.balance(kDoer) - before, 10 * kToken - tx::Leave::kFee);
        QCOMPARE(w.purse(dac).members, 3U);
        QCOMPARE(w.purse(dac).weight, 50 * kToken);
        QVERIFY(!w.tree.get(state::memberKey(dac, addressOf(kDoer))));
        QCOMPARE(faultsOf(w), QString());
    }

    /// At most twice the limit within any thirty days, and the whole limit on one of them.
    void theLimitHoldsOverTime()
    {
        World w;
        const DacId dac = governedCompany(w);
        w.must(w.send(kFounder, tx::FundTreasury{dac, 300 * kToken}), "funding");
        Amount spent = 0;
        for (int hour = 0; hour < 30 * 24; ++hour) {
            for (const Amount amount : {50 * kToken, kToken, kToken / 10})
                if (w.send(kOutsider, spending(dac, amount))) spent += amount;
            w.now += kHour;
        }
        QVERIFY(spent > 90 * kToken && spent <= 100 * kToken);
        QCOMPARE(faultsOf(w), QString());
    }

    void anInstalledToolHoldsMoneyAndPaysItOut()
    {
        World w;
        const DacId dac = governedCompany(w);
        w.must(w.send(kFounder, bountyTool(dac)), "installing");
        QCOMPARE(int{w.purse(dac).nextTool}, 2);
        const auto tool = [&] { return *w.read<state::Tool>(state::toolKey(dac, kBounties)); };
        w.must(w.send(kAsker, newBounty(dac)), "a bounty");
        const ObjectId id = tx::objectIdOf(w.digest());
        w.must(w.send(kOutsider, bountyIn(w, newBounty(dac), id, 2, 10 * kToken)), "funding");
        QCOMPARE(w.purse(dac).treasury, 190 * kToken);
        QCOMPARE(w.purse(dac).spent, 10 * kToken);
        QCOMPARE(tool().escrow, 10 * kToken);
        QCOMPARE(tool().open, 1U);
        w.must(w.send(kOutsider, bountyIn(w, newBounty(dac), id, 2, 15 * kToken)), "funding more");
        QCOMPARE(tool().escrow, 15 * kToken);
        QCOMPARE(tool().open, 1U);
        const Amount before = w.balance(kDoer);
        w.must(w.send(kFounder, bountyIn(w, newBounty(dac), id, 3, 0)), "paying");
        QCOMPARE(w.balance(kDoer) - before, 15 * kToken);
        QCOMPARE(tool().escrow, Amount{0});
        QCOMPARE(tool().open, 0U);

        w.must(w.send(kAsker, newBounty(dac)), "another bounty");
        const ObjectId other = tx::objectIdOf(w.digest());
        w.must(w.send(kOutsider, bountyIn(w, newBounty(dac), other, 2, 5 * kToken)), "funding");
        w.must(w.send(kAsker, bountyIn(w, newBounty(dac), other, 4, 0)), "taking it back");
        QCOMPARE(w.purse(dac).treasury, 185 * kToken);
        w.must(w.send(kFounder, tx::RemoveTool{dac, kBounties, 0}), "removing");
        QVERIFY(!w.tree.get(state::toolKey(dac, kBounties)));
        QCOMPARE(faultsOf(w), QString());
    }

    /// Whatever the table allowed before: nobody moves a record on, adds one, or takes money by one.
    void aRemovedToolsRecordsStayAsTheyAre()
    {
        World w;
        const DacId dac = governedCompany(w);
        w.must(w.send(kFounder, bountyTool(dac)), "installing");
        w.must(w.send(kAsker, newBounty(dac)), "a bounty");
        const ObjectId id = tx::objectIdOf(w.digest());
        const state::Key key = state::recordKey(dac, kBounties, id);
        // What each of them may still do before it is removed.
        const auto moves = [&] {
            return std::vector<std::pair<std::size_t, tx::PutRecord>>{
                {kAsker, newBounty(dac)},
                {kAsker, bountyIn(w, newBounty(dac), id, 1, 0)},
                {kOutsider, bountyIn(w, newBounty(dac), id, 2, 5 * kToken)},
                {kFounder, bountyIn(w, newBounty(dac), id, 2, 5 * kToken)}};
        };
        for (const auto& [person, put] : moves()) {
            World before = w;
            QVERIFY(before.send(person, put)); // or its refusal below would say nothing
        }
        w.must(w.send(kFounder, tx::RemoveTool{dac, kBounties, 0}), "removing");
        const auto allAreRefused = [&] {
            const Hash root = w.tree.root();
            for (const auto& [person, put] : moves()) {
                const auto done = w.send(person, put);
                if (done || done.error().code != ErrorCode::NotAllowedByTool) return false;
            }
            return w.tree.root() == root; // neither money nor anything else has moved
        };
        QVERIFY(allAreRefused());
        // Another tool with the same table takes another number, and none of the old records.
        w.must(w.send(kFounder, bountyTool(dac)), "installing it again");
        QVERIFY(!w.tree.get(state::toolKey(dac, kBounties)));
        QVERIFY(w.tree.get(state::toolKey(dac, kBounties + 1)));
        QVERIFY(w.tree.get(key));
        QVERIFY(allAreRefused());
        QCOMPARE(faultsOf(w), QString());
    }

    /// A guild works for somebody: its treasury locks, is paid and taxed, and has the counts.
    void aCompanyIsASide()
    {
        World w;
        const DacId home = w.readyCompany();
        const DacId guild = w.company(governedTerms());
        w.join(guild, kOutsider, tx::Role::Officer);
        w.must(w.send(kFounder, tx::FundTreasury{guild, 100 * kToken}), "funding");
        tx::Propose proposal = w.proposal(home);
        proposal.doer = tx::companyParty(guild);
        w.must(w.send(kAsker, proposal), "proposing");
        const Job job{home, tx::objectIdOf(w.digest()), kAsker, kOutsider};
        w.must(w.send(kOutsider, w.acceptance(job)), "accepting");
        QCOMPARE(w.purse(guild).treasury, 70 * kToken);
        QCOMPARE(w.purse(guild).spent, 30 * kToken);
        const auto index = w.read<state::Index>(state::indexKey(guild, job.id));
        QVERIFY(index && index->home == home && index->side == state::kDoerSide);
        const Timestamp started = w.now;
        w.now += 2 * kDay;
        w.must(w.send(kOutsider, w.delivery(job)), "delivering");
        w.must(w.send(kAsker, w.approval(job)), "approving");
        w.now = w.collaboration(job).deadline;
        w.must(w.sendUnsigned(World::payout(job)), "paying out");
        QCOMPARE(w.purse(guild).treasury, 70 * kToken + 125 * kToken);
        QCOMPARE(w.purse(home).treasury, 5 * kToken);
        QCOMPARE(w.purse(guild).settled, 1U);
        QCOMPARE(w.account(kAsker).settled, 1U);
        // 16 days from the beginning to the day on which it came due.
        QCOMPARE(w.now - started, Timestamp{16 * kDay});
        QCOMPARE(w.purse(guild).stakeDays, std::uint64_t{16 * 30});
        QCOMPARE(w.account(kAsker).stakeDays, std::uint64_t{16 * 20});
        QCOMPARE(faultsOf(w), QString());
    }

    /// Settling late adds nothing to what came due long ago.
    void stakeDaysEndWhenItComesDue()
    {
        World w;
        const Job job = w.jobIn(state::CollaborationState::ToBeAllocated);
        const Timestamp started = w.collaboration(job).started;
        const Timestamp due = w.collaboration(job).deadline;
        w.now = due + 100 * kDay;
        w.must(w.sendUnsigned(World::payout(job)), "paying out");
        QCOMPARE(w.account(kDoer).stakeDays, std::uint64_t{30} * (due - started) / kDay);
    }

    void agreedTermsReplaceTheOldOnes()
    {
        World w;
        const Job job = w.jobIn(state::CollaborationState::Active);
        const state::Collaboration before = w.collaboration(job);
        const Amount money = w.balance(kAsker);
        const tx::Amend amend{job.dac,           job.id,       before.seq,
                              contentOf("more"), 120 * kToken, before.workBy + kDay};
        w.must(w.send(kDoer, amend), "amending");
        QCOMPARE(w.collaboration(job).reward, 100 * kToken); // nothing has changed yet
        const tx::AgreeAmendment yes{job.dac,           job.id,       before.seq,
                                     contentOf("more"), 120 * kToken, amend.workBy};
        w.must(w.send(kAsker, yes), "agreeing");
        const state::Collaboration after = w.collaboration(job);
        QCOMPARE(money - w.balance(kAsker), 20 * kToken + tx::AgreeAmendment::kFee);
        QCOMPARE(after.reward, 120 * kToken);
        QVERIFY(after.statement == contentOf("more"));
        QCOMPARE(after.deadline, amend.workBy + after.gracePeriod);
        QCOMPARE(int{after.seq}, before.seq + 1);
        QCOMPARE(int{after.amendBy}, 0);
        QCOMPARE(faultsOf(w), QString());
    }

    void everyLaneHasItsOwnOrder()
    {
        World w;
        w.money(kAsker, 100 * kToken);
        for (std::uint8_t lane = 0; lane < tx::kLanes; ++lane) {
            tx::Transaction t = w.transaction(kAsker, tx::Transfer{addressOf(kDoer), kToken});
            t.envelope.lane = static_cast<std::uint8_t>(tx::kLanes - 1 - lane);
            t.envelope.nonce = 0;
            w.must(w.apply({w.sign(t, kAsker)}), "the first of a lane");
        }
        for (std::uint8_t lane = 0; lane < tx::kLanes; ++lane) QCOMPARE(w.account(kAsker).nonce(lane), 1U);
        QCOMPARE(w.balance(kDoer), Amount{tx::kLanes} * kToken);
    }
};

STOA_TEST(CompanyTest)

} // namespace stoa::test

#include "company_test.moc"
