// SPDX-License-Identifier: MIT
// Time comes in through this interface only, so that tests and whole simulated networks own it.
#pragma once

#include <cstdint>

namespace stoa {

using Timestamp = std::uint64_t; ///< seconds since 1970-01-01 UTC
using Seconds = std::uint32_t;   ///< a period

inline constexpr Seconds kMinute = 60;
inline constexpr Seconds kHour = 3600;
inline constexpr Seconds kDay = 86'400;

class Clock {
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};

/// The computer's own clock. Thread-safe.
class SystemClock final : public Clock {
public:
    Timestamp now() const override;
};

/// A clock that stands still until it is moved.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Timestamp start)
        : m_now(start)
    {}
    Timestamp now() const override { return m_now; }
    void set(Timestamp time) { m_now = time; }
    void advance(std::uint64_t seconds) { m_now += seconds; }

private:
    Timestamp m_now;
};

} // namespace stoa
