// SPDX-License-Identifier: MIT
// How hard a password is to guess. An estimate for the person who types it; the only rule is the length.
#pragma once

#include <cstddef>
#include <string_view>

namespace stoa {

/// The shortest password a wallet takes, in characters.
inline constexpr std::size_t kMinPasswordLength = 8;

/// Characters (code points) of UTF-8 text.
std::size_t countCharacters(std::string_view text);

/// How long somebody with the wallet file and a good computer would guess: 0 no time (too short, or among the
/// first guesses), 1 hours, 2 months, 3 years, 4 longer than anybody has.
int passwordStrength(std::string_view password);

} // namespace stoa
