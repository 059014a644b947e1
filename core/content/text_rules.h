// SPDX-License-Identifier: MIT
// Which texts may be names. Names are read by people and compared by programs, so what looks the same or
// cannot be seen is refused before it enters a company.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace stoa::content {

inline constexpr std::size_t kMaxPageNameBytes = 200;
inline constexpr std::size_t kMaxTitleBytes = 200;
inline constexpr std::size_t kMinCompanyNameLength = 3;  ///< in characters
inline constexpr std::size_t kMaxCompanyNameLength = 40; ///< in characters

/// The name itself, 1 to 200 bytes of UTF-8. "/" separates levels: no empty level, none of "." and "..",
/// no space at either end of a level, no backslash, nothing that cannot be seen or that turns the reading
/// direction. Errors: BadPageName.
Result<std::string> checkPageName(std::string_view name);

/// The title without spaces at its ends, 1 to 200 bytes, on one line and without invisible characters.
/// Errors: BadContent.
Result<std::string> checkTitle(std::string_view title);

/// The name without spaces at its ends, 3 to 40 characters; no word mixes letters of scripts that look alike
/// (Latin, Greek, Cyrillic …); nothing invisible. Errors: InvalidArgument, with one of these details:
/// "too-short", "too-long", "mixed-script", "invisible", "not-utf8".
Result<std::string> checkCompanyName(std::string_view name);

/// Errors: BadContent unless the text is UTF-8 of at most `maxBytes` whose only control characters are tab
/// and line breaks.
Result<void> checkBodyText(std::string_view text, std::size_t maxBytes);

/// The same for a text that is quoted in sentences about money: nothing in it turns the reading direction of
/// what stands around it either. Errors: BadContent.
Result<void> checkPlainText(std::string_view text, std::size_t maxBytes);

/// The first line of somebody else's text as it may stand in a sentence: without what cannot be seen, with
/// ordinary spaces only, cut to `maxCharacters` with "…" at the end. Empty if the text is not UTF-8.
std::string shownLine(std::string_view text, std::size_t maxCharacters);

bool isUtf8(std::string_view text);

/// Takes the first character off `text`, which must be UTF-8 and not empty.
char32_t takeCharacter(std::string_view& text);

std::string_view trimmed(std::string_view text);

/// Equal but for small and capital letters, of the Latin alphabet without accents.
bool isSameInAnyCase(std::string_view a, std::string_view b);

} // namespace stoa::content
