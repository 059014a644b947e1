// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/collaborations_page.h"
#include "ui/widgets/table.h"

#include <algorithm>

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSlider>
#include <QTabBar>
#include <QTableView>
#include <QtTest>

#include "tests/support/registry.h"
#include "tests/support/ui/page_stage.h"
#include "ui/bridge/convert.h"
#include "ui/pages/collaborations/amount_slider.h"
#include "ui/pages/collaborations/collaboration_detail.h"
#include "ui/pages/collaborations/dispute_forms.h"
#include "ui/pages/collaborations/work_forms.h"
#include "ui/widgets/money.h"
#include "ui/widgets/money_table.h"
#include "ui/words/collaboration_text.h"

using namespace stoa;
using namespace stoa::ui;
using engine::Act;
using engine::CollaborationState;
using stoa::test::PageStage;
using stoa::test::settle;
using stoa::test::signOpenReview;

namespace {

struct CollaborationStage : PageStage {
    std::unique_ptr<CollaborationsPage> page;

    explicit CollaborationStage(test::FakeWorld world = test::sampleWorld())
        : PageStage(std::move(world))
        , page(std::make_unique<CollaborationsPage>(context()))
    {
        page->resize(1100, 800);
        page->show();
        page->refresh();
        settle();
    }
    const engine::CollaborationView& view(const char* title) const
    {
        for (const auto& each : engine->world.collaborations)
            if (each.title == title) return each;
        qFatal("no collaboration %s", title);
    }
    void open(const char* title, const QString& more = {})
    {
        page->open(idText(view(title).id) + more);
        settle();
    }
    /// The form of an act, begun.
    template <typename Form>
    Form* begin(const char* title, Act act)
    {
        open(title);
        page->detail()->begin(act);
        settle();
        return qobject_cast<Form*>(page->detail()->form());
    }
    const engine::ActOnCollaboration* lastAct() const
    {
        return engine->prepared.empty() ? nullptr
                                        : std::get_if<engine::ActOnCollaboration>(&engine->prepared.back());
    }
};

constexpr Amount tokens(Amount count) { return count * kToken; }

} // namespace

class CollaborationsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void buttonsEqualWhatTheEngineAllows()
    {
        CollaborationStage stage;
        for (const auto& view : stage.engine->world.collaborations) {
            stage.open(view.title.c_str());
            const auto buttons = stage.page->detail()->actButtons();
            QCOMPARE(static_cast<std::size_t>(buttons.size()), view.myActs.size());
            for (int i = 0; i < buttons.size(); ++i)
                QCOMPARE(buttons.at(i)->text(),
                         actText(view.myActs[static_cast<std::size_t>(i)], view, QStringLiteral("MTS")));
        }
    }

    void everyStateShowsTheFourLines()
    {
        CollaborationStage stage;
        for (const auto& view : stage.engine->world.collaborations) {
            stage.open(view.title.c_str());
            for (const QString& line : stage.page->detail()->fourLineTexts()) QVERIFY(!line.isEmpty());
        }
    }

    void needsMeFiltersTheTable()
    {
        CollaborationStage stage;
        const int all = stage.page->table()->model()->rowCount();
        stage.page->needsMe()->setChecked(true);
        const int mine = stage.page->table()->model()->rowCount();
        QVERIFY(mine > 0 && mine < all);
    }

    void enterOpensTheRow()
    {
        CollaborationStage stage;
        QTableView* table = stage.page->table();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(stage.navigator.wentTo, QStringLiteral("collaborations"));
        QCOMPARE(stage.navigator.wentToObject.size(), 36);
    }

    void acceptingGoesStraightToTheReview()
    {
        CollaborationStage stage;
        stage.open("Write the grammar test corpus");
        stage.page->detail()->actButtons().first()->click();
        settle();
        const auto* act = stage.lastAct();
        QVERIFY(act);
        QCOMPARE(act->act, Act::Accept);
        QVERIFY(!stage.page->detail()->form());
        QVERIFY(signOpenReview());
    }

    void deliveryNeedsWordsAndAnAnswerForEachResult()
    {
        CollaborationStage stage;
        auto* form = stage.begin<DeliverForm>("Package the light client for Debian", Act::Deliver);
        QVERIFY(form);
        QCOMPARE(form->results().size(), 2);
        form->send();
        QCOMPARE(form->shownFault(), QStringLiteral("Say in a few words what is delivered."));
        form->summary()->setPlainText(QStringLiteral("The package builds."));
        form->send();
        QCOMPARE(form->shownFault(), QStringLiteral("Tick result 1, or say why it is not met."));
        form->results().at(0).met->setChecked(true);
        form->results().at(0).evidence->setText(QStringLiteral("wiki: Package"));
        form->results().at(1).evidence->setText(QStringLiteral("nobody had time"));
        QCOMPARE(form->shownFault(), QString());
        form->send();
        settle();
        const auto* act = stage.lastAct();
        QVERIFY(act);
        QCOMPARE(act->act, Act::Deliver);
        const QString text = QString::fromStdString(act->text);
        QVERIFY(text.startsWith(QStringLiteral("The package builds.")));
        QVERIFY(text.contains(QStringLiteral("1. Met: All 400 corpus programs parse — wiki: Package")));
        QVERIFY(text.contains(QStringLiteral("2. Not met")));
        QVERIFY(signOpenReview());
        QVERIFY(!stage.page->detail()->form());
    }

    void changesNeedReasonsAndEnoughTime()
    {
        CollaborationStage stage;
        auto* form = stage.begin<ChangesForm>("Port the compiler front end", Act::RequestChanges);
        QVERIFY(form);
        form->send();
        QVERIFY(form->shownFault().startsWith(QStringLiteral("Say what must change")));
        form->reasons()->setPlainText(QStringLiteral("Result 2 was not measured."));
        const auto soon = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(stage.session.now() + kDay));
        form->workBy()->setDateTime(soon);
        form->send();
        QCOMPARE(form->workBy()->dateTime(), soon);
        QVERIFY2(form->shownFault().startsWith(QStringLiteral("The new deadline must leave at least")),
                 qPrintable(form->shownFault()));
        QVERIFY(!stage.lastAct());
        form->workBy()->setDateTime(soon.addDays(5));
        form->send();
        settle();
        const auto* act = stage.lastAct();
        QVERIFY(act);
        QCOMPARE(act->act, Act::RequestChanges);
        QCOMPARE(act->workBy, stage.session.now() + 6 * kDay);
    }

    void wordsOfAFormThatWasLeftAreThereAgain()
    {
        CollaborationStage stage;
        auto* form = stage.begin<DisputeForm>("Port the compiler front end", Act::Dispute);
        form->broken().first()->setChecked(true);
        form->story()->setPlainText(QStringLiteral("Twelve of the 400 programs are not parsed at all."));
        form->claim()->setAmount(tokens(60));
        Q_EMIT form->cancelled();
        settle();
        // Another collaboration's form knows nothing of it.
        auto* other = stage.begin<DeliverForm>("Package the light client for Debian", Act::Deliver);
        QVERIFY(other->summary()->toPlainText().isEmpty());
        form = stage.begin<DisputeForm>("Port the compiler front end", Act::Dispute);
        QCOMPARE(form->story()->toPlainText(),
                 QStringLiteral("Twelve of the 400 programs are not parsed at all."));
        QVERIFY(form->broken().first()->isChecked());
        QCOMPARE(form->claim()->amount(), std::optional<Amount>(tokens(60)));
        // Once it is sent nothing of it is kept.
        form->send();
        QVERIFY(signOpenReview());
        form = stage.begin<DisputeForm>("Port the compiler front end", Act::Dispute);
        QVERIFY(form->story()->toPlainText().isEmpty());
    }

    void disputeNeedsAReasonAStoryAndADifferentAmount()
    {
        CollaborationStage stage;
        auto* form = stage.begin<DisputeForm>("Port the compiler front end", Act::Dispute);
        QVERIFY(form);
        form->send();
        QCOMPARE(form->shownFault(), QStringLiteral("Tick what was broken."));
        form->broken().first()->setChecked(true);
        form->story()->setPlainText(QStringLiteral("bad"));
        form->send();
        QVERIFY(form->shownFault().startsWith(QStringLiteral("Say what happened")));
        form->story()->setPlainText(QStringLiteral("Twelve of the 400 programs are not parsed at all."));
        form->claim()->setAmount(tokens(160));
        form->send();
        QVERIFY(form->shownFault().startsWith(QStringLiteral("That is what happens without a dispute")));
        form->claim()->edit()->setText(QStringLiteral("999"));
        form->send();
        QVERIFY(form->shownFault().startsWith(QStringLiteral("The amount must be between")));
        form->claim()->setAmount(tokens(60));
        form->send();
        settle();
        const auto* act = stage.lastAct();
        QVERIFY(act);
        QCOMPARE(act->act, Act::Dispute);
        QCOMPARE(act->amount, tokens(60));
        QVERIFY(QString::fromStdString(act->text).contains(QStringLiteral("Result 1 is not met")));
    }

    void disputeShowsWhatCanBeWonAndLost()
    {
        CollaborationStage stage;
        auto* form = stage.begin<DisputeForm>("Port the compiler front end", Act::Dispute);
        QVERIFY(form);
        form->claim()->setAmount(tokens(60));
        const auto cell = [&](int row, int column) {
            return form->outcomes()->text(row, column).remove(QChar(0x00a0)).remove(QStringLiteral("MTS"));
        };
        // Pot 280. Accepted: 220 for me, no fee. Right: 220, and the fee comes back from the other side.
        QCOMPARE(cell(0, 1), QStringLiteral("+220.00"));
        QCOMPARE(cell(1, 1), QStringLiteral("+220.00"));
        QCOMPARE(cell(1, 2), QStringLiteral("+54.00"));
        // Left as it was (160 for the doer): 120 less the fee of 6.
        QCOMPARE(cell(2, 1), QStringLiteral("+114.00"));
        // At worst everything is lost, and the fee.
        QCOMPARE(cell(3, 1), QStringLiteral("−6.00"));
    }

    void sliderAndFieldSayTheSame()
    {
        AmountSlider slider(QStringLiteral("Amount"), QStringLiteral("MTS"));
        slider.setRange(tokens(60), tokens(160));
        slider.setAmount(tokens(110));
        QCOMPARE(slider.slider()->value(), 50);
        slider.slider()->setValue(100);
        QCOMPARE(slider.amount(), std::optional<Amount>(tokens(160)));
        slider.edit()->setText(QStringLiteral("60"));
        QCOMPARE(slider.slider()->value(), 0);
        slider.edit()->setText(QStringLiteral("59"));
        QVERIFY(!slider.amount());
        QVERIFY(!slider.fault().isEmpty());
    }

    void answerAcceptsOrNamesItsOwnAmount()
    {
        CollaborationStage stage;
        auto* form = stage.begin<AnswerForm>("Error messages in plain words", Act::Answer);
        QVERIFY(form);
        form->send();
        QVERIFY(form->shownFault().startsWith(QStringLiteral("Say why")));
        form->story()->setPlainText(QStringLiteral("Eight of ten readers understood them."));
        // Less than the other side grants is not signed: it would bind the ruling.
        form->counterClaim()->edit()->setText(QStringLiteral("59"));
        form->send();
        settle();
        QVERIFY(form->shownFault().startsWith(QStringLiteral("The other side already grants 60.00")));
        QVERIFY(!stage.lastAct());
        form->counterClaim()->setAmount(tokens(150));
        form->send();
        settle();
        QVERIFY(stage.lastAct());
        QCOMPARE(stage.lastAct()->amount, tokens(150));
        for (QWidget* window : QApplication::topLevelWidgets())
            if (window != stage.page.get() && window->isVisible()) window->close();
        settle();
        form->acceptsClaim()->setChecked(true);
        form->send();
        settle();
        QCOMPARE(stage.lastAct()->amount, tokens(60));
    }

    void rulingStaysBetweenTheSidesAndNeedsReasons()
    {
        CollaborationStage stage;
        auto* form = stage.begin<RulingForm>("Audit of the release script", Act::Rule);
        QVERIFY(form);
        form->ruling()->setAmount(tokens(100));
        form->send();
        QVERIFY(form->shownFault().startsWith(QStringLiteral("A ruling needs reasons")));
        form->reasons()->setPlainText(QStringLiteral("Half of the scripts were audited."));
        form->ruling()->edit()->setText(QStringLiteral("200"));
        form->send();
        QVERIFY(form->shownFault().startsWith(QStringLiteral("The amount must be between 60.00")));
        form->ruling()->setAmount(tokens(100));
        form->send();
        settle();
        QVERIFY(stage.lastAct());
        QCOMPARE(stage.lastAct()->act, Act::Rule);
        QCOMPARE(stage.lastAct()->amount, tokens(100));
    }

    void formClosesWhenTheCollaborationMovesOn()
    {
        CollaborationStage stage;
        auto* form = stage.begin<ChangesForm>("Port the compiler front end", Act::RequestChanges);
        QVERIFY(form);
        stage.page->refresh();
        settle();
        QVERIFY(stage.page->detail()->form());
        stage.engine->world.collaborations.front().seq++;
        stage.engine->world.collaborations.front().state = CollaborationState::ToBeAllocated;
        stage.page->refresh();
        settle();
        QVERIFY(!stage.page->detail()->form());
    }

    void disputeIsShownWhenItWasAskedFor()
    {
        CollaborationStage stage;
        stage.open("Error messages in plain words", QStringLiteral("/dispute"));
        QVERIFY(stage.page->isShowingOne());
        QCOMPARE(stage.page->detail()->tabs()->currentIndex(), 2);
    }

    /// What the case holds is paid out in the end; what was paid for the ruling stays what it was.
    void aPaidRulingStillNamesWhatItCost()
    {
        auto world = test::sampleWorld();
        for (auto& each : world.collaborations) {
            if (each.title != "Error messages in plain words") continue;
            each.courtFee = tokens(7);
            each.dispute->fee = 0;
        }
        CollaborationStage stage(std::move(world));
        stage.open("Error messages in plain words", QStringLiteral("/dispute"));
        const auto labels = stage.page->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text().contains(QStringLiteral("paid 7.00")) &&
                   label->text().contains(QStringLiteral("for the ruling first"));
        }));
    }

    void textOfOthersIsNeverMarkup()
    {
        auto world = test::sampleWorld();
        world.collaborations.front().title = "<b>Title</b>";
        world.collaborations.front().deliveryText = "<img src=x>";
        CollaborationStage stage(std::move(world));
        stage.open("<b>Title</b>");
        for (const auto* label : stage.page->findChildren<QLabel*>())
            if (!label->text().isEmpty()) QCOMPARE(label->textFormat(), Qt::PlainText);
    }
};

STOA_TEST(CollaborationsPageTest)
#include "collaborations_page_test.moc"
