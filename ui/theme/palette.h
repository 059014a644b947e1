// SPDX-License-Identifier: MIT
// The tokens as a QPalette, so that everything is right under a foreign style, too.
#pragma once

#include <QPalette>

#include "ui/theme/tokens.h"

namespace stoa::ui {

QPalette paletteOf(const Tokens& tokens);

} // namespace stoa::ui
