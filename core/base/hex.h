// SPDX-License-Identifier: MIT
// Bytes as 0x… text and back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace stoa {

/// "0x" and two lower-case digits a byte.
std::string toHex(ByteView bytes);

template <std::size_t N, typename Tag>
std::string toHex(const FixedBytes<N, Tag>& value)
{
    return toHex(ByteView(value.bytes));
}

/// Reads hex of either case, with or without "0x". Absent if it is not whole bytes of hex.
std::optional<Bytes> fromHex(std::string_view text);

/// Reads only what toHex writes: for texts that have one form.
std::optional<Bytes> fromExactHex(std::string_view text);

/// As fromHex, and absent unless it is exactly as wide as `Fixed`.
template <typename Fixed>
std::optional<Fixed> fixedFromHex(std::string_view text)
{
    const auto bytes = fromHex(text);
    if (!bytes || bytes->size() != Fixed::kSize) return std::nullopt;
    return Fixed::fromPrefix(*bytes);
}

/// As fromExactHex, and absent unless it is exactly as wide as `Fixed`.
template <typename Fixed>
std::optional<Fixed> fixedFromExactHex(std::string_view text)
{
    const auto bytes = fromExactHex(text);
    if (!bytes || bytes->size() != Fixed::kSize) return std::nullopt;
    return Fixed::fromPrefix(*bytes);
}

} // namespace stoa
