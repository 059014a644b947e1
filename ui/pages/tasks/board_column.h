// SPDX-License-Identifier: MIT
// One column of the board: head, cards, and the whole of it a place to drop a card on — also when it is
// empty.
#pragma once

#include <QFrame>
#include <QListView>

#include "ui/pages/tasks/task_model.h"

class QLabel;
class QPushButton;

namespace stoa::ui {

class BoardColumn;

/// The cards of one column.
class CardList : public QListView {
    Q_OBJECT

public:
    explicit CardList(BoardColumn& column);

Q_SIGNALS:
    /// A key that the board knows was pressed on the current card.
    void keyed(QKeyEvent* event);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    BoardColumn& m_column;
};

class BoardColumn : public QFrame {
    Q_OBJECT

public:
    BoardColumn(TaskModel& model, tx::TaskState state, QWidget* parent = nullptr);

    tx::TaskState state() const { return m_filter->state(); }
    CardList* list() const { return m_list; }
    ColumnFilter* filter() const { return m_filter; }
    void setQuery(const TaskQuery& query);
    /// The task under the cursor; null if none.
    const engine::TaskView* current() const;
    /// Puts cursor and selection on the task. False if it is not in this column.
    bool select(const ObjectId& id);
    void setReadOnly(bool isReadOnly);

    void setDropTarget(bool isTarget);
    bool takesDrop(const QDropEvent& event) const;
    void takeDrop(QDropEvent* event);

Q_SIGNALS:
    void dropped(const stoa::ObjectId& task);
    void opened(const stoa::ObjectId& task);
    void keyed(QKeyEvent* event);
    void menuWanted(const QPoint& global);
    void addWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void showCount();

    ColumnFilter* m_filter;
    CardList* m_list;
    QLabel* m_title;
    QPushButton* m_add = nullptr;
    TaskModel& m_model;
    bool m_isTarget = false;
    bool m_isReadOnly = false;
};

} // namespace stoa::ui
