// SPDX-License-Identifier: MIT
// A tool as a file: what it is, how many states its records have, and which may follow which.
#pragma once

#include <string_view>

#include "app/commands/command.h"

namespace stoa::commands {

/// Reads {"manifest", "states", "rules": [{"from", "to", "roles", "by", "money"}]}, each name once; the
/// company is left open. A failure says what is wanted. The machine's own limits are asked when it is sent.
Answer<engine::AddTool> readToolText(std::string_view text);

} // namespace stoa::commands
