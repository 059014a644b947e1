// SPDX-License-Identifier: MIT
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace stoa::ui {

/// Watches keyboard and mouse of the whole program and asks for the lock when they have rested for long
/// enough.
class IdleLock : public QObject {
    Q_OBJECT

public:
    explicit IdleLock(QObject* parent = nullptr);

    /// 0: never.
    void setMinutes(int minutes);
    /// Seconds until the lock; -1: never.
    int secondsLeft() const;

Q_SIGNALS:
    void lockDue();
    void ticked();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    int m_minutes = 0;
    QElapsedTimer m_rest;
    QTimer m_tick;
};

} // namespace stoa::ui
