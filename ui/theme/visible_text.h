// SPDX-License-Identifier: MIT
// Text from others in which no character hides: controls of the writing direction are shown by their number.
#pragma once

#include <QString>

namespace stoa::ui {

/// Shows direction controls as "[U+202E]", other control characters but the tab as "[U+0007]".
QString visibleText(const QString& text);

/// A tool tip that shows `text` as it is, though tips are taken for HTML when they look like it.
QString tipText(const QString& text);

/// A page's name as it is read: "Compiler / Front end".
QString pageTitle(const QString& name);

} // namespace stoa::ui
