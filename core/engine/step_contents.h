// SPDX-License-Identifier: MIT
// The texts and files that a step of one's own names: the node has to have them before it gets the step.
#pragma once

#include "core/engine/member.h"

namespace stoa::engine {

/// What the node must have for `entry`, as far as it is here, oldest first. A page that was imported brings
/// all its versions back to the one that the page had before; so many fit in no entry of the outbox. They are
/// only named, for together they may be larger than the memory.
std::vector<Hash> contentsOfStep(Member& member, const sync::OutboxEntry& entry);

} // namespace stoa::engine
