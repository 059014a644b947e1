// SPDX-License-Identifier: MIT
#include "core/base/hex.h"

#include <array>

namespace stoa {
namespace {

/// The value of each digit; a high bit for what is none.
constexpr std::array<std::uint8_t, 256> kDigits = [] {
    std::array<std::uint8_t, 256> digits;
    digits.fill(0xff);
    for (std::uint8_t i = 0; i < 10; ++i) digits['0' + i] = i;
    for (std::uint8_t i = 0; i < 6; ++i)
        digits['a' + i] = digits['A' + i] = static_cast<std::uint8_t>(10 + i);
    return digits;
}();

} // namespace

std::string toHex(ByteView bytes)
{
    static constexpr char kLetters[] = "0123456789abcdef";
    std::string text(2 + 2 * bytes.size(), '0');
    text[1] = 'x';
    auto at = text.begin() + 2;
    for (const std::uint8_t byte : bytes) {
        *at++ = kLetters[byte >> 4];
        *at++ = kLetters[byte & 15];
    }
    return text;
}

std::optional<Bytes> fromHex(std::string_view text)
{
    if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
    if (text.size() % 2 != 0) return std::nullopt;
    Bytes bytes(text.size() / 2);
    std::uint8_t seen = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint8_t high = kDigits[static_cast<std::uint8_t>(text[2 * i])];
        const std::uint8_t low = kDigits[static_cast<std::uint8_t>(text[2 * i + 1])];
        seen = static_cast<std::uint8_t>(seen | high | low);
        bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    if ((seen & 0x80) != 0) return std::nullopt;
    return bytes;
}

std::optional<Bytes> fromExactHex(std::string_view text)
{
    auto bytes = fromHex(text);
    if (bytes && toHex(*bytes) != text) return std::nullopt;
    return bytes;
}

} // namespace stoa
