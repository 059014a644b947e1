// SPDX-License-Identifier: MIT
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStatusBar>
#include <QTableView>
#include <QTest>
#include <QTextEdit>
#include <QToolButton>

#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"
#include "tests/support/ui/open_dialogs.h"
#include "tests/support/ui/pseudo_language.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/outbox_dialog.h"
#include "ui/pages/page_list.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/table.h"

using namespace stoa;
using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Desktop {
    Theme theme;
    std::shared_ptr<test::FakeEngine> engine;
    UiSettings settings;
    EngineBridge bridge;
    MainWindow window{bridge, theme, settings};

    explicit Desktop(test::FakeWorld world = test::sampleWorld())
        : engine(std::make_shared<test::FakeEngine>(std::move(world)))
    {
        window.resize(1280, 800);
        window.show();
        bridge.attach(engine);
        const bool isLoaded = QTest::qWaitFor([this] { return window.session().isLoaded(); });
        Q_ASSERT(isLoaded);
        Q_UNUSED(isLoaded)
    }
    ~Desktop() { test::deleteDialogs(); }

    Banner* banner(const QString& key) { return window.findChild<Banner*>(u"banner-"_s + key); }
    void trigger(const QString& id) { window.actions().find(id)->trigger(); }
};

/// The first text of the page or the status bar that is not seen whole; empty if all are.
QString whatIsCut(const MainWindow& window)
{
    const QWidget* page = window.currentPage();
    for (const QLabel* label : page->findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty()) continue;
        const bool isHighEnough =
            !label->wordWrap() || label->height() >= label->heightForWidth(label->width()) - 2;
        const bool isWideEnough = label->width() >= label->minimumSizeHint().width();
        if (!isHighEnough || !isWideEnough) return u"label “"_s + label->text() + u'”';
    }
    for (const QAbstractButton* button : page->findChildren<QAbstractButton*>())
        if (button->isVisible() && !button->text().isEmpty() &&
            button->width() < button->minimumSizeHint().width())
            return u"button “"_s + button->text() + u'”';
    for (const QScrollArea* area : page->findChildren<QScrollArea*>()) {
        if (!area->isVisible() || !qobject_cast<const ScrollPage*>(area)) continue;
        if (area->horizontalScrollBar()->maximum() > 0)
            return u"%1 points are scrolled sideways"_s.arg(area->horizontalScrollBar()->maximum());
        const int needed = area->widget()->heightForWidth(area->widget()->width());
        if (area->widget()->height() > std::max(area->viewport()->height(), needed) + 1)
            return u"%1 points of nothing below"_s.arg(area->widget()->height() - needed);
    }
    for (const Table* table : page->findChildren<Table*>())
        if (table->isVisible() && table->horizontalHeader()->length() > table->viewport()->width())
            return u"columns of “"_s + table->accessibleName() + u'”';
    for (const QToolButton* cell : window.statusBar()->findChildren<QToolButton*>()) {
        if (!cell->isVisible()) continue;
        const QRect place(cell->mapTo(window.statusBar(), QPoint(0, 0)), cell->size());
        if (!window.statusBar()->rect().contains(place) || cell->width() < cell->sizeHint().width())
            return u"status “"_s + cell->text() + u'”';
    }
    return {};
}

QString pathOf(const QWidget* widget)
{
    QStringList path;
    for (; widget; widget = widget->parentWidget())
        path.prepend(QString::fromLatin1(widget->metaObject()->className()) + u'#' + widget->objectName());
    return path.join(u'/');
}

} // namespace

class MainWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsItselfBeforeThereIsAnEngine()
    {
        Theme theme;
        UiSettings settings;
        EngineBridge bridge;
        MainWindow window(bridge, theme, settings);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(window.currentPageId(), page::kWelcome);
        window.showStartError({ErrorCode::DataInUse, {}});
        QVERIFY(window.findChild<Banner*>(u"banner-start"_s)->text().contains(u"data folder"_s));
    }

    void aFolderThatCanOnlyBeReadSaysWhyAndOnce()
    {
        test::FakeWorld world = test::sampleWorld();
        world.network.standstill = Error{ErrorCode::StoreDamaged, "store/chain: cut short"};
        Desktop desktop(std::move(world));
        QTRY_VERIFY(desktop.banner(u"standstill"_s));
        QVERIFY(desktop.banner(u"standstill"_s)->text().contains(u"store/chain"_s));
        desktop.engine->tell(engine::EngineFault{{ErrorCode::StoreDamaged, "store/chain: cut short"}});
        QTRY_VERIFY(desktop.banner(u"fault"_s));
        desktop.engine->tell(engine::NetworkChanged{});
        QTRY_VERIFY(!desktop.banner(u"standstill"_s));
    }

    void aDiskThatCannotBeWrittenIsToldForAsLongAsItLasts()
    {
        test::FakeWorld world = test::sampleWorld();
        world.network.disk = ErrorCode::DiskFull;
        Desktop desktop(std::move(world));
        QTRY_VERIFY(desktop.banner(u"disk"_s));
        QVERIFY(desktop.banner(u"disk"_s)->text().contains(u"disk is full"_s));
        desktop.engine->world.network.disk = ErrorCode::StoreUnavailable;
        desktop.engine->tell(engine::NetworkChanged{});
        QTRY_VERIFY(!desktop.banner(u"disk"_s)->text().contains(u"disk is full"_s));
        desktop.engine->world.network.disk.reset();
        desktop.engine->tell(engine::NetworkChanged{});
        QTRY_VERIFY(!desktop.banner(u"disk"_s));
    }

    void beginsWhereItMakesSense()
    {
        {
            Desktop desktop(test::emptyWorld());
            QCOMPARE(desktop.window.currentPageId(), page::kWelcome);
        }
        Desktop desktop;
        QTRY_COMPARE(desktop.window.currentPageId(), page::kHome);
    }

    void everyLabelIsPlainText()
    {
        Desktop desktop;
        for (const PageEntry& entry : pageList()) {
            desktop.window.go(entry.id);
            QTest::qWait(20);
        }
        for (const QLabel* label : desktop.window.findChildren<QLabel*>())
            if (!label->text().isEmpty())
                QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(pathOf(label)));
    }

    void everyPageSurvivesLargeText()
    {
        Desktop desktop;
        desktop.settings.setTextPercent(200);
        for (const PageEntry& entry : pageList()) {
            desktop.window.go(entry.id);
            // The answers of the engine come in, and the layouts settle.
            QTRY_VERIFY2(whatIsCut(desktop.window).isEmpty(),
                         qPrintable(entry.id + u": "_s + whatIsCut(desktop.window)));
        }
        desktop.settings.setTextPercent(100);
    }

    void everyPageSurvivesLongWords()
    {
        test::PseudoLanguage language;
        QCoreApplication::installTranslator(&language);
        Desktop desktop;
        QString cut;
        for (const PageEntry& entry : pageList()) {
            desktop.window.go(entry.id);
            const bool isWhole = QTest::qWaitFor([&] { return whatIsCut(desktop.window).isEmpty(); });
            if (!isWhole) cut += entry.id + u": "_s + whatIsCut(desktop.window) + u'\n';
        }
        QCoreApplication::removeTranslator(&language);
        QVERIFY2(cut.isEmpty(), qPrintable(cut));
    }

    void everyButtonHeadingAndMenuCanBeTranslated()
    {
        test::PseudoLanguage language;
        QCoreApplication::installTranslator(&language);
        Desktop desktop;
        QStringList english;
        const auto look = [&](const QString& where, const QString& text) {
            const bool hasLetters =
                std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
            if (hasLetters && !text.contains(u'[') && !text.contains(u".DAC"_s)) english << where + text;
        };
        for (const PageEntry& entry : pageList()) {
            desktop.window.go(entry.id);
            QTest::qWait(20);
            const QWidget* shown = desktop.window.currentPage();
            for (const auto* button : shown->findChildren<QAbstractButton*>())
                look(entry.id + u" button: "_s, button->text());
            for (const auto* field : shown->findChildren<QLineEdit*>())
                look(entry.id + u" placeholder: "_s, field->placeholderText());
            for (const auto* view : shown->findChildren<QTableView*>())
                for (int i = 0; view->model() && i < view->model()->columnCount(); ++i)
                    look(entry.id + u" column: "_s, view->model()->headerData(i, Qt::Horizontal).toString());
            for (const auto* widget : shown->findChildren<QWidget*>())
                if (!widget->inherits("QWebEngineView") && !qobject_cast<const QTextEdit*>(widget))
                    look(entry.id + u" name: "_s, widget->accessibleName());
        }
        for (const auto& entry : desktop.window.actions().entries())
            if (!entry.id.startsWith(u"go."_s))
                look(u"menu: "_s, entry.action->text()); // made once a program
        for (const auto* cell : desktop.window.statusBar()->findChildren<QToolButton*>())
            look(u"status: "_s, cell->text());
        QCoreApplication::removeTranslator(&language);
        QVERIFY2(english.isEmpty(), qPrintable(english.join(u'\n')));
    }

    void pagesFollowWhatAnotherMemberDoesByThemselves()
    {
        Desktop desktop;
        QTRY_COMPARE(desktop.window.currentPageId(), page::kHome);
        const auto isListed = [&](const QString& text) {
            for (const auto* view : desktop.window.currentPage()->findChildren<QAbstractItemView*>())
                for (int row = 0; view->model() && row < view->model()->rowCount(view->rootIndex()); ++row)
                    if (view->model()->index(row, 0, view->rootIndex()).data().toString().contains(text))
                        return true;
            return false;
        };
        auto& world = desktop.engine->world;
        int round = 0;
        for (const QString& id : {page::kHome, page::kTasks, page::kCollaborations, page::kWiki}) {
            desktop.window.go(id);
            QTest::qWait(30);
            // Two changes, the second while the first is being read: it must not be overlooked.
            for (int change = 0; change < 2; ++change) {
                const std::string name = "Fresh " + std::to_string(++round);
                world.tasks.front().title = name;
                world.tasks.front().updated = world.network.now + static_cast<Timestamp>(round);
                world.collaborations.front().title = name;
                world.pages.back().summary.name = name;
                desktop.engine->tell(engine::CompanyChanged{world.companies.front().dac});
                if (change == 0) QCoreApplication::processEvents();
            }
            const QString newest = u"Fresh %1"_s.arg(round);
            QTRY_VERIFY2(isListed(newest), qPrintable(id + u" does not show "_s + newest));
        }
    }

    void backAndForwardFollowTheWay()
    {
        Desktop desktop;
        QTRY_COMPARE(desktop.window.currentPageId(), page::kHome);
        desktop.window.go(page::kWallet);
        desktop.window.go(page::kNetwork);
        desktop.trigger(u"back"_s);
        QCOMPARE(desktop.window.currentPageId(), page::kWallet);
        desktop.trigger(u"back"_s);
        QCOMPARE(desktop.window.currentPageId(), page::kHome);
        desktop.trigger(u"forward"_s);
        QCOMPARE(desktop.window.currentPageId(), page::kWallet);
        QVERIFY(desktop.window.windowTitle().contains(u"Wallet"_s));
    }

    void rolledBackActionsAreToldAndOffered()
    {
        Desktop desktop;
        desktop.engine->tell(engine::ActionsRolledBack{912, 3});
        QTRY_VERIFY(desktop.banner(u"rolledBack"_s));
        QCOMPARE(desktop.banner(u"rolledBack"_s)->text(),
                 u"Batch 912 was rolled back. 3 of your actions did not happen."_s);
        desktop.banner(u"rolledBack"_s)->findChild<QPushButton*>()->click();
        QTRY_VERIFY(desktop.window.findChild<OutboxDialog*>());
    }

    /// Whoever waits for the network learns in time that there is another way, also without looking.
    void littleTimeToForceIsToldInTheStatusBar()
    {
        test::FakeWorld world = test::sampleWorld();
        engine::OutboxItem waiting;
        waiting.action = world.wallet.history.front();
        waiting.action.finality = {engine::Finality::Waiting, 0, 0, 0};
        waiting.force = engine::ForceView{world.network.now - kHour, world.network.now + 2 * kDay, false, 0};
        world.outbox = {waiting};
        const auto says = [](const Desktop& desktop, const QString& text) {
            for (const auto* cell : desktop.window.statusBar()->findChildren<QToolButton*>())
                if (!cell->isHidden() && cell->text().contains(text)) return true;
            return false;
        };
        {
            Desktop desktop(world);
            QTRY_VERIFY(says(desktop, u"waiting for the network"_s));
        }
        world.outbox[0].force->last = world.network.now + kDay / 2;
        Desktop desktop(world);
        QTRY_VERIFY(says(desktop, u"little time left"_s));
    }

    void aRollbackStaysInTheStatusBarUntilItWasSeen()
    {
        test::FakeWorld world = test::sampleWorld();
        auto& batches = world.network.batches;
        const auto posted = std::find_if(batches.begin(), batches.end(), [](const auto& batch) {
            return batch.stage != engine::BatchStage::Open;
        });
        engine::BatchView wrong = *posted;
        wrong.number = posted->number + 1;
        wrong.header[3] ^= 0x55;
        wrong.stage = engine::BatchStage::RolledBack;
        const QString next = u"Batch %1"_s.arg(posted->number);
        batches.insert(posted, wrong);
        const QString told = u"Batch %1 was rolled back"_s.arg(wrong.number);
        const auto cellSays = [](const Desktop& desktop, const QString& text) {
            for (const auto* cell : desktop.window.statusBar()->findChildren<QToolButton*>())
                if (!cell->isHidden() && cell->text().contains(text)) return true;
            return false;
        };
        {
            Desktop desktop(world);
            QTRY_VERIFY(cellSays(desktop, told));
            desktop.window.go(page::kWallet);
            QTest::qWait(30);
            QVERIFY(cellSays(desktop, told));
            desktop.window.go(page::kNetwork);
            QTRY_VERIFY(!cellSays(desktop, told));
            QVERIFY(cellSays(desktop, next));
            QVERIFY(!desktop.settings.state(u"seenRollback"_s).isEmpty());
            // The next one is told again.
            wrong.header[3] ^= 0x11;
            desktop.engine->world.network.batches.insert(desktop.engine->world.network.batches.begin(),
                                                         wrong);
            desktop.window.go(page::kWallet);
            desktop.engine->tell(engine::NetworkChanged{});
            QTRY_VERIFY(cellSays(desktop, told));
        }
    }

    void staleDataIsSaidOnEveryPage()
    {
        Desktop desktop;
        desktop.engine->world.network.isOffline = true;
        desktop.engine->tell(engine::NetworkChanged{});
        QTRY_VERIFY(desktop.banner(u"offline"_s));
        desktop.window.go(page::kWallet);
        QVERIFY(desktop.banner(u"offline"_s)->isVisible());
        desktop.engine->world.network.isOffline = false;
        desktop.engine->tell(engine::NetworkChanged{});
        QTRY_VERIFY(!desktop.banner(u"offline"_s));
    }

    void sampleIsPlainlyMarked()
    {
        test::FakeWorld world = test::sampleWorld();
        world.network.mode = engine::NetworkMode::Sample;
        Desktop desktop(world);
        QTRY_VERIFY(desktop.banner(u"sample"_s));
        QTRY_VERIFY(desktop.window.windowTitle().startsWith(u"Sample"_s));
        QVERIFY(!desktop.window.actions().find(u"createCompany"_s)->isEnabled());
        QVERIFY(!desktop.window.actions().find(u"createCompany"_s)->property("reason").toString().isEmpty());
    }

    void paletteFindsAndRunsActions()
    {
        Desktop desktop;
        desktop.trigger(u"palette"_s);
        auto* palette = desktop.window.findChild<CommandPalette*>();
        QVERIFY(palette);
        auto* field = palette->findChild<QLineEdit*>();
        field->setText(u"network"_s);
        auto* list = palette->findChild<QListView*>();
        QVERIFY(list->model()->rowCount() >= 1);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(desktop.window.currentPageId(), page::kNetwork);
    }

    void lockAndUnlockFromTheKeyboardOfTheWindow()
    {
        Desktop desktop;
        QVERIFY(!desktop.window.session().isLocked());
        desktop.trigger(u"lock"_s);
        QTRY_VERIFY(desktop.window.session().isLocked());
        desktop.trigger(u"lock"_s);
        QTRY_VERIFY(desktop.window.findChild<QDialog*>(u"unlock"_s));
    }

    void everyMenuEntryHasItsOwnLetter()
    {
        Desktop desktop;
        std::map<QString, QString> letters;
        for (const auto& entry : desktop.window.actions().entries()) {
            const qsizetype at = entry.action->text().indexOf(u'&');
            if (at < 0) continue;
            const QString key = entry.group + entry.action->text().at(at + 1).toLower();
            QVERIFY2(!letters.contains(key), qPrintable(entry.action->text() + u" and "_s + letters[key]));
            letters[key] = entry.action->text();
        }
    }

    void theWindowSpeaksTheVocabulary()
    {
        Desktop desktop;
        static const QStringList forbidden{u"unstake"_s,   u"bounty"_s,   u"collateral"_s,
                                           u"cool-down"_s, u"mnemonic"_s, u"verdict"_s,
                                           u"juror"_s,     u"oops"_s,     u"passphrase"_s};
        for (const PageEntry& entry : pageList()) {
            desktop.window.go(entry.id);
            QTest::qWait(20);
        }
        for (const QLabel* label : desktop.window.findChildren<QLabel*>())
            for (const QString& word : forbidden)
                QVERIFY2(!label->text().contains(word, Qt::CaseInsensitive), qPrintable(label->text()));
        for (const QAbstractButton* button : desktop.window.findChildren<QAbstractButton*>())
            for (const QString& word : {u"Confirm"_s, u"Submit"_s, u"OK"_s})
                QVERIFY2(button->text() != word, qPrintable(pathOf(button)));
    }
};

STOA_TEST(MainWindowTest)
#include "main_window_test.moc"
