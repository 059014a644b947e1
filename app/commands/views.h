// SPDX-License-Identifier: MIT
// Views as JSON and as lines of text. In JSON amounts are gwei as decimal strings, times Unix seconds,
// ids and hashes 0x hex in lower case, addresses with their checksum; what is absent is left out or null.
#pragma once

#include <string>

#include "app/commands/command.h"
#include "app/commands/plain_text.h"

namespace stoa::commands {

// ---- pieces -----------------------------------------------------------------------------------------

std::string amountJson(Amount amount);
std::string addressJson(const Address& address);
Json personJson(const engine::PersonView& person); ///< null for nobody
Json finalityJson(const engine::FinalityView& finality);

std::string_view nameOf(engine::Finality stage);
std::string_view nameOf(engine::BatchStage stage);
std::string_view nameOf(engine::BatchCheck check);
std::string_view nameOf(engine::CollaborationState state);
std::string_view nameOf(engine::CaseState state);
std::string_view nameOf(engine::MotionState state);
std::string_view nameOf(engine::Actor actor);
std::string_view nameOf(engine::DefaultOutcome outcome);
std::string_view nameOf(engine::Act act);
std::string_view nameOf(engine::PageSharing sharing);
std::string_view nameOf(engine::UnsentEdit::Next next);
std::string_view nameOf(engine::StepWords::Part part);
std::string_view nameOf(engine::NetworkMode mode);
std::string_view nameOf(engine::ChainEventView::What what);
std::string_view nameOf(tx::TaskState state);
std::string_view nameOf(tx::Role role);

/// "12.50 MTS"
std::string amountText(Amount amount, std::string_view symbol);
std::string personText(const engine::PersonView& person);
/// "2026-12-31 18:00:00 UTC"
std::string timeText(Timestamp time);
std::string periodText(std::uint64_t seconds);

// ---- whole views ------------------------------------------------------------------------------------

Json statementJson(const content::JobStatement& statement);
Json collaborationJson(const engine::CollaborationView& view);
Json taskJson(const engine::TaskView& view);
/// "none", "fund", "pay", "refund".
std::string_view moneyName(tx::ToolMoney money);
/// "money", as named above, and "amount" only where a step on a tool's record moved money of its company, or
/// will: not where it was refused or rolled back. Likewise "company", "locked" and "paid": the company's
/// money or one's own. "payer" only where a company pays for what was signed on its side.
Json actionJson(const engine::ActionView& view);
Json nextStepJson(const engine::NextStep& next);
/// What now, who must act, by when, what if nobody acts: four lines, each with its label.
std::string fourLinesText(const engine::CollaborationView& view, const engine::NetworkView& network);
Json fourLinesJson(const engine::CollaborationView& view, const engine::NetworkView& network);

} // namespace stoa::commands
