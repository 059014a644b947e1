// SPDX-License-Identifier: MIT
#include "core/base/clock.h"

#include <chrono>
#include <mutex>

#if defined(__linux__)
#include <ctime>
#endif

#include "core/base/slewed_time.h"

namespace stoa {
namespace {

using std::chrono::nanoseconds;

/// Goes on while the computer sleeps, where that can be had.
nanoseconds passed()
{
#if defined(__linux__)
    timespec time{};
    if (clock_gettime(CLOCK_BOOTTIME, &time) == 0)
        return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
#endif
    return std::chrono::steady_clock::now().time_since_epoch();
}

} // namespace

Timestamp SystemClock::now() const
{
    static std::mutex mutex;
    static SlewedTime time; // one for the program, whoever asks
    const std::lock_guard lock(mutex);
    const nanoseconds wall = std::chrono::system_clock::now().time_since_epoch();
    const auto shown = std::chrono::duration_cast<std::chrono::seconds>(time.look(wall, passed()));
    return static_cast<Timestamp>(shown.count());
}

} // namespace stoa
