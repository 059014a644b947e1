// SPDX-License-Identifier: MIT
#include "ui/pages/tasks/board_view.h"

#include <numeric>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>

#include "ui/pages/tasks/board_column.h"
#include "ui/pages/tasks/move_rules.h"

namespace stoa::ui {

BoardView::BoardView(TaskModel& model, QWidget* parent)
    : QScrollArea(parent)
    , m_model(model)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    for (const tx::TaskState state : boardColumns()) {
        auto* column = new BoardColumn(model, state);
        m_columns << column;
        row->addWidget(column, 1);
        connect(column, &BoardColumn::opened, this, &BoardView::opened);
        connect(column, &BoardColumn::keyed, this, &BoardView::takeKey);
        connect(column, &BoardColumn::addWanted, this, &BoardView::addWanted);
        connect(column, &BoardColumn::menuWanted, this, [this, column](const QPoint& global) {
            m_last = column;
            showCardMenu(global);
        });
        connect(column, &BoardColumn::dropped, this,
                [this, state](const ObjectId& task) { Q_EMIT moveWanted(task, state); });
    }
    setWidget(content);
    content->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
}

BoardColumn* BoardView::column(tx::TaskState state) const
{
    for (BoardColumn* column : m_columns)
        if (column->state() == state) return column;
    return nullptr;
}

void BoardView::setQuery(const QString& text)
{
    const TaskQuery query(text);
    for (BoardColumn* column : m_columns) column->setQuery(query);
}

int BoardView::shown() const
{
    return std::accumulate(m_columns.begin(), m_columns.end(), 0, [](int sum, const BoardColumn* column) {
        return sum + column->filter()->rowCount();
    });
}

BoardColumn* BoardView::currentColumn() const
{
    for (BoardColumn* column : m_columns)
        if (column->list()->hasFocus()) m_last = column;
    return m_last;
}

const engine::TaskView* BoardView::current() const
{
    const BoardColumn* column = currentColumn();
    return column ? column->current() : nullptr;
}

void BoardView::select(const ObjectId& id)
{
    bool hadFocus = false;
    for (const BoardColumn* column : m_columns) hadFocus = hadFocus || column->list()->hasFocus();
    for (BoardColumn* column : m_columns) {
        if (!column->select(id)) continue;
        m_last = column;
        ensureWidgetVisible(column, 0, 0);
        if (hadFocus || !focusWidget()) column->list()->setFocus(Qt::OtherFocusReason);
    }
}

void BoardView::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    for (BoardColumn* column : m_columns) column->setReadOnly(isReadOnly);
}

QPoint BoardView::menuPlace() const
{
    const BoardColumn* column = currentColumn();
    if (!column) return mapToGlobal(rect().center());
    const QRect card = column->list()->visualRect(column->list()->currentIndex());
    return column->list()->viewport()->mapToGlobal(card.center());
}

void BoardView::showMoveMenu(const QPoint& global)
{
    const auto* task = current();
    if (!task || m_isReadOnly) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setTitle(tr("Move to"));
    menu->addSection(tr("Move to"));
    const ObjectId id = task->id;
    for (const tx::TaskState state : boardColumns()) {
        QAction* action = menu->addAction(columnTitle(state));
        action->setCheckable(true);
        action->setChecked(state == task->state);
        connect(action, &QAction::triggered, this, [this, id, state] { Q_EMIT moveWanted(id, state); });
    }
    menu->popup(global);
}

void BoardView::showCardMenu(const QPoint& global)
{
    const auto* task = current();
    if (!task) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const ObjectId id = task->id;
    connect(menu->addAction(tr("Open")), &QAction::triggered, this, [this, id] { Q_EMIT opened(id); });
    if (!m_isReadOnly) {
        QMenu* move = menu->addMenu(tr("Move to"));
        for (const tx::TaskState state : boardColumns()) {
            if (state == task->state) continue;
            connect(move->addAction(columnTitle(state)), &QAction::triggered, this,
                    [this, id, state] { Q_EMIT moveWanted(id, state); });
        }
        connect(menu->addAction(tr("Assign…")), &QAction::triggered, this,
                [this, id, global] { Q_EMIT assignWanted(id, global); });
    }
    menu->popup(global);
}

void BoardView::focusColumn(int step)
{
    const qsizetype at = m_columns.indexOf(currentColumn());
    for (qsizetype next = at + step; at >= 0 && next >= 0 && next < m_columns.size(); next += step) {
        CardList* list = m_columns.at(next)->list();
        if (list->model()->rowCount() == 0) continue;
        const int row =
            std::min(m_columns.at(at)->list()->currentIndex().row(), list->model()->rowCount() - 1);
        list->setCurrentIndex(list->model()->index(std::max(0, row), 0));
        list->setFocus(Qt::OtherFocusReason);
        ensureWidgetVisible(m_columns.at(next), 0, 0);
        return;
    }
}

void BoardView::takeKey(QKeyEvent* event)
{
    const auto* task = current();
    const bool isMove = event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const bool isLeft = event->key() == Qt::Key_Left;
    const int step = isLeft == isRightToLeft() ? 1 : -1;
    if (isLeft || event->key() == Qt::Key_Right) {
        if (isMove && task && !m_isReadOnly) {
            const tx::TaskState target = neighbourColumn(task->state, step);
            if (target != task->state) Q_EMIT moveWanted(task->id, target);
            event->accept();
        } else if (isPlain) {
            focusColumn(step);
            event->accept();
        }
        return;
    }
    if (!isPlain) return;
    if (event->key() == Qt::Key_M && task) {
        showMoveMenu(menuPlace());
        event->accept();
    } else if (event->key() == Qt::Key_A && task && !m_isReadOnly) {
        Q_EMIT assignWanted(task->id, menuPlace());
        event->accept();
    } else if (event->key() == Qt::Key_C && !m_isReadOnly) {
        Q_EMIT addWanted();
        event->accept();
    }
}

} // namespace stoa::ui
