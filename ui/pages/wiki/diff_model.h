// SPDX-License-Identifier: MIT
// A difference between two texts as rows to look at: changed lines, some unchanged ones around them, and
// folds that stand for the rest.
#pragma once

#include <vector>

#include <QAbstractListModel>

#include "core/content/diff.h"

namespace stoa::ui {

/// One row. Beside each other: `left` is before, `right` is after; either may be absent. Below each other:
/// a changed line has only one of them, an unchanged line both.
struct DiffRow {
    const content::DiffLine* left = nullptr;
    const content::DiffLine* right = nullptr;
    int folded = 0; ///< unchanged lines that this row stands for

    bool isChange() const
    {
        return folded == 0 && (!left || !right || left->change != content::Change::Same);
    }
};

class DiffModel : public QAbstractListModel {
    Q_OBJECT

public:
    /// Unchanged lines that stay visible around a change.
    static constexpr int kAround = 3;

    using QAbstractListModel::QAbstractListModel;

    void setDiff(content::Diff diff);
    const content::Diff& diff() const { return m_diff; }
    void setSideBySide(bool sideBySide);
    bool isSideBySide() const { return m_isSideBySide; }
    /// Shows what a fold stands for.
    void unfold(int row);
    const DiffRow& row(int number) const { return m_rows[static_cast<std::size_t>(number)]; }
    /// The first row of the next change after `row`, or before it; -1 if there is none.
    int nextChange(int row, bool backward) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<DiffRow> build() const;

    content::Diff m_diff;
    bool m_isSideBySide = false;
    std::vector<DiffRow> m_rows;
};

} // namespace stoa::ui
