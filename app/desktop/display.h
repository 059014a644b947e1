// SPDX-License-Identifier: MIT
// Whether a window could be shown here: Qt ends the program when its display does not answer; a sentence is
// better.
#pragma once

#include <functional>
#include <string>

namespace stoa::desktop {

/// What the desktop says of itself: a variable of the environment by name, empty if it is not set.
using Environment = std::function<std::string(const char* name)>;

/// True if the display that the environment names takes a connection, or if a platform of Qt is chosen by
/// hand. A name alone says little: DISPLAY stays when its server is gone.
bool hasDisplay(const Environment& environment);

/// Of this process.
bool hasDisplay();

} // namespace stoa::desktop
