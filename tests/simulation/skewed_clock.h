// SPDX-License-Identifier: MIT
// A computer's clock: it jumps ahead or back, and it runs too fast or too slowly.
#pragma once

#include <algorithm>

#include "core/base/clock.h"

namespace stoa::test {

class SkewedClock final : public Clock {
public:
    explicit SkewedClock(Timestamp time)
        : m_true(time)
        , m_since(time)
    {}

    Timestamp now() const override
    {
        const auto passed = static_cast<std::int64_t>(m_true - m_since);
        const std::int64_t off = m_ahead + passed * m_drift / 1000;
        return off < 0 ? m_true - std::min(m_true, static_cast<Timestamp>(-off))
                       : m_true + static_cast<Timestamp>(off);
    }
    /// What time it really is.
    void pass(Timestamp time) { m_true = time; }
    /// From now on it is `ahead` seconds wrong, and gains `drift` seconds in each thousand.
    void skew(std::int64_t ahead, std::int64_t drift)
    {
        m_ahead = ahead;
        m_drift = drift;
        m_since = m_true;
    }
    void heal() { skew(0, 0); }
    /// It is later there than it is, or will be.
    bool isAhead() const { return m_ahead > 0 || m_drift > 0; }

private:
    Timestamp m_true;
    Timestamp m_since;
    std::int64_t m_ahead = 0;
    std::int64_t m_drift = 0; ///< in thousandths
};

} // namespace stoa::test
