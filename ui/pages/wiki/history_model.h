// SPDX-License-Identifier: MIT
// The versions of a page, newest first, with two columns to choose which two are compared.
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "core/engine/views.h"

namespace stoa::ui {

class HistoryModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        BeforeColumn,
        AfterColumn,
        VersionColumn,
        TimeColumn,
        AuthorColumn,
        SummaryColumn,
        SizeColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Chooses the newest two. `now` is the network's time.
    void setVersions(std::vector<engine::VersionView> versions, Timestamp now);
    const engine::VersionView* versionAt(int row) const;
    const engine::VersionView* find(std::uint32_t version) const;
    /// Versions to compare; zero if none is chosen.
    std::uint32_t before() const { return m_before; }
    std::uint32_t after() const { return m_after; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void choiceChanged();

private:
    QString textOf(const engine::VersionView& version, int column) const;

    std::vector<engine::VersionView> m_versions;
    Timestamp m_now = 0;
    std::uint32_t m_before = 0;
    std::uint32_t m_after = 0;
};

} // namespace stoa::ui
