// SPDX-License-Identifier: MIT
#include "core/engine/clock_view.h"

#include <algorithm>

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

} // namespace stoa::engine
