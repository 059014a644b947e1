// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/amount_slider.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QSlider>
#include <QVBoxLayout>

#include "ui/dialogs/dialog.h"
#include "ui/theme/text_role.h"
#include "ui/widgets/money.h"
#include "ui/widgets/text_label.h"

namespace stoa::ui {

namespace {
constexpr int kSteps = 100;

Amount scaled(Amount value, Amount part, Amount whole)
{
    return whole == 0 ? 0 : static_cast<Amount>(static_cast<Wide>(value) * part / whole);
}
} // namespace

AmountSlider::AmountSlider(const QString& name, const QString& symbol, QWidget* parent)
    : QWidget(parent)
    , m_symbol(symbol)
    , m_slider(new QSlider(Qt::Horizontal))
    , m_edit(new AmountEdit(symbol))
    , m_lowLabel(captionLabel({}))
    , m_highLabel(captionLabel({}))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_edit->setMaximumWidth(charactersWide(this, 24));
    addField(column, name, m_edit);
    m_slider->setRange(0, kSteps);
    m_slider->setPageStep(kSteps / 10);
    m_slider->setMinimumHeight(fontMetrics().height() + 8);
    m_slider->setAccessibleName(m_edit->accessibleName());
    column->addWidget(m_slider);
    auto* ends = new QHBoxLayout;
    m_highLabel->setAlignment(Qt::AlignRight);
    ends->addWidget(m_lowLabel, 1);
    ends->addWidget(m_highLabel, 1);
    column->addLayout(ends);

    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        if (m_isMoving) return;
        m_isMoving = true;
        m_edit->setAmount(amountAt(position));
        m_isMoving = false;
        Q_EMIT changed();
    });
    connect(m_edit, &AmountEdit::amountChanged, this, [this] {
        if (m_isMoving) return;
        m_isMoving = true;
        if (const auto value = m_edit->amount()) m_slider->setValue(positionOf(*value));
        m_isMoving = false;
        Q_EMIT changed();
    });
}

void AmountSlider::setRange(Amount low, Amount high)
{
    m_low = low;
    m_high = high;
    m_lowLabel->setText(amountText(low, m_symbol));
    m_highLabel->setText(amountText(high, m_symbol));
}

void AmountSlider::setAmount(Amount amount)
{
    m_isMoving = true;
    m_edit->setAmount(amount);
    m_slider->setValue(positionOf(amount));
    m_isMoving = false;
    Q_EMIT changed();
}

std::optional<Amount> AmountSlider::amount() const
{
    const auto value = m_edit->amount();
    if (!value || *value < m_low || *value > m_high) return std::nullopt;
    return value;
}

QString AmountSlider::fault() const
{
    if (amount()) return {};
    if (!m_edit->amount()) return tr("Write an amount as a number, such as 12.50.");
    return tr("The amount must be between %1 and %2.")
        .arg(amountText(m_low, m_symbol), amountText(m_high, m_symbol));
}

Amount AmountSlider::amountAt(int position) const
{
    if (position >= kSteps) return m_high;
    // Round numbers: nobody wants 39.99999 by sliding.
    const Amount raw = m_low + scaled(m_high - m_low, static_cast<Amount>(position), kSteps);
    constexpr Amount kCent = kToken / 100;
    const Amount rounded = raw / kCent * kCent;
    return std::clamp(rounded, m_low, m_high);
}

int AmountSlider::positionOf(Amount amount) const
{
    amount = std::clamp(amount, m_low, m_high);
    return static_cast<int>(scaled(amount - m_low, kSteps, m_high - m_low));
}

} // namespace stoa::ui
