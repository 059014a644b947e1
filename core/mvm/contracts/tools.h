// SPDX-License-Identifier: MIT
// The table of an installed tool, as PutRecord asks it.
#pragma once

#include <optional>

#include "core/mvm/context.h"

namespace stoa::mvm {

struct ToolRule {
    std::uint8_t from = 0; ///< 0: a new record
    std::uint8_t to = 0;
    std::uint8_t roles = 0; ///< bit n: Role n
    std::uint8_t who = 0;   ///< tx::ToolWho
    tx::ToolMoney money = tx::ToolMoney::None;
};

/// Whether its table can be installed. OutOfRange says in its detail what is wrong, as "tool FAULT NUMBER":
/// of rule NUMBER, from 1, "state", "unknown", "nobody", "self-pay", "new" or "twice"; of state NUMBER
/// "stuck" (money could not come back from it); of the whole table "states" or "empty".
Result<void> checkTool(const tx::InstallTool& act);

/// The rule for this transition, if there is one. There is never more than one.
std::optional<ToolRule> findRule(const state::Tool& tool, std::uint8_t from, std::uint8_t to);

/// Whether the rule names a member of this role, or as the record's author or assignee.
constexpr bool mayFollow(const ToolRule& rule, std::uint8_t role, bool isAuthor, bool isAssignee)
{
    const bool byRole = role < 8 && (rule.roles & (1U << role)) != 0;
    return byRole || (isAuthor && (rule.who & tx::kByAuthor) != 0) ||
           (isAssignee && (rule.who & tx::kByAssignee) != 0);
}

} // namespace stoa::mvm
