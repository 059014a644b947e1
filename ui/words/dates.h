// SPDX-License-Identifier: MIT
// Times as people read them: relative and absolute, with the zone. Deadlines follow the network's clock, so
// "now" is always given.
#pragma once

#include <QString>

#include "core/base/clock.h"

namespace stoa::ui {

/// "9 days 4 h", "3 h 20 min", "45 s": at most two units, never rounded up.
QString durationText(quint64 seconds);

/// As durationText, for a count-down: "9 days 4 h 12 min", "2 h 05 min", and seconds below one hour.
QString countdownText(quint64 seconds);

/// "14 days", "36 hours": one whole unit where the period allows.
QString periodText(quint64 seconds);

/// "Wed 3 December 2025, 14:05 (your time, UTC+1)".
QString dateText(Timestamp time);

/// "3 Dec, 14:05", with the year when it is not the year of `now`. For lists; dateText goes into the tooltip.
QString shortDateText(Timestamp time, Timestamp now);

/// "3 Dec" or "3 Dec 2026".
QString dayText(Timestamp time, Timestamp now);

/// "in 9 days 4 h", "12 min ago", "now".
QString relativeText(Timestamp time, Timestamp now);

/// "in 9 days 4 h — Wed 3 December 2025, 14:05 (your time, UTC+1)".
QString fullTimeText(Timestamp time, Timestamp now);

} // namespace stoa::ui
