// SPDX-License-Identifier: MIT
#include "tests/simulation/trace.h"

#include <cstdio>

#include "core/crypto/keccak.h"

namespace stoa::test {

void Trace::note(const std::string& line)
{
    constexpr std::size_t kTail = 40;
    m_hash = crypto::keccak256({ByteView(m_hash.bytes), viewOf(line)});
    ++m_lines;
    m_tail.push_back(line);
    if (m_tail.size() > kTail) m_tail.pop_front();
    if (m_isLoud) std::printf("  %s\n", line.c_str());
}

} // namespace stoa::test
