// SPDX-License-Identifier: MIT
// What the tour does in processes of its own: work in a window until it is killed, and the looks.
#pragma once

#include <QString>
#include <QStringList>

#include "core/base/amount.h"

namespace stoa::journey {

/// What the window had shown as done when it was killed.
struct KilledWork {
    QStringList tasks;    ///< titles, in the order in which they were made
    Amount available = 0; ///< gwei, after the last of them
};

/// Starts a window on the data of `folder` in a process of its own, in which one task after the other is
/// made, and kills that process (SIGKILL) as soon as `tasks` of them are on the board. Stops the tour when it
/// cannot.
KilledWork killWhileWorking(const QString& folder, int tasks);

/// What the program does with these arguments, or -1 if it is the tour itself that is wanted.
int runSideProcess(const QStringList& arguments);

} // namespace stoa::journey
