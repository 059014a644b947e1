// SPDX-License-Identifier: MIT
// Money. An Amount is a whole number of gwei, the 10⁻⁹th part of the network's token; people type and
// read tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace stoa {

using Amount = std::uint64_t;                 ///< gwei
__extension__ using Wide = unsigned __int128; ///< for products of amounts

inline constexpr Amount kToken = 1'000'000'000;

inline constexpr std::uint16_t kWhole = 10'000; ///< all of it, in hundredths of a percent

/// Reads a number of tokens such as "12", "0.5" or "1 200.25" into gwei.
/// Errors: BadAmount (not a number, a sign, more than nine decimals, too large).
Result<Amount> parseTokens(std::string_view text);

/// Tokens with at least two and at most nine decimals, no unit: "12.50", "0.000000001".
std::string formatTokens(Amount amount);

} // namespace stoa
