// SPDX-License-Identifier: MIT
// Every colour of the program, by purpose. Palette, style, icons, delegates and the style sheet of wiki pages
// are made from this one table.
#pragma once

#include <QColor>
#include <QString>

class QWidget;

namespace stoa::ui {

enum class Scheme { Light, Dark, HighContrast };

/// STOA_TOKENS(X): X(name, light, dark, high contrast).
#define STOA_TOKENS(X)                                                                                       \
    X(window, 0xF5F6F7, 0x15181C, 0x000000)                                                                  \
    X(surface, 0xFFFFFF, 0x1C2025, 0x000000)                                                                 \
    X(sunken, 0xECEEF1, 0x101316, 0x141414)                                                                  \
    X(sidebar, 0xEBEEF0, 0x181B20, 0x000000)                                                                 \
    X(raised, 0xFFFFFF, 0x252A30, 0x101010)                                                                  \
    X(borderSubtle, 0xD8DDE2, 0x30363D, 0x9A9A9A)                                                            \
    X(borderControl, 0x7D8791, 0x77828D, 0xFFFFFF)                                                           \
    X(text, 0x1A2026, 0xE6EAEE, 0xFFFFFF)                                                                    \
    X(text2, 0x4B5661, 0xAAB4BE, 0xE6E6E6)                                                                   \
    X(textOff, 0x8B95A0, 0x69737D, 0xA0A0A0)                                                                 \
    X(accent, 0x0B6B66, 0x3DB5AC, 0xFFE14D)                                                                  \
    X(accentHover, 0x085450, 0x5CC6BE, 0xFFF0A0)                                                             \
    X(onAccent, 0xFFFFFF, 0x04201D, 0x000000)                                                                \
    X(accentSoft, 0xD5ECEA, 0x16403D, 0x332C00)                                                              \
    X(link, 0x0A6560, 0x62CBC3, 0xFFE14D)                                                                    \
    X(focus, 0x1257C9, 0x8AB8FF, 0x66D9FF)                                                                   \
    X(select, 0xCFE6E4, 0x1F4A47, 0x4A4000)                                                                  \
    X(info, 0x1B58B0, 0x8DB9FF, 0x9CC8FF)                                                                    \
    X(infoSoft, 0xE1ECFB, 0x1B2F4D, 0x0A1C33)                                                                \
    X(ok, 0x1B6B36, 0x73CF90, 0x8CF0A8)                                                                      \
    X(okSoft, 0xDDF1E3, 0x173622, 0x06250F)                                                                  \
    X(warn, 0x7A4F00, 0xEBBA58, 0xFFD166)                                                                    \
    X(warnSoft, 0xFBECC9, 0x3B2D0D, 0x2B1F00)                                                                \
    X(danger, 0xA8221B, 0xFF9389, 0xFFA8A0)                                                                  \
    X(dangerSoft, 0xFBE2E0, 0x4A1D1A, 0x330A08)                                                              \
    X(dispute, 0x6F3791, 0xD3A9EE, 0xE3C2FA)                                                                 \
    X(disputeSoft, 0xF0E4F7, 0x392347, 0x24102F)                                                             \
    X(idle, 0x4B5661, 0xAAB4BE, 0xE6E6E6)                                                                    \
    X(idleSoft, 0xE4E8EB, 0x2A3037, 0x262626)                                                                \
    X(dangerFill, 0xB3261E, 0xE5675D, 0xFFA8A0)                                                              \
    X(onDanger, 0xFFFFFF, 0x1C0504, 0x000000)                                                                \
    X(diffAdd, 0xD6F0DD, 0x17402A, 0x06300F)                                                                 \
    X(diffDel, 0xFADCD9, 0x542320, 0x4A0D0A)

struct Tokens {
    Scheme scheme = Scheme::Light;
#define STOA_TOKEN(name, light, dark, high) QColor name;
    STOA_TOKENS(STOA_TOKEN)
#undef STOA_TOKEN

    bool isDark() const { return scheme != Scheme::Light; }
};

const Tokens& tokensOf(Scheme scheme);

/// The tokens that the widget's style draws with.
const Tokens& tokensOf(const QWidget* widget);

/// What a state means, in colour; the word and the icon say it too.
enum class Tone { Idle, Info, Ok, Warn, Danger, Dispute, Accent };

QColor toneColor(const Tokens& tokens, Tone tone);
QColor toneSoftColor(const Tokens& tokens, Tone tone);

} // namespace stoa::ui
