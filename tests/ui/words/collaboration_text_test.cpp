// SPDX-License-Identifier: MIT
#include "ui/words/collaboration_text.h"

#include <QTest>

#include "tests/support/registry.h"

using namespace stoa;
using namespace stoa::engine;
using namespace Qt::Literals::StringLiterals;

/// Who must act, in words.
class CollaborationTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAppealIsNobodysDuty()
    {
        CollaborationView view;
        view.state = CollaborationState::Ruled;
        view.asker.name = "Mira";
        view.doer.name = "Ben";
        view.doer.isMe = true;
        view.next.ifNobodyActs = DefaultOutcome::RulingStands;
        const auto who = [&](Actor actor) {
            view.next.who = actor;
            return ui::fourLines(view, u"MTS"_s, 1).who;
        };
        QCOMPARE(who(Actor::Asker), u"Mira, if they want"_s);
        QCOMPARE(who(Actor::Doer), u"You, if you want"_s);
        view.state = CollaborationState::Delivered;
        view.next.ifNobodyActs = DefaultOutcome::CountsAsApproved;
        QCOMPARE(who(Actor::Asker), u"Mira"_s);
    }

    /// Who has objected, or might vote for it now, hears that silence does not carry it any more.
    void aMotionWithEnoughAgainstItDoesNotPassBySilence()
    {
        MotionView view;
        view.total = 3;
        view.against = 2;
        view.hasAct = true;
        const auto now = [&] { return ui::motionText(view, u"MTS"_s, 0).now; };
        QVERIFY(now().contains(u"it passes unless enough are against it"_s));
        view.isOpposed = true;
        for (const bool hasAct : {true, false}) {
            view.hasAct = hasAct;
            QVERIFY2(now().contains(u"enough are against it, so it needs more for it than against"_s),
                     qPrintable(now()));
            QVERIFY2(!now().contains(u"it passes unless"_s), qPrintable(now()));
            QVERIFY2(now().contains(u"0 for, 2 against, of 3"_s), qPrintable(now()));
        }
    }

    /// Whoever acts for a company has locked nothing of their own, and receives nothing.
    void aCompanysMoneyIsNotCalledYours()
    {
        CollaborationView view;
        view.state = CollaborationState::Proposed;
        view.asker.name = "Forge";
        view.asker.company[0] = view.asker.address[0] = 1;
        view.iAmAsker = true;
        view.doer.name = "Ben";
        view.doer.address[0] = 2;
        const auto now = [&] { return ui::fourLines(view, u"MTS"_s, 1).now.replace(QChar(0xa0), u' '); };
        QCOMPARE(now(), u"Forge.DAC has locked a deposit and the reward. Ben can accept."_s);
        view.state = CollaborationState::Settled;
        view.paidToDoer = kToken;
        QCOMPARE(now(), u"Settled. 1.00 MTS went to Ben, 0.00 MTS to Forge.DAC."_s);
        view.ending = ProposalEnding::TakenBack;
        view.state = CollaborationState::Cancelled;
        QCOMPARE(now(), u"Forge.DAC took the proposal back. Deposit and reward went back to Forge.DAC."_s);
        std::swap(view.asker, view.doer);
        std::swap(view.iAmAsker, view.iAmDoer);
        view.ending = ProposalEnding::None;
        view.state = CollaborationState::Settled;
        QCOMPARE(now(), u"Settled. 1.00 MTS went to Forge.DAC, 0.00 MTS to Ben."_s);
        view.doer.isMe = true;
        QCOMPARE(now(), u"Settled. You received 1.00 MTS, and 0.00 MTS went to Ben."_s);
    }

    /// A ruling of 4 that pays nothing says where the 4 are.
    void whatACourtTookIsSaidToTheLastPart()
    {
        CollaborationView view;
        view.state = CollaborationState::Settled;
        view.company = "Forge";
        view.asker.name = "Mira";
        view.doer.isMe = true;
        view.courtFee = view.feeBorne = 4 * kToken;
        view.paidToAsker = 76 * kToken;
        QVERIFY(ui::moneyText(view, u"MTS"_s).isEmpty()); // without a dispute there is nothing to say
        view.dispute = CaseView{};
        view.dispute->claimantIsAsker = true;
        view.dispute->state = CaseState::Ruled;
        view.dispute->ruling = 4 * kToken;
        const auto text = [&] { return ui::moneyText(view, u"MTS"_s).replace(QChar(0xa0), u' '); };
        QCOMPARE(text(),
                 u"The ruling gives you 4.00 MTS. Out of what the ruling left, 4.00 MTS went from you to "
                 "Mira for the court's fee, which Mira had paid. The court received its fee of 4.00 "
                 "MTS."_s);
        QCOMPARE(ui::fourLines(view, u"MTS"_s, 1).now.replace(QChar(0xa0), u' '),
                 u"Settled. You received 0.00 MTS, and 76.00 MTS went to Mira."_s);
        view.state = CollaborationState::Ruled; // not paid yet
        QVERIFY(text().contains(u"4.00 MTS go from you to Mira"_s));
        QVERIFY(!text().contains(u"received"_s));
        view.state = CollaborationState::Settled;
        view.feeBorne = 0;
        view.dispute->state = CaseState::Void;
        QCOMPARE(text(), u"The court's fee of 4.00 MTS went back to Mira."_s);
        view.dispute->state = CaseState::Withdrawn;
        QCOMPARE(text(), u"The dispute was withdrawn, so the court's fee of 4.00 MTS went to you."_s);
        // An appeal costs twice the fee, and it is said who has paid that, whoever opened the dispute.
        view.dispute->isAppeal = true;
        QCOMPARE(text(), u"The court received its fee of 4.00 MTS; the 8.00 MTS that you had paid for the "
                         "appeal went to Mira, because it was withdrawn."_s);
        view.dispute->appellantIsAsker = true;
        QCOMPARE(text(), u"The court received its fee of 4.00 MTS; the 8.00 MTS that Mira had paid for the "
                         "appeal went to you, because it was withdrawn."_s);
        view.dispute->state = CaseState::Void;
        QVERIFY(text().endsWith(u"the 8.00 MTS for the appeal went back to Mira."_s));
        view.dispute->state = CaseState::Ruled;
        QVERIFY(text().endsWith(u"and for the appeal 8.00 MTS from Mira."_s));
        view.dispute->state = CaseState::Void;
        view.next.ifNobodyActs = DefaultOutcome::PaysCourt; // it is still to be handed out
        QVERIFY(text().isEmpty());
        view.paidAsTax = kToken;
        QCOMPARE(text(), u"1.00 MTS went to the treasury of Forge.DAC as tax."_s);
    }
};

STOA_TEST(CollaborationTextTest)

#include "collaboration_text_test.moc"
