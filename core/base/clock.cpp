// SPDX-License-Identifier: MIT
#include "core/base/clock.h"

#include <chrono>

namespace stoa {

Timestamp SystemClock::now() const
{
    const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<Timestamp>(std::chrono::duration_cast<std::chrono::seconds>(sinceEpoch).count());
}

} // namespace stoa
