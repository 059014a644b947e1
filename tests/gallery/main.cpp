// SPDX-License-Identifier: MIT
// gallery FOLDER [WORD...]: pictures of every page and dialog with invented data, light, dark, with large
// text, in high contrast and in a language of long words; only those whose names contain one of the words.
#include <cstdio>
#include <functional>

#include <QApplication>
#include <QDir>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>

#include "tests/support/fake_engine.h"
#include "tests/support/ui/company_screens.h"
#include "tests/support/ui/pseudo_language.h"
#include "tests/support/ui/screens.h"
#include "ui/pages/wiki/history_view.h"
#include "ui/pages/wiki/page_editor.h"
#include "ui/pages/wiki/wiki_page.h"
#include "ui/web/web_engine.h"

namespace {

using namespace stoa;
using namespace Qt::Literals::StringLiterals;

void settle(int milliseconds = 160) { test::settleFor(milliseconds); }

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

using Stage = test::WindowStage;

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

void grabScreens(const Gallery& gallery, ui::Theme& theme, const QString& suffix,
                 const std::function<void(Stage&)>& set)
{
    for (const test::Screen& screen : test::dialogScreens())
        grabOne(gallery, theme, u"dialog-"_s + screen.name + suffix, set, test::sampleWorld(), screen.open);
    for (const test::Screen& screen : test::companyScreens())
        grabOne(gallery, theme, u"company-"_s + screen.name + suffix, set, test::governedWorld(),
                screen.open);
    for (const test::Screen& screen : test::workScreens())
        grabOne(gallery, theme, u"work-"_s + screen.name + suffix, set, test::sampleWorld(), screen.open);
}

void grabStates(const Gallery& gallery, ui::Theme& theme, const QString& suffix,
                const std::function<void(Stage&)>& set)
{
    const auto window = [](Stage& stage) -> QWidget* { return &stage.window; };
    grabOne(gallery, theme, u"state-welcome"_s + suffix, set, test::emptyWorld(), window);
    test::FakeWorld ready = test::emptyWorld();
    ready.wallet.exists = true;
    ready.wallet.address = ready.wallet.key = test::sampleWorld().wallet.address;
    grabOne(gallery, theme, u"state-first-wallet"_s + suffix, set, ready, window);
    grabOne(gallery, theme, u"state-wallet-empty"_s + suffix, set, ready, [](Stage& stage) -> QWidget* {
        stage.window.go(ui::page::kWallet);
        return &stage.window;
    });
    for (const QString& id : {ui::page::kHome, ui::page::kWiki})
        grabOne(gallery, theme, u"state-no-company-"_s + id + suffix, set, ready,
                [id](Stage& stage) -> QWidget* {
                    stage.window.go(id);
                    return &stage.window;
                });
    test::FakeWorld fresh = test::sampleWorld();
    fresh.tasks.clear();
    fresh.collaborations.clear();
    fresh.pages.clear();
    fresh.inbox.clear();
    fresh.outbox.clear();
    fresh.wallet.deposits.clear();
    for (const QString& id :
         {ui::page::kHome, ui::page::kTasks, ui::page::kCollaborations, ui::page::kDisputes})
        grabOne(gallery, theme, u"state-empty-"_s + id + suffix, set, fresh, [id](Stage& stage) -> QWidget* {
            stage.window.go(id);
            return &stage.window;
        });
    test::FakeWorld much = test::sampleWorld();
    auto published = much.wallet.history[3];
    auto* put = std::get_if<tx::PutRecord>(&published.payload);
    put->state = static_cast<std::uint8_t>(tx::PageState::Published);
    for (std::uint32_t i = 0; i < 200; ++i) {
        auto page = published;
        page.id[1] = static_cast<std::uint8_t>(i);
        page.subject = "Imported/Chapter " + std::to_string(i + 1);
        page.time = much.network.now - 600;
        if (i >= 150) {
            page.payload =
                tx::Transfer{much.companyViews.front().members[1].person.address, (i + 1) * kToken};
            page.with = much.companyViews.front().members[1].person;
            page.time -= i * kHour;
        }
        much.wallet.history.insert(much.wallet.history.begin() + 1 + i, page);
    }
    much.wallet.history.resize(200);
    grabOne(gallery, theme, u"state-wallet-much"_s + suffix, set, much, [](Stage& stage) -> QWidget* {
        stage.window.go(ui::page::kWallet);
        settle();
        scrollDown(stage.window.currentPage());
        return &stage.window;
    });
    test::FakeWorld offline = test::sampleWorld();
    offline.network.mode = engine::NetworkMode::Remote;
    offline.network.isOffline = true;
    offline.network.nodeUrl = "http://127.0.0.1:8686/";
    offline.network.lastContact -= 2700;
    grabOne(gallery, theme, u"state-offline"_s + suffix, set, offline, window);
    test::FakeWorld clock = test::sampleWorld();
    clock.network.clockIsSettable = false;
    const auto network = [](Stage& stage) -> QWidget* {
        stage.window.go(ui::page::kNetwork);
        return &stage.window;
    };
    clock.network.clock = {0, 0, 40 * kDay};
    grabOne(gallery, theme, u"state-clock-stood-still"_s + suffix, set, clock, network);
    clock.network.clock = {2 * kHour, 0, 0};
    grabOne(gallery, theme, u"state-clock-behind"_s + suffix, set, clock, network);
    clock.network.mode = engine::NetworkMode::Remote;
    clock.network.nodeUrl = "http://127.0.0.1:8686/";
    clock.network.clock = {0, 3 * kDay, 0};
    grabOne(gallery, theme, u"state-clock-ahead"_s + suffix, set, clock, network);
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
                 {u"-contrast"_s, 3, 100, false},
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
        grabScreens(gallery, theme, look.suffix, set);
        grabWiki(gallery, theme, look.suffix, set);
    }
    return 0;
}
