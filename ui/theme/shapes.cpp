// SPDX-License-Identifier: MIT
#include "ui/theme/shapes.h"

#include <QApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QStyleOption>

namespace stoa::ui {

void fillRounded(QPainter* painter, QRectF rect, qreal radius, const QBrush& fill, const QPen& pen)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill);
    painter->setPen(pen);
    if (pen.style() != Qt::NoPen) {
        const qreal half = pen.widthF() / 2;
        rect.adjust(half, half, -half, -half);
    }
    painter->drawRoundedRect(rect, radius, radius);
    painter->restore();
}

int heightOf(const QStyleOption* option)
{
    return option ? option->fontMetrics.height() : QFontMetrics(QApplication::font()).height();
}

bool isOn(const QStyleOption* option, QStyle::StateFlag flag) { return option->state.testFlag(flag); }

} // namespace stoa::ui
