// SPDX-License-Identifier: MIT
// gallery FOLDER [WORD...]: pictures of every page and dialog with invented data, light, dark, with large
// text and in a language of long words; only those whose names contain one of the words.
#include <cstdio>
#include <functional>

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>

#include "tests/support/fake_engine.h"
#include "tests/support/ui/pseudo_language.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/action_runner.h"
#include "ui/dialogs/create_company_dialog.h"
#include "ui/dialogs/member_dialogs.h"
#include "ui/dialogs/money_dialogs.h"
#include "ui/dialogs/outbox_dialog.h"
#include "ui/dialogs/unlock.h"
#include "ui/dialogs/wallet_dialogs.h"
#include "ui/pages/page_list.h"
#include "ui/pages/wiki/history_view.h"
#include "ui/pages/wiki/page_editor.h"
#include "ui/pages/wiki/wiki_page.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/web/web_engine.h"

namespace {

using namespace stoa;
using namespace Qt::Literals::StringLiterals;

void settle(int milliseconds = 160)
{
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < milliseconds) QApplication::processEvents(QEventLoop::AllEvents, 20);
    QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

class Gallery {
public:
    Gallery(QString folder, QStringList words)
        : m_folder(std::move(folder))
        , m_words(std::move(words))
    {
        QDir().mkpath(m_folder);
    }

    bool wants(const QString& name) const
    {
        if (m_words.isEmpty()) return true;
        for (const QString& word : m_words)
            if (name.contains(word)) return true;
        return false;
    }

    void grab(QWidget* widget, const QString& name) const
    {
        settle();
        widget->grab().save(m_folder + u'/' + name + u".png"_s);
        std::printf("%s\n", qUtf8Printable(name));
    }

private:
    QString m_folder;
    QStringList m_words;
};

/// The window on one world.
struct Stage {
    std::shared_ptr<test::FakeEngine> engine;
    ui::UiSettings settings;
    ui::EngineBridge bridge;
    ui::MainWindow window;

    Stage(ui::Theme& theme, test::FakeWorld world)
        : engine(std::make_shared<test::FakeEngine>(std::move(world)))
        , window(bridge, theme, settings)
    {
        window.resize(1280, 800);
        window.show();
        bridge.attach(engine);
        settle();
    }

    QWidget* topDialog() const
    {
        QWidget* found = nullptr;
        for (QWidget* each : QApplication::topLevelWidgets())
            if (each->isVisible() && each->inherits("QDialog")) found = each;
        return found;
    }
};

void scrollDown(QWidget* widget)
{
    for (QScrollArea* area : widget->findChildren<QScrollArea*>())
        if (area->isVisible()) area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
}

void grabPages(const Gallery& gallery, ui::Theme& theme, const QString& suffix,
               const std::function<void(Stage&)>& set)
{
    for (const ui::PageEntry& entry : ui::pageList()) {
        const QString name = u"page-"_s + entry.id + suffix;
        if (!gallery.wants(name) || entry.zone == ui::PageZone::Hidden) continue;
        Stage stage(theme, test::sampleWorld());
        set(stage);
        stage.window.go(entry.id);
        gallery.grab(&stage.window, name);
        scrollDown(stage.window.currentPage());
        gallery.grab(&stage.window, name + u"-end"_s);
    }
}

void grabOne(const Gallery& gallery, ui::Theme& theme, const QString& name,
             const std::function<void(Stage&)>& set, test::FakeWorld world,
             const std::function<QWidget*(Stage&)>& make)
{
    if (!gallery.wants(name)) return;
    Stage stage(theme, std::move(world));
    set(stage);
    settle();
    if (QWidget* widget = make(stage)) gallery.grab(widget, name);
    for (QWidget* each : QApplication::topLevelWidgets())
        if (each->inherits("QDialog")) each->close();
    settle(20);
}

template <typename Dialog, typename... Arguments>
QWidget* opened(Arguments&&... arguments)
{
    auto* dialog = new Dialog(std::forward<Arguments>(arguments)...);
    dialog->show();
    return dialog;
}

void grabDialogs(const Gallery& gallery, ui::Theme& theme, const QString& suffix,
                 const std::function<void(Stage&)>& set)
{
    const auto grab = [&](const QString& name, const std::function<QWidget*(Stage&)>& make) {
        grabOne(gallery, theme, u"dialog-"_s + name + suffix, set, test::sampleWorld(), make);
    };
    const auto registry = [](Stage& stage, const QString& id) -> QWidget* {
        stage.window.actions().find(id)->trigger();
        settle();
        return stage.topDialog();
    };
    grab(u"send"_s, [&](Stage& stage) { return registry(stage, u"send"_s); });
    grab(u"receive"_s, [&](Stage& stage) { return registry(stage, u"receive"_s); });
    grab(u"outbox"_s, [&](Stage& stage) { return registry(stage, u"outbox"_s); });
    grab(u"palette"_s, [&](Stage& stage) { return registry(stage, u"palette"_s); });
    grab(u"keyboard"_s, [&](Stage& stage) { return registry(stage, u"shortcuts"_s); });
    grab(u"join"_s, [&](Stage& stage) { return registry(stage, u"join"_s); });
    for (int step = 0; step < 3; ++step)
        grab(u"company-%1"_s.arg(step + 1), [&, step](Stage& stage) {
            auto* dialog = qobject_cast<ui::StepDialog*>(registry(stage, u"createCompany"_s));
            settle();
            dialog->findChild<QLineEdit*>(u"companyName"_s)->setText(u"Archiva"_s);
            dialog->findChild<QPlainTextEdit*>(u"companyPurpose"_s)
                ->setPlainText(
                    u"We keep the papers of small villages readable for the next hundred years."_s);
            dialog->goTo(step);
            return dialog;
        });
    for (int step = 0; step < 3; ++step)
        grab(u"wallet-%1"_s.arg(step + 1), [&, step](Stage& stage) {
            auto* dialog = new ui::CreateWalletDialog(stage.bridge, &stage.window);
            dialog->show();
            settle();
            for (QLineEdit* field : dialog->findChildren<QLineEdit*>())
                if (field->echoMode() == QLineEdit::Password) field->setText(u"owls read quiet maps"_s);
            if (step > 0) {
                dialog->goTo(1);
                dialog->findChild<QPushButton*>(u"showWords"_s)->click();
            }
            dialog->goTo(step);
            if (step == 1) dialog->findChild<QPushButton*>(u"showWords"_s)->click();
            return dialog;
        });
    grab(u"restore"_s,
         [&](Stage& stage) { return opened<ui::RestoreWalletDialog>(stage.bridge, &stage.window); });
    grab(u"unlock"_s, [&](Stage& stage) { return opened<ui::UnlockDialog>(stage.bridge, &stage.window); });
    grab(u"invite"_s, [&](Stage& stage) {
        stage.window.go(ui::page::kHome);
        settle();
        stage.window.findChild<QPushButton*>(u"invite"_s)->click();
        settle();
        return stage.topDialog();
    });
    grab(u"sign"_s, [&](Stage& stage) -> QWidget* {
        engine::ProposeCollaboration action;
        action.doer = stage.engine->world.collaborations.front().doer.address;
        action.reward = 40 * kToken;
        action.askerDeposit = 120 * kToken;
        action.doerDeposit = 120 * kToken;
        auto* actions = stage.window.findChild<ui::ActionRunner*>();
        actions->run(action, stage.window.currentPage());
        settle();
        return stage.topDialog();
    });
    grab(u"sign-many"_s, [&](Stage& stage) -> QWidget* {
        stage.engine->onPrepare = [](const auto&) -> Result<engine::Draft> {
            engine::Draft draft;
            draft.id = 1;
            draft.fromName = "Sam";
            draft.company = "TranspilerLab";
            draft.steps = 40;
            draft.fee = 40 * 3'000;
            draft.availableNow = draft.availableAfter = 1310 * kToken;
            draft.availableAfter -= draft.fee;
            draft.bytes = Bytes(120, 0x2a);
            for (std::uint32_t i = 0; i < draft.steps; ++i) {
                tx::PutRecord put;
                put.tool = static_cast<std::uint16_t>(tx::Tool::Wiki);
                put.state = static_cast<std::uint8_t>(tx::PageState::Published);
                put.object[0] = static_cast<std::uint8_t>(i + 1);
                draft.allSteps.push_back({put, Hash{}, "Manual/Chapter " + std::to_string(i + 1)});
            }
            draft.payload = draft.allSteps.front().payload;
            return draft;
        };
        stage.window.findChild<ui::ActionRunner*>()->run(engine::ImportWiki{}, stage.window.currentPage());
        settle();
        return stage.topDialog();
    });
    grab(u"sign-locked"_s, [&](Stage& stage) -> QWidget* {
        stage.engine->world.wallet.isLocked = true;
        stage.engine->tell(engine::WalletChanged{});
        settle();
        auto* actions = stage.window.findChild<ui::ActionRunner*>();
        actions->run(engine::SendMoney{stage.engine->world.companyViews.front().members[4].person.address,
                                       40 * kToken},
                     stage.window.currentPage());
        settle();
        return stage.topDialog();
    });
}

void grabStates(const Gallery& gallery, ui::Theme& theme, const QString& suffix,
                const std::function<void(Stage&)>& set)
{
    const auto window = [](Stage& stage) -> QWidget* { return &stage.window; };
    grabOne(gallery, theme, u"state-welcome"_s + suffix, set, test::emptyWorld(), window);
    test::FakeWorld ready = test::emptyWorld();
    ready.wallet.exists = true;
    ready.wallet.address = test::sampleWorld().wallet.address;
    grabOne(gallery, theme, u"state-first-wallet"_s + suffix, set, ready, window);
    grabOne(gallery, theme, u"state-wallet-empty"_s + suffix, set, ready, [](Stage& stage) -> QWidget* {
        stage.window.go(ui::page::kWallet);
        return &stage.window;
    });
    test::FakeWorld offline = test::sampleWorld();
    offline.network.mode = engine::NetworkMode::Remote;
    offline.network.isOffline = true;
    offline.network.nodeUrl = "http://127.0.0.1:8686/";
    offline.network.lastContact -= 2700;
    grabOne(gallery, theme, u"state-offline"_s + suffix, set, offline, window);
    grabOne(gallery, theme, u"state-rolled-back"_s + suffix, set, test::sampleWorld(),
            [](Stage& stage) -> QWidget* {
                stage.engine->tell(engine::ActionsRolledBack{912, 3});
                return &stage.window;
            });
    test::FakeWorld sample = test::sampleWorld();
    sample.network.mode = engine::NetworkMode::Sample;
    grabOne(gallery, theme, u"state-sample"_s + suffix, set, sample, window);
    if (gallery.wants(u"state-starting"_s + suffix)) {
        ui::UiSettings settings;
        ui::EngineBridge bridge;
        ui::MainWindow starting(bridge, theme, settings);
        starting.resize(1280, 800);
        starting.show();
        gallery.grab(&starting, u"state-starting"_s + suffix);
    }
}

test::FakeWorld wikiWorld()
{
    test::FakeWorld world = test::sampleWorld();
    for (auto& page : world.pages)
        if (page.summary.name == "Compiler/Back end") {
            page.text = "# Back end\n\nThe back end writes **opcodes**.\n\n## Costs\n\n| Opcode | Gas |\n"
                        "|---|---:|\n| `ADD` | 3 |\n\nSee [[Corpus]].\n";
            page.html =
                "<h1 id=\"back-end\">Back end</h1><p>The back end writes <strong>opcodes</strong> for the "
                "new "
                "machine. What it reads comes from the <a "
                "href=\"stoa-wiki:/page/Compiler%2FFront%20end\">front "
                "end</a>; what it must never do stands in <a class=\"new\" "
                "href=\"stoa-wiki:/page/Limits\">Limits</a>.</p><h2 id=\"costs\">Costs</h2><p>Measured on "
                "the "
                "<a href=\"stoa-wiki:/page/Corpus\">corpus</a> of 400 programs, each one three "
                "times.</p><table><thead><tr><th>Opcode</th><th>Meaning</th><th class=\"right\">Gas</th></tr>"
                "</thead><tbody><tr><td><code>ADD</code></td><td>Adds two words</td><td "
                "class=\"right\">3</td>"
                "</tr><tr><td><code>SSTORE</code></td><td>Keeps a word</td><td "
                "class=\"right\">20,000</td></tr>"
                "</tbody></table><blockquote><p>Every opcode that nobody needs is a place where somebody "
                "makes a "
                "mistake.</p></blockquote><h2 id=\"how\">How to run it</h2><pre><code>stoa-cc --target "
                "machine "
                "payroll.pli\n  400 programs, 0 errors</code></pre><ul><li class=\"task\">☑ Parser</li>"
                "<li class=\"task\">☐ Optimiser</li></ul><p>More in the <a class=\"external\" "
                "href=\"https://example.org/\">manual</a>.</p>";
        }
    return world;
}

void grabWiki(const Gallery& gallery, ui::Theme& theme, const QString& suffix,
              const std::function<void(Stage&)>& set)
{
    const auto grab = [&](const QString& name, const test::FakeWorld& world,
                          const std::function<void(Stage&, ui::WikiPage&)>& act) {
        grabOne(gallery, theme, u"wiki-"_s + name + suffix, set, world, [&](Stage& stage) -> QWidget* {
            stage.engine->onRenderMarkdown = [&stage](const auto&) {
                for (const auto& page : stage.engine->world.pages)
                    if (page.summary.name == "Compiler/Back end") return page.html;
                return std::string();
            };
            stage.window.go(ui::page::kWiki, u"Compiler/Back end"_s);
            settle(900);
            auto* page = qobject_cast<ui::WikiPage*>(stage.window.currentPage());
            if (!page) return nullptr;
            act(stage, *page);
            settle(900);
            return &stage.window;
        });
    };
    grab(u"read"_s, wikiWorld(), [](Stage&, ui::WikiPage&) {});
    grab(u"wide"_s, wikiWorld(), [](Stage& stage, ui::WikiPage&) { stage.window.resize(1700, 950); });
    grab(u"edit"_s, wikiWorld(), [](Stage&, ui::WikiPage& page) {
        page.startEditing();
        page.editor()->edit()->appendPlainText(u"One more line."_s);
    });
    grab(u"history"_s, wikiWorld(), [](Stage&, ui::WikiPage& page) { page.showHistory(); });
    grab(u"missing"_s, wikiWorld(),
         [](Stage& stage, ui::WikiPage&) { stage.window.go(ui::page::kWiki, u"Limits"_s); });
    grab(u"conflict"_s, wikiWorld(), [](Stage& stage, ui::WikiPage& page) {
        page.startEditing();
        page.editor()->edit()->setPlainText(page.editor()->text().replace(u"writes"_s, u"emits"_s));
        for (auto& each : stage.engine->world.pages)
            if (each.summary.name == "Compiler/Back end") {
                each.text.replace(each.text.find("writes"), 6, "produces tested");
                each.revision[5] = 0x55;
            }
        stage.engine->onPrepare = [](const auto&) -> Result<engine::Draft> {
            return ErrorCode::MergeConflict;
        };
        page.editor()->publishButton()->click();
    });
    test::FakeWorld empty = test::sampleWorld();
    empty.pages.clear();
    grabOne(gallery, theme, u"wiki-empty"_s + suffix, set, empty, [](Stage& stage) -> QWidget* {
        stage.window.go(ui::page::kWiki);
        return &stage.window;
    });
}

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    ui::prepareWebEngine();
    ui::registerWebSchemes();
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "usage: gallery FOLDER [WORD...]\n");
        return 2;
    }
    const Gallery gallery(arguments.at(1), arguments.mid(2));
    ui::Theme theme;
    const struct {
        QString suffix;
        int appearance;
        int percent;
        bool isPseudo;
    } looks[] = {{u"-light"_s, 1, 100, false},
                 {u"-dark"_s, 2, 100, false},
                 {u"-large"_s, 1, 200, false},
                 {u"-words"_s, 1, 100, true}};
    test::PseudoLanguage language;
    for (const auto& look : looks) {
        if (look.isPseudo)
            QCoreApplication::installTranslator(&language);
        else
            QCoreApplication::removeTranslator(&language);
        const auto set = [&look](Stage& stage) {
            stage.settings.setAppearance(look.appearance);
            stage.settings.setTextPercent(look.percent);
        };
        grabPages(gallery, theme, look.suffix, set);
        grabStates(gallery, theme, look.suffix, set);
        grabDialogs(gallery, theme, look.suffix, set);
        grabWiki(gallery, theme, look.suffix, set);
    }
    return 0;
}
