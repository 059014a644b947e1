// SPDX-License-Identifier: MIT
#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"
#include "tests/support/ui/open_dialogs.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/pages/page_list.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

using namespace stoa;
using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Stage {
    Theme theme;
    std::shared_ptr<test::FakeEngine> engine;
    UiSettings settings;
    EngineBridge bridge;
    MainWindow window{bridge, theme, settings};

    Stage(test::FakeWorld world, const QString& page)
        : engine(std::make_shared<test::FakeEngine>(std::move(world)))
    {
        window.resize(1280, 800);
        window.show();
        bridge.attach(engine);
        const bool isLoaded = QTest::qWaitFor([this] { return window.session().isLoaded(); });
        Q_ASSERT(isLoaded);
        Q_UNUSED(isLoaded)
        window.go(page);
        QTest::qWait(20);
    }
    ~Stage() { test::deleteDialogs(); }

    bool says(const QString& text) const
    {
        for (const QLabel* label : window.currentPage()->findChildren<QLabel*>())
            if (label->isVisibleTo(window.currentPage()) && label->text().contains(text)) return true;
        return false;
    }
    /// Whether a cell of a table on the page contains the text.
    bool cell(const QString& text) const
    {
        for (const auto* table : window.currentPage()->findChildren<QTableView*>())
            for (int row = 0; row < table->model()->rowCount(); ++row)
                for (int column = 0; column < table->model()->columnCount(); ++column)
                    if (table->model()->index(row, column).data().toString().contains(text)) return true;
        return false;
    }
    template <typename T>
    T* find(const QString& name) const
    {
        return window.currentPage()->findChild<T*>(name);
    }
    QPushButton* button(const QString& name) const { return find<QPushButton>(name); }
};

} // namespace

class OwnPagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void welcomeOffersWhatFitsTheState()
    {
        Stage nobody(test::emptyWorld(), page::kWelcome);
        QVERIFY(nobody.button(u"choice-wallet"_s) && nobody.button(u"choice-key"_s) &&
                nobody.button(u"choice-invite"_s) && nobody.button(u"choice-eye"_s));
        test::FakeWorld world = test::emptyWorld();
        world.wallet.exists = true;
        Stage withWallet(world, page::kWelcome);
        QVERIFY(withWallet.button(u"choice-company"_s) && withWallet.button(u"choice-gift"_s));
    }

    void lookingAroundAsksForTheSample()
    {
        Stage stage(test::emptyWorld(), page::kWelcome);
        QSignalSpy wanted(&stage.window, &MainWindow::sampleWanted);
        stage.button(u"choice-eye"_s)->click();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().at(0).toBool(), true);
    }

    void homeSaysWhatWhoByWhenAndOtherwise()
    {
        Stage stage(test::sampleWorld(), page::kHome);
        QTRY_VERIFY(stage.says(u"Mira P. delivered"_s));
        QVERIFY(stage.says(u"Who must act"_s) && stage.says(u"By when"_s) && stage.says(u"If nobody acts"_s));
        QVERIFY(stage.says(u"the work counts as accepted"_s));
        QVERIFY(stage.says(u"We turn old programs"_s));
        QVERIFY(stage.says(u"212.40"_s));
    }

    void homeKeepsTheKeyboardWhereItIsWhenEventsCome()
    {
        Stage stage(test::sampleWorld(), page::kHome);
        QTRY_VERIFY(stage.says(u"Mira P. delivered"_s));
        stage.window.activateWindow();
        const auto openButtons = [&] {
            QList<QPushButton*> found;
            for (auto* button : stage.window.currentPage()->findChildren<QPushButton*>())
                if (button->objectName().startsWith(u"open-"_s) && !button->isHidden()) found << button;
            return found;
        };
        QPointer<QPushButton> second = openButtons().at(1);
        const QString name = second->objectName();
        second->setFocus();
        QCOMPARE(stage.window.focusWidget(), second);
        // Nothing that it shows has changed: the very same row stays.
        stage.engine->tell(engine::CompanyChanged{stage.engine->world.companies.front().dac});
        QTest::qWait(250);
        QVERIFY(second);
        QCOMPARE(stage.window.focusWidget(), second);
        // The first is done: the second has become the first, and still has the keyboard.
        stage.engine->world.inbox.erase(stage.engine->world.inbox.begin());
        stage.engine->tell(engine::CompanyChanged{stage.engine->world.companies.front().dac});
        QTRY_VERIFY(!second);
        QCOMPARE(openButtons().front()->objectName(), name);
        QCOMPARE(stage.window.focusWidget(), openButtons().front());
    }

    void aCompanyInWhichNothingHappenedSaysSo()
    {
        test::FakeWorld world = test::sampleWorld();
        world.tasks.clear();
        world.collaborations.clear();
        world.pages.clear();
        Stage stage(world, page::kHome);
        QTRY_VERIFY(stage.says(u"Nothing yet. Tasks, collaborations and wiki pages"_s));
        for (const auto* table : stage.window.currentPage()->findChildren<QTableView*>())
            QVERIFY2(!table->isVisible() || table->model()->rowCount() > 0,
                     qPrintable(table->accessibleName() + u" shows heads of nothing"_s));
    }

    void companyPagesSayThatThereIsNoCompany()
    {
        test::FakeWorld world = test::emptyWorld();
        world.wallet.exists = true;
        for (const QString& id : {page::kHome, page::kTasks, page::kCollaborations, page::kWiki}) {
            Stage stage(world, id);
            QTRY_VERIFY2(stage.says(u"You are not in a company yet."_s), qPrintable(id));
            QVERIFY2(!stage.button(u"invite"_s), qPrintable(id));
            QVERIFY(stage.says(u"invitation link that a member gave you"_s));
            // As soon as there is one, the page that was wanted stands there.
            const test::FakeWorld full = test::sampleWorld();
            stage.engine->world.companies = full.companies;
            stage.engine->world.companyViews = full.companyViews;
            stage.engine->tell(engine::CompanyChanged{full.companies.front().dac});
            QTRY_VERIFY2(!stage.says(u"You are not in a company yet."_s), qPrintable(id));
            QCOMPARE(stage.window.currentPage()->objectName(), u"page-"_s + id);
        }
        Stage nobody(test::emptyWorld(), page::kHome);
        QTRY_VERIFY(nobody.says(u"First comes a wallet"_s));
    }

    void homeSaysThatNothingNeedsMe()
    {
        test::FakeWorld world = test::sampleWorld();
        world.inbox.clear();
        Stage stage(world, page::kHome);
        QTRY_VERIFY(stage.says(u"Nothing needs you."_s));
    }

    void balanceIsNeverZeroWhileItIsNotKnown()
    {
        test::FakeWorld world = test::sampleWorld();
        world.wallet.isKnown = false;
        world.wallet.available = 0;
        Stage stage(world, page::kWallet);
        QTRY_VERIFY(stage.says(u"Not known yet"_s));
        for (const QLabel* label : stage.window.currentPage()->findChildren<QLabel*>())
            QVERIFY(!label->text().startsWith(u"0.00"_s));
    }

    void walletKeepsFourNumbersApart()
    {
        Stage stage(test::sampleWorld(), page::kWallet);
        for (const QString& name :
             {u"Available"_s, u"Locked in deposits"_s, u"Coming in"_s, u"Frozen by disputes"_s})
            QTRY_VERIFY(stage.says(name));
        QVERIFY(stage.says(u"640.00"_s) && stage.says(u"1"_s + QChar(0x2009) + u"310.50"_s));
    }

    void faucetIsForLocalNetworksOnly()
    {
        Stage local(test::sampleWorld(), page::kWallet);
        QTRY_VERIFY(local.button(u"faucet"_s)->isVisible());
        const Amount before = local.engine->world.wallet.available;
        local.button(u"faucet"_s)->click();
        QTRY_VERIFY(local.engine->world.wallet.available > before);
        test::FakeWorld world = test::sampleWorld();
        world.network.mode = engine::NetworkMode::Remote;
        Stage remote(world, page::kWallet);
        QTRY_VERIFY(!remote.button(u"faucet"_s)->isVisible());
    }

    void testSwitchesExistOnlyWhereTheyMayBeUsed()
    {
        Stage stage(test::sampleWorld(), page::kNetwork);
        QTRY_VERIFY(stage.button(u"corruptNextBatch"_s)->isVisibleTo(stage.window.currentPage()));
        stage.button(u"corruptNextBatch"_s)->click();
        QTRY_VERIFY(stage.engine->world.network.corruptNextBatch);
        QTRY_VERIFY(!stage.button(u"corruptNextBatch"_s)->isEnabled());
        const Timestamp before = stage.engine->world.network.now;
        stage.button(u"advanceTime"_s)->click();
        QTRY_COMPARE(stage.engine->world.network.now, before + kDay);
        QTRY_VERIFY(stage.says(u"25 November"_s));

        test::FakeWorld world = test::sampleWorld();
        world.network.mode = engine::NetworkMode::Remote;
        world.network.clockIsSettable = false;
        Stage remote(world, page::kNetwork);
        QTest::qWait(20);
        QVERIFY(!remote.button(u"corruptNextBatch"_s)->isVisibleTo(remote.window.currentPage()));
        QVERIFY(!remote.button(u"advanceTime"_s)->isVisibleTo(remote.window.currentPage()));
    }

    void earningsAreCollectedWhereANodeRuns()
    {
        Stage stage(test::sampleWorld(), page::kNetwork);
        QTRY_VERIFY(stage.button(u"collectEarnings"_s)->isVisible());
        stage.engine->onCollectEarnings = [](const auto&) {
            return engine::CollectedView{3 * kToken, 250 * kToken};
        };
        stage.button(u"collectEarnings"_s)->click();
        const auto form = [] { return qobject_cast<ActDialog*>(QApplication::activeModalWidget()); };
        QTRY_VERIFY(form() && form()->objectName() == u"collectForm"_s);
        form()->send();
        QTRY_VERIFY(stage.says(u"3.00"_s) &&
                    stage.says(u"are on their way to your own account, and 250.00"_s));
        stage.engine->onReadEarnings = [](const auto&) { return ErrorCode::Offline; };
        stage.button(u"collectEarnings"_s)->click();
        QTRY_VERIFY(!stage.says(u"are on their way"_s));
        QVERIFY(!form());

        test::FakeWorld world = test::sampleWorld();
        world.network.mode = engine::NetworkMode::Remote;
        Stage remote(world, page::kNetwork);
        QTest::qWait(20);
        QVERIFY(!remote.button(u"collectEarnings"_s)->isVisible());
        remote.engine->world.network.operators.aggregator = remote.engine->world.network.aggregator;
        remote.engine->tell(engine::NetworkChanged{});
        QTRY_VERIFY(remote.button(u"collectEarnings"_s)->isVisible());
    }

    /// What is off, by how much, what it means and what to do; and in the status bar of every page.
    void aClockThatCannotBeRightIsShownWithWhatItMeans()
    {
        test::FakeWorld world = test::sampleWorld();
        world.network.clockIsSettable = false;
        Stage stage(world, page::kNetwork);
        const auto statusSays = [&](const QString& text) {
            for (const auto* cell : stage.window.statusBar()->findChildren<QToolButton*>())
                if (cell->isVisible() && cell->accessibleName() == text) return true;
            return false;
        };
        const auto show = [&](const engine::ClockView& clock, engine::NetworkMode mode) {
            stage.engine->world.network.clock = clock;
            stage.engine->world.network.mode = mode;
            stage.engine->tell(engine::NetworkChanged{});
        };
        QTRY_VERIFY(stage.says(u"the network's time follows it"_s));
        QVERIFY(!statusSays(u"Clock 2 h behind"_s) && !stage.says(u"behind the network's time"_s));

        show({2 * kHour, 0, 0}, engine::NetworkMode::Local);
        QTRY_VERIFY(stage.says(u"This computer's clock is 2 h behind the network's time."_s));
        QVERIFY(stage.says(u"no deadline passes, nothing becomes final, and no deposit comes back."_s));
        QVERIFY(stage.says(u"Set the clock if it is wrong."_s));
        QVERIFY(statusSays(u"Clock 2 h behind"_s));
        stage.window.go(page::kHome); // wherever the person is
        QVERIFY(statusSays(u"Clock 2 h behind"_s));
        stage.window.go(page::kNetwork);

        show({0, kHour, 0}, engine::NetworkMode::Remote);
        QTRY_VERIFY(stage.says(u"This computer's clock is 1 h ahead of the network's time."_s));
        QVERIFY(stage.says(u"If the clock is wrong, set it."_s));
        QVERIFY(statusSays(u"Clock 1 h ahead"_s) && !statusSays(u"Clock 2 h behind"_s));

        // A program that did not run for long is no reason for a warning everywhere.
        show({0, 0, 9 * kHour}, engine::NetworkMode::Local);
        QTRY_VERIFY(stage.says(u"the newest block of the main chain was 9 h older"_s));
        QVERIFY(!statusSays(u"Clock 1 h ahead"_s) && !stage.says(u"ahead of the network's time"_s));

        show({}, engine::NetworkMode::Local);
        QTRY_VERIFY(stage.says(u"the network's time follows it"_s));
        QVERIFY(!stage.says(u"9 h older"_s));
    }

    void servingIsASwitchInSettings()
    {
        Stage stage(test::sampleWorld(), page::kSettings);
        QSignalSpy wanted(&stage.settings, &UiSettings::servingWanted);
        stage.find<QCheckBox>(u"serving"_s)->setChecked(true);
        QCOMPARE(wanted.count(), 1);
        stage.settings.reportServing(u"http://127.0.0.1:8686/"_s, {});
        QTRY_VERIFY(stage.says(u"http://127.0.0.1:8686/"_s));
        stage.settings.reportServing({}, u"Another program uses this port."_s);
        QTRY_VERIFY(stage.says(u"Another program"_s));
    }
};

STOA_TEST(OwnPagesTest)
#include "own_pages_test.moc"
