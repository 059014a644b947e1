// SPDX-License-Identifier: MIT
#include "ui/widgets/money.h"

#include <QPainter>
#include <QStyle>

#include "ui/theme/tokens.h"

namespace stoa::ui {

AmountLabel::AmountLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

void AmountLabel::setAmount(Amount amount, const QString& symbol, Sign sign)
{
    setText(amountText(amount, symbol, sign));
}

AmountEdit::AmountEdit(const QString& symbol, QWidget* parent)
    : QLineEdit(parent)
    , m_symbol(symbol)
{
    setAlignment(Qt::AlignRight);
    setInputMethodHints(Qt::ImhFormattedNumbersOnly);
    setSymbol(symbol);
    connect(this, &QLineEdit::textChanged, this, [this] {
        check();
        Q_EMIT amountChanged();
    });
}

std::optional<Amount> AmountEdit::amount() const { return parseAmount(text()); }

void AmountEdit::setAmount(Amount amount) { setText(amountNumber(amount)); }

void AmountEdit::setSymbol(const QString& symbol)
{
    m_symbol = symbol;
    setTextMargins(0, 0, fontMetrics().horizontalAdvance(symbol) + 10, 0);
    update();
}

void AmountEdit::setMaximum(Amount maximum)
{
    m_maximum = maximum;
    check();
}

QString AmountEdit::fault() const
{
    if (text().trimmed().isEmpty()) return {};
    const auto value = amount();
    if (!value) return tr("This is not an amount. Write a number such as 12.50.");
    if (m_maximum > 0 && *value > m_maximum)
        return tr("That is more than the %1 that are available.").arg(amountText(m_maximum, m_symbol));
    return {};
}

void AmountEdit::check()
{
    const QString wrong = fault();
    if (property("invalid").toBool() != !wrong.isEmpty()) {
        setProperty("invalid", !wrong.isEmpty());
        update();
    }
    setAccessibleDescription(wrong);
    setToolTip(wrong);
}

void AmountEdit::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.setPen(isEnabled() ? tokensOf(this).text2 : tokensOf(this).textOff);
    painter.drawText(rect().adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, m_symbol);
}

} // namespace stoa::ui
