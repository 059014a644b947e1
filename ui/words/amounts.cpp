// SPDX-License-Identifier: MIT
#include "ui/words/amounts.h"

#include "ui/words/text.h"

namespace stoa::ui {

namespace {
constexpr QChar kThinSpace(0x2009);
constexpr QChar kNoBreakSpace(0x00a0);
constexpr QChar kMinus(0x2212);
} // namespace

QString amountNumber(Amount amount)
{
    QString text = toQt(formatTokens(amount));
    qsizetype at = text.indexOf(QLatin1Char('.'));
    if (at < 0) at = text.size();
    for (at -= 3; at > 0; at -= 3) text.insert(at, kThinSpace);
    return text;
}

QString amountText(Amount amount, const QString& symbol, Sign sign)
{
    QString text;
    if (sign == Sign::Plus) text += QLatin1Char('+');
    if (sign == Sign::Minus) text += kMinus;
    return text + amountNumber(amount) + kNoBreakSpace + symbol;
}

std::optional<Amount> parseAmount(const QString& text)
{
    QString plain;
    for (const QChar character : text)
        if (!character.isSpace() && character != kThinSpace) plain += character;
    if (plain.count(QLatin1Char(',')) == 1 && !plain.contains(QLatin1Char('.')))
        plain.replace(QLatin1Char(','), QLatin1Char('.'));
    const auto amount = parseTokens(toStd(plain));
    if (!amount) return std::nullopt;
    return *amount;
}

QString shareText(quint32 hundredthsOfPercent)
{
    QString text = QString::number(hundredthsOfPercent / 100);
    if (const quint32 rest = hundredthsOfPercent % 100; rest != 0) {
        text += QLatin1Char('.') + QString::number(rest).rightJustified(2, QLatin1Char('0'));
        if (text.endsWith(QLatin1Char('0'))) text.chop(1);
    }
    return text + kNoBreakSpace + QLatin1Char('%');
}

} // namespace stoa::ui
