// SPDX-License-Identifier: MIT
#include "ui/pages/tasks/tasks_page.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTableWidget>
#include <QtTest>

#include "tests/support/registry.h"
#include "tests/support/ui/page_stage.h"
#include "ui/bridge/convert.h"
#include "ui/pages/tasks/board_column.h"
#include "ui/pages/tasks/board_view.h"
#include "ui/pages/tasks/factor_editor.h"
#include "ui/pages/tasks/new_task_dialog.h"
#include "ui/pages/tasks/propose_panel.h"
#include "ui/pages/tasks/row_table.h"
#include "ui/pages/tasks/task_detail.h"
#include "ui/pages/tasks/task_model.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/four_lines_view.h"
#include "ui/widgets/money.h"
#include "ui/widgets/money_table.h"

using namespace stoa;
using namespace stoa::ui;
using stoa::test::PageStage;
using stoa::test::settle;
using stoa::test::signOpenReview;
using tx::TaskState;

namespace {

/// A stage with the page on it, shown and filled.
struct TasksStage : PageStage {
    std::unique_ptr<TasksPage> page;

    explicit TasksStage(test::FakeWorld world = test::sampleWorld())
        : PageStage(std::move(world))
        , page(std::make_unique<TasksPage>(context()))
    {
        page->resize(1200, 800);
        page->show();
        page->refresh();
        settle();
    }
    const engine::TaskView& task(const char* number) const
    {
        for (const auto& each : page->model()->rows())
            if (each.number == number) return each;
        qFatal("no task %s", number);
    }
    void openTask(const char* number)
    {
        page->open(idText(task(number).id));
        settle();
    }
    BoardColumn* column(TaskState state) const { return page->board()->column(state); }
    QString bannerText(BannerArea* area) const
    {
        const auto* banner = area->findChild<Banner*>();
        return banner ? banner->text() : QString();
    }
    template <typename Action>
    const Action* lastAction() const
    {
        return engine->prepared.empty() ? nullptr : std::get_if<Action>(&engine->prepared.back());
    }
    void drop(QWidget* target, const ObjectId& id)
    {
        QMimeData data;
        data.setData(QString::fromLatin1(kTaskMime), idText(id).toLatin1());
        QDragEnterEvent enter(QPoint(5, 5), Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &enter);
        QDropEvent event(QPointF(5, 5), Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &event);
        settle();
    }
};

} // namespace

class TasksPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsThatWereNotSavedSurviveARestart()
    {
        TasksStage stage;
        const engine::TaskView& task = stage.page->model()->rows().front();
        const QByteArray number = QByteArray::fromStdString(task.number);
        stage.openTask(number.constData());
        stage.page->detail()->titleEdit()->setText(QStringLiteral("A better title"));
        stage.page.reset(); // the program ends
        stage.page = std::make_unique<TasksPage>(stage.context());
        stage.page->show();
        stage.page->refresh();
        settle();
        stage.openTask(number.constData());
        QCOMPARE(stage.page->detail()->titleEdit()->text(), QStringLiteral("A better title"));
        QVERIFY(stage.bannerText(stage.page->detail()->banners()).contains(QStringLiteral("here again")));
        // Once saved, nothing is kept beside it.
        stage.page->detail()->save();
        QVERIFY(signOpenReview());
        stage.page.reset();
        stage.page = std::make_unique<TasksPage>(stage.context());
        stage.page->show();
        stage.page->refresh();
        settle();
        stage.openTask(number.constData());
        QVERIFY(stage.bannerText(stage.page->detail()->banners()).isEmpty() ||
                !stage.bannerText(stage.page->detail()->banners()).contains(QStringLiteral("here again")));
    }

    void boardShowsFiveColumnsAndEveryTask()
    {
        const TasksStage stage;
        QCOMPARE(stage.page->board()->columns().size(), 5);
        QCOMPARE(stage.page->board()->shown(), static_cast<int>(stage.engine->world.tasks.size()));
    }

    void filterSaysHowManyMatch()
    {
        TasksStage stage;
        stage.page->filterEdit()->setText(QStringLiteral("compiler"));
        QCOMPARE(stage.page->board()->shown(), 1);
        bool isSaid = false;
        for (const auto* label : stage.page->findChildren<QLabel*>())
            isSaid =
                isSaid || (label->isVisible() && label->text() == QStringLiteral("1 of 11 tasks match."));
        QVERIFY(isSaid);
    }

    void keysMoveACardToTheNextColumn()
    {
        TasksStage stage;
        const ObjectId id = stage.task("T-23").id;
        BoardColumn* ready = stage.column(TaskState::Ready);
        QVERIFY(ready->select(id));
        ready->list()->setFocus();
        QTest::keyClick(ready->list(), Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
        settle();
        const auto* move = stage.lastAction<engine::MoveTask>();
        QVERIFY(move);
        QCOMPARE(move->task, id);
        QCOMPARE(move->state, TaskState::InProgress);
        QVERIFY(signOpenReview());
        QVERIFY(
            stage.bannerText(stage.page->banners()).contains(QStringLiteral("T-23 moved to In progress")));
    }

    void cardIsDroppedIntoAnEmptyColumnToo()
    {
        auto world = test::sampleWorld();
        std::erase_if(world.tasks, [](const auto& task) { return task.state == TaskState::Done; });
        TasksStage stage(std::move(world));
        BoardColumn* done = stage.column(TaskState::Done);
        QCOMPARE(done->filter()->rowCount(), 0);
        const ObjectId id = stage.task("T-22").id;
        stage.drop(done->list()->viewport(), id);
        const auto* move = stage.lastAction<engine::MoveTask>();
        QVERIFY(move);
        QCOMPARE(move->state, TaskState::Done);
    }

    void headOfAColumnTakesADropToo()
    {
        TasksStage stage;
        stage.drop(stage.column(TaskState::Ready), stage.task("T-22").id);
        const auto* move = stage.lastAction<engine::MoveTask>();
        QVERIFY(move);
        QCOMPARE(move->state, TaskState::Ready);
    }

    void taskWithACollaborationIsNotMovedAndSaysWhy()
    {
        TasksStage stage;
        stage.drop(stage.column(TaskState::Done), stage.task("T-1").id);
        QVERIFY(stage.engine->prepared.empty());
        const QString said = stage.bannerText(stage.page->banners());
        QVERIFY2(said.contains(QStringLiteral("follows its collaboration")), qPrintable(said));
        const auto* banner = stage.page->banners()->findChild<Banner*>();
        QVERIFY(banner);
        auto* next = banner->findChild<QPushButton*>();
        QVERIFY(next);
        next->click();
        QCOMPARE(stage.navigator.wentTo, QStringLiteral("collaborations"));
    }

    void titleIsEnoughForANewTask()
    {
        TasksStage stage;
        stage.page->createTask();
        settle();
        auto* dialog = stage.page->findChild<NewTaskDialog*>();
        QVERIFY(dialog);
        dialog->create();
        QCOMPARE(dialog->fault(), QStringLiteral("A task needs a title."));
        QVERIFY(stage.engine->prepared.empty());
        dialog->titleEdit()->setText(QStringLiteral("  Draw a map  "));
        dialog->create();
        settle();
        const auto* save = stage.lastAction<engine::SaveTask>();
        QVERIFY(save);
        QCOMPARE(save->title, std::string("Draw a map"));
        QVERIFY(save->task.isZero());
    }

    void factorsShowWhatIsMissingWhileTheyAreWritten()
    {
        TasksStage stage;
        stage.openTask("T-22");
        FactorEditor* factors = stage.page->detail()->factors();
        QCOMPARE(factors->complete(), 0);
        factors->context()->setPlainText(QStringLiteral("The name is asked for every week."));
        QCOMPARE(factors->state(content::Factor::Context), content::FactorState::Complete);
        QCOMPARE(factors->complete(), 1);
        QVERIFY(stage.page->detail()->progress()->text().startsWith(QStringLiteral("1 of 7 complete")));

        RowTable* results = factors->results();
        results->setRows({{QStringLiteral("Found"), QStringLiteral("names"), QStringLiteral("1"),
                           QStringLiteral("vote"), QStringLiteral("60")}});
        results->table()->item(0, 4)->setText(QStringLiteral("70"));
        QCOMPARE(factors->state(content::Factor::Results), content::FactorState::Started);
        QVERIFY(factors->missing(content::Factor::Results).contains(QStringLiteral("100")));
        results->table()->item(0, 4)->setText(QStringLiteral("100"));
        QCOMPARE(factors->state(content::Factor::Results), content::FactorState::Complete);
    }

    void statementComesBackAsItWasFilledIn()
    {
        TasksStage stage;
        stage.openTask("T-4");
        auto expected = stage.task("T-4").statement;
        auto written = stage.page->detail()->factors()->statement();
        written.title = expected.title;
        QVERIFY(written == expected);
    }

    void proposingWaitsForAllSevenFactors()
    {
        auto world = test::sampleWorld();
        for (auto& task : world.tasks)
            if (task.number == "T-23") {
                task.statement = world.tasks.front().statement;
                task.statement.goals.clear();
            }
        TasksStage stage(std::move(world));
        stage.openTask("T-23");
        TaskDetail* detail = stage.page->detail();
        QVERIFY(!detail->proposeButton()->isEnabled());
        QVERIFY2(detail->whyNotPropose().startsWith(QStringLiteral("6 of 7 factors")),
                 qPrintable(detail->whyNotPropose()));
        QCOMPARE(detail->proposeButton()->accessibleDescription(), detail->whyNotPropose());
    }

    void unsavedTextComesBackAndIsSavedAsWritten()
    {
        TasksStage stage;
        stage.openTask("T-22");
        TaskDetail* detail = stage.page->detail();
        QVERIFY(!detail->saveButton()->isEnabled());
        detail->titleEdit()->setText(QStringLiteral("Choose a better name"));
        QVERIFY(detail->saveButton()->isEnabled());
        stage.page->open({});
        stage.openTask("T-22");
        QCOMPARE(detail->titleEdit()->text(), QStringLiteral("Choose a better name"));
        QVERIFY(detail->isDirty());
        detail->save();
        settle();
        const auto* save = stage.lastAction<engine::SaveTask>();
        QVERIFY(save);
        QCOMPARE(save->title, std::string("Choose a better name"));
        QCOMPARE(save->task, stage.task("T-22").id);
        QVERIFY(signOpenReview());
        QVERIFY(!detail->isDirty());
    }

    void emptyTitleIsRefusedWithASentence()
    {
        TasksStage stage;
        stage.openTask("T-22");
        TaskDetail* detail = stage.page->detail();
        detail->titleEdit()->setText(QStringLiteral("   "));
        detail->save();
        settle();
        QVERIFY(stage.engine->prepared.empty());
        QCOMPARE(detail->titleEdit()->accessibleDescription(), QStringLiteral("A task needs a title."));
    }

    void signedStatementIsReadOnly()
    {
        TasksStage stage;
        stage.openTask("T-1");
        QVERIFY(!stage.page->detail()->titleEdit()->isEnabled());
        QVERIFY(stage.page->detail()->factors()->context()->isReadOnly());
        QVERIFY(!stage.page->detail()->proposeButton()->isVisible());
        for (const QString& line : stage.page->detail()->fourLines()->texts()) QVERIFY(!line.isEmpty());
    }

    void proposalIsFilledInByTheCharterAndRefusesBadTerms()
    {
        auto world = test::sampleWorld();
        for (auto& task : world.tasks)
            if (task.number == "T-23") {
                task.statement = world.tasks.front().statement;
                task.factorsComplete = 7;
                task.reward = 100 * kToken;
            }
        world.network.clockIsSettable = true;
        TasksStage stage(std::move(world));
        stage.openTask("T-23");
        TaskDetail* detail = stage.page->detail();
        QVERIFY2(detail->proposeButton()->isEnabled(), qPrintable(detail->whyNotPropose()));
        detail->proposeButton()->click();
        ProposePanel* panel = detail->proposePanel();
        QCOMPARE(panel->fault(), QString());
        QCOMPARE(panel->askerDeposit()->amount(), std::optional<Amount>(20 * kToken));
        panel->reward()->setText(QStringLiteral("200"));
        QCOMPARE(panel->doerDeposit()->amount(), std::optional<Amount>(40 * kToken));
        QVERIFY(panel->prospect().contains(QStringLiteral("Worst case for you: you lose 240.00")));
        QCOMPARE(panel->outcomes()->text(2, 1).remove(QChar(0x00a0)), QStringLiteral("−240.00MTS"));

        panel->doerDeposit()->setText(QStringLiteral("5"));
        QVERIFY(panel->fault().startsWith(QStringLiteral("A deposit is at least 40.00")));
        QVERIFY(!panel->proposeButton()->isEnabled());
        panel->doerDeposit()->setText(QStringLiteral("40"));
        panel->reward()->setText(QStringLiteral("many"));
        QVERIFY(!panel->fault().isEmpty());
        panel->reward()->setText(QStringLiteral("5000"));
        panel->askerDeposit()->setText(QStringLiteral("1000"));
        panel->doerDeposit()->setText(QStringLiteral("1000"));
        QVERIFY(panel->fault().startsWith(QStringLiteral("You would lock 6")));
        panel->reward()->setText(QStringLiteral("200"));
        QCOMPARE(panel->fault(), QString());
        const QDateTime answer = panel->answerBy()->dateTime();
        panel->workBy()->setDateTime(answer);
        QVERIFY(panel->fault().startsWith(QStringLiteral("The work must be due after")));
        panel->workBy()->setDateTime(answer.addDays(5));
        panel->proposeButton()->click();
        settle();
        const auto* proposed = stage.lastAction<engine::ProposeCollaboration>();
        QVERIFY(proposed);
        QCOMPARE(proposed->reward, 200 * kToken);
        QVERIFY(proposed->doer.isZero());
        QCOMPARE(proposed->workBy, static_cast<Timestamp>(answer.addDays(5).toSecsSinceEpoch()));
        QVERIFY(signOpenReview());
        QCOMPARE(stage.navigator.wentTo, QStringLiteral("collaborations"));
    }

    void theCompanyAsksOutOfItsTreasuryAndAnotherCompanyIsAsked()
    {
        auto world = test::sampleWorld();
        for (auto& task : world.tasks)
            if (task.number == "T-23") {
                task.statement = world.tasks.front().statement;
                task.factorsComplete = 7;
                task.reward = 100 * kToken;
            }
        engine::CompanySummary guild = world.companies.front();
        guild.dac = DacId{{0x9a, 1}};
        guild.name = "Guild";
        world.companies.push_back(guild);
        auto& company = world.companyViews.front();
        company.spendableNow = 130 * kToken;
        const DacId dac = company.dac;
        TasksStage stage(std::move(world));
        stage.openTask("T-23");
        stage.page->detail()->proposeButton()->click();
        ProposePanel* panel = stage.page->detail()->proposePanel();
        QCOMPARE(panel->asker()->count(), 2);
        panel->asker()->setCurrentIndex(1);
        QCOMPARE(panel->fault(), QString());
        QVERIFY(panel->prospect().startsWith(QStringLiteral("The treasury locks 120.00")));
        panel->reward()->setText(QStringLiteral("120"));
        QVERIFY(panel->fault().startsWith(QStringLiteral("The treasury would lock 144.00")));
        panel->reward()->setText(QStringLiteral("100"));
        panel->doer()->setCurrentIndex(panel->doer()->findData(idText(DacId{{0x9a, 1}})));
        panel->proposeButton()->click();
        settle();
        const auto* proposed = stage.lastAction<engine::ProposeCollaboration>();
        QVERIFY(proposed);
        QCOMPARE(proposed->asker, dac);
        QCOMPARE(proposed->doerCompany, (DacId{{0x9a, 1}}));
        QVERIFY(proposed->doer.isZero());
    }

    void nobodyProposesToTheArbitrator()
    {
        TasksStage stage;
        stage.openTask("T-23");
        ProposePanel* panel = stage.page->detail()->proposePanel();
        panel->start(stage.task("T-23"), stage.engine->world.companyViews.front());
        const auto arbitrator = idText(stage.engine->world.companyViews.front().arbitrator.address);
        QCOMPARE(panel->doer()->findData(arbitrator), -1);
        QCOMPARE(panel->doer()->itemData(0).toString(), QString());
    }

    void sampleCompanyCannotBeChanged()
    {
        auto world = test::sampleWorld();
        world.network.mode = engine::NetworkMode::Sample;
        TasksStage stage(std::move(world));
        stage.openTask("T-22");
        QVERIFY(!stage.page->detail()->saveButton()->isEnabled());
        QVERIFY(!stage.page->detail()->proposeButton()->isEnabled());
        QVERIFY(stage.page->detail()->whyNotPropose().contains(QStringLiteral("sample company")));
    }
};

STOA_TEST(TasksPageTest)
#include "tasks_page_test.moc"
