// SPDX-License-Identifier: MIT
// A list or table over copies of view structs. Fresh rows are compared with the old ones by key, so that
// selection, focus and scroll position stay where they are: there is never a reset.
#pragma once

#include <algorithm>
#include <functional>
#include <unordered_set>
#include <utility>
#include <vector>

#include <QAbstractTableModel>
#include <QString>
#include <QVariant>

namespace stoa::ui {

/// Roles that every row model answers.
enum RowRole {
    SortRole = Qt::UserRole + 1, ///< what a column is sorted by
    SearchRole,                  ///< everything of the row that a filter box looks at
    FirstFreeRole,
};

template <typename Row>
struct RowColumn {
    QString title;
    std::function<QVariant(const Row&)> value;
    Qt::Alignment alignment = Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter);
    std::function<QVariant(const Row&)> sortKey; ///< empty: the value
    std::function<QVariant(const Row&)> tip;
    std::function<QVariant(const Row&)> icon;
};

/// `Key` is what makes two rows the same thing; it can be hashed. Subclasses give columns and may add roles.
template <typename Row, typename Key>
class RowModel : public QAbstractTableModel {
public:
    using KeyOf = std::function<Key(const Row&)>;

    RowModel(KeyOf keyOf, std::vector<RowColumn<Row>> columns, QObject* parent = nullptr)
        : QAbstractTableModel(parent)
        , m_keyOf(std::move(keyOf))
        , m_columns(std::move(columns))
    {}

    const std::vector<Row>& rows() const { return m_rows; }
    const Row* rowAt(const QModelIndex& index) const
    {
        if (!index.isValid() || index.row() >= static_cast<int>(m_rows.size())) return nullptr;
        return &m_rows[static_cast<std::size_t>(index.row())];
    }
    /// -1 if there is no such row.
    int rowOf(const Key& key) const
    {
        const auto found =
            std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return m_keyOf(row) == key; });
        return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
    }
    const Row* find(const Key& key) const
    {
        const int row = rowOf(key);
        return row < 0 ? nullptr : &m_rows[static_cast<std::size_t>(row)];
    }

    /// Takes the fresh rows, in their order. Keys must be unique.
    void setRows(std::vector<Row> fresh)
    {
        std::unordered_set<Key> kept;
        for (const Row& row : fresh) kept.insert(m_keyOf(row));
        for (int row = static_cast<int>(m_rows.size()) - 1; row >= 0; --row) {
            if (kept.contains(keyAt(row))) continue;
            beginRemoveRows({}, row, row);
            m_rows.erase(m_rows.begin() + row);
            endRemoveRows();
        }
        if (m_rows.empty()) {
            if (fresh.empty()) return;
            beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
            m_rows = std::move(fresh);
            endInsertRows();
            return;
        }
        std::unordered_set<Key> known;
        for (const Row& row : m_rows) known.insert(m_keyOf(row));
        for (int row = 0; row < static_cast<int>(fresh.size()); ++row) {
            Row& wanted = fresh[static_cast<std::size_t>(row)];
            const Key key = m_keyOf(wanted);
            if (!known.contains(key)) {
                beginInsertRows({}, row, row);
                m_rows.insert(m_rows.begin() + row, std::move(wanted));
                endInsertRows();
                continue;
            }
            if (keyAt(row) != key) {
                const int old = rowOf(key);
                beginMoveRows({}, old, old, {}, row);
                std::rotate(m_rows.begin() + row, m_rows.begin() + old, m_rows.begin() + old + 1);
                endMoveRows();
            }
            m_rows[static_cast<std::size_t>(row)] = std::move(wanted);
        }
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_rows.size()) - 1, columnCount() - 1));
    }

    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
        const RowColumn<Row>& column = m_columns[static_cast<std::size_t>(section)];
        if (role == Qt::DisplayRole) return column.title;
        if (role == Qt::TextAlignmentRole) return QVariant::fromValue(column.alignment);
        return {};
    }
    QVariant data(const QModelIndex& index, int role) const override
    {
        const Row* row = rowAt(index);
        if (!row) return {};
        const RowColumn<Row>& column = m_columns[static_cast<std::size_t>(index.column())];
        if (role == Qt::DisplayRole) return column.value(*row);
        if (role == SortRole) return column.sortKey ? column.sortKey(*row) : column.value(*row);
        if (role == Qt::TextAlignmentRole) return QVariant::fromValue(column.alignment);
        if (role == Qt::ToolTipRole && column.tip) return column.tip(*row);
        if (role == Qt::DecorationRole && column.icon) return column.icon(*row);
        return extraData(*row, role);
    }

protected:
    /// Roles of the whole row.
    virtual QVariant extraData(const Row&, int) const { return {}; }

private:
    Key keyAt(int row) const { return m_keyOf(m_rows[static_cast<std::size_t>(row)]); }

    KeyOf m_keyOf;
    std::vector<RowColumn<Row>> m_columns;
    std::vector<Row> m_rows;
};

} // namespace stoa::ui
