// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/card.h"

class QLabel;

namespace stoa::ui {

/// One number with its name above and a remark below.
class StatCard : public Card {
    Q_OBJECT

public:
    explicit StatCard(const QString& name, QWidget* parent = nullptr);
    void setValue(const QString& value, const QString& remark = {});

private:
    QString m_name;
    QLabel* m_value;
    QLabel* m_remark;
};

} // namespace stoa::ui
