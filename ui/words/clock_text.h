// SPDX-License-Identifier: MIT
// This computer's clock beside the network's time, in words: what is off, what that means for deadlines and
// money, and what to do. The window and the command line show the same sentences.
#pragma once

#include <QString>

#include "core/engine/views.h"

namespace stoa::ui {

/// For a status bar: "Clock 2 h behind"; empty if the clock and the network's time are not clearly apart.
QString clockLabel(const engine::ClockView& clock);

/// The same as sentences; empty if they are not clearly apart.
QString clockApartText(const engine::NetworkView& network);

/// That the newest block was much older than the clock when the program started, which can be right; empty if
/// it was not.
QString stoodStillText(const engine::ClockView& clock);

} // namespace stoa::ui
