// SPDX-License-Identifier: MIT
// Tables of plain values. Columns are a list of {title, value(row), alignment}; rows keep their place and
// their selection when a fresh list comes.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include <QAbstractTableModel>
#include <QIcon>
#include <QString>

namespace stoa::ui {

template <typename Row>
struct Column {
    QString title;
    std::function<QString(const Row&)> value;
    Qt::Alignment alignment = Qt::AlignLeft;
    std::function<QIcon(const Row&)> icon = {};
    std::function<QString(const Row&)> toolTip = {};
    std::function<QVariant(const Row&)> sortKey = {}; ///< without it: the text
};

/// What does not depend on the kind of row.
class TableModelBase : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int kSortRole = Qt::UserRole + 1;
    static constexpr int kIdRole = Qt::UserRole + 2;

    using QAbstractTableModel::QAbstractTableModel;

    /// Row of the id, -1 if there is none.
    int rowOf(const QString& id) const;

protected:
    virtual qsizetype idCount() const = 0;
    virtual QString idAt(qsizetype row) const = 0;
};

template <typename Row>
class TableModel : public TableModelBase {
public:
    using Id = std::function<QString(const Row&)>;

    TableModel(std::vector<Column<Row>> columns, Id id, QObject* parent = nullptr)
        : TableModelBase(parent)
        , m_columns(std::move(columns))
        , m_id(std::move(id))
    {}

    /// Replaces the rows. Rows that stay keep their selection.
    void setRows(std::vector<Row> rows)
    {
        std::vector<QString> wanted;
        wanted.reserve(rows.size());
        // Two rows may look the same, as two equal payments of one second do: each keeps an id of its own.
        std::map<QString, int> seen;
        for (const Row& row : rows) {
            const QString id = m_id(row);
            const int before = seen[id]++;
            wanted.push_back(before == 0 ? id : id + QLatin1Char('#') + QString::number(before));
        }
        for (std::size_t i = m_ids.size(); i-- > 0;)
            if (std::find(wanted.begin(), wanted.end(), m_ids[i]) == wanted.end()) {
                beginRemoveRows({}, static_cast<int>(i), static_cast<int>(i));
                m_ids.erase(m_ids.begin() + static_cast<std::ptrdiff_t>(i));
                m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(i));
                endRemoveRows();
            }
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (i < m_ids.size() && m_ids[i] == wanted[i]) {
                m_rows[i] = std::move(rows[i]);
                continue;
            }
            const auto from = std::find(m_ids.begin(), m_ids.end(), wanted[i]);
            if (from != m_ids.end()) {
                const auto at = from - m_ids.begin();
                beginMoveRows({}, static_cast<int>(at), static_cast<int>(at), {}, static_cast<int>(i));
                m_ids.erase(from);
                m_rows.erase(m_rows.begin() + at);
                insertAt(i, wanted[i], std::move(rows[i]));
                endMoveRows();
            } else {
                beginInsertRows({}, static_cast<int>(i), static_cast<int>(i));
                insertAt(i, wanted[i], std::move(rows[i]));
                endInsertRows();
            }
        }
        if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }

    const Row& row(int number) const { return m_rows[static_cast<std::size_t>(number)]; }
    const std::vector<Row>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }

    QVariant data(const QModelIndex& index, int role) const override
    {
        if (!index.isValid()) return {};
        const Row& row = m_rows[static_cast<std::size_t>(index.row())];
        const Column<Row>& column = m_columns[static_cast<std::size_t>(index.column())];
        if (role == Qt::DisplayRole) return column.value(row);
        if (role == Qt::AccessibleTextRole) return column.title + QStringLiteral(": ") + column.value(row);
        if (role == Qt::TextAlignmentRole) return QVariant(column.alignment | Qt::AlignVCenter);
        if (role == Qt::DecorationRole && column.icon) return column.icon(row);
        if (role == Qt::ToolTipRole) return column.toolTip ? column.toolTip(row) : column.value(row);
        if (role == kSortRole) return column.sortKey ? column.sortKey(row) : QVariant(column.value(row));
        if (role == kIdRole) return m_ids[static_cast<std::size_t>(index.row())];
        return {};
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
        const Column<Row>& column = m_columns[static_cast<std::size_t>(section)];
        if (role == Qt::DisplayRole) return column.title;
        if (role == Qt::TextAlignmentRole) return QVariant(column.alignment | Qt::AlignVCenter);
        return {};
    }

protected:
    qsizetype idCount() const override { return static_cast<qsizetype>(m_ids.size()); }
    QString idAt(qsizetype row) const override { return m_ids[static_cast<std::size_t>(row)]; }

private:
    void insertAt(std::size_t at, QString id, Row row)
    {
        m_ids.insert(m_ids.begin() + static_cast<std::ptrdiff_t>(at), std::move(id));
        m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(at), std::move(row));
    }

    std::vector<Column<Row>> m_columns;
    Id m_id;
    std::vector<Row> m_rows;
    std::vector<QString> m_ids;
};

} // namespace stoa::ui
