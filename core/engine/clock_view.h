// SPDX-License-Identifier: MIT
// This computer's clock beside the network's time: nothing is decided by it, but whoever runs a node should
// know when they lie clearly apart.
#pragma once

#include "core/engine/operator_view.h"

namespace stoa::engine {

class Member;

/// By how much `later` is clearly later than `earlier`; 0 if it is not.
std::uint64_t clearlyLater(Timestamp later, Timestamp earlier);

/// Of a node that follows another one: `heard` is the time that it said when this computer's clock showed
/// `atContact`; the clock shows `clock` now.
ClockView clocksApart(Timestamp heard, Timestamp atContact, Timestamp clock);

/// As it is now. Nothing is wrong with it where the network's clock is a test network's.
ClockView clockView(const Member& member);

} // namespace stoa::engine
