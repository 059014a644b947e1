// SPDX-License-Identifier: MIT
// Builds byte strings: numbers big-endian, everything packed, no lengths that were not asked for.
#pragma once

#include <utility>

#include "core/base/bytes.h"

namespace stoa::codec {

class Writer {
public:
    void u8(std::uint8_t value) { m_bytes.push_back(value); }
    void u16(std::uint16_t value) { number(value, 2); }
    void u32(std::uint32_t value) { number(value, 4); }
    void u64(std::uint64_t value) { number(value, 8); }
    void raw(ByteView bytes) { append(m_bytes, bytes); }
    void raw(std::string_view text) { append(m_bytes, viewOf(text)); }
    template <std::size_t N, typename Tag>
    void fixed(const FixedBytes<N, Tag>& value)
    {
        append(m_bytes, value.bytes);
    }
    /// A four-byte length, then the bytes; read back by Reader::blob.
    void blob(ByteView bytes)
    {
        u32(static_cast<std::uint32_t>(bytes.size()));
        raw(bytes);
    }

    std::size_t size() const { return m_bytes.size(); }
    ByteView view() const { return m_bytes; }

    /// Hands out what was written and begins anew.
    Bytes take() { return std::exchange(m_bytes, {}); }

private:
    void number(std::uint64_t value, unsigned width)
    {
        while (width-- > 0) m_bytes.push_back(static_cast<std::uint8_t>(value >> (8 * width)));
    }

    Bytes m_bytes;
};

} // namespace stoa::codec
