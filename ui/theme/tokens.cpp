// SPDX-License-Identifier: MIT
#include "ui/theme/tokens.h"

#include <QWidget>

#include "ui/theme/style.h"

namespace stoa::ui {

namespace {

Tokens make(Scheme scheme)
{
    Tokens tokens;
    tokens.scheme = scheme;
    const auto pick = [scheme](QRgb light, QRgb dark, QRgb high) {
        return QColor::fromRgb(scheme == Scheme::Light ? light : scheme == Scheme::Dark ? dark : high);
    };
#define STOA_TOKEN(name, light, dark, high) tokens.name = pick(light, dark, high);
    STOA_TOKENS(STOA_TOKEN)
#undef STOA_TOKEN
    return tokens;
}

} // namespace

const Tokens& tokensOf(Scheme scheme)
{
    static const Tokens light = make(Scheme::Light);
    static const Tokens dark = make(Scheme::Dark);
    static const Tokens high = make(Scheme::HighContrast);
    return scheme == Scheme::Light ? light : scheme == Scheme::Dark ? dark : high;
}

const Tokens& tokensOf(const QWidget* widget)
{
    if (const auto* style = qobject_cast<const Style*>(widget->style())) return style->tokens();
    // Under a foreign style the palette decides.
    return tokensOf(widget->palette().window().color().lightness() < 128 ? Scheme::Dark : Scheme::Light);
}

QColor toneColor(const Tokens& tokens, Tone tone)
{
    switch (tone) {
    case Tone::Idle: return tokens.idle;
    case Tone::Info: return tokens.info;
    case Tone::Ok: return tokens.ok;
    case Tone::Warn: return tokens.warn;
    case Tone::Danger: return tokens.danger;
    case Tone::Dispute: return tokens.dispute;
    case Tone::Accent: return tokens.link;
    }
    return tokens.text;
}

QColor toneSoftColor(const Tokens& tokens, Tone tone)
{
    switch (tone) {
    case Tone::Idle: return tokens.idleSoft;
    case Tone::Info: return tokens.infoSoft;
    case Tone::Ok: return tokens.okSoft;
    case Tone::Warn: return tokens.warnSoft;
    case Tone::Danger: return tokens.dangerSoft;
    case Tone::Dispute: return tokens.disputeSoft;
    case Tone::Accent: return tokens.accentSoft;
    }
    return tokens.surface;
}

} // namespace stoa::ui
