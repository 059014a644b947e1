// SPDX-License-Identifier: MIT
// What every program of ours does at its start.
#pragma once

#include <string>

namespace stoa::net {

/// $XDG_DATA_HOME/stoa, or ~/.local/share/stoa.
std::string usualDataFolder();

/// No core dumps, and no other program of the same user may read this one's memory: keys are in it. A reader
/// that goes away does not end the program.
void hardenProcess();

} // namespace stoa::net
