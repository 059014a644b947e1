// SPDX-License-Identifier: MIT
// Installed tools in words: what following a rule does with money, who may do it, and what is in the way.
#pragma once

#include <QString>

#include "core/engine/tool_views.h"

namespace stoa::ui {

/// A tool's name is the first line of what it says about itself; without it, its number.
QString toolName(std::uint16_t number, const std::string& manifestText);
QString toolName(const engine::ToolView& tool);

/// Which tool a step adds, by the first line of what it says about itself: "the tool “Small grants”"; "a
/// tool" where that is not here.
QString addedToolText(const std::string& manifestText);
/// Which tool a step removes: "the tool “Small grants” (number 32)"; by its number alone where what it says
/// about itself is not here.
QString removedToolText(std::uint16_t number, const std::string& manifestText);
/// The rules of a table in its order, as its bytes say them: of no record, and for nobody in particular.
std::vector<engine::ToolMove> rulesOf(const tx::ToolRules& table);
/// A rule of rulesOf, without a stop: "from state 2 to state 3: All that it holds goes to its assignee (by
/// founders)".
QString toolRuleText(const engine::ToolMove& rule);
/// What the rules of a table do with money, as whole sentences: that they move none, or each rule that does.
QString toolRulesText(const tx::ToolRules& rules);

/// What becomes of the records when their tool is removed; `unfinished` are the short names of those that
/// could still go on.
QString endedRecordsText(const std::vector<std::string>& unfinished);

/// "R-4f2a, “Paint the hall”"
QString toolRecordName(const engine::ToolRecordView& record);

/// What it does with money, as a sentence without its stop, of a record that holds `held`: "All that it
/// holds, 20.00 MTS, goes to Ana R."
QString toolMoneyText(const engine::ToolMove& move, Amount held, const QString& symbol);
/// For a button: "To state 2: pay 20.00 MTS"
QString toolMoveLabel(const engine::ToolMove& move, const QString& symbol);
/// Whom the rule names: "officers, its author"
QString toolUsersText(const engine::ToolMove& move);
/// Why the one who asks cannot follow it, as a sentence; empty if they can.
QString toolBarText(const engine::ToolMove& move);

/// The records that hold money and so keep their tool from being removed: "R-4f2a (20.00 MTS), R-9b01 (3.00
/// MTS)"; empty if none does.
QString holdingRecordsText(const std::vector<engine::ToolRecordView>& records, const QString& symbol);

} // namespace stoa::ui
