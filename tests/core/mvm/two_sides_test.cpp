// SPDX-License-Identifier: MIT
// Who is on both sides of a collaboration, or a side and its judge: a side's signer is never the other party,
// so a company's money does not go to who spends it, whatever nobody does about it; and nobody judges a case
// of their own.
#include <QTest>

#include "tests/support/guild_cases.h"
#include "tests/support/registry.h"

namespace stoa::test {

using state::CollaborationState;

class TwoSidesTest : public QObject {
    Q_OBJECT
private slots:
    /// An officer asks in the company's name whoever wants to do it, and would be paid by silence.
    void anOfficerIsNotPaidByTheirOwnProposal()
    {
        MachineWorld w;
        DacId company;
        tx::Propose p = guildsProposal(w, &company);
        p.doer = {};
        const Amount treasury = w.purse(company).treasury;
        w.must(w.send(kOutsider, p), "a company proposes");
        const Job job{p.dac, tx::objectIdOf(w.digest()), kOutsider, kOutsider};
        QVERIFY(w.purse(company).treasury < treasury);
        const Amount before = w.balance(kOutsider);
        const auto accepted = w.send(kOutsider, w.acceptance(job));
        QVERIFY(!accepted);
        QCOMPARE(accepted.error().code, ErrorCode::SameParty);
        for (int day = 0; day < 60; ++day) {
            (void)w.send(kOutsider, w.delivery(job));
            (void)w.sendUnsigned(MachineWorld::payout(job));
            w.now += kDay;
        }
        QVERIFY(w.balance(kOutsider) <= before);
        QCOMPARE(w.stateOf(job), CollaborationState::Cancelled);
        QCOMPARE(w.purse(company).treasury, treasury - mvm::kTip); // all but the tip is back
        QCOMPARE(QString::fromStdString(w.faults()), QString());
    }

    /// Whoever acts for two companies moves no money from one to the other alone.
    void whoActsForBothAgreesToNothing()
    {
        MachineWorld w;
        const Between b = betweenTheFoundersCompanies(w);
        const auto refused = [&](tx::Payload payload) {
            const auto result = w.send(kFounder, std::move(payload));
            return !result && result.error().code == ErrorCode::SameParty;
        };
        QVERIFY(refused(w.acceptance(b.job)));
        w.must(w.send(kOutsider, w.acceptance(b.job)), "accepting");
        const state::Collaboration c = w.collaboration(b.job);
        const tx::Offer all{b.job.dac, b.job.id, c.seq, mvm::potOf(c), w.now + kDay};
        QVERIFY(refused(all));
        w.must(w.send(kDoer, all), "offering all for the asker");
        QVERIFY(refused(tx::AcceptOffer{b.job.dac, b.job.id, c.seq, all.amount}));
        w.must(w.send(kOutsider, w.delivery(b.job)), "delivering");
        QVERIFY(refused(w.approval(b.job)));
        QCOMPARE(w.stateOf(b.job), CollaborationState::Delivered);
        w.must(w.send(kDoer, w.approval(b.job)), "approving, for the asker alone");
        QCOMPARE(QString::fromStdString(w.faults()), QString());
    }

    /// Delivered work worth 130: whoever acts for both cannot have it ruled between 0 and one gwei.
    void whoActsForBothDecidesNoCase()
    {
        MachineWorld w;
        const Between b = betweenTheFoundersCompanies(w);
        w.must(w.send(kOutsider, w.acceptance(b.job)), "accepting");
        w.must(w.send(kOutsider, w.delivery(b.job)), "delivering");
        const auto refused = [&](tx::Payload payload) {
            const auto result = w.send(kFounder, std::move(payload));
            return !result && result.error().code == ErrorCode::SameParty;
        };
        // Not even the claim, which would use up the asker's only dispute or the doer's.
        QVERIFY(refused(w.dispute(b.job, 0)));
        QVERIFY(refused(w.dispute(b.job, 130 * kToken + 1)));
        QVERIFY(refused(w.changes(b.job)));
        w.must(w.send(kDoer, w.dispute(b.job, 0)), "disputing for the asker alone");
        QVERIFY(refused(w.answer(b.job, 0)));
        QVERIFY(refused(w.answer(b.job, 1)));
        QVERIFY(refused(tx::WithdrawDispute{b.job.dac, b.job.id, 1}));
        w.must(w.send(kOutsider, w.answer(b.job, 130 * kToken)), "answering for the doer alone");
        w.must(w.send(kArbitrator, w.ruling(b.job, 130 * kToken)), "ruling");
        QVERIFY(w.send(kFounder, appeal(w, b.job)).error().code == ErrorCode::SameParty);
        const Amount treasury = w.purse(b.guild).treasury;
        w.must(w.sendUnsigned(MachineWorld::payout(b.job)), "paying out");
        // Reward less 5 % and deposit; of the fee it bears nothing, since all it said is right.
        QCOMPARE(w.purse(b.guild).treasury - treasury, 125 * kToken);
        QCOMPARE(QString::fromStdString(w.faults()), QString());
    }

    /// A named court that has become a member of a side: as if it had stayed silent, and nobody pays it.
    void whoBelongsToASideDoesNotJudgeIt()
    {
        MachineWorld w;
        const Between b = betweenTheFoundersCompanies(w);
        w.must(w.send(kOutsider, w.acceptance(b.job)), "accepting");
        w.must(w.send(kOutsider, w.delivery(b.job)), "delivering");
        const Amount asker = w.purse(b.job.dac).treasury;
        const Amount doer = w.purse(b.guild).treasury;
        w.must(w.send(kDoer, w.dispute(b.job, 0)), "disputing");
        w.must(w.send(kOutsider, w.answer(b.job, 130 * kToken)), "answering");
        w.join(b.job.dac, kArbitrator);
        const Amount judge = w.balance(kArbitrator);
        const auto ruled = w.send(kArbitrator, w.ruling(b.job, 0));
        QVERIFY(!ruled);
        QCOMPARE(ruled.error().code, ErrorCode::SameParty);
        w.now = w.standing(b.job).dispute->deadline;
        QCOMPARE(w.stateOf(b.job), CollaborationState::Delivered); // what was frozen goes on
        w.must(w.sendUnsigned(MachineWorld::casePayout(b.job)), "the fee goes back");
        QCOMPARE(w.purse(b.job.dac).treasury, asker - mvm::kTip);
        // Nobody does anything more: silence is consent, as it was before the dispute.
        w.now = w.collaboration(b.job).deadline + 14 * kDay;
        w.must(w.sendUnsigned(MachineWorld::payout(b.job)), "paying out");
        QCOMPARE(w.stateOf(b.job), CollaborationState::Settled);
        QCOMPARE(w.purse(b.guild).treasury, doer + 125 * kToken);
        // The asker's deposit, and the tax of its own members.
        QCOMPARE(w.purse(b.job.dac).treasury, asker - mvm::kTip + 25 * kToken);
        QCOMPARE(w.balance(kArbitrator), judge);
        QCOMPARE(QString::fromStdString(w.faults()), QString());
    }

    /// Asker, doer and a named court that are one person with three keys: whatever they claim, answer and
    /// rule, nothing comes out that did not go in, and no name gets better than by working.
    void aDisputeOneHasWithOneselfNeverProfits()
    {
        for (const CollaborationState state : {CollaborationState::Active, CollaborationState::Delivered}) {
            MachineWorld first;
            const DacId dac = first.readyCompany();
            const auto all = [](const MachineWorld& w) {
                return w.balance(kAsker) + w.balance(kDoer) + w.balance(kArbitrator);
            };
            const Amount before = all(first);
            const Job job = first.jobIn(state, dac);
            for (const std::size_t claimant : {kAsker, kDoer})
                for (const Amount claim : {Amount{0}, 30 * kToken + 1, 150 * kToken})
                    for (const Amount answer : {Amount{0}, 30 * kToken, 150 * kToken})
                        for (int end = 0; end < 4; ++end) {
                            MachineWorld w = first;
                            w.must(w.send(claimant, w.dispute(job, claim)), "disputing");
                            w.must(w.send(claimant == kAsker ? kDoer : kAsker, w.answer(job, answer)),
                                   "answering");
                            if (claim != answer && end < 2)
                                w.must(w.send(kArbitrator, w.ruling(job, end == 0 ? 0 : 150 * kToken)),
                                       "ruling");
                            if (claim != answer && end == 2)
                                w.must(w.send(claimant, tx::WithdrawDispute{job.dac, job.id, 1}),
                                       "taking it back");
                            w.now += 90 * kDay;
                            w.must(w.sendUnsigned(MachineWorld::casePayout(job)), "the fee");
                            w.must(w.sendUnsigned(MachineWorld::payout(job)), "the pot");
                            QVERIFY(all(w) < before);
                            for (const std::size_t side : {kAsker, kDoer})
                                QVERIFY(w.account(side).settled + w.account(side).agreed <= 1);
                            QCOMPARE(QString::fromStdString(w.faults()), QString());
                        }
        }
    }

    /// The same before a panel of others: they are paid, whatever they rule, also on appeal.
    void aDisputeOneHasWithOneselfPaysThePanel()
    {
        for (const Amount amount : {30 * kToken, 80 * kToken, 130 * kToken})
            for (const bool isAppealed : {false, true}) {
                MachineWorld w;
                const PanelJob p = panelJob(w);
                const auto all = [&] {
                    const state::Collaboration c = w.collaboration(p.job);
                    return w.balance(kAsker) + w.balance(kDoer) +
                           (w.stateOf(p.job) == CollaborationState::Settled ? 0 : mvm::potOf(c));
                };
                const Amount before = all();
                const Amount fee = w.collaboration(p.job).courtFee;
                answered(w, p);
                ruled(w, p, {amount, amount, amount});
                if (isAppealed) {
                    w.must(w.send(amount == 30 * kToken ? kDoer : kAsker, appeal(w, p.job)), "appealing");
                    ruled(w, p, std::vector<Amount>(7, amount));
                }
                w.now += 30 * kDay;
                w.must(w.sendUnsigned(MachineWorld::payout(p.job)), "paying out");
                for (std::uint8_t round = 1; round <= w.collaboration(p.job).round; ++round)
                    w.must(w.sendUnsigned(MachineWorld::casePayout(p.job, round)), "paying the court");
                QVERIFY(before - all() >= fee + (isAppealed ? 2 * fee : 0));
                QCOMPARE(QString::fromStdString(w.faults()), QString());
            }
    }
};

STOA_TEST(TwoSidesTest)

} // namespace stoa::test

#include "two_sides_test.moc"
