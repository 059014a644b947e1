// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include <QWidget>

#include "core/base/amount.h"

class QLabel;
class QSlider;

namespace stoa::ui {

class AmountEdit;

/// An amount between two limits, by slider or by number; both always say the same.
class AmountSlider : public QWidget {
    Q_OBJECT

public:
    /// `name`: what the amount is, for the field's label.
    AmountSlider(const QString& name, const QString& symbol, QWidget* parent = nullptr);

    void setRange(Amount low, Amount high);
    void setAmount(Amount amount);
    /// Absent while the field holds no amount between the limits.
    std::optional<Amount> amount() const;
    /// What is wrong with the number, as a sentence; empty if nothing is.
    QString fault() const;
    AmountEdit* edit() const { return m_edit; }
    QSlider* slider() const { return m_slider; }

Q_SIGNALS:
    void changed();

private:
    Amount amountAt(int position) const;
    int positionOf(Amount amount) const;

    QString m_symbol;
    Amount m_low = 0;
    Amount m_high = 0;
    bool m_isMoving = false;
    QSlider* m_slider;
    AmountEdit* m_edit;
    QLabel* m_lowLabel;
    QLabel* m_highLabel;
};

} // namespace stoa::ui
