// SPDX-License-Identifier: MIT
// What the commands on collaborations share.
#pragma once

#include "app/commands/command.h"

namespace stoa::commands {

/// What every act on a collaboration answers: its new state, and the four lines.
Answer<Reply> collaborationReply(engine::Engine& engine, const DacId& dac, const ObjectId& id,
                                 const engine::Sent& sent);

/// The amount behind --amount must lie in the pot, a ruling between the claims.
Answer<std::monostate> checkAmount(const engine::CollaborationView& view, engine::Act what, Amount amount,
                                   const std::string& symbol);

} // namespace stoa::commands
