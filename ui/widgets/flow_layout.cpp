// SPDX-License-Identifier: MIT
#include "ui/widgets/flow_layout.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <QWidget>

namespace stoa::ui {

FlowLayout::FlowLayout(QWidget* parent)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(6);
}

FlowLayout::~FlowLayout()
{
    while (QLayoutItem* item = takeAt(0)) delete item;
}

void FlowLayout::addItem(QLayoutItem* item) { m_items << item; }

QLayoutItem* FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

QSize FlowLayout::sizeHint() const
{
    int width = 0;
    int height = 0;
    for (const QLayoutItem* item : m_items) {
        if (item->isEmpty()) continue;
        const QSize size = item->sizeHint();
        width += size.width() + (width > 0 ? spacing() : 0);
        height = std::max(height, size.height());
    }
    const QMargins margins = contentsMargins();
    return {width + margins.left() + margins.right(), height + margins.top() + margins.bottom()};
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        if (!item->isEmpty()) size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool moves) const
{
    const QMargins margins = contentsMargins();
    const QRect area = rect.marginsRemoved(margins);
    const bool isMirrored = parentWidget() && parentWidget()->isRightToLeft();
    int x = area.left();
    int y = area.top();
    int line = 0;
    std::vector<std::pair<QLayoutItem*, QRect>> placed; // those of the line, to be centred when it is full
    const QLayoutItem* wide = nullptr;
    int wideWidth = 0;
    if (m_stretchesFirst && !m_items.isEmpty() && !m_items.first()->isEmpty()) {
        wide = m_items.first();
        const int rest = area.width() - (sizeHint().width() - margins.left() - margins.right());
        wideWidth = rest < 0 ? area.width() : wide->sizeHint().width() + rest;
    }
    const auto endLine = [&] {
        if (moves)
            for (auto& [item, place] : placed)
                item->setGeometry(place.translated(0, (line - place.height()) / 2));
        placed.clear();
    };
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty()) continue;
        QSize size = item->sizeHint();
        if (item == wide) size.setWidth(wideWidth);
        size.setWidth(std::min(size.width(), std::max(area.width(), item->minimumSize().width())));
        if (item->hasHeightForWidth()) size.setHeight(item->heightForWidth(size.width()));
        if (x > area.left() && x + size.width() > area.right() + 1) {
            endLine();
            x = area.left();
            y += line + (m_lineSpacing < 0 ? spacing() : m_lineSpacing);
            line = 0;
        }
        const int left = isMirrored ? area.right() + 1 - (x - area.left()) - size.width() : x;
        placed.emplace_back(item, QRect(QPoint(left, y), size));
        x += size.width() + spacing();
        line = std::max(line, size.height());
    }
    endLine();
    return y + line - rect.top() + margins.bottom();
}

TileLayout::TileLayout(QWidget* parent)
    : FlowLayout(parent)
{
    setSpacing(12);
}

int TileLayout::arrange(const QRect& rect, bool moves) const
{
    const QMargins margins = contentsMargins();
    const QRect area = rect.marginsRemoved(margins);
    QList<QLayoutItem*> shown;
    int widest = 1;
    for (QLayoutItem* item : items()) {
        if (item->isEmpty()) continue;
        shown << item;
        widest = std::max(widest, item->minimumSize().width());
    }
    if (shown.isEmpty()) return margins.top() + margins.bottom();
    const auto count = static_cast<int>(shown.size());
    int columns = std::clamp((area.width() + spacing()) / (widest + spacing()), 1, count);
    const int lines = (count + columns - 1) / columns;
    columns = (count + lines - 1) / lines; // 2 and 2 rather than 3 and 1
    const int width = (area.width() - (columns - 1) * spacing()) / columns;
    const bool isMirrored = parentWidget() && parentWidget()->isRightToLeft();
    int y = area.top();
    for (int first = 0; first < count; first += columns) {
        const int end = std::min(first + columns, count);
        int height = 0;
        for (int i = first; i < end; ++i)
            height = std::max(height, shown.at(i)->hasHeightForWidth() ? shown.at(i)->heightForWidth(width)
                                                                       : shown.at(i)->sizeHint().height());
        for (int i = first; moves && i < end; ++i) {
            const int left = area.left() + (i - first) * (width + spacing());
            const int mirrored = area.right() + 1 - (left - area.left()) - width;
            shown.at(i)->setGeometry(QRect(isMirrored ? mirrored : left, y, width, height));
        }
        y += height + (end < count ? spacing() : 0);
    }
    return y - rect.top() + margins.bottom();
}

} // namespace stoa::ui
