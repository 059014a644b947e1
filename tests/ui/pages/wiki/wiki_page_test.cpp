// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/wiki_page.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/navigator.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/action_runner.h"
#include "ui/dialogs/review_and_sign.h"
#include "ui/pages/wiki/conflict_view.h"
#include "ui/pages/wiki/history_model.h"
#include "ui/pages/wiki/history_view.h"
#include "ui/pages/wiki/page_editor.h"
#include "ui/pages/wiki/page_rail.h"
#include "ui/pages/wiki/page_tree.h"
#include "ui/pages/wiki/page_tree_model.h"
#include "ui/pages/wiki/wiki_dialogs.h"
#include "ui/theme/theme.h"
#include "ui/web/page_view.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/state_chip.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;
using namespace stoa;
using namespace stoa::ui;

namespace {

/// Leads to the one page.
class Walker : public Navigator {
public:
    void go(const QString&, const QString& object) override
    {
        gone.append(object);
        if (page) page->open(object);
    }
    QStringList gone;
    WikiPage* page = nullptr;
};

struct Bench {
    std::shared_ptr<test::FakeEngine> engine;
    EngineBridge bridge;
    Session session{bridge};
    UiSettings settings;
    Theme theme;
    ActionRunner actions{bridge, session};
    Walker walker;
    std::vector<std::pair<QString, QString>> kept;
    std::unique_ptr<WikiPage> page;

    explicit Bench(test::FakeWorld world = test::sampleWorld())
        : engine(std::make_shared<test::FakeEngine>(std::move(world)))
    {
        engine->onKeepPageDraft = [this](const engine::KeepPageDraft& draft) -> Result<std::monostate> {
            kept.emplace_back(toQt(draft.name), toQt(draft.text));
            for (auto& each : engine->world.pages)
                if (each.summary.name == draft.name) {
                    each.draft = draft.text;
                    each.hasDraft = !draft.text.empty();
                }
            return std::monostate{};
        };
        QSignalSpy loaded(&session, &Session::loaded);
        bridge.attach(engine);
        if (!loaded.wait(5000)) return;
        make();
    }

    void make()
    {
        page = std::make_unique<WikiPage>(PageContext{bridge, session, walker, actions, theme, settings});
        walker.page = page.get();
        page->resize(1280, 800);
        page->show();
        page->refresh();
    }

    bool shows(const QString& title) const { return page->title() == title && page->chip()->isVisible(); }
};

bool hasText(const QWidget* widget, const QString& text)
{
    const auto labels = widget->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
        return label->isVisible() && label->text().contains(text);
    });
}

QPushButton* buttonNamed(QWidget* widget, const QString& text)
{
    for (QPushButton* button : widget->findChildren<QPushButton*>())
        if (button->isVisible() && button->text().remove(u'&') == text) return button;
    return nullptr;
}

ReviewAndSign* review()
{
    for (QWidget* each : QApplication::topLevelWidgets())
        if (auto* dialog = qobject_cast<ReviewAndSign*>(each); dialog && dialog->isVisible()) return dialog;
    return nullptr;
}

} // namespace

class WikiPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("STOA_NO_WEBENGINE", "1"); }
    void cleanupTestCase() { qunsetenv("STOA_NO_WEBENGINE"); }

    void homePageIsShownFirst()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        QTRY_VERIFY(bench.page->chip()->text().startsWith(u"Shared, version 1"_s));
        QVERIFY(bench.page->reader()->surface());
    }

    void emptyCompanyOffersItsHomePage()
    {
        auto world = test::sampleWorld();
        world.pages.clear();
        Bench bench(world);
        QTRY_VERIFY(hasText(bench.page.get(), u"This company has no pages."_s));
        QPushButton* write = buttonNamed(bench.page.get(), u"Write the home page"_s);
        QVERIFY(write);
        write->click();
        QVERIFY(bench.page->isEditing());
        QCOMPARE(bench.page->title(), u"Home"_s);
    }

    void linksLeadThroughTheNavigator()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        Q_EMIT bench.page->reader()->pageLinkActivated(u"Compiler/Front end"_s, {});
        QCOMPARE(bench.walker.gone, QStringList{u"Compiler/Front end"_s});
        QTRY_VERIFY(bench.shows(u"Compiler / Front end"_s));
        QTRY_COMPARE(bench.page->chip()->text(), u"Two versions"_s);
    }

    void missingPageCanBeWritten()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->open(u"Nowhere"_s);
        QTRY_VERIFY(hasText(bench.page.get(), u"There is no page “Nowhere” yet."_s));
        buttonNamed(bench.page.get(), u"Write this page"_s)->click();
        QVERIFY(bench.page->isEditing());
    }

    void draftIsKeptOnAPauseAndComesBack()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->startEditing();
        QVERIFY(!bench.page->editor()->publishButton()->isEnabled());
        bench.page->editor()->edit()->setPlainText(u"Half a sentence"_s);
        QVERIFY(bench.page->editor()->publishButton()->isEnabled());
        QTRY_COMPARE(bench.kept.size(), 1U);
        QCOMPARE(bench.kept.front().second, u"Half a sentence"_s);
        QTRY_VERIFY(bench.page->editor()->state()->text().contains(u"not yet shared"_s));
        QTRY_VERIFY(bench.page->chip()->text().contains(u"not shared"_s));
        // The program ends without warning: a new page, the same engine and settings.
        bench.make();
        // A button shows itself an event later than the banner that it is put into.
        QTRY_VERIFY(buttonNamed(bench.page.get(), u"Go on writing"_s));
        QVERIFY(hasText(bench.page.get(), u"saved on this computer and not shared"_s));
        buttonNamed(bench.page.get(), u"Go on writing"_s)->click();
        QCOMPARE(bench.page->editor()->text(), u"Half a sentence"_s);
    }

    void leavingThePageKeepsTheTextAtOnce()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->startEditing();
        bench.page->editor()->edit()->setPlainText(u"Typed just now"_s);
        bench.page->open(u"Corpus"_s);
        QCOMPARE(bench.kept.size(), 1U);
        QCOMPARE(bench.kept.front().first, u"Home"_s);
        QCOMPARE(bench.kept.front().second, u"Typed just now"_s);
        QTRY_VERIFY(bench.shows(u"Corpus"_s));

        bench.page->startEditing();
        QTRY_VERIFY(bench.page->isEditing());
        bench.page->editor()->edit()->setPlainText(u"And this"_s);
        bench.page.reset();
        QCOMPARE(bench.kept.size(), 2U);
        QCOMPARE(bench.kept.back(), std::make_pair(u"Corpus"_s, u"And this"_s));
    }

    void writingBeginsOnlyOnceThePageIsThere()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        const std::string published = bench.engine->world.pages[1].text;
        const QString name = toQt(bench.engine->world.pages[1].summary.name);
        bench.page->open(name);
        bench.page->startEditing(); // the page itself has not arrived
        QVERIFY(!bench.page->isEditing());
        QTRY_VERIFY(bench.page->isEditing());
        QCOMPARE(bench.page->editor()->page(), name);
        QCOMPARE(bench.page->editor()->text(), toQt(published));
    }

    void engineThatLeavesTakesTheLastWordsAlong()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        QTRY_VERIFY(bench.page->reader()->isVisible());
        bench.page->startEditing();
        QTRY_VERIFY(bench.page->isEditing());
        bench.page->editor()->edit()->setPlainText(u"Typed just before the end"_s);
        QVERIFY(bench.kept.empty());
        const std::shared_ptr<engine::Engine> left = bench.bridge.attach(nullptr); // as at the program's end
        QCOMPARE(bench.kept.size(), 1U);
        QCOMPARE(bench.kept.back(), std::make_pair(u"Home"_s, u"Typed just before the end"_s));
    }

    void otherCompanyDoesNotGetTheWordsOfThisOne()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        const DacId before = bench.session.company();
        std::vector<DacId> keptFor;
        const auto keep = bench.engine->onKeepPageDraft;
        bench.engine->onKeepPageDraft = [&](const engine::KeepPageDraft& draft) {
            keptFor.push_back(draft.dac);
            return keep(draft);
        };
        bench.page->startEditing();
        QTRY_VERIFY(bench.page->isEditing());
        bench.page->editor()->edit()->setPlainText(u"For this company"_s);
        DacId other = before;
        other[0] ^= 0xFF;
        bench.session.setCompany(other);
        QCOMPARE(keptFor, std::vector<DacId>{before});
        QCOMPARE(bench.kept.back().second, u"For this company"_s);
        bench.engine->onKeepPageDraft = keep;
    }

    void windowThatClosesKeepsTheText()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->startEditing();
        QTRY_VERIFY(bench.page->isEditing());
        bench.page->editor()->edit()->setPlainText(u"Closed in the middle of a"_s);
        bench.page->close();
        QCOMPARE(bench.kept.size(), 1U);
        QCOMPARE(bench.kept.back().second, u"Closed in the middle of a"_s);
    }

    void wordsThatTheEngineDoesNotTakeAreOfferedAgain()
    {
        Bench bench;
        bench.engine->onKeepPageDraft = [](const auto&) -> Result<std::monostate> {
            return ErrorCode::StoreUnavailable;
        };
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->startEditing();
        QTRY_VERIFY(bench.page->isEditing());
        const Hash base = bench.page->editor()->base();
        bench.page->editor()->edit()->setPlainText(u"Nobody wanted these"_s);
        bench.page->open(u"Corpus"_s);
        QTRY_COMPARE(bench.page->title(), u"Corpus"_s);
        bench.page->open(u"Home"_s);
        QTRY_VERIFY(hasText(bench.page.get(), u"saved on this computer and not shared"_s));
        bench.page->startEditing();
        QTRY_VERIFY(bench.page->isEditing());
        QCOMPARE(bench.page->editor()->text(), u"Nobody wanted these"_s);
        QCOMPARE(bench.page->editor()->base(), base);
        bench.engine->onKeepPageDraft = [](const auto&) { return std::monostate{}; };
    }

    void textOfANewPageSurvivesToo()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->open(u"Ideas/One"_s);
        QTRY_VERIFY(hasText(bench.page.get(), u"There is no page"_s));
        bench.page->startEditing();
        bench.page->editor()->edit()->setPlainText(u"First idea"_s);
        bench.make();
        QTRY_VERIFY(bench.page->tree()->model().indexOf(u"Ideas/One"_s).isValid());
        bench.page->open(u"Ideas/One"_s);
        QTRY_VERIFY(hasText(bench.page.get(), u"You have begun it."_s));
        bench.page->startEditing();
        QCOMPARE(bench.page->editor()->text(), u"First idea"_s);
    }

    void failedDraftIsSaidAndTheTextStays()
    {
        Bench bench;
        bench.engine->onKeepPageDraft = [](const auto&) -> Result<std::monostate> {
            return ErrorCode::StoreUnavailable;
        };
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->startEditing();
        bench.page->editor()->edit()->setPlainText(u"Precious"_s);
        QTRY_VERIFY(hasText(bench.page->editor(), u"Your text is still here."_s));
        QCOMPARE(bench.page->editor()->text(), u"Precious"_s);
        QCOMPARE(bench.page->chip()->text(), u"Not saved"_s);
        bench.engine->onKeepPageDraft = [](const auto&) { return std::monostate{}; };
    }

    void previewFollowsTheText()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->startEditing();
        bench.page->editor()->edit()->setPlainText(u"seen beside"_s);
        int rendered = 0;
        bench.engine->onRenderMarkdown = [&rendered](const engine::RenderMarkdown& request) {
            ++rendered;
            return "<h2>Part</h2><p>" + request.text + "</p>";
        };
        QTRY_VERIFY(rendered > 0);
        QTRY_COMPARE(bench.page->reader()->headings().size(), 1);
    }

    void publishingSendsTextSummaryAndBase()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->startEditing();
        bench.page->editor()->edit()->setPlainText(u"New words"_s);
        bench.page->editor()->summaryEdit()->setText(u"  why   it changed "_s);
        bench.page->editor()->publishButton()->click();
        QTRY_VERIFY(!bench.engine->prepared.empty());
        const auto* save = std::get_if<engine::SavePage>(&bench.engine->prepared.front());
        QVERIFY(save);
        QCOMPARE(save->name, std::string("Home"));
        QCOMPARE(save->text, std::string("New words"));
        QCOMPARE(save->summary, std::string("why it changed"));
        QCOMPARE(save->base, bench.engine->world.pages.front().revision);
        QTRY_VERIFY(review());
        // Closing without signing loses nothing.
        review()->close();
        QTRY_VERIFY(!review());
        QVERIFY(bench.page->isEditing());
        QCOMPARE(bench.page->editor()->text(), u"New words"_s);
    }

    void refusalKeepsTheText()
    {
        Bench bench;
        bench.engine->onPrepare = [](const auto&) -> Result<engine::Draft> { return ErrorCode::NoWallet; };
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->startEditing();
        bench.page->editor()->edit()->setPlainText(u"New words"_s);
        bench.page->editor()->publishButton()->click();
        QTRY_VERIFY(hasText(bench.page->editor(), u"Your text is still here"_s));
        QCOMPARE(bench.page->editor()->text(), u"New words"_s);
        QCOMPARE(bench.kept.back().second, u"New words"_s);
    }

    void twoVersionsAreMadeOneByChoice()
    {
        auto world = test::sampleWorld();
        world.pages.front().text = "one\ntwo\nthree\n";
        Bench bench(world);
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->startEditing();
        bench.page->editor()->edit()->setPlainText(u"one\nTWO mine\nthree\n"_s);
        bench.engine->onPrepare = [](const auto&) -> Result<engine::Draft> {
            return ErrorCode::MergeConflict;
        };
        auto& home = bench.engine->world.pages.front();
        home.text = "one\nTWO theirs\nthree\n";
        home.revision[3] = 0x77;
        bench.page->editor()->publishButton()->click();
        QTRY_VERIFY(bench.page->conflict()->isVisible());
        QVERIFY(hasText(bench.page.get(), u"Two versions of “Home”"_s));
        QVERIFY(!bench.page->conflict()->finishButton()->isEnabled());
        const auto choices = bench.page->conflict()->findChildren<QRadioButton*>();
        QCOMPARE(choices.size(), 3);
        choices[2]->click();
        QVERIFY(bench.page->conflict()->finishButton()->isEnabled());
        std::vector<engine::SavePage> saved;
        bench.engine->onPrepare = [&saved](const engine::Prepare& request) -> Result<engine::Draft> {
            saved.push_back(std::get<engine::SavePage>(request.action));
            return ErrorCode::NoWallet;
        };
        bench.page->conflict()->finishButton()->click();
        QTRY_COMPARE(saved.size(), 1U);
        QCOMPARE(saved.front().text, std::string("one\nTWO theirs\nTWO mine\nthree\n"));
        QCOMPARE(saved.front().base, home.revision);
        QVERIFY(bench.page->isEditing());
    }

    /// Only theirs was chosen: the page stays, my edit is let go, and nothing is asked again.
    void whoChoosesTheOtherVersionKeepsThePage()
    {
        auto world = test::sampleWorld();
        auto& home = world.pages.front();
        home.text = "one\nTWO theirs\nthree\n";
        engine::UnsentEdit mine;
        mine.page = home.summary.name;
        mine.revision[0] = 0x66;
        mine.base[0] = 0x55;
        mine.text = "one\nTWO mine\nthree\n";
        mine.next = engine::UnsentEdit::Next::Choice;
        home.mine = mine;
        home.draft.clear();
        home.hasDraft = false;
        Bench bench(world);
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->startEditing();
        QCOMPARE(bench.page->editor()->text(), u"one\nTWO mine\nthree\n"_s);
        int prepared = 0;
        bench.engine->onPrepare = [&prepared](const auto&) -> Result<engine::Draft> {
            ++prepared;
            return ErrorCode::MergeConflict;
        };
        std::vector<Hash> dropped;
        bench.engine->onDropEdit = [&](const engine::DropEdit& request) -> Result<std::monostate> {
            dropped.push_back(request.revision);
            bench.engine->world.pages.front().mine.reset();
            return std::monostate{};
        };
        bench.page->editor()->publishButton()->click();
        QTRY_VERIFY(bench.page->conflict()->isVisible());
        const auto choices = bench.page->conflict()->findChildren<QRadioButton*>();
        QCOMPARE(choices.size(), 3);
        choices[0]->click();
        bench.page->conflict()->finishButton()->click();
        QTRY_COMPARE(dropped, std::vector<Hash>{mine.revision});
        QTRY_VERIFY(hasText(bench.page.get(), u"stays as it was published"_s));
        QVERIFY(!bench.page->isEditing());
        QCOMPARE(prepared, 1);
    }

    void historyComparesAndRestores()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        std::vector<std::pair<std::uint32_t, std::uint32_t>> compared;
        const auto compare = bench.engine->onComparePage;
        bench.engine->onComparePage = [&](const engine::ComparePage& request) {
            compared.emplace_back(request.from, request.to);
            return compare(request);
        };
        bench.page->showHistory();
        QTRY_COMPARE(compared.size(), 1U);
        QCOMPARE(compared.back(), std::make_pair(11U, 12U));
        HistoryModel* model = bench.page->history()->model();
        // Newest before, oldest after: still shown in the order of time.
        model->setData(model->index(11, HistoryModel::AfterColumn), Qt::Checked, Qt::CheckStateRole);
        QTRY_COMPARE(compared.back(), std::make_pair(1U, 11U));
        Q_EMIT bench.page->history()->restoreWanted(3);
        QTRY_VERIFY(!bench.engine->prepared.empty());
        const auto* save = std::get_if<engine::SavePage>(&bench.engine->prepared.front());
        QVERIFY(save);
        QCOMPARE(save->summary, std::string("Version 3 restored"));
        QTRY_VERIFY(review());
        review()->close();
    }

    void importIsReviewedBeforeItIsSigned()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->importFrom(u"wiki"_s, true);
        QTRY_VERIFY(!bench.engine->prepared.empty());
        const auto* import = std::get_if<engine::ImportWiki>(&bench.engine->prepared.front());
        QVERIFY(import && import->isHistory);
        QTRY_VERIFY(review());
        review()->close();
    }

    void anImportThatAddsNothingSaysWhatWasThere()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.engine->onPrepare = [](const auto&) -> Result<engine::Draft> {
            return ErrorCode::NothingChanged;
        };
        bench.engine->onReadImportReport = [](const auto&) {
            engine::ImportReport report;
            report.alreadyThere = 4460;
            return report;
        };
        bench.page->importFrom(u"wiki"_s, true);
        const auto shown = [] {
            for (QWidget* widget : QApplication::topLevelWidgets())
                if (auto* dialog = qobject_cast<ImportReportDialog*>(widget); dialog && dialog->isVisible())
                    return dialog;
            return static_cast<ImportReportDialog*>(nullptr);
        };
        QTRY_VERIFY(shown());
        QString text;
        for (const QLabel* label : shown()->findChildren<QLabel*>()) text += label->text() + u'\n';
        QVERIFY2(text.contains(QLocale().toString(4460)), qPrintable(text));
        QVERIFY2(text.contains(u"Nothing was added"_s), qPrintable(text));
        shown()->close();
    }

    void everythingThatTakesTheFocusHasAName()
    {
        Bench bench;
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->startEditing();
        for (const QWidget* widget : bench.page->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus) continue;
            if (widget->objectName().startsWith(u"qt_"_s) || qobject_cast<const QLabel*>(widget)) continue;
            if (widget == bench.page->reader() || widget->inherits("QSplitterHandle")) continue;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool hasName = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            QVERIFY2(hasName, widget->metaObject()->className());
        }
        for (const QLabel* label : bench.page->findChildren<QLabel*>())
            QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(),
                     qPrintable(label->text()));
    }

    void sampleCompanyCanOnlyBeRead()
    {
        auto world = test::sampleWorld();
        world.network.mode = engine::NetworkMode::Sample;
        Bench bench(world);
        QTRY_VERIFY(bench.shows(u"Home"_s));
        bench.page->startEditing();
        QVERIFY(!bench.page->isEditing());
    }
};

STOA_TEST(WikiPageTest)
#include "wiki_page_test.moc"
