// SPDX-License-Identifier: MIT
#include "ui/widgets/period_edit.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSpinBox>

namespace stoa::ui {

PeriodEdit::PeriodEdit(QWidget* parent)
    : QWidget(parent)
    , m_number(new QSpinBox)
    , m_unit(new QComboBox)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    m_number->setRange(0, 1'000'000);
    for (const auto& [name, seconds] :
         {std::pair{tr("seconds"), Seconds{1}}, std::pair{tr("minutes"), kMinute},
          std::pair{tr("hours"), kHour}, std::pair{tr("days"), kDay}})
        m_unit->addItem(name, QVariant::fromValue<qulonglong>(seconds));
    m_unit->setCurrentIndex(3);
    m_unit->setAccessibleName(tr("Unit of time"));
    row->addWidget(m_number, 1);
    row->addWidget(m_unit);
    setFocusProxy(m_number);
}

void PeriodEdit::setPeriod(Seconds period)
{
    int unit = m_unit->count() - 1;
    while (unit > 0 && period % m_unit->itemData(unit).toULongLong() != 0) --unit;
    if (period == 0) unit = m_unit->count() - 1;
    m_unit->setCurrentIndex(unit);
    m_number->setValue(static_cast<int>(period / m_unit->itemData(unit).toULongLong()));
}

Seconds PeriodEdit::period() const
{
    return static_cast<Seconds>(static_cast<qulonglong>(m_number->value()) *
                                m_unit->currentData().toULongLong());
}

} // namespace stoa::ui
