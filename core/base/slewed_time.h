// SPDX-License-Identifier: MIT
// Time that does not jump: a computer's clock can be set by anybody who can lie to it for three seconds, and
// deadlines that have passed do not come back.
#pragma once

#include <algorithm>
#include <chrono>

namespace stoa {

/// Follows a clock, but between two looks it goes on by at least nothing and at most twice the time that has
/// really passed. So it catches up with a clock that is right, and a wrong one moves it by no more than the
/// time for which it was wrong.
class SlewedTime {
public:
    using Time = std::chrono::nanoseconds;

    /// `wall`: what the clock shows, since 1970; `passed`: since any moment, never set by anybody.
    Time look(Time wall, Time passed)
    {
        const Time since = m_isBegun ? std::max(passed - m_passed, Time::zero()) : Time::zero();
        m_shown = m_isBegun ? std::clamp(wall, m_shown, m_shown + 2 * since) : wall;
        m_passed = m_isBegun ? std::max(passed, m_passed) : passed;
        m_isBegun = true;
        return m_shown;
    }

private:
    Time m_shown{0};
    Time m_passed{0};
    bool m_isBegun = false;
};

} // namespace stoa
