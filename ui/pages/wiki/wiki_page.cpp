// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/wiki_page.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/navigator.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/action_runner.h"
#include "ui/pages/page_list.h"
#include "ui/pages/wiki/conflict_view.h"
#include "ui/pages/wiki/history_view.h"
#include "ui/pages/wiki/page_editor.h"
#include "ui/pages/wiki/page_rail.h"
#include "ui/pages/wiki/page_tree.h"
#include "ui/pages/wiki/page_tree_model.h"
#include "ui/pages/wiki/wiki_dialogs.h"
#include "ui/theme/icons.h"
#include "ui/theme/text_role.h"
#include "ui/theme/visible_text.h"
#include "ui/web/page_view.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/state_chip.h"
#include "ui/widgets/text_label.h"
#include "ui/words/error_text.h"
#include "ui/words/finality_text.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

using engine::PageSharing;

namespace {
const auto kHomePage = u"Home"_s;
constexpr int kCharactersForRail = 150;
} // namespace

WikiPage::WikiPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_dac(context.session.company())
    , m_drafts(context.settings, m_dac)
    , m_panes(new QSplitter)
    , m_tree(new PageTree)
    , m_rail(new PageRail)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_panes->setChildrenCollapsible(false);
    m_panes->addWidget(m_tree);
    m_panes->addWidget(makeCentre());
    m_panes->addWidget(m_rail);
    m_panes->setStretchFactor(0, 0);
    m_panes->setStretchFactor(1, 1);
    m_panes->setStretchFactor(2, 0);
    m_panes->setSizes({charactersWide(this, 34), charactersWide(this, 110), charactersWide(this, 34)});
    m_tree->setMinimumWidth(charactersWide(this, 18));
    column->addWidget(m_panes);
    makeActions();

    connect(m_tree, &PageTree::opened, this, [this](const QString& name) { goTo(name); });
    connect(m_tree, &PageTree::newWanted, this, &WikiPage::askNewPage);
    connect(m_reader, &PageView::pageLinkActivated, this, &WikiPage::goTo);
    connect(m_reader, &PageView::outsideLinkActivated, this, &WikiPage::askOutside);
    connect(m_rail, &PageRail::headingActivated, m_reader, &PageView::scrollTo);
    connect(m_rail, &PageRail::pageActivated, this, [this](const QString& name) { goTo(name); });
    connect(m_editor, &PageEditor::previewWanted, this, &WikiPage::preview);
    connect(m_editor, &PageEditor::keepWanted, this, &WikiPage::keep);
    connect(m_editor, &PageEditor::publishWanted, this, [this] { publish(m_editor->publishButton()); });
    connect(m_editor, &PageEditor::discardWanted, this, &WikiPage::askDiscard);
    connect(m_editor, &PageEditor::closeWanted, this, [this] {
        stopEditing();
        load(m_name);
    });
    connect(m_history, &HistoryView::closeWanted, this, [this] { turnTo(Shown::Page); });
    connect(m_history, &HistoryView::compareWanted, this, &WikiPage::compare);
    connect(m_history, &HistoryView::showWanted, this, [this](quint32 version) {
        stopEditing();
        load(m_name, version);
    });
    connect(m_history, &HistoryView::restoreWanted, this, &WikiPage::restore);
    connect(m_conflict, &ConflictView::finished, this, &WikiPage::finishConflict);
    connect(m_conflict, &ConflictView::laterWanted, this, [this] {
        stopEditing();
        load(m_name);
    });
    connect(&context.session, &Session::companyChanged, this, &WikiPage::changeCompany);
    connect(&context.session, &Session::networkChanged, this, &WikiPage::updateHead);
    connect(&context.bridge, &EngineBridge::jobProgressed, this, [this](quint64 done, quint64 total) {
        if (!isVisible() || total == 0 || done >= total) return;
        m_banners->show(u"progress"_s, Tone::Info, tr("Reading the source: %1 of %2").arg(done).arg(total));
    });
    connect(&context.bridge, &EngineBridge::engineLeaves, m_editor, &PageEditor::flush);
    turnTo(Shown::Nothing);
}

WikiPage::~WikiPage() { m_editor->flush(); }

QWidget* WikiPage::makeHead()
{
    m_head = new QWidget;
    auto* column = new QVBoxLayout(m_head);
    column->setContentsMargins(24, 16, 16, 4);
    column->setSpacing(4);
    m_title = wrappedLabel({}, TextRole::Title);
    m_chip = new StateChip;
    auto* top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(m_title, 1);
    top->addWidget(m_chip);
    column->addLayout(top);
    auto* row = new QWidget;
    auto* flow = new FlowLayout(row);
    m_edit = new QPushButton(icon(u"edit"_s), tr("&Edit"));
    m_edit->setToolTip(tr("Ctrl+E"));
    m_historyButton = new QPushButton(icon(u"history"_s), tr("&History"));
    m_more = new QPushButton(tr("&Import and export"));
    m_details = new QPushButton(tr("De&tails"));
    m_details->setCheckable(true);
    m_details->setToolTip(tr("Contents, links here and properties"));
    for (QPushButton* button : {m_edit, m_historyButton, m_more, m_details}) {
        button->setAutoDefault(false);
        flow->addWidget(button);
    }
    column->addWidget(row);
    connect(m_edit, &QPushButton::clicked, this, &WikiPage::startEditing);
    connect(m_historyButton, &QPushButton::clicked, this, &WikiPage::showHistory);
    connect(m_details, &QPushButton::clicked, this, [this](bool checked) {
        m_railWish = checked ? 1 : 0;
        updateRail();
    });
    return m_head;
}

QWidget* WikiPage::makeCentre()
{
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    m_banners = new BannerArea;
    m_banners->setContentsMargins(16, 4, 16, 4);
    column->addWidget(m_banners);
    m_stack = new QStackedWidget;
    column->addWidget(m_stack, 1);

    m_stack->addWidget(new QWidget);
    m_empty = new EmptyState(u"wiki"_s, tr("This company has no pages."),
                             tr("The home page explains it to newcomers."));
    m_empty->addAction(tr("Write the home page"), [this] {
        m_name = kHomePage;
        m_page = {};
        m_isAwaited = false;
        startEditing();
    });
    m_stack->addWidget(m_empty);
    m_missing = new EmptyState(u"file"_s, {}, {});
    m_missing->addAction(tr("Write this page"), [this] { startEditing(); });
    m_stack->addWidget(m_missing);
    m_both = new QSplitter;
    m_both->setChildrenCollapsible(false);
    m_editor = new PageEditor;
    m_reader = makePageView();
    m_reader->setMinimumWidth(charactersWide(this, 30));
    m_editor->hide();
    m_both->addWidget(m_editor);
    m_both->addWidget(m_reader);
    m_both->setStretchFactor(0, 1);
    m_both->setStretchFactor(1, 1);
    m_stack->addWidget(m_both);
    m_history = new HistoryView;
    m_stack->addWidget(m_history);
    m_conflict = new ConflictView;
    m_stack->addWidget(m_conflict);
    return centre;
}

void WikiPage::makeActions()
{
    const auto add = [this](const QString& sign, const QString& label, const QKeySequence& keys, auto run) {
        auto* action = new QAction(icon(sign), label, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions.append(action);
        return action;
    };
    m_editAction = add(u"edit"_s, tr("Edit the page, or back to reading"),
                       static_cast<int>(Qt::ControlModifier) | Qt::Key_E, [this] {
                           if (!isEditing())
                               startEditing();
                           else {
                               stopEditing();
                               load(m_name);
                           }
                       });
    m_newAction = add(u"plus"_s, tr("New page…"), {}, [this] { askNewPage(); });
    m_historyAction = add(u"history"_s, tr("History of the page"), {}, [this] { showHistory(); });
    m_importFolder =
        add(u"folder"_s, tr("Import a folder of Markdown files…"), {}, [this] { askImport(false); });
    m_importHistory = add(u"download"_s, tr("Import a history file…"), {}, [this] { askImport(true); });
    m_export = add(u"upload"_s, tr("Export all pages…"), {}, [this] { askExport(); });
    auto* menu = new QMenu(this);
    menu->addActions({m_importFolder, m_importHistory, m_export});
    m_more->setMenu(menu);

    const auto key = [this](int keys, auto run) {
        auto* action = new QAction(this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
    };
    key(Qt::Key_F6, [this] { cyclePanes(false); });
    key(static_cast<int>(Qt::ShiftModifier) | Qt::Key_F6, [this] { cyclePanes(true); });
    for (const int enter : {Qt::Key_Return, Qt::Key_Enter})
        key(static_cast<int>(Qt::ControlModifier) | enter, [this] {
            if (isEditing() && m_editor->publishButton()->isEnabled()) publish(m_editor->publishButton());
        });
}

QString WikiPage::title() const { return m_name.isEmpty() ? tr("Wiki") : pageTitle(m_name); }

bool WikiPage::isEditing() const { return m_editor->isActive(); }

void WikiPage::changeCompany()
{
    const DacId dac = m_context.session.company();
    if (dac == m_dac) {
        updateHead();
        return;
    }
    stopEditing(); // its draft still belongs to the old company
    m_dac = dac;
    m_drafts = PageDrafts(m_context.settings, dac);
    m_name.clear();
    m_page = {};
    m_isListed = false;
    m_isAwaited = false;
    ++m_asked;
    m_tree->setPages({});
    m_banners->clear();
    turnTo(Shown::Nothing);
    if (isVisible()) refresh();
}

void WikiPage::open(const QString& object)
{
    if (object.isEmpty()) {
        if (m_name.isEmpty()) refresh();
        return;
    }
    if (object == m_name && (isEditing() || exists())) {
        turnTo(Shown::Page);
        return;
    }
    stopEditing();
    load(object);
}

void WikiPage::goTo(const QString& name, const QString& heading)
{
    m_heading = heading;
    if (name == m_name && !heading.isEmpty()) m_reader->scrollTo(heading);
    if (name != m_name || m_stack->currentWidget() != m_both) m_context.navigator.go(page::kWiki, name);
}

void WikiPage::refresh()
{
    if (m_dac != m_context.session.company()) {
        changeCompany();
        return;
    }
    if (m_dac.isZero()) {
        turnTo(Shown::Empty);
        return;
    }
    const DacId dac = m_dac;
    m_context.bridge.send(engine::ListPages{dac}, this,
                          [this, dac](const Result<std::vector<engine::PageSummary>>& pages) {
                              if (dac != m_dac) return;
                              if (!pages) {
                                  m_banners->show(u"list"_s, Tone::Danger, errorText(pages.error()));
                                  return;
                              }
                              m_banners->remove(u"list"_s);
                              setPages(*pages);
                          });
}

void WikiPage::setPages(std::vector<engine::PageSummary> pages)
{
    const QStringList begun = m_drafts.newPages();
    for (const QString& name : begun) {
        const std::string text = toStd(name);
        if (std::any_of(pages.begin(), pages.end(), [&](const auto& page) { return page.name == text; }))
            continue;
        engine::PageSummary draft;
        draft.dac = m_dac;
        draft.name = text;
        draft.sharing = PageSharing::Draft;
        pages.push_back(std::move(draft));
    }
    m_isListed = true;
    const bool isEmpty = pages.empty();
    const bool hasHome = std::any_of(pages.begin(), pages.end(),
                                     [](const auto& page) { return page.name == toStd(kHomePage); });
    const QString first = isEmpty ? QString() : hasHome ? kHomePage : toQt(pages.front().name);
    m_tree->setPages(std::move(pages));
    if (isEditing()) {
        m_tree->select(m_name);
        return;
    }
    if (isEmpty && (m_name.isEmpty() || m_stack->currentWidget() == m_empty)) {
        turnTo(Shown::Empty);
        return;
    }
    if (m_name.isEmpty() || m_stack->currentWidget() == m_empty)
        load(first);
    else if (m_stack->currentWidget() == m_history)
        showHistory();
    else if (m_page.version == m_page.summary.versions)
        load(m_name); // an old version that is being read stays
    m_tree->select(m_name);
}

void WikiPage::load(const QString& name, std::uint32_t version)
{
    if (name != m_name) {
        m_banners->clear();
        m_page = {};
        m_name = name;
        m_isAwaited = true;
        m_wantsToWrite = false;
        Q_EMIT titleChanged();
    }
    const quint64 number = ++m_asked;
    m_tree->select(name);
    m_context.bridge.send(engine::ReadPage{m_dac, toStd(name), version}, this,
                          [this, number, version](const Result<engine::PageView>& page) {
                              if (number == m_asked && !isEditing()) showPage(page, version);
                          });
}

void WikiPage::showPage(const Result<engine::PageView>& page, std::uint32_t version)
{
    m_isAwaited = false;
    const bool wantsToWrite = std::exchange(m_wantsToWrite, false);
    if (!page || page->version == 0) {
        m_page = {};
        if (page) m_page.draft = page->draft;
        showMissing(page ? Error{ErrorCode::NotFound, {}} : page.error());
        if (wantsToWrite) startEditing();
        return;
    }
    m_page = *page;
    m_page.version = version == 0 ? m_page.version : version;
    m_reader->showPage(m_name, toQt(m_page.html));
    if (!m_heading.isEmpty()) m_reader->scrollTo(m_heading);
    m_heading.clear();
    m_rail->setHeadings(m_reader->headings());
    m_rail->setPage(m_page, m_context.session.now());
    turnTo(Shown::Page);
    m_banners->remove(u"old"_s);
    if (m_page.version < m_page.summary.versions) {
        Banner* banner =
            m_banners->show(u"old"_s, Tone::Info,
                            tr("This is version %1 of %2.").arg(m_page.version).arg(m_page.summary.versions));
        banner->addAction(tr("Show the newest"), [this] { load(m_name); });
    }
    showDraftBanner();
    showMineBanner();
    if (wantsToWrite) startEditing();
}

void WikiPage::showMissing(const Error& error)
{
    if (error.code != ErrorCode::NotFound) {
        m_missing->setWords(pageTitle(m_name), errorText(error));
    } else {
        m_missing->setWords(tr("There is no page “%1” yet.").arg(pageTitle(m_name)),
                            hasKeptText()
                                ? tr("You have begun it. Your text is on this computer and not shared.")
                                : tr("Pages may link to it before somebody writes it."));
    }
    turnTo(Shown::Missing);
}

void WikiPage::showDraftBanner()
{
    m_banners->remove(u"draft"_s);
    if (!hasKeptText() || isEditing()) return;
    Banner* banner =
        m_banners->show(u"draft"_s, Tone::Warn,
                        tr("You have text of this page that is saved on this computer and not shared."));
    banner->addAction(tr("Go on writing"), [this] { startEditing(); });
    banner->addAction(tr("Discard it…"), [this] { askDiscard(); });
}

void WikiPage::turnTo(Shown what)
{
    QWidget* widget = m_stack->widget(static_cast<int>(what));
    m_stack->setCurrentWidget(widget);
    m_editor->setVisible(isEditing());
    if (isEditing() && !std::exchange(m_isShared, true))
        m_both->setSizes({1000, 1000}); // then as it is moved
    if (what != Shown::Page || isEditing()) {
        m_banners->remove(u"draft"_s);
        m_banners->remove(u"old"_s);
    }
    updateHead();
    updateRail();
}

void WikiPage::updateHead()
{
    const auto shown = static_cast<Shown>(m_stack->currentIndex());
    const bool isReadOnly = m_context.session.isReadOnly() || m_dac.isZero();
    const bool reads = shown == Shown::Page && !isEditing();
    m_head->setVisible(shown != Shown::Nothing);
    m_title->setText(m_name.isEmpty() ? tr("Wiki") : pageTitle(m_name));
    m_edit->setVisible(reads && exists());
    m_edit->setEnabled(!isReadOnly);
    m_edit->setAccessibleDescription(isReadOnly ? tr("This company is only for looking around.") : QString());
    m_editAction->setEnabled(!isReadOnly && (shown == Shown::Page || shown == Shown::Missing));
    m_historyButton->setVisible(exists() && shown == Shown::Page);
    m_historyAction->setEnabled(exists());
    m_more->setVisible(shown == Shown::Empty || reads || shown == Shown::Missing);
    m_details->setVisible(reads && exists());
    for (QAction* action : {m_newAction, m_importFolder, m_importHistory}) action->setEnabled(!isReadOnly);
    m_export->setEnabled(m_isListed && shown != Shown::Empty);
    m_tree->setReadOnly(isReadOnly);
    m_history->setReadOnly(isReadOnly);
    m_empty->setEnabled(!isReadOnly);
    showState();
}

void WikiPage::showState()
{
    const auto shown = static_cast<Shown>(m_stack->currentIndex());
    const auto version = m_page.summary.versions;
    m_chip->setVisible(shown == Shown::Page || shown == Shown::History || shown == Shown::Conflict);
    m_chip->setToolTip({});
    if (shown == Shown::Conflict || m_page.summary.sharing == PageSharing::Conflict)
        m_chip->setState(tr("Two versions"), u"warning"_s, Tone::Danger);
    else if (isEditing() && m_isNotKept)
        m_chip->setState(tr("Not saved"), u"error"_s, Tone::Danger);
    else if (isEditing() ? m_editor->isChanged() : hasKeptText())
        m_chip->setState(tr("Saved on this computer · not shared"), u"edit"_s, Tone::Warn);
    else if (!exists())
        m_chip->setState(tr("New page · not shared"), u"edit"_s, Tone::Idle);
    else if (m_page.summary.sharing == PageSharing::Waiting)
        m_chip->setState(tr("Shared when online"), u"hourglass"_s, Tone::Warn);
    else {
        m_chip->setState(
            tr("Shared, version %1 · %2").arg(version).arg(finalityShortText(m_page.summary.finality)),
            finalityIcon(m_page.summary.finality.stage), finalityTone(m_page.summary.finality.stage));
        m_chip->setToolTip(finalityExplanation(m_page.summary.finality, m_context.session.now()));
    }
    m_chip->setAccessibleDescription(m_chip->toolTip());
}

void WikiPage::updateRail()
{
    const bool reads = static_cast<Shown>(m_stack->currentIndex()) == Shown::Page && !isEditing() && exists();
    const bool hasRoom = width() >= charactersWide(this, kCharactersForRail);
    const bool isShown = reads && (m_railWish == 1 || (m_railWish == -1 && hasRoom));
    m_rail->setVisible(isShown);
    m_details->setChecked(isShown);
    // Two texts beside each other need the room more than the tree does.
    m_tree->setVisible(!isEditing() || width() >= charactersWide(this, 100));
}

void WikiPage::hideEvent(QHideEvent* event)
{
    m_editor->flush();
    Page::hideEvent(event);
}

void WikiPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    updateRail();
}

void WikiPage::cyclePanes(bool backward)
{
    QList<QWidget*> panes = {m_tree->view()};
    if (m_editor->isVisible()) panes.append(m_editor->edit());
    if (m_reader->isVisible()) panes.append(m_reader);
    if (m_history->isVisible()) panes.append(m_history);
    if (m_rail->isVisible()) panes.append(m_rail->widget());
    const QWidget* focus = focusWidget();
    qsizetype at = 0;
    for (qsizetype i = 0; i < panes.size(); ++i)
        if (focus && (panes[i] == focus || panes[i]->isAncestorOf(focus))) at = i;
    QWidget* next = panes[(at + (backward ? panes.size() - 1 : 1)) % panes.size()];
    if (next->focusPolicy() == Qt::NoFocus)
        if (QWidget* inside = next->nextInFocusChain(); inside && next->isAncestorOf(inside)) next = inside;
    next->setFocus(Qt::TabFocusReason);
}

void WikiPage::askNewPage()
{
    const QString start = m_name.contains(u'/') ? m_name.left(m_name.lastIndexOf(u'/') + 1) : QString();
    auto* dialog = new NewPageDialog(start, window());
    connect(dialog, &NewPageDialog::named, this, [this](const QString& name) {
        stopEditing();
        const bool isThere = m_tree->model().indexOf(name).data(PageTreeModel::IsPageRole).toBool();
        load(name);
        if (!isThere) {
            ++m_asked; // nothing is there to be read
            m_isAwaited = false;
            startEditing();
        }
    });
    dialog->show();
}

void WikiPage::askImport(bool isHistory)
{
    auto* dialog = new QFileDialog(window(), isHistory ? tr("Which history file?") : tr("Which folder?"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(isHistory ? QFileDialog::ExistingFile : QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, isHistory](const QString& path) { importFrom(path, isHistory); });
    dialog->open();
}

void WikiPage::importFrom(const QString& path, bool isHistory)
{
    m_context.actions.run(
        engine::ImportWiki{m_dac, toStd(path), isHistory}, m_more,
        [this](const engine::Sent& sent) {
            m_banners->remove(u"progress"_s);
            (new ImportReportDialog(sent.report, window()))->show();
            refresh();
        },
        [this](const Error& error) {
            m_banners->remove(u"progress"_s);
            if (error.code == ErrorCode::NothingChanged) return showLastImport();
            m_banners->show(u"refusal"_s, Tone::Danger, errorText(error))->setClosable();
        });
}

void WikiPage::askExport()
{
    auto* dialog = new QFileDialog(window(), tr("Where shall the folder with all pages be made?"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        QString name = u"%1 wiki"_s.arg(visibleText(m_context.session.companyName()).remove(u'/'));
        const QDir folder(path);
        const QString plain = name;
        for (int number = 2; folder.exists(name); ++number) name = u"%1 %2"_s.arg(plain).arg(number);
        exportTo(folder.filePath(name));
    });
    dialog->open();
}

void WikiPage::exportTo(const QString& path)
{
    m_context.bridge.send(
        engine::ExportWiki{m_dac, toStd(path)}, this, [this, path](const Result<std::uint64_t>& done) {
            if (!done) {
                m_banners->show(u"export"_s, Tone::Danger, errorText(done.error()))->setClosable();
                return;
            }
            m_banners
                ->show(
                    u"export"_s, Tone::Ok,
                    tr("%1 pages were written as Markdown files into %2.").arg(*done).arg(visibleText(path)))
                ->setClosable();
        });
}

void WikiPage::askOutside(const QString& address) { (new OutsideLinkDialog(address, window()))->show(); }

} // namespace stoa::ui
