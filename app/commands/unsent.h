// SPDX-License-Identifier: MIT
// A member's edit of a page that the network does not have: what it is, and what to do about it.
#pragma once

#include "app/commands/command.h"

namespace stoa::commands {

Json unsentJson(const engine::UnsentEdit& edit);
/// One or two sentences: where it stands, and what can be done.
std::string unsentText(const engine::UnsentEdit& edit);
/// Where both changed the same lines, in one line of text each.
std::string placesText(const engine::UnsentEdit& edit);
/// What `next` asks of the member, in a word or two for a list.
std::string needsText(engine::UnsentEdit::Next next);

} // namespace stoa::commands
