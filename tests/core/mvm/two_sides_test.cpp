// SPDX-License-Identifier: MIT
// Who is on both sides of a collaboration: its signer is never the other party, so a company's money does not
// go to who spends it, whatever nobody does about it.
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
        w.must(w.send(kFounder, all), "offering all for the asker");
        QVERIFY(refused(tx::AcceptOffer{b.job.dac, b.job.id, c.seq, all.amount}));
        w.must(w.send(kOutsider, w.delivery(b.job)), "delivering");
        QVERIFY(refused(w.approval(b.job)));
        QCOMPARE(w.stateOf(b.job), CollaborationState::Delivered);
        w.must(w.send(kDoer, w.approval(b.job)), "approving, for the asker alone");
        QCOMPARE(QString::fromStdString(w.faults()), QString());
    }
};

STOA_TEST(TwoSidesTest)

} // namespace stoa::test

#include "two_sides_test.moc"
