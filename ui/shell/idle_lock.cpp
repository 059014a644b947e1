// SPDX-License-Identifier: MIT
#include "ui/shell/idle_lock.h"

#include <algorithm>

#include <QCoreApplication>
#include <QEvent>

namespace stoa::ui {

IdleLock::IdleLock(QObject* parent)
    : QObject(parent)
{
    m_rest.start();
    m_tick.setInterval(5000);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (secondsLeft() == 0) {
            m_rest.restart();
            Q_EMIT lockDue();
        }
        Q_EMIT ticked();
    });
    m_tick.start();
    QCoreApplication::instance()->installEventFilter(this);
}

void IdleLock::setMinutes(int minutes)
{
    m_minutes = minutes;
    m_rest.restart();
    Q_EMIT ticked();
}

int IdleLock::secondsLeft() const
{
    if (m_minutes <= 0) return -1;
    return static_cast<int>(std::max<qint64>(0, m_minutes * 60 - m_rest.elapsed() / 1000));
}

bool IdleLock::eventFilter(QObject* watched, QEvent* event)
{
    switch (static_cast<int>(event->type())) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel: m_rest.restart(); break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace stoa::ui
