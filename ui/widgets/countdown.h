// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include "core/base/clock.h"

class QLabel;

namespace stoa::ui {

class Session;

/// Time that is left until a deadline of the network, in words, with the date below. Counts by itself; says
/// what happens at zero instead of standing still.
class Countdown : public QWidget {
    Q_OBJECT

public:
    explicit Countdown(Session& session, QWidget* parent = nullptr);

    /// `caption` above the number, `atZero` in its place once the time is over. Zero `deadline` hides it.
    void setDeadline(Timestamp deadline, const QString& caption, const QString& atZero);

private:
    void tick();

    Session& m_session;
    Timestamp m_deadline = 0;
    QString m_atZero;
    QLabel* m_caption;
    QLabel* m_number;
    QLabel* m_date;
};

} // namespace stoa::ui
