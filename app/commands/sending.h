// SPDX-License-Identifier: MIT
// From a draft to an answer: signing here or taking signatures from elsewhere, then waiting until the
// network has taken the action.
#pragma once

#include <chrono>

#include "app/commands/command.h"

namespace stoa::commands {

/// How long a command waits for the network before it leaves the action in the outbox.
inline constexpr std::chrono::seconds kPatience{20};

/// Unlocks the wallet with the key ring's password, signs, sends, and finishes the step.
Answer<Reply> signHere(Context& context, const Unsigned& step);

/// The step's answer. It says so if the network has not taken it.
Answer<Reply> finished(const Unsigned& step, const engine::Sent& sent);

/// Waits while `sent` is only waiting; refused and rolled-back actions are failures. Brings the finality
/// of `sent` up to date.
Answer<std::monostate> awaitTaken(engine::Engine& engine, engine::Sent& sent, const std::atomic<bool>* stop);

/// Whether the network has taken it; if not, it waits on this computer and nothing has happened yet.
bool isTaken(const engine::Sent& sent);

/// {"id", "finality", …}: what every changing command answers.
Json sentJson(const engine::Sent& sent);
/// "The network has taken it (block 12)." or what else holds.
std::string sentText(const engine::Sent& sent);
/// `done`, a sentence about what has happened, and then sentText: of what only waits on this computer nothing
/// has happened, and sentText stands alone.
std::string doneText(const std::string& done, const engine::Sent& sent);

inline constexpr Option kAsMotion = {"as-motion", "",
                                     "put it to the members, who may object, instead of doing it at once"};

/// An act of a company. It answers `done`; of a motion, its id.
Answer<Step> prepareAct(Context& context, engine::Action action, bool asMotion, std::string done);

} // namespace stoa::commands
