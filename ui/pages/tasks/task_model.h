// SPDX-License-Identifier: MIT
// The tasks of one company. One model for all columns of the board; each column looks at it through a
// ColumnFilter.
#pragma once

#include <QSortFilterProxyModel>

#include "core/engine/views.h"
#include "ui/models/table_model.h"

namespace stoa::ui {

/// Type of a task that is dragged; the data is its id as `idText` writes it.
inline constexpr const char* kTaskMime = "application/x-stoa-task";

class TaskModel : public TableModel<engine::TaskView, ObjectId> {
public:
    explicit TaskModel(QObject* parent = nullptr);

    /// Of the token, for rewards.
    void setSymbol(const QString& symbol);
    QString symbol() const { return m_symbol; }

    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::MoveAction; }

protected:
    QVariant extraData(const engine::TaskView& task, int role) const override;

private:
    QString m_symbol;
};

/// The reward of a task with its unit; empty without one.
QString rewardText(const engine::TaskView& task, const QString& symbol);

/// A search such as "assignee:me compiler": every word must be there. "assignee:me", "assignee:nobody",
/// "assignee:NAME", "has:collaboration" and "has:reward" are looked up, all else is searched in the text.
class TaskQuery {
public:
    TaskQuery() = default;
    explicit TaskQuery(const QString& text);

    bool isEmpty() const { return m_words.isEmpty(); }
    bool matches(const engine::TaskView& task, const QString& searchText) const;

private:
    QStringList m_words;
};

class ColumnFilter : public QSortFilterProxyModel {
public:
    ColumnFilter(TaskModel& model, tx::TaskState state, QObject* parent = nullptr);

    tx::TaskState state() const { return m_state; }
    void setQuery(const TaskQuery& query);
    const engine::TaskView* task(const QModelIndex& index) const;
    /// Invalid if the task is not in this column.
    QModelIndex indexOf(const ObjectId& id) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    TaskModel& m_model;
    tx::TaskState m_state;
    TaskQuery m_query;
};

} // namespace stoa::ui
