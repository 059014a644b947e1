// SPDX-License-Identifier: MIT
// What happened to the wallet, a part at a time or all of it.
#pragma once

#include "app/commands/command.h"

namespace stoa::commands {

/// Errors: wrong usage, NoWallet.
Answer<Step> walletHistory(Context& context, const Invocation& call);

/// What its object holds, for its help.
extern const std::string_view kHistoryJson;

} // namespace stoa::commands
