// SPDX-License-Identifier: MIT
#include "core/engine/clock_view.h"

#include <algorithm>

#include "core/engine/member.h"

namespace stoa::engine {
namespace {

constexpr Seconds kClearly = 5 * kMinute;

} // namespace

std::uint64_t clearlyLater(Timestamp later, Timestamp earlier)
{
    return later > earlier && later - earlier > kClearly ? later - earlier : 0;
}

ClockView clocksApart(Timestamp heard, Timestamp atContact, Timestamp clock)
{
    ClockView view;
    view.ahead = clearlyLater(atContact, heard);
    // Or it was set back while the program was off: what was heard, was heard before now.
    view.behind = std::max(clearlyLater(heard, atContact), clearlyLater(atContact, clock));
    return view;
}

ClockView clockView(const Member& member)
{
    ClockView view;
    if (member.definition.clockIsSettable) return view;
    const Timestamp clock = member.world.clock.now();
    if (member.local) {
        view.behind = clearlyLater(member.local->now(), clock);
        view.stoodStill = clearlyLater(member.local->stoodStill(), 0);
    } else if (member.info) {
        view = clocksApart(member.info->now, member.lastContact, clock);
    }
    return view;
}

} // namespace stoa::engine
