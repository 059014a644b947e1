// SPDX-License-Identifier: MIT
// A request of the system to end (log-out, shutdown, `kill`) ends the program as closing its window does.
#pragma once

namespace stoa::desktop {

/// From now on SIGINT, SIGTERM and SIGHUP quit the application in order: what is being written is kept first.
/// A second signal ends the program at once. To be called once, after the application has been made.
void quitOnEndingSignals();

} // namespace stoa::desktop
