// SPDX-License-Identifier: MIT
// A byte string that must not outlive its use: passwords, recovery phrases, keys.
#pragma once

#include <string_view>

#include "core/base/bytes.h"

namespace stoa::crypto {

/// Wiped when it is destroyed, moved from or cleared; kept out of swap where the system allows. Cannot
/// be copied, compared or printed.
class Secret {
public:
    Secret() = default;
    explicit Secret(ByteView bytes);
    explicit Secret(std::string_view text)
        : Secret(viewOf(text))
    {}
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    /// `size` zero bytes to be filled in place through writable().
    static Secret ofSize(std::size_t size);

    ByteView view() const { return m_bytes; }
    std::string_view text() const { return textOf(m_bytes); }
    bool isEmpty() const { return m_bytes.empty(); }
    std::size_t size() const { return m_bytes.size(); }
    std::span<std::uint8_t> writable() { return m_bytes; }
    Secret clone() const { return Secret(view()); }
    void clear();

private:
    Bytes m_bytes;
};

/// Overwrites bytes in a way the compiler may not leave out.
void wipe(std::span<std::uint8_t> bytes);

} // namespace stoa::crypto
