// SPDX-License-Identifier: MIT
// What of an action that did not happen is still of use: whether it can be sent again, and its words.
#pragma once

#include <optional>
#include <vector>

#include "core/engine/member.h"

namespace stoa::engine {

/// Whether what the step is about has been changed since it was signed, as far as is known here, so that it
/// can never be taken, not even with a new signature. False of steps that name no such thing.
bool isTooOld(Member& member, const tx::Payload& payload);

/// New words of a task on the task as it is now, where others have changed anything but its words and its
/// reward. None if that is not so, or if it is another step.
std::optional<tx::PutRecord> onTaskAsItIs(Member& member, const tx::Payload& payload);

/// Everything that somebody wrote for `entry`, as far as it is on this computer; nothing of a page, whose
/// words are an UnsentEdit.
std::vector<StepWords> wordsOfStep(Member& member, const sync::OutboxEntry& entry);

} // namespace stoa::engine
