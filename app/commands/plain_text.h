// SPDX-License-Identifier: MIT
// Text that may go to a terminal: whatever moves the cursor, turns the reading direction or cannot be seen
// never reaches it as it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/commands/command.h"

namespace stoa::commands {

/// Somebody else's text in one line: characters that steer become spaces, long ones are cut.
std::string lineText(std::string_view text, std::size_t most = 100);

/// Text of several lines: line ends and tabs stay, characters that steer become spaces.
std::string safeText(std::string_view text);

/// What was typed, in quotation marks and in one line.
std::string quotedText(std::string_view text);

/// One word of a command that is shown to be copied: in the quotes of a shell, whole, in one line.
std::string shellWord(std::string_view text);

/// One line of JSON; characters that steer are written as \uXXXX, which means the same.
std::string jsonText(const Json& json);

/// "1 page", "2 pages"
std::string countText(std::uint64_t count, std::string_view one, std::string_view many);

bool isUtf8(std::string_view text);

/// Whether a name could be taken for an address or an id.
bool looksLikeId(std::string_view name);

} // namespace stoa::commands
