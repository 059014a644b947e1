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
    const auto endLine = [&] {
        if (moves)
            for (auto& [item, place] : placed)
                item->setGeometry(place.translated(0, (line - place.height()) / 2));
        placed.clear();
    };
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty()) continue;
        QSize size = item->sizeHint();
        size.setWidth(std::min(size.width(), std::max(area.width(), item->minimumSize().width())));
        if (item->hasHeightForWidth()) size.setHeight(item->heightForWidth(size.width()));
        if (x > area.left() && x + size.width() > area.right() + 1) {
            endLine();
            x = area.left();
            y += line + spacing();
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

} // namespace stoa::ui
