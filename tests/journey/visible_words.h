// SPDX-License-Identifier: MIT
// What a person reads on a widget.
#pragma once

#include <QString>

class QWidget;

namespace stoa::journey {

/// Without the marks of keyboard shortcuts.
QString plain(QString text);

/// Text of a widget as a person reads it; empty for what is not text.
QString textOf(const QWidget* widget);

} // namespace stoa::journey
