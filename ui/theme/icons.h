// SPDX-License-Identifier: MIT
// Icons: one set of stroke drawings in resources/icons, tinted when they are drawn, so that they fit either
// theme, a disabled button and a selected row.
#pragma once

#include <QIcon>
#include <QString>

#include "ui/theme/tokens.h"

namespace stoa::ui {

/// The icon `name` (resources/icons/<name>.svg) in the palette's text colour.
QIcon icon(const QString& name);

/// The same in a fixed tone of the current theme.
QIcon icon(const QString& name, Tone tone);

/// One picture of an icon in one colour, `size` logical pixels wide.
QPixmap iconPixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio);

/// Side of icons beside text of the application's size.
int iconSize();

} // namespace stoa::ui
