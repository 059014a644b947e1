// SPDX-License-Identifier: MIT
// The pure half of governance: what a motion is at a given time. Handlers, the aggregator and the screens all
// ask here.
#pragma once

#include <optional>

#include "core/mvm/context.h"

namespace stoa::mvm {

/// Whether it says so; time may have made it another one (`effective`).
inline bool is(const state::Motion& motion, state::MotionState state)
{
    return motion.state == static_cast<std::uint8_t>(state);
}

/// Whether so little weight is against the motion that silence lets it pass.
bool isUnopposed(const state::Motion& motion);

/// The motion as it is at `time`: passed, rejected or lapsed by itself.
state::Motion effective(state::Motion motion, Timestamp time);

/// When Settle can close the motion if nobody votes or enacts any more. Absent: it is closed.
std::optional<Timestamp> closingTime(const state::Motion& motion);

} // namespace stoa::mvm
