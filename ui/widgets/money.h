// SPDX-License-Identifier: MIT
// Amounts on the screen: shown and typed.
#pragma once

#include <optional>

#include <QLabel>
#include <QLineEdit>

#include "ui/words/amounts.h"

namespace stoa::ui {

/// An amount with its unit, right-aligned, with digits of equal width.
class AmountLabel : public QLabel {
    Q_OBJECT

public:
    explicit AmountLabel(QWidget* parent = nullptr);
    void setAmount(Amount amount, const QString& symbol, Sign sign = Sign::None);
};

/// A field for an amount in tokens; what is wrong stands in its accessible description and in `fault`.
class AmountEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit AmountEdit(const QString& symbol, QWidget* parent = nullptr);

    /// Absent while it is empty or not an amount.
    std::optional<Amount> amount() const;
    void setAmount(Amount amount);
    void setSymbol(const QString& symbol);
    /// Above it the field is marked wrong. Zero: no limit.
    void setMaximum(Amount maximum);
    /// The sentence about what is wrong; empty if nothing is, or nothing was typed.
    QString fault() const;

Q_SIGNALS:
    void amountChanged();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void check();
    QString m_symbol;
    Amount m_maximum = 0;
};

} // namespace stoa::ui
