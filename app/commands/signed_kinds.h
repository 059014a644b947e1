// SPDX-License-Identifier: MIT
// Which kinds of steps a command is for: whoever signs for another program signs nothing else.
#pragma once

#include <vector>

#include "app/commands/command.h"
#include "core/tx/kind.h"

namespace stoa::commands {

/// Empty for a command that signs nothing.
std::vector<tx::Kind> signedKinds(const Command& command);

} // namespace stoa::commands
