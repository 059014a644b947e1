// SPDX-License-Identifier: MIT
#include "ui/theme/palette.h"

namespace stoa::ui {

QPalette paletteOf(const Tokens& t)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor& color) {
        palette.setColor(QPalette::All, role, color);
    };
    set(QPalette::Window, t.window);
    set(QPalette::WindowText, t.text);
    set(QPalette::Base, t.surface);
    set(QPalette::AlternateBase, t.sunken);
    set(QPalette::Text, t.text);
    set(QPalette::Button, t.surface);
    set(QPalette::ButtonText, t.text);
    set(QPalette::BrightText, t.danger);
    set(QPalette::Light, t.raised);
    set(QPalette::Midlight, t.sunken);
    set(QPalette::Mid, t.borderSubtle);
    set(QPalette::Dark, t.borderControl);
    set(QPalette::Shadow, QColor(0, 0, 0, t.isDark() ? 160 : 60));
    set(QPalette::Highlight, t.select);
    set(QPalette::HighlightedText, t.text);
    set(QPalette::Link, t.link);
    set(QPalette::LinkVisited, t.dispute);
    set(QPalette::ToolTipBase, t.raised);
    set(QPalette::ToolTipText, t.text);
    set(QPalette::PlaceholderText, t.text2);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, t.textOff);
    // A list without the keyboard shows its selection in grey.
    palette.setColor(QPalette::Inactive, QPalette::Highlight, t.idleSoft);
    return palette;
}

} // namespace stoa::ui
