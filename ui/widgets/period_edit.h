// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include "core/base/clock.h"

class QComboBox;
class QSpinBox;

namespace stoa::ui {

/// A period as a number of minutes, hours or days. What is shown is exactly what it holds.
class PeriodEdit : public QWidget {
    Q_OBJECT

public:
    explicit PeriodEdit(QWidget* parent = nullptr);

    void setPeriod(Seconds period);
    Seconds period() const;

private:
    QSpinBox* m_number;
    QComboBox* m_unit;
};

} // namespace stoa::ui
