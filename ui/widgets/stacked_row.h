// SPDX-License-Identifier: MIT
// A table's row where its columns have no room side by side: one cell that shows the title, and below it the
// other columns, each with its head, on as many lines as they need.
#pragma once

#include <QStyledItemDelegate>

namespace stoa::ui {

class StackedRow : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    /// As high as the row's texts need at the width of `option`.
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace stoa::ui
