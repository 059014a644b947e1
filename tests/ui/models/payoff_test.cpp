// SPDX-License-Identifier: MIT
#include "ui/models/payoff.h"

#include <QtTest>

#include "tests/support/registry.h"
#include "ui/models/payoff_text.h"

using namespace stoa;
using namespace stoa::ui;

namespace {

constexpr Amount tokens(Amount count) { return count * kToken; }

Stakes usual() { return {tokens(40), tokens(120), tokens(120), 250, tokens(6), true}; }

QString plain(QString text)
{
    text.replace(QChar(0x00a0), QLatin1Char(' '));
    return text;
}

} // namespace

class PayoffTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void moneyIsConservedInEverySplit()
    {
        const Stakes stakes = usual();
        for (Amount outcome = 0; outcome <= potOf(stakes); outcome += tokens(7)) {
            const Split split = splitOf(stakes, outcome);
            QCOMPARE(split.toAsker + split.toDoer + split.tax, potOf(stakes));
            for (const bool claimantIsAsker : {true, false}) {
                const Split after = ruled(stakes, claimantIsAsker, tokens(60), tokens(200), outcome);
                QCOMPARE(after.toAsker + after.toDoer + after.tax, potOf(stakes));
            }
        }
    }

    void taxIsTakenFromTheGainOnly()
    {
        QCOMPARE(goesWell(usual()), (Split{tokens(120), tokens(159), tokens(1)}));
        QCOMPARE(calledOff(usual()), (Split{tokens(160), tokens(120), 0}));
        QCOMPARE(splitOf(usual(), 0), (Split{tokens(280), 0, 0}));
    }

    void whoIsWrongBearsTheCourtFee()
    {
        // The asker claims 60; the other side says 160. A ruling for the claimant costs the respondent the
        // fee.
        QCOMPARE(ruled(usual(), true, tokens(60), tokens(160), tokens(60)),
                 (Split{tokens(226), tokens(54), 0}));
        // For the respondent: the claimant has prepaid it and does not get it back.
        const Split lost = ruled(usual(), true, tokens(60), tokens(160), tokens(160));
        QCOMPARE(lost.toAsker, tokens(120));
        // Halfway: half of it.
        const Split half = ruled(usual(), true, tokens(60), tokens(160), tokens(110));
        QCOMPARE(half.toAsker, tokens(170) + tokens(3));
    }

    void rulingIsKeptBetweenClaimAndCounterClaim()
    {
        QCOMPARE(ruled(usual(), true, tokens(60), tokens(160), tokens(280)),
                 ruled(usual(), true, tokens(60), tokens(160), tokens(160)));
    }

    void depositFollowsTheCharter()
    {
        tx::CharterTerms terms;
        terms.depositShare = 2000;
        terms.minimumDeposit = tokens(10);
        QCOMPARE(leastDeposit(terms, tokens(40)), tokens(10));
        QCOMPARE(leastDeposit(terms, tokens(100)), tokens(20));
    }

    void statusQuoFollowsTheState()
    {
        engine::CollaborationView view;
        view.reward = tokens(40);
        view.askerDeposit = view.doerDeposit = tokens(120);
        view.state = engine::CollaborationState::Active;
        QCOMPARE(statusQuoOf(view), tokens(120));
        view.state = engine::CollaborationState::Delivered;
        QCOMPARE(statusQuoOf(view), tokens(160));
        view.state = engine::CollaborationState::ToBeAllocated;
        view.next.toDoer = tokens(159);
        view.next.taxPaid = tokens(1);
        QCOMPARE(statusQuoOf(view), tokens(160));
    }

    void sentenceNamesTheWorstCaseOfBothSides()
    {
        const QString text =
            plain(prospectText(usual(), QStringLiteral("Mira P."), 0, 1'763'993'100, QStringLiteral("MTS")));
        QVERIFY2(text.contains(QStringLiteral("Mira P. gets 39.00 MTS, the company 1.00 MTS as tax")),
                 qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("Worst case for you: you lose 160.00 MTS")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("Worst case for Mira P.: 120.00 MTS lost")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("6.00 MTS for the arbitrator")), qPrintable(text));
    }

    void withoutArbitratorNoDepositCanBeLost()
    {
        Stakes stakes = usual();
        stakes.hasArbitrator = false;
        QCOMPARE(worstForAsker(stakes), tokens(40));
        QCOMPARE(worstForDoer(stakes), Amount{0});
        const QString text =
            plain(prospectText(stakes, QStringLiteral("Mira P."), 0, 0, QStringLiteral("MTS")));
        QVERIFY2(text.contains(QStringLiteral("nobody can rule here")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("the deposit returns, without a reward")), qPrintable(text));
    }
};

STOA_TEST(PayoffTest)
#include "payoff_test.moc"
