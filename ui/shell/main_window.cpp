// SPDX-License-Identifier: MIT
#include "ui/shell/main_window.h"

#include <algorithm>

#include <QAction>
#include <QCloseEvent>
#include <QMenu>
#include <QMenuBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/action_runner.h"
#include "ui/dialogs/create_company_dialog.h"
#include "ui/dialogs/dialog.h"
#include "ui/dialogs/member_dialogs.h"
#include "ui/dialogs/outbox_dialog.h"
#include "ui/dialogs/unlock.h"
#include "ui/dialogs/wallet_dialogs.h"
#include "ui/pages/page_list.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/company_offers.h"
#include "ui/shell/idle_lock.h"
#include "ui/shell/no_company_page.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/status_cells.h"
#include "ui/theme/text_role.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fact_list.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/names.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

constexpr int kRefreshDelayMs = 120;
constexpr int kRefreshPauseMs = 1000; ///< events may come ten times a second; lists may be long

/// Hands the pages' wishes to the window.
class WindowNavigator : public Navigator {
public:
    explicit WindowNavigator(MainWindow& window)
        : Navigator(&window)
        , m_window(window)
    {}
    void go(const QString& page, const QString& object) override { m_window.go(page, object); }
    void lookAround(bool sample) override { Q_EMIT m_window.sampleWanted(sample); }

private:
    MainWindow& m_window;
};

} // namespace

MainWindow::MainWindow(EngineBridge& bridge, Theme& theme, UiSettings& settings)
    : m_bridge(bridge)
    , m_theme(theme)
    , m_settings(settings)
    , m_session(new Session(bridge, this))
    , m_actionRunner(new ActionRunner(bridge, *m_session, this))
    , m_navigator(new WindowNavigator(*this))
    , m_registry(new ActionRegistry(this))
    , m_idle(new IdleLock(this))
{
    applyAppearance();
    setMinimumSize(900, 600);
    resize(1280, 800);
    m_sidebar = new Sidebar(*m_session);
    m_sidebar->setObjectName(u"sidebar"_s);
    auto* main = new QWidget;
    auto* column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_standing = new BannerArea;
    m_standing->layout()->setContentsMargins(24, 12, 24, 0);
    m_offers = new CompanyOffers(m_bridge, *m_session, m_standing, this);
    connect(m_offers, &CompanyOffers::opened, this, [this] { go(page::kHome); });
    column->addWidget(m_standing);
    m_stack = new QStackedWidget;
    column->addWidget(m_stack, 1);
    m_splitter = new QSplitter;
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(main);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    setCentralWidget(m_splitter);
    m_cells = new StatusCells(bridge, *m_session);
    m_cells->setSeenRollback(settings.state(u"seenRollback"_s));
    setStatusBar(m_cells);
    m_noCompany = new NoCompanyPage(
        PageContext{m_bridge, *m_session, *m_navigator, *m_actionRunner, m_theme, m_settings});
    m_noCompany->setObjectName(u"page-noCompany"_s);
    m_stack->addWidget(m_noCompany);

    buildActions();
    buildMenus();
    connectEngine();
    if (const QByteArray geometry = settings.state(u"window"_s); !geometry.isEmpty())
        restoreGeometry(geometry);
    if (const QByteArray split = settings.state(u"splitter"_s); !split.isEmpty())
        m_splitter->restoreState(split);
    showPlace({page::kWelcome, {}});
}

MainWindow::~MainWindow()
{
    // Pages use the session and the runner; they go first.
    for (auto& [id, page] : m_pages) delete page;
    m_pages.clear();
}

void MainWindow::buildActions()
{
    const auto add = [this](const char* id, const QString& group, const QString& text, const char* keys,
                            const QString& iconName, auto run) {
        return m_registry->add(QString::fromLatin1(id), group, text, QString::fromLatin1(keys), iconName,
                               run);
    };
    const QString file = tr("File");
    const QString view = tr("View");
    const QString where = tr("Go");
    const QString money = tr("Wallet");
    const QString help = tr("Help");
    add("createCompany", file, tr("&Create a company…"), "", u"company"_s, [this] { createCompany(); });
    add("join", file, tr("&Join with an invitation…"), "", u"invite"_s, [this] { join(); });
    add("quit", file, tr("&Quit"), "Ctrl+Q", u"quit"_s, [this] { close(); });

    for (const PageEntry& entry : pageList()) {
        if (entry.zone == PageZone::Hidden) continue;
        const QString id = entry.id;
        m_registry->add(u"go."_s + id, where, entry.title, entry.shortcut, entry.icon,
                        [this, id] { go(id); });
    }
    add("back", where, tr("&Back"), "Alt+Left", u"back"_s, [this] { step(-1); });
    add("forward", where, tr("&Forward"), "Alt+Right", u"forward"_s, [this] { step(1); });
    add("palette", where, tr("Command &palette…"), "Ctrl+K", u"search"_s, [this] { openPalette(); });
    add("focusSidebar", where, tr("To the list of pa&ges"), "F6", u"list"_s,
        [this] { m_sidebar->focusList(); });
    add("welcome", where, tr("&Welcome"), "", u"flag"_s, [this] { go(page::kWelcome); });

    add("sidebar", view, tr("Show or hide the &sidebar"), "Ctrl+B", u"menu"_s,
        [this] { m_sidebar->setVisible(!m_sidebar->isVisible()); });
    add("textLarger", view, tr("&Larger text"), "Ctrl++", {}, [this] {
        setTextPercent(m_settings.textPercent() + 10);
    })->setShortcuts({QKeySequence(u"Ctrl++"_s), QKeySequence(u"Ctrl+="_s)});
    add("textSmaller", view, tr("S&maller text"), "Ctrl+-", {},
        [this] { setTextPercent(m_settings.textPercent() - 10); });
    add("textNormal", view, tr("&Normal text size"), "Ctrl+0", {}, [this] { setTextPercent(100); });
    add("light", view, tr("Li&ght colours"), "", u"sun"_s, [this] { m_settings.setAppearance(1); });
    add("dark", view, tr("&Dark colours"), "", u"moon"_s, [this] { m_settings.setAppearance(2); });
    add("followDesktop", view, tr("&Follow the desktop's colours"), "", u"monitor"_s,
        [this] { m_settings.setAppearance(0); });

    add("send", money, tr("&Send money…"), "", u"send"_s, [this] { go(page::kWallet, u"send"_s); });
    add("receive", money, tr("&Receive money…"), "", u"receive"_s,
        [this] { go(page::kWallet, u"receive"_s); });
    add("outbox", money, tr("What &waits or did not happen…"), "", u"hourglass"_s, [this] { openOutbox(); });
    add("lock", money, tr("&Lock now"), "Ctrl+L", u"lock"_s, [this] { toggleLock(); });

    add("shortcuts", help, tr("&Keyboard"), "F1", u"help"_s, [this] { showShortcuts(); });
    add("sample", help, tr("&Look around in a sample company"), "", u"eye"_s,
        [this] { Q_EMIT sampleWanted(!m_session->isReadOnly()); });

    QList<QAction*> company{m_registry->find(u"createCompany"_s), m_registry->find(u"join"_s)};
    m_sidebar->setCompanyActions(company);
    m_sidebar->setNewMenu(company);
}

void MainWindow::buildMenus()
{
    const std::pair<QString, QString> menus[] = {{tr("File"), tr("&File")},
                                                 {tr("View"), tr("&View")},
                                                 {tr("Go"), tr("&Go")},
                                                 {tr("Wallet"), tr("&Wallet")},
                                                 {tr("Help"), tr("&Help")}};
    for (const auto& [group, title] : menus) {
        QMenu* menu = menuBar()->addMenu(title);
        for (const auto& entry : m_registry->entries())
            if (entry.group == group) menu->addAction(entry.action);
    }
}

void MainWindow::connectEngine()
{
    connect(m_sidebar, &Sidebar::pageChosen, this, [this](const QString& page) { go(page); });
    connect(m_sidebar, &Sidebar::companyChosen, this, [this] {
        const QString id = currentPageId();
        go(id == page::kWelcome ? page::kHome : id);
    });
    connect(m_session, &Session::loaded, this, &MainWindow::showStart);
    for (const auto signal : {&Session::walletChanged, &Session::networkChanged, &Session::companyChanged})
        connect(m_session, signal, this, [this] {
            updateStanding();
            updateActions();
            refreshSoon();
        });
    connect(&m_bridge, &EngineBridge::companyChanged, this, &MainWindow::refreshSoon);
    connect(&m_bridge, &EngineBridge::actionChanged, this, &MainWindow::refreshSoon);
    connect(&m_bridge, &EngineBridge::engineChanged, this, [this] {
        m_standing->clear();
        m_hasChosen = false;
        m_places.clear();
        m_place = -1;
        showPlace({page::kWelcome, {}});
    });
    connect(&m_bridge, &EngineBridge::actionsRolledBack, this, [this](quint64 batch, quint32 count) {
        auto* banner = m_standing->show(u"rolledBack"_s, Tone::Danger,
                                        tr("Batch %1 was rolled back. %n of your actions did not happen.",
                                           nullptr, static_cast<int>(count))
                                            .arg(batch));
        banner->addAction(tr("Send them again…"), [this] { openOutbox(); });
        banner->setClosable();
        refreshSoon();
    });
    connect(&m_bridge, &EngineBridge::engineFailed, this,
            [this](const Error& error) { m_standing->show(u"fault"_s, Tone::Danger, errorText(error)); });
    connect(m_cells, &StatusCells::networkWanted, this, [this] { go(page::kNetwork); });
    connect(m_cells, &StatusCells::rollbackSeen, this,
            [this](const QByteArray& seen) { m_settings.setState(u"seenRollback"_s, seen); });
    connect(m_noCompany, &NoCompanyPage::createWanted, this, &MainWindow::createCompany);
    connect(m_noCompany, &NoCompanyPage::joinWanted, this, &MainWindow::join);
    connect(m_session, &Session::companyChanged, this, [this] {
        const bool isFirst = currentPage() == m_noCompany && m_session->hasCompany();
        if (isFirst && m_place >= 0) showPage(m_places[static_cast<std::size_t>(m_place)]);
    });
    connect(m_cells, &StatusCells::outboxWanted, this, &MainWindow::openOutbox);
    connect(m_cells, &StatusCells::lockWanted, this, &MainWindow::toggleLock);
    connect(&m_settings, &UiSettings::appearanceChanged, this, &MainWindow::applyAppearance);
    connect(&m_settings, &UiSettings::autoLockChanged, this,
            [this] { m_idle->setMinutes(m_settings.autoLockMinutes()); });
    connect(m_idle, &IdleLock::ticked, this, [this] { m_cells->setLockSeconds(m_idle->secondsLeft()); });
    connect(m_idle, &IdleLock::lockDue, this, [this] {
        if (m_session->hasWallet() && !m_session->isLocked())
            m_bridge.send(engine::LockWallet{}, this, [](const auto&) {});
    });
    m_idle->setMinutes(m_settings.autoLockMinutes());
    updateActions();
}

Page* MainWindow::pageOf(const QString& id)
{
    const auto found = m_pages.find(id);
    if (found != m_pages.end()) return found->second;
    const PageContext context{m_bridge, *m_session, *m_navigator, *m_actionRunner, m_theme, m_settings};
    for (const PageEntry& entry : pageList()) {
        if (entry.id != id) continue;
        Page* page = entry.make(context);
        page->setObjectName(u"page-"_s + id);
        m_pages.emplace(id, page);
        m_stack->addWidget(page);
        connect(page, &Page::titleChanged, this, &MainWindow::updateTitle);
        return page;
    }
    return nullptr;
}

Page* MainWindow::currentPage() const { return qobject_cast<Page*>(m_stack->currentWidget()); }

QString MainWindow::currentPageId() const
{
    return m_place >= 0 ? m_places[static_cast<std::size_t>(m_place)].page : QString();
}

void MainWindow::go(const QString& page, const QString& object)
{
    m_hasChosen = true;
    showPlace({page, object});
}

void MainWindow::showPlace(const Place& place)
{
    if (pageOf(place.page) == nullptr) return;
    const bool isSame = m_place >= 0 && m_places[static_cast<std::size_t>(m_place)].page == place.page &&
                        m_places[static_cast<std::size_t>(m_place)].object == place.object;
    if (!isSame) {
        m_places.resize(static_cast<std::size_t>(m_place + 1));
        m_places.push_back(place);
        m_place = static_cast<int>(m_places.size()) - 1;
    }
    showPage(place);
}

void MainWindow::showPage(const Place& place)
{
    const auto entry = std::find_if(pageList().begin(), pageList().end(),
                                    [&](const PageEntry& each) { return each.id == place.page; });
    const bool needsCompany = entry != pageList().end() && entry->zone == PageZone::Company;
    Page* page = pageOf(place.page);
    if (needsCompany && m_session->isLoaded() && !m_session->hasCompany()) page = m_noCompany;
    m_stack->setCurrentWidget(page);
    page->open(place.object);
    page->refresh();
    m_sidebar->setCurrent(place.page);
    if (place.page == page::kNetwork) m_cells->markRollbackSeen();
    updateTitle();
    updateActions();
}

void MainWindow::step(int direction)
{
    const int next = m_place + direction;
    if (next < 0 || next >= static_cast<int>(m_places.size())) return;
    m_place = next;
    showPage(m_places[static_cast<std::size_t>(next)]);
}

void MainWindow::showStart()
{
    updateStanding();
    updateActions();
    readBadges();
    if (m_hasChosen) {
        if (!m_session->hasCompany() && m_place >= 0) showPage(m_places[static_cast<std::size_t>(m_place)]);
        refreshSoon();
        return;
    }
    m_places.clear();
    m_place = -1;
    const bool hasHome = m_session->hasCompany();
    showPlace({hasHome ? page::kHome : page::kWelcome, {}});
}

void MainWindow::refreshSoon()
{
    if (m_isRefreshing) return;
    m_isRefreshing = true;
    const int rest = m_sinceRefresh.isValid()
                         ? static_cast<int>(std::max<qint64>(0, kRefreshPauseMs - m_sinceRefresh.elapsed()))
                         : 0;
    QTimer::singleShot(std::max(kRefreshDelayMs, rest), this, [this] {
        m_isRefreshing = false;
        m_sinceRefresh.start();
        if (Page* page = currentPage()) page->refresh();
        readBadges();
    });
}

void MainWindow::updateTitle()
{
    const Page* page = currentPage();
    QString title = page ? page->title() + u" — Stoa"_s : u"Stoa"_s;
    if (m_session->isReadOnly()) title = tr("Sample: %1").arg(title);
    setWindowTitle(title);
}

void MainWindow::updateActions()
{
    const QString notLoaded = m_session->isLoaded() ? QString() : tr("Still starting");
    const QString sample = m_session->isReadOnly() ? tr("The sample company is read-only") : QString();
    const QString wallet = m_session->hasWallet() ? QString() : tr("Create a wallet first");
    const auto first = [](std::initializer_list<QString> reasons) {
        for (const QString& reason : reasons)
            if (!reason.isEmpty()) return reason;
        return QString();
    };
    for (const auto& id : {u"createCompany"_s, u"send"_s})
        m_registry->setReason(id, first({notLoaded, sample, wallet}));
    m_registry->setReason(u"join"_s, first({notLoaded, sample, wallet}));
    m_registry->setReason(u"receive"_s, first({notLoaded, wallet}));
    m_registry->setReason(u"lock"_s, first({notLoaded, sample, wallet}));
    m_registry->setReason(u"outbox"_s, notLoaded);
    m_registry->setReason(u"sample"_s, notLoaded);
    m_registry->setReason(u"back"_s, m_place > 0 ? QString() : tr("There is nothing before this"));
    m_registry->setReason(u"forward"_s, m_place + 1 < static_cast<int>(m_places.size())
                                            ? QString()
                                            : tr("There is nothing after this"));
    m_registry->find(u"lock"_s)->setText(m_session->isLocked() && m_session->hasWallet() ? tr("Un&lock…")
                                                                                         : tr("&Lock now"));
    m_registry->find(u"sample"_s)
        ->setText(m_session->isReadOnly() ? tr("&Leave the sample company")
                                          : tr("&Look around in a sample company"));
}

void MainWindow::updateStanding()
{
    if (!m_session->isLoaded()) return;
    const engine::NetworkView& network = m_session->network();
    const auto set = [this](const QString& key, bool isOn, Tone tone, const QString& text) -> Banner* {
        Banner* shown = m_standing->findChild<Banner*>(u"banner-"_s + key, Qt::FindDirectChildrenOnly);
        if (!isOn) {
            if (shown) m_standing->remove(key);
            return nullptr;
        }
        if (shown) {
            shown->setText(text);
            return nullptr;
        }
        return m_standing->show(key, tone, text);
    };
    if (Banner* banner =
            set(u"sample"_s, m_session->isReadOnly(), Tone::Info,
                tr("You are looking around in a sample company. Nothing can be changed, and no money is "
                   "real.")))
        banner->addAction(tr("Leave the sample"), [this] { Q_EMIT sampleWanted(false); });
    // What breaks while the program runs is told by itself.
    const bool isToldAlready = m_standing->findChild<Banner*>(u"banner-fault"_s) != nullptr;
    set(u"standstill"_s, network.standstill && !isToldAlready, Tone::Danger,
        network.standstill ? errorText(*network.standstill) : QString());
    set(u"disk"_s, network.disk && !network.standstill, Tone::Danger,
        network.disk == ErrorCode::DiskFull ? tr("The disk is full: nothing new can be kept on this "
                                                 "computer. What was kept is safe. Free some "
                                                 "room; it goes on by itself.")
                                            : tr("The data folder can't be written: nothing new can be kept "
                                                 "on this computer. What was kept is "
                                                 "safe. It is tried again until it works."));
    set(u"offline"_s, network.isOffline, Tone::Warn,
        tr("This may be out of date. The node last answered at %1. Payments after that are not shown yet; "
           "what you "
           "sign waits and is sent when it is back.")
            .arg(shortDateText(network.lastContact, network.now)));
    set(u"behind"_s, !network.isReady && !network.isOffline, Tone::Info,
        tr("Checking history. The newest block that this computer has is from %1; later payments are not "
           "shown yet.")
            .arg(shortDateText(network.headTime, network.now)));
    const engine::WalletView& wallet = m_session->wallet();
    if (Banner* banner = set(
            u"newKey"_s, !wallet.newKey.isZero(), Tone::Danger,
            tr("Your guardian, %1, has named another key for your account. From %2 on only that key signs "
               "for it. If you have not asked for this, keep your key now.")
                .arg(nameOf(wallet.guardian), shortDateText(wallet.newKeyCounts, network.now))))
        banner->addAction(tr("Keep my key…"), [this] {
            m_actionRunner->run(engine::RecoverAccount{m_session->myAddress(), {}}, m_standing);
        });
    const auto wrong = std::find_if(network.batches.begin(), network.batches.end(), [](const auto& batch) {
        return batch.check == engine::BatchCheck::Different && batch.stage != engine::BatchStage::RolledBack;
    });
    if (Banner* banner =
            set(u"wrong"_s, wrong != network.batches.end(), Tone::Danger,
                wrong == network.batches.end()
                    ? QString()
                    : tr("Batch %1 looks wrong. Your computer calculated a different result. %n of your "
                         "actions are in it.",
                         nullptr, static_cast<int>(wrong->mine))
                          .arg(wrong->number)))
        banner->addAction(tr("See it"), [this] { go(page::kNetwork); });
}

void MainWindow::readBadges()
{
    m_offers->refresh();
    m_bridge.send(engine::ReadInbox{}, this, [this](const Result<std::vector<engine::InboxItem>>& reply) {
        if (!reply) return;
        std::map<QString, int> counts{
            {page::kCollaborations, 0}, {page::kDisputes, 0}, {page::kDecisions, 0}, {page::kWiki, 0}};
        for (const auto& item : *reply) {
            if (item.what == engine::InboxItem::What::Ruling)
                ++counts[page::kDisputes];
            else if (item.dac != m_session->company())
                continue;
            else if (item.what == engine::InboxItem::What::Collaboration)
                ++counts[page::kCollaborations];
            else if (item.what == engine::InboxItem::What::PageConflict)
                ++counts[page::kWiki];
            else if (item.what == engine::InboxItem::What::Motion)
                ++counts[page::kDecisions];
        }
        for (const auto& [page, count] : counts) m_sidebar->setBadge(page, count);
    });
}

void MainWindow::openPalette()
{
    QList<CommandPalette::Item> items;
    if (const Page* page = currentPage())
        for (QAction* action : page->pageActions()) items.append({page->title(), action});
    for (const auto& entry : m_registry->entries())
        if (entry.id != u"palette"_s) items.append({entry.group, entry.action});
    (new CommandPalette(items, this))->open();
}

void MainWindow::openOutbox()
{
    auto* dialog = new OutboxDialog(m_bridge, *m_session, *m_actionRunner, this);
    connect(dialog, &QDialog::finished, this, [this] {
        m_bridge.send(engine::ReadOutbox{}, this, [this](const Result<engine::ReadOutbox::Reply>& items) {
            const auto isRolledBack = [](const engine::OutboxItem& item) {
                return item.action.finality.stage == engine::Finality::RolledBack;
            };
            if (items && std::none_of(items->begin(), items->end(), isRolledBack))
                m_standing->remove(u"rolledBack"_s);
        });
    });
    dialog->open();
}

void MainWindow::toggleLock()
{
    if (m_session->isReadOnly() || !m_session->hasWallet()) return;
    if (m_session->isLocked())
        unlock();
    else
        m_bridge.send(engine::LockWallet{}, this, [](const auto&) {});
}

void MainWindow::unlock()
{
    auto* dialog = new UnlockDialog(m_bridge, this);
    connect(dialog, &UnlockDialog::restoreWanted, this, &MainWindow::restore);
    dialog->open();
}

void MainWindow::restore() { (new RestoreWalletDialog(m_bridge, this))->open(); }

void MainWindow::createCompany()
{
    auto* dialog = new CreateCompanyDialog(m_bridge, *m_session, *m_actionRunner, m_settings, this);
    connect(dialog, &CreateCompanyDialog::created, this, [this](const DacId& dac) {
        m_session->setCompany(dac);
        go(page::kHome);
    });
    dialog->open();
}

void MainWindow::join()
{
    auto* dialog = new JoinDialog(*m_actionRunner, this);
    connect(dialog, &JoinDialog::joined, this, [this](const DacId& dac) {
        m_session->setCompany(dac);
        go(page::kHome);
    });
    dialog->open();
}

void MainWindow::showShortcuts()
{
    auto* dialog = new Dialog(tr("Keyboard"), this);
    auto* facts = new FactList;
    for (const auto& entry : m_registry->entries()) {
        if (entry.action->shortcut().isEmpty()) continue;
        QString text = entry.action->text();
        text.remove(u'&');
        facts->addFact(entry.action->shortcut().toString(QKeySequence::NativeText), text);
    }
    facts->addFact(tr("Ctrl+Enter"), tr("Sign, in review and sign"));
    dialog->body()->addWidget(facts);
    dialog->addCancel(tr("Close"));
    dialog->finish(56, 30);
    dialog->open();
}

void MainWindow::applyAppearance()
{
    m_theme.setAppearance(static_cast<Appearance>(m_settings.appearance()));
    m_theme.setTextPercent(m_settings.textPercent());
    m_theme.setReducesMotion(m_settings.reducesMotion());
}

void MainWindow::setTextPercent(int percent) { m_settings.setTextPercent(percent); }

void MainWindow::showStartError(const Error& error)
{
    m_standing->show(u"start"_s, Tone::Danger, tr("The engine could not start. %1").arg(errorText(error)))
        ->addAction(tr("Quit"), [this] { close(); });
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_settings.setState(u"window"_s, saveGeometry());
    m_settings.setState(u"splitter"_s, m_splitter->saveState());
    event->accept();
}

} // namespace stoa::ui
