// SPDX-License-Identifier: MIT
#include "core/base/random.h"

#include <cerrno>
#include <sys/random.h>

#include "core/base/check.h"

namespace stoa {

void SystemRandom::fill(std::span<std::uint8_t> target)
{
    while (!target.empty()) {
        const ssize_t got = ::getrandom(target.data(), target.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        STOA_CHECK(got > 0);
        target = target.subspan(static_cast<std::size_t>(got));
    }
}

// SplitMix64: small, and equal on every machine.
std::uint64_t SeededRandom::next()
{
    std::uint64_t z = (m_state += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

void SeededRandom::fill(std::span<std::uint8_t> target)
{
    for (std::uint8_t& byte : target) byte = static_cast<std::uint8_t>(next() >> 56);
}

} // namespace stoa
