// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/collaboration_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

#include "tests/support/registry.h"
#include "tests/support/ui/page_stage.h"
#include "ui/pages/collaborations/collaboration_steps.h"

using namespace stoa;
using namespace stoa::ui;
using engine::CollaborationState;
using stoa::test::PageStage;

class CollaborationModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modelKeepsItsPromises()
    {
        const PageStage stage;
        CollaborationModel model(stage.session);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        CollaborationFilter filter(model);
        const QAbstractItemModelTester filterTester(&filter,
                                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto rows = stage.engine->world.collaborations;
        model.setRows(rows);
        std::reverse(rows.begin(), rows.end());
        rows.pop_back();
        model.setRows(rows);
        QCOMPARE(model.rowCount(), static_cast<int>(rows.size()));
        filter.sort(CollaborationModel::RewardColumn);
        model.setRows({});
    }

    void needsMeShowsOnlyWhatWaitsForMe()
    {
        const PageStage stage;
        CollaborationModel model(stage.session);
        CollaborationFilter filter(model);
        model.setRows(stage.engine->world.collaborations);
        filter.setNeedsMe(true);
        QVERIFY(filter.rowCount() > 0);
        QVERIFY(filter.rowCount() < model.rowCount());
        for (int row = 0; row < filter.rowCount(); ++row)
            QVERIFY(filter.view(filter.index(row, 0))->next.waitsForMe);
        filter.setNeedsMe(false);
        filter.setText(QStringLiteral("settled"));
        QCOMPARE(filter.rowCount(), 1);
    }

    void whoeverIsNotMeStandsInTheTable()
    {
        const PageStage stage;
        for (const auto& view : stage.engine->world.collaborations) {
            const QString with = withText(view);
            QVERIFY(!with.isEmpty());
            if (view.iAmAsker || view.iAmDoer) QVERIFY(with != QStringLiteral("You"));
        }
    }

    void everyStateHasItsPlaceInTheSteps()
    {
        const PageStage stage;
        for (const auto& view : stage.engine->world.collaborations) {
            const Steps steps = stepsOf(view);
            QVERIFY(steps.names.size() >= 2);
            QVERIFY(steps.current >= 0 && steps.current <= steps.names.size());
            const bool isDisputed =
                view.state == CollaborationState::Disputed || view.state == CollaborationState::Ruled;
            QCOMPARE(steps.disputeFrom >= 0, isDisputed);
        }
    }

    void historyIsNewestFirstAndKnowsMyActions()
    {
        engine::CollaborationView view;
        view.dac[0] = 1;
        view.id[0] = 9;
        view.started = 1000;
        view.stateSince = 3000;
        engine::ActionView mine;
        tx::Approve approve;
        approve.dac = view.dac;
        approve.collaboration = view.id;
        mine.payload = approve;
        mine.time = 2000;
        engine::ActionView other = mine;
        approve.collaboration[0] = 8;
        other.payload = approve;
        const auto rows = historyOf(view, {mine, other}, QStringLiteral("MTS"));
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(rows[0].time, Timestamp{3000});
        QCOMPARE(rows[1].time, Timestamp{2000});
        QCOMPARE(rows[2].time, Timestamp{1000});
    }
};

STOA_TEST(CollaborationModelTest)
#include "collaboration_model_test.moc"
