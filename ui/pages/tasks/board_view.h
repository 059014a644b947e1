// SPDX-License-Identifier: MIT
// The board: five columns over one model. It asks for moves; the page carries them out.
#pragma once

#include <QScrollArea>

#include "ui/pages/tasks/task_model.h"

namespace stoa::ui {

class BoardColumn;

class BoardView : public QScrollArea {
    Q_OBJECT

public:
    explicit BoardView(TaskModel& model, QWidget* parent = nullptr);

    const QList<BoardColumn*>& columns() const { return m_columns; }
    BoardColumn* column(tx::TaskState state) const;
    void setQuery(const QString& text);
    /// Tasks that pass the filter.
    int shown() const;
    /// The task under the cursor of the column that has, or had last, the keyboard; null if none.
    const engine::TaskView* current() const;
    /// Selects the task, and puts the keyboard on it if the board has it.
    void select(const ObjectId& id);
    void setReadOnly(bool isReadOnly);
    /// The menu of columns for the task under the cursor, as `M` shows it.
    void showMoveMenu(const QPoint& global);

Q_SIGNALS:
    void opened(const stoa::ObjectId& task);
    void moveWanted(const stoa::ObjectId& task, stoa::tx::TaskState target);
    void assignWanted(const stoa::ObjectId& task, const QPoint& global);
    void addWanted();

private:
    void takeKey(QKeyEvent* event);
    void focusColumn(int step);
    BoardColumn* currentColumn() const;
    void showCardMenu(const QPoint& global);
    QPoint menuPlace() const;

    TaskModel& m_model;
    QList<BoardColumn*> m_columns;
    mutable BoardColumn* m_last = nullptr;
    bool m_isReadOnly = false;
};

} // namespace stoa::ui
