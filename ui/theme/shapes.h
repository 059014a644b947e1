// SPDX-License-Identifier: MIT
// What the drawing of every control has in common.
#pragma once

#include <QBrush>
#include <QPen>
#include <QRectF>
#include <QStyle>

class QPainter;
class QStyleOption;

namespace stoa::ui {

inline constexpr qreal kRadius = 6;    ///< of the corners of controls
inline constexpr int kIconGap = 6;     ///< between the icon of a tool button and its text
inline constexpr int kToolPadding = 6; ///< beside the text of a tool button

void fillRounded(QPainter* painter, QRectF rect, qreal radius, const QBrush& fill,
                 const QPen& pen = Qt::NoPen);

/// Height of a line in the option's font.
int heightOf(const QStyleOption* option);

bool isOn(const QStyleOption* option, QStyle::StateFlag flag);

} // namespace stoa::ui
