// SPDX-License-Identifier: MIT
// Takes away what a test has left open.
#pragma once

#include <QApplication>
#include <QDialog>
#include <QPointer>

namespace stoa::test {

/// Deletes every dialog. A dialog may stand on another one and go with it, so each is looked at again.
inline void deleteDialogs()
{
    QList<QPointer<QWidget>> windows;
    for (QWidget* each : QApplication::topLevelWidgets()) windows.append(each);
    for (const QPointer<QWidget>& each : windows)
        if (each && qobject_cast<QDialog*>(each.data())) delete each.data();
}

} // namespace stoa::test
