// SPDX-License-Identifier: MIT
#include "ui/pages/tasks/task_model.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QtTest>

#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"
#include "ui/bridge/convert.h"
#include "ui/pages/tasks/move_rules.h"

using namespace stoa;
using namespace stoa::ui;
using engine::CollaborationState;
using tx::TaskState;

namespace {
constexpr auto kFail = QAbstractItemModelTester::FailureReportingMode::QtTest;
}

class TaskModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modelKeepsItsPromisesWhileRowsComeGoAndMove()
    {
        TaskModel model;
        const QAbstractItemModelTester tester(&model, kFail);
        auto tasks = test::sampleWorld().tasks;
        model.setRows(tasks);
        QCOMPARE(model.rowCount(), static_cast<int>(tasks.size()));
        std::rotate(tasks.begin(), tasks.begin() + 3, tasks.end());
        tasks.erase(tasks.begin() + 1);
        model.setRows(tasks);
        QCOMPARE(model.rowCount(), static_cast<int>(tasks.size()));
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.rows()[static_cast<std::size_t>(row)].id, tasks[static_cast<std::size_t>(row)].id);
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }

    void columnKeepsItsPromisesWhileTasksChangeState()
    {
        TaskModel model;
        ColumnFilter ready(model, TaskState::Ready);
        const QAbstractItemModelTester tester(&ready, kFail);
        auto tasks = test::sampleWorld().tasks;
        model.setRows(tasks);
        const int before = ready.rowCount();
        tasks.front().state = TaskState::Ready;
        model.setRows(tasks);
        QCOMPARE(ready.rowCount(), before + 1);
    }

    void everyTaskStandsInExactlyOneColumn()
    {
        TaskModel model;
        model.setRows(test::sampleWorld().tasks);
        int shown = 0;
        for (const TaskState state : boardColumns()) shown += ColumnFilter(model, state).rowCount();
        QCOMPARE(shown, model.rowCount());
    }

    void filterFindsWordsPeopleAndCollaborations()
    {
        auto tasks = test::sampleWorld().tasks;
        TaskModel model;
        model.setRows(tasks);
        const auto found = [&](const char* text) {
            int sum = 0;
            for (const TaskState state : boardColumns()) {
                ColumnFilter filter(model, state);
                filter.setQuery(TaskQuery(QString::fromLatin1(text)));
                sum += filter.rowCount();
            }
            return sum;
        };
        QCOMPARE(found("COMPILER front"), 1);
        QCOMPARE(found("nothing-like-this"), 0);
        QCOMPARE(found("T-21"), 1);
        QCOMPARE(found("assignee:me"), 3);
        QCOMPARE(found("assignee:mira compiler"), 1);
        QVERIFY(found("has:collaboration") < model.rowCount());
        QVERIFY(found("assignee:nobody") > 0);
    }

    void screenReaderHearsNumberTitleColumnAndMark()
    {
        TaskModel model;
        model.setSymbol(QStringLiteral("MTS"));
        model.setRows(test::sampleWorld().tasks);
        const QString text = model.index(10, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(text.startsWith(QStringLiteral("T-23, Collect opcodes that nobody uses, Ready")),
                 qPrintable(text));
        QVERIFY2(text.endsWith(QStringLiteral("6 of 7 factors")), qPrintable(text));
    }

    void draggedTaskCarriesItsId()
    {
        TaskModel model;
        model.setRows(test::sampleWorld().tasks);
        const std::unique_ptr<QMimeData> data(model.mimeData({model.index(2, 0)}));
        QCOMPARE(QString::fromLatin1(data->data(QString::fromLatin1(kTaskMime))), idText(model.rows()[2].id));
    }

    void taskWithACollaborationFollowsIt()
    {
        engine::TaskView task;
        task.state = TaskState::InProgress;
        QVERIFY(adviseMove(task, TaskState::Done).isAllowed);
        task.collaboration = ObjectId{};
        for (const auto state :
             {CollaborationState::Proposed, CollaborationState::Active, CollaborationState::Delivered,
              CollaborationState::ToBeAllocated, CollaborationState::Disputed, CollaborationState::Ruled,
              CollaborationState::Settled}) {
            task.collaborationState = state;
            const MoveAdvice advice = adviseMove(task, TaskState::Done);
            QVERIFY(!advice.isAllowed);
            QVERIFY(!advice.why.isEmpty());
            QVERIFY(!advice.nextStep.isEmpty());
            QVERIFY(adviseMove(task, task.state).isAllowed);
        }
        task.collaborationState = CollaborationState::Proposed;
        QVERIFY(adviseMove(task, TaskState::Ready).isAllowed);
        for (const auto state : {CollaborationState::Cancelled, CollaborationState::Refunded}) {
            task.collaborationState = state;
            QVERIFY(adviseMove(task, TaskState::Backlog).isAllowed);
        }
    }

    void neighboursEndAtTheBoardsEdges()
    {
        QCOMPARE(neighbourColumn(TaskState::Backlog, -1), TaskState::Backlog);
        QCOMPARE(neighbourColumn(TaskState::Backlog, 1), TaskState::Ready);
        QCOMPARE(neighbourColumn(TaskState::Done, 1), TaskState::Done);
        QCOMPARE(neighbourColumn(TaskState::Done, -1), TaskState::Review);
    }
};

STOA_TEST(TaskModelTest)
#include "task_model_test.moc"
