// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>
#include <QWidget>

#include "ui/theme/tokens.h"

namespace stoa::ui {

/// Steps in a row: done, current, still to come. Its height follows its wrapped labels.
class Stepper : public QWidget {
    Q_OBJECT

public:
    explicit Stepper(QWidget* parent = nullptr);

    /// `current` counts from 0; equal to the number of steps: all done. From `specialFrom` on the steps are
    /// drawn in `special` (a dispute); -1: none.
    void setSteps(const QStringList& steps, int current, int specialFrom = -1, Tone special = Tone::Dispute);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int circle() const;
    int labelWidth(int width) const;

    QStringList m_steps;
    int m_current = 0;
    int m_specialFrom = -1;
    Tone m_special = Tone::Dispute;
};

} // namespace stoa::ui
