// SPDX-License-Identifier: MIT
// JSON read strictly, and written in exactly one way, so that it can be hashed and signed.
// Whoever touches the values includes <nlohmann/json.hpp>.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "core/base/result.h"

namespace stoa::codec {

inline constexpr std::size_t kMaxJsonDepth = 64;

/// Every double, and so every JavaScript program, holds whole numbers up to here exactly.
inline constexpr std::int64_t kMaxJsonInteger = (std::int64_t{1} << 53) - 1;

enum class JsonNumbers : std::uint8_t {
    SafeIntegers, ///< whole numbers within ±kMaxJsonInteger only: fit for canonicalJson
    Any,          ///< also fractions, for files of other programs
};

/// Reads one JSON value: valid UTF-8, no key twice in an object, no deeper than kMaxJsonDepth, nothing after
/// it. Errors: TooLarge (more than `maxBytes`), BadJson (detail says what, in English, without quoting the
/// text).
Result<nlohmann::json> parseJson(std::string_view text, std::size_t maxBytes,
                                 JsonNumbers numbers = JsonNumbers::SafeIntegers);

/// Keys sorted by their bytes, no space outside strings, only the escapes JSON asks for.
///
/// `value` must hold no fraction and no number beyond ±kMaxJsonInteger (checked); bytes that are not UTF-8
/// become U+FFFD.
std::string canonicalJson(const nlohmann::json& value);

} // namespace stoa::codec
