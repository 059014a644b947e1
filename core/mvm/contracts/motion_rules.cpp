// SPDX-License-Identifier: MIT
#include "core/mvm/contracts/motion_rules.h"

namespace stoa::mvm {
namespace {

using state::MotionState;

/// What the votes say at the end of the time to decide.
bool isCarried(const state::Motion& motion)
{
    if (motion.threshold == state::kMajorityThreshold) return Wide{motion.inFavour} * 2 > motion.total;
    return motion.inFavour > motion.against;
}

/// When it lapses if nobody enacts it: one period of voting after it passed.
Timestamp lapsesAt(const state::Motion& motion)
{
    return (isUnopposed(motion) ? motion.objectBy : motion.decideBy) + (motion.decideBy - motion.objectBy);
}

} // namespace

bool isUnopposed(const state::Motion& motion)
{
    return motion.threshold != state::kMajorityThreshold &&
           Wide{motion.against} * kWhole < Wide{motion.threshold} * motion.total;
}

state::Motion effective(state::Motion motion, Timestamp time)
{
    const auto become = [&](MotionState state) { motion.state = static_cast<std::uint8_t>(state); };
    if (is(motion, MotionState::Open)) {
        if (isUnopposed(motion) && time >= motion.objectBy)
            become(MotionState::Passed);
        else if (time >= motion.decideBy)
            become(isCarried(motion) ? MotionState::Passed : MotionState::Rejected);
    }
    if (is(motion, MotionState::Passed) && time >= lapsesAt(motion)) become(MotionState::Lapsed);
    return motion;
}

std::optional<Timestamp> closingTime(const state::Motion& motion)
{
    if (!is(motion, MotionState::Open)) return std::nullopt;
    return isUnopposed(motion) || isCarried(motion) ? lapsesAt(motion) : motion.decideBy;
}

} // namespace stoa::mvm
