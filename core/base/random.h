// SPDX-License-Identifier: MIT
// Chance comes in through this interface only. Keys are made from SystemRandom and nothing else.
#pragma once

#include <span>

#include "core/base/bytes.h"

namespace stoa {

class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> target) = 0;

    template <std::size_t N>
    FixedBytes<N> bytes()
    {
        FixedBytes<N> result;
        fill(result.bytes);
        return result;
    }
};

/// The operating system's generator. Stops the program if it fails: a weak key is worse. Thread-safe.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> target) override;
};

/// The same sequence for the same seed. For tests, simulations and the sample company, never for keys that
/// hold money.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed)
        : m_state(seed)
    {}
    void fill(std::span<std::uint8_t> target) override;
    std::uint64_t next();

private:
    std::uint64_t m_state;
};

} // namespace stoa
