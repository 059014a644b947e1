// SPDX-License-Identifier: MIT
// Takes byte strings apart. Failure sticks: after the first read past the end everything reads as zero
// or empty, so a decoder may read all its fields and ask once.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace stoa::codec {

/// Does not own its bytes: what raw() and blob() give out lives as long as they do.
class Reader {
public:
    explicit Reader(ByteView bytes)
        : m_rest(bytes)
    {}

    std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
    std::uint64_t u64() { return number(8); }

    /// The next `count` bytes; empty on failure.
    ByteView raw(std::size_t count)
    {
        if (!m_ok || count > m_rest.size()) {
            m_ok = false;
            return {};
        }
        const ByteView taken = m_rest.first(count);
        m_rest = m_rest.subspan(count);
        return taken;
    }

    template <typename Fixed>
    Fixed fixed()
    {
        return Fixed::fromPrefix(raw(Fixed::kSize));
    }

    /// What Writer::blob wrote; a length above `most` is a failure.
    ByteView blob(std::size_t most)
    {
        const std::size_t count = u32();
        if (count > most) m_ok = false;
        return raw(count);
    }

    /// For checks of the decoder's own: everything after it reads as a failure too.
    void fail() { m_ok = false; }

    bool ok() const { return m_ok; }
    bool atEnd() const { return m_ok && m_rest.empty(); }
    std::size_t remaining() const { return m_ok ? m_rest.size() : 0; }

    /// Errors: BadEncoding, unless every read was good and nothing is left.
    Result<void> finish() const
    {
        if (!atEnd()) return ErrorCode::BadEncoding;
        return {};
    }

private:
    std::uint64_t number(std::size_t width)
    {
        std::uint64_t value = 0;
        for (const std::uint8_t byte : raw(width)) value = (value << 8) | byte;
        return value;
    }

    ByteView m_rest;
    bool m_ok = true;
};

} // namespace stoa::codec
