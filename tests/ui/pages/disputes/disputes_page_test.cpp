// SPDX-License-Identifier: MIT
#include "ui/pages/disputes/disputes_page.h"
#include "ui/widgets/table.h"

#include <QAbstractItemModelTester>
#include <QTableView>
#include <QtTest>

#include "tests/support/registry.h"
#include "tests/support/ui/page_stage.h"
#include "ui/pages/disputes/dispute_model.h"
#include "ui/words/dates.h"

using namespace stoa;
using namespace stoa::ui;
using stoa::test::PageStage;
using stoa::test::settle;

class DisputesPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modelKeepsItsPromises()
    {
        const PageStage stage;
        DisputeModel model(stage.session);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto rows = stage.engine->world.collaborations;
        std::erase_if(rows, [](const auto& each) { return !each.dispute; });
        QVERIFY(rows.size() >= 3);
        model.setRows(rows);
        rows.erase(rows.begin());
        model.setRows(rows);
        QCOMPARE(model.rowCount(), static_cast<int>(rows.size()));
    }

    void disputesAboutMeAndForMeStandApart()
    {
        PageStage stage;
        DisputesPage page(stage.context());
        page.refresh();
        settle();
        QCOMPARE(page.aboutMe()->model()->rowCount(), 2);
        QCOMPARE(page.forMe()->model()->rowCount(), 1);
    }

    void everyDeadlineHasASubject()
    {
        const PageStage stage;
        const Timestamp now = stage.session.now();
        for (auto view : stage.engine->world.collaborations) {
            if (!view.dispute) continue;
            const QString text = deadlineSentence(view, now);
            if (view.state == engine::CollaborationState::Disputed) {
                const bool isMine =
                    view.dispute->state == engine::CaseState::Open ? view.iAmDoer : view.iAmArbitrator;
                QCOMPARE(text.startsWith(QStringLiteral("You ")), isMine);
            }
            QVERIFY(text.endsWith(QLatin1Char('.')));
        }
    }

    /// The salt has a day; the draw after it has none, and may be late.
    void aDrawThatIsLateNamesNoDay()
    {
        const PageStage stage;
        const Timestamp now = stage.session.now();
        for (auto view : stage.engine->world.collaborations) {
            if (!view.dispute || view.state != engine::CollaborationState::Disputed) continue;
            view.dispute->state = engine::CaseState::Drawing;
            view.next.by = view.next.otherwiseAt = now + 10 * kDay;
            view.next.who = engine::Actor::Claimant;
            const QString salt = deadlineSentence(view, now);
            QVERIFY2(salt.contains(shortDateText(view.next.by, now)), qPrintable(salt));
            view.next.by = view.next.otherwiseAt = now - 10 * kDay;
            view.next.who = engine::Actor::Network;
            const QString draw = deadlineSentence(view, now);
            QVERIFY(!draw.isEmpty() && draw != salt);
            QVERIFY2(!draw.contains(shortDateText(view.next.by, now)), qPrintable(draw));
        }
    }

    /// As long as a side can appeal, nothing is paid.
    void aRulingThatCanBeAppealedIsNotCalledPaid()
    {
        const PageStage stage;
        const Timestamp now = stage.session.now();
        auto& all = stage.engine->world.collaborations;
        const auto at = std::find_if(all.begin(), all.end(), [](const auto& each) { return each.dispute; });
        QVERIFY(at != all.end());
        engine::CollaborationView view = *at;
        view.state = engine::CollaborationState::Ruled;
        view.dispute->state = engine::CaseState::Ruled;
        view.next.by = now + 3 * kDay;
        view.next.ifNobodyActs = engine::DefaultOutcome::RulingStands;
        const QString open = deadlineSentence(view, now);
        QVERIFY2(open.contains(QStringLiteral("appealed until ") + shortDateText(view.next.by, now)),
                 qPrintable(open));
        QVERIFY2(!open.contains(QStringLiteral("next block")), qPrintable(open));
        view.next.ifNobodyActs = engine::DefaultOutcome::PaysRuling;
        QVERIFY(deadlineSentence(view, now).contains(QStringLiteral("next block")));
    }

    void enterOpensTheDisputeOfTheCollaboration()
    {
        PageStage stage;
        DisputesPage page(stage.context());
        page.refresh();
        settle();
        page.forMe()->setCurrentIndex(page.forMe()->model()->index(0, 0));
        QTest::keyClick(page.forMe(), Qt::Key_Return);
        QCOMPARE(stage.navigator.wentTo, QStringLiteral("collaborations"));
        QVERIFY(stage.navigator.wentToObject.endsWith(QStringLiteral("/dispute")));
    }
};

STOA_TEST(DisputesPageTest)
#include "disputes_page_test.moc"
