// SPDX-License-Identifier: MIT
// JSON from outside: valid UTF-8, no duplicate keys, bounded depth; numbers of every kind.
#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include "core/codec/canonical_json.h"

namespace stoa::net {

inline constexpr std::size_t kMaxJsonDepth = codec::kMaxJsonDepth;

/// Errors: BadJson (detail: what is wrong with it, for logs).
Result<nlohmann::json> parseStrictJson(std::string_view text);

/// JSON of a value whose texts are valid UTF-8, or not: broken bytes become U+FFFD.
std::string toJsonText(const nlohmann::json& value);

} // namespace stoa::net
