// SPDX-License-Identifier: MIT
// What the history says of actions: amounts, whose money it was, and why something did not happen.
#include <QSet>
#include <QTest>

#include "tests/support/registry.h"
#include "ui/words/amounts.h"
#include "ui/words/error_text.h"
#include "ui/words/sentence_text.h"

using namespace stoa;
using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kSymbol = u"MTS"_s;

} // namespace

class HistoryTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Of one's own steps that move the company's money, too: how much, and where it went.
    void theHistorySaysWhatAStepDidWithTheCompanysMoney()
    {
        tx::PutRecord put;
        put.tool = 37;
        put.state = 3;
        engine::ActionView action;
        action.payload = put;
        action.subject = "Paint 100%1 of the hall";
        action.with.address[0] = 0xab;
        action.with.name = "Mira P.";
        action.finality.stage = engine::Finality::OnSidechain;
        const QString amount = amountText(20 * kToken, kSymbol);
        const QString record = u"“Paint 100%1 of the hall”, a record of tool 37 (state 3)"_s;
        QVERIFY(!historyText(action, kSymbol).contains(amount)); // not known: nothing is said
        action.moved = {tx::ToolMoney::Fund, 20 * kToken};
        QCOMPARE(historyText(action, kSymbol),
                 u"Put %1 of the company from the treasury into "_s.arg(amount) + record);
        action.moved.money = tx::ToolMoney::Pay;
        const QString paid = historyText(action, kSymbol);
        QVERIFY2(paid.startsWith(u"Paid %1 of the company to Mira P. ("_s.arg(amount)), qPrintable(paid));
        QVERIFY2(paid.endsWith(u" from "_s + record), qPrintable(paid));
        action.moved.money = tx::ToolMoney::Refund;
        QCOMPARE(historyText(action, kSymbol), u"Returned %1 to the treasury from "_s.arg(amount) + record);
        action.finality.stage = engine::Finality::Waiting;
        QVERIFY(historyText(action, kSymbol).startsWith(u"Not done yet: return "_s + amount));
        action.payload = tx::FundTreasury{{}, 20 * kToken};
        action.moved = {};
        QVERIFY(historyText(action, kSymbol).contains(amount));
        action.payload = tx::SpendTreasury{{}, {}, 20 * kToken, {}, 0};
        QVERIFY(historyText(action, kSymbol).contains(amount));
    }

    /// What is given with an invitation, locked, or paid out by a motion stands in the history with its
    /// amount.
    void theHistorySaysHowMuchWasLockedOrGiven()
    {
        const QString amount = amountText(30 * kToken, kSymbol);
        const auto said = [&](tx::Payload payload, engine::Finality stage = engine::Finality::OnSidechain) {
            engine::ActionView action;
            action.payload = std::move(payload);
            action.subject = "Paint 100%1 of the hall";
            action.finality.stage = stage;
            return historyText(action, kSymbol);
        };
        tx::Invite invite;
        QCOMPARE(said(invite), u"Created an invitation"_s);
        invite.gift = 30 * kToken;
        tx::Propose propose;
        propose.reward = 20 * kToken;
        propose.askerDeposit = 10 * kToken;
        tx::Accept accept;
        accept.deposit = 30 * kToken;
        tx::CreateDac creation;
        creation.stake = 30 * kToken;
        tx::ChangeStake change;
        change.stake = 30 * kToken;
        tx::TakeSeat seat;
        seat.deposit = 30 * kToken;
        tx::Dispute dispute;
        dispute.courtFee = 30 * kToken;
        tx::Appeal appeal;
        appeal.fee = 30 * kToken;
        for (const tx::Payload& payload :
             {tx::Payload(invite), tx::Payload(propose), tx::Payload(accept), tx::Payload(creation),
              tx::Payload(change), tx::Payload(seat), tx::Payload(dispute), tx::Payload(appeal)})
            for (const auto stage : {engine::Finality::OnSidechain, engine::Finality::Waiting}) {
                const QString text = said(payload, stage);
                QVERIFY2(text.contains(amount) && !text.contains(u"%2"_s), qPrintable(text));
            }
        QVERIFY(said(propose).contains(u"“Paint 100%1 of the hall” and locked "_s));
        propose.asker = tx::companyParty(DacId{{7}});
        QVERIFY(said(propose).contains(u"for a company, which locked "_s + amount));
        // What a company's treasury pays is said to be its.
        for (const tx::Payload& payload :
             {tx::Payload(propose), tx::Payload(accept), tx::Payload(dispute), tx::Payload(appeal)}) {
            engine::ActionView action;
            action.payload = payload;
            action.subject = "Paint 100%1 of the hall";
            action.payer = {Address{{1}}, "Forge", false, DacId{{7}}};
            action.finality.stage = engine::Finality::OnSidechain;
            const QString text = historyText(action, kSymbol);
            QVERIFY2(text.contains(u"“Paint 100%1 of the hall” for Forge.DAC, which "_s), qPrintable(text));
            QVERIFY2(text.endsWith(amount) && !text.contains(u"%2"_s), qPrintable(text));
            action.finality.stage = engine::Finality::Waiting;
            QVERIFY(historyText(action, kSymbol).contains(u"for Forge.DAC, which "_s));
            // And so is what it sets aside besides; an acceptance sets nothing aside.
            if (std::holds_alternative<tx::Accept>(payload)) continue;
            action.setAside = 1000;
            const QString aside = amountText(1000, kSymbol);
            QVERIFY(aside.contains(u"0.000001"_s));
            QVERIFY(historyText(action, kSymbol)
                        .endsWith(amount + u" and sets %1 aside for the network"_s.arg(aside)));
            action.finality.stage = engine::Finality::OnSidechain;
            QVERIFY(historyText(action, kSymbol)
                        .endsWith(amount + u" and set %1 aside for the network"_s.arg(aside)));
        }

        engine::ActionView enacted;
        enacted.payload = tx::EnactMotion{};
        enacted.finality.stage = engine::Finality::OnSidechain;
        QCOMPARE(historyText(enacted, kSymbol), u"Carried out a motion"_s);
        engine::MotionSubject motion;
        motion.hasAct = true;
        motion.act = tx::SpendTreasury{{}, {}, 30 * kToken, {}, 1};
        enacted.motion = motion;
        QVERIFY(historyText(enacted, kSymbol)
                    .startsWith(u"Carried out a motion: Pay %1 out of the treasury to 0x"_s.arg(amount)));
        enacted.finality.stage = engine::Finality::Waiting;
        QVERIFY(historyText(enacted, kSymbol).contains(u"carry out a motion: Pay "_s + amount));
    }

    /// Of money that came in: what it is, and not always that it was paid.
    void whatCameInSaysWhatItIs()
    {
        using What = engine::IncomingView::What;
        engine::IncomingView incoming;
        const auto said = [&](What what) {
            incoming.what = what;
            return incomingText(incoming);
        };
        QSet<QString> all;
        for (const bool isKnown : {false, true}) {
            if (isKnown) {
                incoming.company = "Forge";
                incoming.title = "Paint 100%1 of the hall";
            }
            for (const What what :
                 {What::Gift, What::GiftReturned, What::StakeReturned, What::SeatReturned, What::BondReturned,
                  What::RewardReturned, What::Settlement, What::ProposalReturned, What::JudgeFee,
                  What::CourtFeeReturned, What::CourtFeeLost, What::FeesReturned}) {
                const QString text = said(what);
                QVERIFY2(!text.contains(u"%2"_s) && !text.contains(u"“”"_s), qPrintable(text));
                QVERIFY2(!isKnown || text.contains(u"Forge.DAC"_s) || text.contains(u"“Paint 100%1 of"_s),
                         qPrintable(text));
                all.insert(text);
            }
        }
        QCOMPARE(all.size(), 24);
        QCOMPARE(said(What::Gift), u"Gift of the invitation with which you joined Forge.DAC"_s);
    }

    /// A number that does not fit is not what its owner can do anything about.
    void anActionBehindARefusedOneSaysWhyItDidNotHappen()
    {
        engine::ActionView action;
        action.payload = tx::Transfer{};
        action.finality.stage = engine::Finality::Refused;
        action.refusal = ErrorCode::WrongNonce;
        QCOMPARE(refusalText(action), errorText({ErrorCode::WrongNonce, {}}));
        action.isAfterRefused = true;
        QVERIFY(refusalText(action).contains(u"because an earlier action of yours did not happen"_s));
        action.finality.stage = engine::Finality::Waiting;
        QVERIFY(refusalText(action).isEmpty());
    }

    /// Of a task nobody brings together what two people wrote.
    void onlyARefusedPageIsPromisedToBeBroughtTogether()
    {
        engine::ActionView action;
        action.finality.stage = engine::Finality::Refused;
        action.refusal = ErrorCode::ContentConflict;
        tx::PutRecord put;
        for (const auto& [tool, isPage] :
             {std::pair(tx::Tool::Wiki, true), std::pair(tx::Tool::Tasks, false)}) {
            put.tool = static_cast<std::uint16_t>(tool);
            action.payload = put;
            QCOMPARE(refusalText(action).contains(u"brought together"_s), isPage);
        }
    }
};

STOA_TEST(HistoryTextTest)
#include "history_text_test.moc"
