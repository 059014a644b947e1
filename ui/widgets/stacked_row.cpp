// SPDX-License-Identifier: MIT
#include "ui/widgets/stacked_row.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <QAbstractItemView>
#include <QIcon>
#include <QPainter>

#include "ui/theme/text_role.h"
#include "ui/theme/tokens.h"

namespace stoa::ui {

namespace {

struct RowMetrics {
    QFont title = fontOf(TextRole::Strong);
    QFont caption = fontOf(TextRole::Caption);
    int side = gridUnits(2);
    int line = gridUnits(1);
    int gap = gridUnits(4);
    int icon = QFontMetrics(caption).height();
};

/// One column of the row, placed.
struct Piece {
    QRect head;
    QRect icon;
    QRect value;
    QString headText;
    QString valueText;
    QIcon image;
};

struct Placed {
    QRect title;
    QString titleText;
    QRect titleIcon;
    QIcon titleImage;
    std::vector<Piece> pieces;
    int height = 0;
};

QString textOf(const QModelIndex& index) { return index.data(Qt::DisplayRole).toString(); }
QIcon iconOf(const QModelIndex& index) { return index.data(Qt::DecorationRole).value<QIcon>(); }
QString headOf(const QModelIndex& index)
{
    return index.model()->headerData(index.column(), Qt::Horizontal).toString();
}

/// Bare figures say nothing without their head.
QString titleOf(const QModelIndex& index)
{
    const bool isFigure = index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
    return isFigure ? headOf(index) + u' ' + textOf(index) : textOf(index);
}

Placed place(const QModelIndex& index, int width)
{
    const RowMetrics m;
    Placed row;
    const int left = m.side;
    const int right = std::max(left + 1, width - m.side);
    int top = m.line * 2;
    row.titleText = titleOf(index);
    row.titleImage = iconOf(index);
    const int indent = row.titleImage.isNull() ? 0 : m.icon + m.line;
    const QFontMetrics title(m.title);
    row.titleIcon = QRect(left, top + (title.height() - m.icon) / 2, m.icon, m.icon);
    row.title = title.boundingRect(QRect(left + indent, top, right - left - indent, 100'000),
                                   Qt::TextWordWrap | Qt::AlignLeft, row.titleText);
    row.title.setWidth(right - left - indent);
    top = row.title.bottom() + 1 + m.line;

    const QFontMetrics caption(m.caption);
    int at = left;
    int lineBottom = top;
    for (int column = 0; column < index.model()->columnCount(index.parent()); ++column) {
        if (column == index.column()) continue;
        const QModelIndex cell = index.siblingAtColumn(column);
        Piece piece;
        piece.valueText = textOf(cell);
        piece.image = iconOf(cell);
        if (piece.valueText.isEmpty()) continue;
        piece.headText = headOf(cell);
        const int headWidth =
            piece.headText.isEmpty() ? 0 : caption.horizontalAdvance(piece.headText) + m.line * 2;
        const int iconWidth = piece.image.isNull() ? 0 : m.icon + m.line;
        const int valueWidth = caption.horizontalAdvance(piece.valueText) + 2;
        if (at > left && at + headWidth + iconWidth + valueWidth > right) {
            at = left;
            top = lineBottom + m.line;
        }
        piece.head = QRect(at, top, headWidth, caption.height());
        piece.icon = QRect(at + headWidth, top, m.icon, m.icon);
        const int valueLeft = at + headWidth + iconWidth;
        const int room = std::max(caption.averageCharWidth() * 4, right - valueLeft);
        piece.value = caption.boundingRect(QRect(valueLeft, top, room, 100'000),
                                           Qt::TextWordWrap | Qt::AlignLeft, piece.valueText);
        piece.value.setWidth(std::min(room, std::max(valueWidth, piece.value.width() + 2)));
        at = piece.value.right() + 1 + m.gap;
        lineBottom = std::max(lineBottom, piece.value.bottom() + 1);
        row.pieces.push_back(std::move(piece));
    }
    row.height = std::max(lineBottom, top) + m.line * 2;
    return row;
}

} // namespace

void StackedRow::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (!option.widget) return;
    const Tokens& tokens = tokensOf(option.widget);
    QStyleOptionViewItem panel = option;
    panel.viewItemPosition = QStyleOptionViewItem::OnlyOne;
    option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &panel, painter, option.widget);

    const RowMetrics m;
    const Placed row = place(index, option.rect.width());
    painter->save();
    painter->translate(option.rect.topLeft());
    painter->setFont(m.title);
    painter->setPen(tokens.text);
    if (!row.titleImage.isNull()) row.titleImage.paint(painter, row.titleIcon);
    painter->drawText(row.title, Qt::TextWordWrap | Qt::AlignLeft, row.titleText);
    painter->setFont(m.caption);
    for (const Piece& piece : row.pieces) {
        painter->setPen(tokens.text2);
        painter->drawText(piece.head, Qt::AlignLeft | Qt::TextSingleLine, piece.headText);
        if (!piece.image.isNull()) piece.image.paint(painter, piece.icon);
        painter->setPen(tokens.text);
        painter->drawText(piece.value, Qt::TextWordWrap | Qt::AlignLeft, piece.valueText);
    }
    painter->setPen(tokens.borderSubtle);
    painter->drawLine(m.side, option.rect.height() - 1, option.rect.width() - m.side,
                      option.rect.height() - 1);
    painter->restore();
}

QSize StackedRow::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int width = option.rect.width() > 0 ? option.rect.width() : gridUnits(80);
    return {width, place(index, width).height};
}

} // namespace stoa::ui
