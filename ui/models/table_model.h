// SPDX-License-Identifier: MIT
// Lists and tables over copies of view structs. Columns are a list of {title, value(row), alignment}; fresh
// rows are compared with the old ones by key, so that selection, focus and scroll position stay: there is
// never a reset.
#pragma once

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <QAbstractTableModel>
#include <QIcon>
#include <QString>
#include <QStringList>
#include <QVariant>

#include "ui/theme/visible_text.h"

namespace stoa::ui {

/// Roles that every model of rows answers.
enum RowRole {
    SortRole = Qt::UserRole + 1, ///< what a column is sorted by
    SearchRole,                  ///< everything of the row that a filter box looks at
    FirstFreeRole,
};

/// Set on a model while a view shows each of its rows in one cell.
inline constexpr char kStackedProperty[] = "stacked";

template <typename Row>
struct Column {
    QString title;
    std::function<QString(const Row&)> value;
    Qt::Alignment alignment = Qt::AlignLeft;
    std::function<QIcon(const Row&)> icon;
    std::function<QString(const Row&)> toolTip;  ///< without it: the value, which may be cut in its cell
    std::function<QVariant(const Row&)> sortKey; ///< without it: the value
};

/// `Key` is what makes two rows the same thing; it can be hashed. Two rows may have the same key, as two
/// equal payments do. Subclasses may add roles.
template <typename Row, typename Key = QString>
class TableModel : public QAbstractTableModel {
public:
    using KeyOf = std::function<Key(const Row&)>;

    TableModel(std::vector<Column<Row>> columns, KeyOf keyOf, QObject* parent = nullptr)
        : QAbstractTableModel(parent)
        , m_columns(std::move(columns))
        , m_keyOf(std::move(keyOf))
    {}

    const std::vector<Row>& rows() const { return m_rows; }
    const Row& row(int number) const { return m_rows[static_cast<std::size_t>(number)]; }
    /// Null if there is no such row.
    const Row* rowAt(const QModelIndex& index) const
    {
        return index.isValid() && index.row() < rowCount() ? &row(index.row()) : nullptr;
    }
    /// The first row with this key, -1 if there is none.
    int rowOf(const Key& key) const { return placeOf({key, 0}); }
    const Row* find(const Key& key) const
    {
        const int at = rowOf(key);
        return at < 0 ? nullptr : &row(at);
    }

    /// Takes the fresh rows, in their order.
    void setRows(std::vector<Row> fresh)
    {
        std::vector<Place> places;
        places.reserve(fresh.size());
        std::unordered_map<Key, int> seen;
        for (const Row& row : fresh) {
            Key key = m_keyOf(row);
            const int before = seen[key]++;
            places.push_back({std::move(key), before});
        }
        const std::unordered_set<Place, HashOfPlace> wanted(places.begin(), places.end());
        for (int row = rowCount() - 1; row >= 0; --row) {
            if (wanted.contains(m_places[static_cast<std::size_t>(row)])) continue;
            beginRemoveRows({}, row, row);
            m_rows.erase(m_rows.begin() + row);
            m_places.erase(m_places.begin() + row);
            endRemoveRows();
        }
        if (m_rows.empty()) {
            if (fresh.empty()) return;
            beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
            m_rows = std::move(fresh);
            m_places = std::move(places);
            endInsertRows();
            return;
        }
        const std::unordered_set<Place, HashOfPlace> known(m_places.begin(), m_places.end());
        for (int row = 0; row < static_cast<int>(fresh.size()); ++row) {
            const auto at = static_cast<std::size_t>(row);
            if (!known.contains(places[at])) {
                beginInsertRows({}, row, row);
                m_rows.insert(m_rows.begin() + row, std::move(fresh[at]));
                m_places.insert(m_places.begin() + row, places[at]);
                endInsertRows();
                continue;
            }
            if (m_places[at] != places[at]) {
                const int old = placeOf(places[at]);
                beginMoveRows({}, old, old, {}, row);
                std::rotate(m_rows.begin() + row, m_rows.begin() + old, m_rows.begin() + old + 1);
                std::rotate(m_places.begin() + row, m_places.begin() + old, m_places.begin() + old + 1);
                endMoveRows();
            }
            m_rows[at] = std::move(fresh[at]);
        }
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
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
        const Column<Row>& column = m_columns[static_cast<std::size_t>(section)];
        if (role == Qt::DisplayRole) return column.title;
        if (role == Qt::TextAlignmentRole) return QVariant(column.alignment | Qt::AlignVCenter);
        return {};
    }
    QVariant data(const QModelIndex& index, int role) const override
    {
        const Row* row = rowAt(index);
        if (!row) return {};
        if (QVariant extra = extraData(*row, role); extra.isValid()) return extra;
        const Column<Row>& column = m_columns[static_cast<std::size_t>(index.column())];
        switch (role) {
        case Qt::DisplayRole: return column.value(*row);
        case Qt::AccessibleTextRole:
            return property(kStackedProperty).toBool() ? wholeRow(*row) : spoken(column, *row);
        case Qt::TextAlignmentRole: return QVariant(column.alignment | Qt::AlignVCenter);
        case Qt::ToolTipRole: return tipText(column.toolTip ? column.toolTip(*row) : column.value(*row));
        case SortRole: return column.sortKey ? column.sortKey(*row) : QVariant(column.value(*row));
        case Qt::DecorationRole: {
            const QIcon icon = column.icon ? column.icon(*row) : QIcon();
            return icon.isNull() ? QVariant() : QVariant(icon);
        }
        default: return {};
        }
    }

protected:
    /// Roles of the whole row; they come before those of its columns.
    virtual QVariant extraData(const Row&, int) const { return {}; }

private:
    static QString spoken(const Column<Row>& column, const Row& row)
    {
        return column.title + QStringLiteral(": ") + column.value(row);
    }
    QString wholeRow(const Row& row) const
    {
        QStringList parts;
        for (const Column<Row>& column : m_columns)
            if (!column.value(row).isEmpty()) parts << spoken(column, row);
        return parts.join(QStringLiteral(", "));
    }

    using Place = std::pair<Key, int>; ///< the key, and how many rows above have the same
    struct HashOfPlace {
        std::size_t operator()(const Place& place) const
        {
            return std::hash<Key>()(place.first) ^ static_cast<std::size_t>(place.second);
        }
    };
    int placeOf(const Place& place) const
    {
        const auto found = std::find(m_places.begin(), m_places.end(), place);
        return found == m_places.end() ? -1 : static_cast<int>(found - m_places.begin());
    }

    std::vector<Column<Row>> m_columns;
    KeyOf m_keyOf;
    std::vector<Row> m_rows;
    std::vector<Place> m_places;
};

} // namespace stoa::ui
