// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace stoa::ui {

/// Draws a task as a card of the board: number and reward, title on two lines, who does it, and one mark.
class TaskCardDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace stoa::ui
