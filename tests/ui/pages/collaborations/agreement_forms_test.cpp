// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/agreement_forms.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QPlainTextEdit>
#include <QtTest>

#include "tests/support/registry.h"
#include "tests/support/ui/page_stage.h"
#include "ui/bridge/convert.h"
#include "ui/models/payoff_text.h"
#include "ui/pages/collaborations/amount_slider.h"
#include "ui/pages/collaborations/collaboration_detail.h"
#include "ui/pages/collaborations/collaborations_page.h"
#include "ui/pages/collaborations/dispute_forms.h"
#include "ui/pages/collaborations/panel_forms.h"
#include "ui/pages/disputes/disputes_page.h"
#include "ui/widgets/money.h"
#include "ui/widgets/money_table.h"
#include "ui/widgets/table.h"
#include "ui/words/amounts.h"

using namespace stoa;
using namespace stoa::ui;
using engine::Act;
using stoa::test::PageStage;
using stoa::test::settle;
using stoa::test::signOpenReview;
using namespace Qt::Literals::StringLiterals;

namespace {

struct AgreementStage : PageStage {
    std::unique_ptr<CollaborationsPage> page;

    explicit AgreementStage(test::FakeWorld world = test::governedWorld())
        : PageStage(std::move(world))
        , page(std::make_unique<CollaborationsPage>(context()))
    {
        page->resize(1100, 900);
        page->show();
        page->refresh();
        settle();
    }
    engine::CollaborationView& view(const char* title)
    {
        for (auto& each : engine->world.collaborations)
            if (each.title == title) return each;
        qFatal("no collaboration %s", title);
    }
    void open(const char* title)
    {
        page->open(idText(view(title).id));
        settle();
    }
    template <typename Form>
    Form* begin(const char* title, Act act)
    {
        open(title);
        page->detail()->begin(act);
        settle();
        return qobject_cast<Form*>(page->detail()->form());
    }
    const engine::ActOnCollaboration* last() const
    {
        return engine->prepared.empty() ? nullptr
                                        : std::get_if<engine::ActOnCollaboration>(&engine->prepared.back());
    }
    bool says(const QString& text) const
    {
        for (const QLabel* label : page->findChildren<QLabel*>())
            if (label->isVisibleTo(page.get()) && label->text().contains(text)) return true;
        return false;
    }
    QString labels() const
    {
        QStringList texts;
        for (const auto* button : page->detail()->actButtons()) texts << button->text();
        return texts.join(u'|');
    }
};

constexpr Amount tokens(Amount count) { return count * kToken; }
QString money(Amount amount) { return amountText(amount, u"MTS"_s); }

} // namespace

class AgreementFormsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingThatIMayDoHasAButton()
    {
        AgreementStage stage;
        for (const auto& each : stage.engine->world.collaborations) {
            stage.open(each.title.c_str());
            QCOMPARE(static_cast<std::size_t>(stage.page->detail()->actButtons().size()),
                     each.myActs.size() + each.moreActs.size());
        }
        stage.open("Proofread the manual");
        QCOMPARE(stage.page->detail()->actButtons().first()->property("kind").toByteArray(),
                 QByteArray("primary"));
        QVERIFY(stage.labels().contains(u"Seal a ruling"_s));
    }

    void bothSidesOfASettlementAddUp()
    {
        AgreementStage stage;
        auto* form = stage.begin<OfferForm>("Index the corpus", Act::Offer);
        QVERIFY(form);
        const auto& view = stage.view("Index the corpus");
        for (const Amount amount : {Amount{0}, tokens(100), tokens(145), tokens(280)}) {
            form->amount()->setAmount(amount);
            Amount sum = 0;
            for (int column = 1; column <= 3; ++column) {
                const auto cell = parseAmount(
                    form->outcomes()->text(0, column).remove(u"MTS"_s).remove(QChar(0x2009)).simplified());
                QVERIFY2(cell, qPrintable(form->outcomes()->text(0, column)));
                sum += *cell;
            }
            QCOMPARE(sum, view.pot);
        }
        form->amount()->edit()->setText(u"281"_s);
        form->send();
        QVERIFY(form->shownFault().startsWith(u"The amount must be between"_s));
        form->amount()->setAmount(tokens(130));
        form->until()->setDateTime(QDateTime::fromSecsSinceEpoch(1'000));
        form->send();
        QVERIFY(form->shownFault().startsWith(u"Choose a later day"_s));
        const Timestamp until = stage.session.now() + 3 * kDay;
        form->until()->setDateTime(QDateTime::fromSecsSinceEpoch(static_cast<qint64>(until)));
        form->send();
        settle();
        QVERIFY(stage.last());
        QCOMPARE(stage.last()->act, Act::Offer);
        QCOMPARE(stage.last()->amount, tokens(130));
        QCOMPARE(stage.last()->until, until);
    }

    void anOfferIsShownAndAcceptedWithItsAmount()
    {
        AgreementStage stage;
        stage.open("Index the corpus");
        QVERIFY(stage.says(u"Mira P. offers to end it now, and to receive 145.00"_s));
        auto* form = stage.begin<SettleForm>("Index the corpus", Act::AcceptOffer);
        QVERIFY(form);
        QCOMPARE(form->outcomes()->text(0, 1), money(tokens(135)));
        QVERIFY(stage.says(u"You do not want it? Do nothing"_s));
        form->send();
        form->send();
        settle();
        QCOMPARE(stage.engine->prepared.size(), std::size_t{1});
        QCOMPARE(stage.last()->act, Act::AcceptOffer);
        QVERIFY(signOpenReview());
        QVERIFY(!stage.page->detail()->form());
    }

    void aFormAboutAnOfferThatIsReplacedCloses()
    {
        AgreementStage stage;
        QVERIFY(stage.begin<SettleForm>("Index the corpus", Act::AcceptOffer));
        stage.view("Index the corpus").offer->amount = tokens(10);
        stage.page->refresh();
        settle();
        QVERIFY(!stage.page->detail()->form());
        QVERIFY(stage.says(u"has moved on"_s));
    }

    void otherTermsStandBesideTheOldOnes()
    {
        AgreementStage stage;
        auto* form = stage.begin<AmendForm>("Translate the error list", Act::Amend);
        QVERIFY(form);
        form->send();
        QCOMPARE(form->shownFault(), u"These are the terms that you have. Change one of them."_s);
        form->reward()->setText(u"abc"_s);
        QVERIFY(form->shownFault().contains(u"not an amount"_s));
        form->reward()->setAmount(tokens(60));
        QCOMPARE(form->terms()->text(0, 1), money(tokens(40)));
        QCOMPARE(form->terms()->text(0, 2), money(tokens(60)));
        QVERIFY(stage.says(u"Ana R. locks 20.00"_s));
        form->send();
        settle();
        QVERIFY(stage.last());
        QCOMPARE(stage.last()->act, Act::Amend);
        QCOMPARE(stage.last()->amount, tokens(60));
        QCOMPARE(stage.last()->workBy, stage.view("Translate the error list").workBy); // to the second
        QVERIFY(!stage.last()->newStatement);
    }

    void termsThatCannotBeReadAreNotSigned()
    {
        test::FakeWorld world = test::governedWorld();
        for (auto& each : world.collaborations)
            if (each.amendment) each.amendment->hasText = false;
        AgreementStage stage(world);
        auto* form = stage.begin<AgreeForm>("Translate the error list", Act::AgreeAmendment);
        QVERIFY(form);
        form->send();
        QVERIFY(form->shownFault().startsWith(u"Nobody should sign a text"_s));
        QVERIFY(stage.engine->prepared.empty());
    }

    void otherTermsAreAgreedTo()
    {
        AgreementStage stage;
        auto* form = stage.begin<AgreeForm>("Translate the error list", Act::AgreeAmendment);
        QVERIFY(form);
        QCOMPARE(form->terms()->text(0, 2), money(tokens(55)));
        QVERIFY(stage.says(u"Lexer and parser"_s)); // of the other job statement
        form->send();
        settle();
        QVERIFY(stage.last());
        QCOMPARE(stage.last()->act, Act::AgreeAmendment);
    }

    void aRulingIsSealedWithAmountAndReasons()
    {
        AgreementStage stage;
        auto* form = stage.begin<RulingForm>("Proofread the manual", Act::CommitRuling);
        QVERIFY(form);
        form->send();
        QVERIFY(form->shownFault().startsWith(u"A ruling needs reasons"_s));
        form->ruling()->setAmount(tokens(80));
        form->reasons()->setPlainText(u"Half of it can be read."_s);
        form->send();
        settle();
        QVERIFY(stage.last());
        QCOMPARE(stage.last()->act, Act::CommitRuling);
        QCOMPARE(stage.last()->amount, tokens(80));
        QCOMPARE(stage.last()->text, std::string("Half of it can be read."));
    }

    void aSealedRulingIsOpenedHereOrAsItWasElsewhere()
    {
        AgreementStage stage;
        auto* form = stage.begin<OpenRulingForm>("Sort the punch cards", Act::RevealRuling);
        QVERIFY(form);
        form->send();
        settle();
        QVERIFY(stage.last() && stage.last()->act == Act::RevealRuling && stage.last()->text.empty());
        QVERIFY(signOpenReview());
        form = stage.begin<OpenRulingForm>("Sort the punch cards", Act::RevealRuling);
        form->elsewhere()->setChecked(true);
        form->send();
        QCOMPARE(form->shownFault(), u"Write the reasons again, word for word."_s);
        form->ruling()->setAmount(tokens(70));
        form->reasons()->setPlainText(u"As I said."_s);
        form->send();
        settle();
        QCOMPARE(stage.last()->amount, tokens(70));
        QCOMPARE(stage.last()->text, std::string("As I said."));
    }

    void anAppealNamesItsPrice()
    {
        AgreementStage stage;
        auto* form = stage.begin<AppealForm>("Draw the diagrams", Act::Appeal);
        QVERIFY(form);
        QVERIFY(form->sendButton()->text().contains(money(tokens(12))));
        form->send();
        QCOMPARE(form->shownFault(), u"Say what is wrong with the ruling."_s);
        form->reasons()->setPlainText(u"The second reader was not asked."_s);
        stage.engine->world.wallet.available = tokens(11);
        stage.engine->tell(engine::WalletChanged{});
        settle();
        form->send();
        QVERIFY(form->shownFault().startsWith(u"The appeal costs 12.00"_s));
        QVERIFY(stage.engine->prepared.empty());
        stage.engine->world.wallet.available = tokens(100);
        stage.engine->tell(engine::WalletChanged{});
        settle();
        form->send();
        settle();
        QVERIFY(stage.last() && stage.last()->act == Act::Appeal);
    }

    void thePanelIsDrawnFromThePage()
    {
        AgreementStage stage;
        stage.open("Check the glossary");
        stage.page->detail()->begin(Act::DrawPanel);
        settle();
        QVERIFY(stage.last() && stage.last()->act == Act::DrawPanel);
        QVERIFY(signOpenReview());
    }

    void withdrawingADisputeNamesItsPriceAndWhoGetsIt()
    {
        AgreementStage stage;
        stage.open("Check the glossary");
        QVERIFY(stage.labels().contains(u"Withdraw the dispute"_s));
        auto* form = stage.begin<WithdrawForm>("Check the glossary", Act::WithdrawDispute);
        QVERIFY(form);
        QVERIFY(stage.says(u"It costs 6.00"_s) && stage.says(u"goes to Mira P. and does not come back"_s));
        QVERIFY(stage.says(u"goes on where it stopped"_s));
        QVERIFY(form->sendButton()->text().contains(money(tokens(6))));
        // 280 are locked, 1 of them goes to the company as tax: what I give up, the other side has more.
        const engine::CollaborationView& view = stage.view("Check the glossary");
        const Split quo = splitOf(stakesOf(view), view.dispute->statusQuo);
        const QList<QPair<Amount, Amount>> wanted{
            {quo.toDoer - tokens(6), quo.toAsker + tokens(6)},
            {splitOf(stakesOf(view), tokens(240)).toDoer,
             tokens(40) - tokens(6)}, // the fee is theirs to bear
            {splitOf(stakesOf(view), tokens(150)).toDoer - tokens(6), tokens(130)},
            {quo.toDoer, quo.toAsker}};
        for (int row = 0; row < wanted.size(); ++row) {
            QCOMPARE(form->outcomes()->text(row, 1), netText({false, wanted.at(row).first}, u"MTS"_s));
            QCOMPARE(form->outcomes()->text(row, 2), netText({false, wanted.at(row).second}, u"MTS"_s));
        }
        QVERIFY(stage.engine->prepared.empty());
        form->send();
        settle();
        QVERIFY(stage.last() && stage.last()->act == Act::WithdrawDispute);
        QVERIFY(signOpenReview());
        QVERIFY(!stage.page->detail()->form());
    }

    void anAppealIsRuledBetweenTheSameAmountsAsTheFirstRound()
    {
        test::FakeWorld world = test::governedWorld();
        for (auto& each : world.collaborations)
            if (each.title == "Proofread the manual") {
                each.dispute->isAppeal = true;
                each.dispute->isAnswered = false;
            }
        AgreementStage stage(world);
        auto* form = stage.begin<RulingForm>("Proofread the manual", Act::CommitRuling);
        QVERIFY(form);
        form->reasons()->setPlainText(u"As said."_s);
        form->ruling()->setAmount(tokens(150)); // as was answered
        form->ruling()->edit()->setText(u"151"_s);
        form->send();
        QVERIFY(form->shownFault().startsWith(u"The amount must be between"_s));
        QVERIFY(!stage.says(u"has not answered"_s));
    }

    void withdrawingAnAppealLetsTheFirstRulingStand()
    {
        test::FakeWorld world = test::governedWorld();
        for (auto& each : world.collaborations)
            if (each.title == "Check the glossary") {
                each.dispute->isAppeal = true;
                each.dispute->isAnswered = false; // the answer was given in the first round, and still counts
                each.dispute->firstRuling = tokens(180);
                each.dispute->fee = tokens(12);
            }
        AgreementStage stage(world);
        stage.open("Check the glossary");
        QVERIFY(stage.labels().contains(u"Withdraw the appeal"_s));
        auto* form = stage.begin<WithdrawForm>("Check the glossary", Act::WithdrawDispute);
        QVERIFY(form);
        QVERIFY(stage.says(u"It costs 12.00"_s) && stage.says(u"is paid at once: 180.00"_s));
        // What was paid before for the first ruling, 6, was wrong by two thirds on my side.
        const engine::CollaborationView& view = stage.view("Check the glossary");
        const Split first = ruled(stakesOf(view), false, tokens(240), tokens(150), tokens(180));
        QCOMPARE(first.toAsker, tokens(98));
        QCOMPARE(form->outcomes()->text(0, 1), netText({false, first.toDoer - tokens(18)}, u"MTS"_s));
        QCOMPARE(form->outcomes()->text(0, 2), netText({false, tokens(110)}, u"MTS"_s));
        QCOMPARE(form->outcomes()->text(3, 1), netText({false, first.toDoer - tokens(6)}, u"MTS"_s));
        QCOMPARE(form->outcomes()->text(3, 2), netText({false, tokens(98)}, u"MTS"_s));
    }

    void thePageOfDisputesShowsWhatIAmDrawnFor()
    {
        AgreementStage stage;
        DisputesPage page(stage.context());
        page.resize(1100, 800);
        page.show();
        page.refresh();
        settle();
        QStringList titles;
        for (int row = 0; row < page.forMe()->model()->rowCount(); ++row)
            titles << page.forMe()->model()->index(row, 0).data().toString();
        QVERIFY(titles.contains(u"Proofread the manual"_s));
        QVERIFY(titles.contains(u"Sort the punch cards"_s));
    }

    void aPanelSaysHowFarItIsAndWhoPays()
    {
        AgreementStage stage;
        stage.open("Draw the diagrams");
        stage.page->detail()->showPart(CollaborationDetail::Part::Dispute);
        settle();
        QVERIFY(stage.says(u"3 drawn by lot"_s));
        QVERIFY(stage.says(u"60.00"_s) && stage.says(u"110.00"_s));
        QVERIFY(stage.says(u"the middle one of their rulings counts"_s));
    }
};

STOA_TEST(AgreementFormsTest)
#include "agreement_forms_test.moc"
