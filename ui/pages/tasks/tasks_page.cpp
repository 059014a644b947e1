// SPDX-License-Identifier: MIT
#include "ui/pages/tasks/tasks_page.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/navigator.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/action_runner.h"
#include "ui/pages/page_list.h"
#include "ui/pages/tasks/board_column.h"
#include "ui/pages/tasks/board_view.h"
#include "ui/pages/tasks/move_rules.h"
#include "ui/pages/tasks/new_task_dialog.h"
#include "ui/pages/tasks/task_detail.h"
#include "ui/pages/tasks/task_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/text_role.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/text_label.h"
#include "ui/words/names.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

TasksPage::TasksPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_model(new TaskModel(this))
    , m_stack(new QStackedWidget)
    , m_detail(new TaskDetail(context))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_boardPage = makeBoard();
    m_stack->addWidget(m_boardPage);
    m_stack->addWidget(m_detail);
    column->addWidget(m_stack);
    makeActions();
    connect(m_detail, &TaskDetail::backWanted, this, [this] { m_context.navigator.go(page::kTasks); });
    connect(m_detail, &TaskDetail::changed, this, &TasksPage::refresh);
    connect(m_detail, &TaskDetail::moveWanted, this, &TasksPage::showMoveMenu);
    connect(m_detail, &TaskDetail::assignWanted, this, [this](const ObjectId& task, QWidget* origin) {
        showAssignMenu(task, origin->mapToGlobal(QPoint(0, origin->height())), origin);
    });
    connect(&context.session, &Session::companyChanged, this, [this] {
        if (m_company.dac == m_context.session.company()) return;
        m_isLoaded = false;
        m_company = {};
        m_model->setRows({});
        m_banners->clear();
        showBoard();
    });
}

QWidget* TasksPage::makeBoard()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    m_header = new PageHeader(tr("Tasks"));
    m_filter = new QLineEdit;
    m_filter->setPlaceholderText(tr("Filter the tasks"));
    m_filter->setAccessibleName(tr("Filter the board"));
    m_filter->setAccessibleDescription(
        tr("Words, or assignee:me, assignee:nobody, has:collaboration, has:reward"));
    m_filter->setToolTip(m_filter->accessibleDescription());
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(charactersWide(this, 22));
    m_filter->setMaximumWidth(charactersWide(this, 40));
    m_filter->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_new = new QPushButton(tr("New &task…"));
    m_new->setProperty("kind", QByteArray("primary"));
    m_new->setToolTip(tr("C on the board"));
    m_new->setObjectName(u"newTask"_s);
    m_header->addWidget(m_filter);
    m_header->addWidget(m_new);
    column->addWidget(m_header);

    auto* found = new QHBoxLayout;
    m_count = secondaryLabel({});
    m_clear = new QPushButton(tr("Clear the filter"));
    m_clear->setProperty("kind", QByteArray("quiet"));
    found->addWidget(m_count, 1);
    found->addWidget(m_clear);
    column->addLayout(found);
    m_count->hide();
    m_clear->hide();

    m_banners = new BannerArea;
    column->addWidget(m_banners);
    m_board = new BoardView(*m_model);
    m_empty = new EmptyState(u"tasks"_s, tr("No tasks yet."),
                             tr("A task becomes a collaboration when two people lock deposits for it."));
    m_empty->addAction(tr("New task…"), [this] { createTask(); });
    m_boardStack = new QStackedWidget;
    m_boardStack->addWidget(m_board);
    m_boardStack->addWidget(m_empty);
    column->addWidget(m_boardStack, 1);

    connect(m_new, &QPushButton::clicked, this, &TasksPage::createTask);
    connect(m_filter, &QLineEdit::textChanged, this, &TasksPage::showFilter);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_filter->clear();
        m_filter->setFocus();
    });
    connect(m_board, &BoardView::opened, this,
            [this](const ObjectId& task) { m_context.navigator.go(page::kTasks, idText(task)); });
    connect(m_board, &BoardView::addWanted, this, &TasksPage::createTask);
    connect(m_board, &BoardView::moveWanted, this,
            [this](const ObjectId& task, tx::TaskState target) { moveTask(task, target, m_board); });
    connect(m_board, &BoardView::assignWanted, this,
            [this](const ObjectId& task, const QPoint& global) { showAssignMenu(task, global, m_board); });
    return page;
}

void TasksPage::makeActions()
{
    auto* create = new QAction(icon(u"plus"_s), tr("New task…"), this);
    connect(create, &QAction::triggered, this, &TasksPage::createTask);
    auto* move = new QAction(tr("Move the task to…"), this);
    connect(move, &QAction::triggered, this, [this] {
        if (isShowingTask())
            showMoveMenu(m_detail->task().id, m_detail);
        else
            m_board->showMoveMenu(m_board->mapToGlobal(m_board->rect().center()));
    });
    auto* save = new QAction(tr("Save the task…"), this);
    connect(save, &QAction::triggered, m_detail, &TaskDetail::save);
    auto* read = new QAction(tr("Read the job statement as one page"), this);
    connect(read, &QAction::triggered, this, [this] {
        if (isShowingTask()) m_detail->readAsOnePage();
    });
    m_actions = {create, move, save, read};
}

QString TasksPage::title() const
{
    if (!isShowingTask()) return tr("Tasks");
    const auto& task = m_detail->task();
    return tr("%1 %2", "number, title").arg(toQt(task.number), toQt(task.title));
}

bool TasksPage::isShowingTask() const { return m_stack->currentWidget() == m_detail; }

BannerArea* TasksPage::shownBanners() const { return isShowingTask() ? m_detail->banners() : m_banners; }

void TasksPage::open(const QString& object)
{
    m_wanted.clear();
    if (object.isEmpty()) {
        showBoard();
        return;
    }
    const auto id = idFrom<ObjectId>(object);
    if (m_model->find(id))
        openTask(id);
    else {
        m_wanted = object;
        refresh();
    }
}

void TasksPage::showBoard()
{
    if (!isShowingTask()) return;
    const ObjectId last = m_detail->task().id;
    m_detail->stash();
    m_stack->setCurrentWidget(m_boardPage);
    m_board->select(last);
    Q_EMIT titleChanged();
}

void TasksPage::openTask(const ObjectId& task)
{
    const auto* view = m_model->find(task);
    if (!view) return;
    m_detail->setCompany(m_company);
    m_detail->show(*view);
    m_stack->setCurrentWidget(m_detail);
    Q_EMIT titleChanged();
}

void TasksPage::refresh()
{
    const DacId dac = m_context.session.company();
    const bool isReadOnly = m_context.session.isReadOnly() || dac.isZero();
    m_board->setReadOnly(isReadOnly);
    m_new->setVisible(!isReadOnly);
    m_model->setSymbol(m_context.session.symbol());
    if (dac.isZero()) {
        showTasks({});
        return;
    }
    m_context.bridge.send(engine::ReadCompany{dac}, this, [this](const Result<engine::CompanyView>& reply) {
        if (!reply || reply->dac != m_context.session.company()) return;
        m_company = *reply;
        m_detail->setCompany(m_company);
    });
    m_context.bridge.send(engine::ListTasks{dac}, this,
                          [this, dac](const Result<std::vector<engine::TaskView>>& reply) {
                              if (dac != m_context.session.company()) return;
                              if (reply)
                                  showTasks(*reply);
                              else
                                  ActionRunner::showRefusal(m_boardPage, reply.error());
                          });
}

void TasksPage::showTasks(std::vector<engine::TaskView> tasks)
{
    std::erase_if(tasks, [](const auto& task) { return task.state == tx::TaskState::Archived; });
    m_isLoaded = true;
    m_model->setRows(std::move(tasks));
    const bool hasCompany = m_context.session.hasCompany();
    if (hasCompany)
        m_empty->setWords(tr("No tasks yet."),
                          tr("A task becomes a collaboration when two people lock deposits for it."));
    else
        m_empty->setWords(tr("You are not in a company yet."),
                          tr("Tasks belong to a company. Create one, or join one with an invitation."));
    m_empty->setEnabled(hasCompany && !m_context.session.isReadOnly());
    m_boardStack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget*>(m_empty) : m_board);
    showFilter();
    if (!m_wanted.isEmpty()) {
        const auto id = idFrom<ObjectId>(m_wanted);
        if (m_model->find(id)) {
            m_wanted.clear();
            openTask(id);
        }
        return;
    }
    if (!isShowingTask()) return;
    if (const auto* view = m_model->find(m_detail->task().id)) {
        m_detail->update(*view);
        Q_EMIT titleChanged();
    }
}

void TasksPage::showFilter()
{
    m_board->setQuery(m_filter->text());
    const bool isActive = !m_filter->text().trimmed().isEmpty();
    m_count->setVisible(isActive);
    m_clear->setVisible(isActive);
    m_count->setText(tr("%1 of %2 tasks match.").arg(m_board->shown()).arg(m_model->rowCount()));
}

void TasksPage::createTask()
{
    if (m_context.session.isReadOnly() || !m_context.session.hasCompany()) return;
    auto* dialog = new NewTaskDialog(m_context, m_context.session.company(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewTaskDialog::created, this, [this](const ObjectId& task, bool opens) {
        if (opens) m_wanted = idText(task);
        refresh();
    });
    dialog->open();
}

void TasksPage::moveTask(const ObjectId& id, tx::TaskState target, QWidget* origin)
{
    const auto* task = m_model->find(id);
    if (!task || task->state == target) return;
    BannerArea* banners = shownBanners();
    const MoveAdvice advice = adviseMove(*task, target);
    if (!advice.isAllowed) {
        Banner* banner = banners->show(u"move"_s, Tone::Info, advice.why);
        const QString collaboration = task->collaboration ? idText(*task->collaboration) : QString();
        banner->addAction(advice.nextStep, [this, collaboration] {
            m_context.navigator.go(page::kCollaborations, collaboration);
        });
        banner->setClosable();
        return;
    }
    banners->remove(u"move"_s);
    const tx::TaskState before = task->state;
    const QString number = toQt(task->number);
    m_context.actions.run(engine::MoveTask{m_context.session.company(), id, target}, origin,
                          [this, id, before, target, number](const engine::Sent&) {
                              Banner* banner = shownBanners()->show(
                                  u"move"_s, Tone::Ok,
                                  tr("%1 moved to %2.").arg(number, columnTitle(target)));
                              banner->addAction(tr("Move it back…"), [this, id, before] {
                                  moveTask(id, before, isShowingTask() ? m_detail : nullptr);
                              });
                              banner->setClosable();
                              refresh();
                              m_board->select(id);
                          });
}

void TasksPage::showMoveMenu(const ObjectId& id, QWidget* origin)
{
    const auto* task = m_model->find(id);
    if (!task) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const tx::TaskState state : boardColumns()) {
        QAction* action = menu->addAction(columnTitle(state));
        action->setCheckable(true);
        action->setChecked(state == task->state);
        connect(action, &QAction::triggered, this,
                [this, id, state, origin] { moveTask(id, state, origin); });
    }
    menu->popup(origin->mapToGlobal(QPoint(0, origin->height())));
}

void TasksPage::showAssignMenu(const ObjectId& id, const QPoint& global, QWidget* origin)
{
    const auto* task = m_model->find(id);
    if (!task) return;
    if (followsCollaboration(*task)) {
        shownBanners()
            ->show(u"move"_s, Tone::Info,
                   tr("The collaboration says who does this task; it cannot be given to somebody else."))
            ->setClosable();
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& name, const Address& person) {
        QAction* action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(task->assignee.address == person);
        connect(action, &QAction::triggered, this,
                [this, id, person, origin] { assign(id, person, origin); });
    };
    add(tr("Nobody"), {});
    for (const auto& member : m_company.members) add(nameOf(member.person), member.person.address);
    menu->popup(global);
}

void TasksPage::assign(const ObjectId& task, const Address& person, QWidget* origin)
{
    m_context.actions.run(engine::AssignTask{m_context.session.company(), task, person}, origin,
                          [this](const engine::Sent&) { refresh(); });
}

} // namespace stoa::ui
