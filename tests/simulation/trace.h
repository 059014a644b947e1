// SPDX-License-Identifier: MIT
// What happened, line by line: the hash of all lines tells whether two runs were the same.
#pragma once

#include <deque>
#include <string>

#include "core/base/bytes.h"

namespace stoa::test {

class Trace {
public:
    void note(const std::string& line);
    /// Of all lines so far, in their order.
    const Hash& hash() const { return m_hash; }
    std::uint64_t lines() const { return m_lines; }
    /// The newest lines, oldest first.
    const std::deque<std::string>& tail() const { return m_tail; }
    /// Every line is printed as it comes.
    void setLoud(bool isLoud) { m_isLoud = isLoud; }

private:
    Hash m_hash;
    std::uint64_t m_lines = 0;
    std::deque<std::string> m_tail;
    bool m_isLoud = false;
};

/// The first bytes of an id, for a line.
template <std::size_t N>
std::string shortOf(const FixedBytes<N>& id)
{
    constexpr const char* kDigits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < 4; ++i) {
        text += kDigits[id.bytes[i] >> 4U];
        text += kDigits[id.bytes[i] & 15U];
    }
    return text;
}

} // namespace stoa::test
