// SPDX-License-Identifier: MIT
// Sizes and weights of text, as factors of the size that the person chose. Never pixels.
#pragma once

#include <QFont>

class QWidget;

namespace stoa::ui {

enum class TextRole {
    Caption, ///< labels over values, hints
    Chip,    ///< caption, semi-bold
    Body,
    Strong,   ///< column heads, titles of cards
    Subtitle, ///< heads of sections, the sentence in review and sign
    Title,    ///< of a page
    Figure,   ///< countdown, balance
    Reading,  ///< wiki text
    Mono,     ///< addresses, hashes
};

QFont fontOf(TextRole role);

/// Gives the widget the role's font, now and whenever the text size changes.
void setTextRole(QWidget* widget, TextRole role);

/// Gives every widget with a role its font again, after the application's font changed.
void refreshTextRoles();

/// Width of `characters` average characters in the widget's font: what widths are made from.
int charactersWide(const QWidget* widget, int characters);

/// A length of the 4-pixel grid, grown with the text: `units` of 4 pixels at 10 pt.
int gridUnits(int units);

} // namespace stoa::ui
