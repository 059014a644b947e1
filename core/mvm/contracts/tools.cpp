// SPDX-License-Identifier: MIT
// Tools that a company installs: a manifest, and a table of what its records may become and who may do it.
#include "core/mvm/contracts/tools.h"

#include <limits>
#include <string>
#include <string_view>

#include "core/mvm/contracts/handlers.h"
#include "core/mvm/contracts/motions.h"

namespace stoa::mvm {
namespace {

constexpr std::size_t kRules = 32;
constexpr std::uint8_t kMostStates = 15;
constexpr std::uint8_t kAllRoles = 0x1e; ///< bit n: Role n

ToolRule ruleAt(const tx::ToolRules& rules, std::size_t index)
{
    const std::uint8_t fromTo = rules[4 * index];
    return {static_cast<std::uint8_t>(fromTo >> 4), static_cast<std::uint8_t>(fromTo & 0xf),
            rules[4 * index + 1], rules[4 * index + 2], static_cast<tx::ToolMoney>(rules[4 * index + 3])};
}

bool isEmpty(const tx::ToolRules& rules, std::size_t index)
{
    return rules[4 * index] == 0 && rules[4 * index + 1] == 0 && rules[4 * index + 2] == 0 &&
           rules[4 * index + 3] == 0;
}

/// What is wrong with a rule, as checkTool says it; empty if nothing is.
std::string_view faultOf(const ToolRule& rule, std::uint8_t states)
{
    if (rule.to == 0 || rule.to > states || rule.from > states) return "state";
    if ((rule.roles & ~kAllRoles) != 0 || rule.who > (tx::kByAuthor | tx::kByAssignee)) return "unknown";
    if (rule.money > tx::ToolMoney::Refund) return "unknown";
    if (rule.roles == 0 && rule.who == 0) return "nobody";
    // Nobody pays themselves, so an assignee alone could never follow it.
    if (rule.money == tx::ToolMoney::Pay && rule.roles == 0 && rule.who == tx::kByAssignee) return "self-pay";
    // A record that is not there has neither author nor assignee, and holds nothing.
    if (rule.from == 0 && (rule.who != 0 || rule.money > tx::ToolMoney::Fund)) return "new";
    return {};
}

/// A state in which a record can hold money that cannot go back to the treasury by somebody's role alone;
/// authors and assignees leave, and lose their keys. 0: there is none.
std::uint8_t stuckState(const tx::ToolRules& rules)
{
    const auto bit = [](std::uint8_t state) { return static_cast<std::uint16_t>(1U << state); };
    std::uint16_t holds = 0; // bit n: a record in state n may hold money
    std::uint16_t safe = 0;  // bit n: from there it can be taken back
    // Each round adds a state, or it is the last one.
    for (std::uint8_t round = 0; round <= kMostStates; ++round) {
        for (std::size_t i = 0; i < kRules; ++i) {
            const ToolRule rule = ruleAt(rules, i);
            const bool isFree = rule.money == tx::ToolMoney::None;
            if (rule.money == tx::ToolMoney::Fund || (isFree && (holds & bit(rule.from)) != 0))
                holds |= bit(rule.to);
            if (rule.roles == 0) continue;
            if (rule.money == tx::ToolMoney::Refund || (isFree && (safe & bit(rule.to)) != 0))
                safe |= bit(rule.from);
        }
    }
    for (std::uint8_t state = 0; state <= kMostStates; ++state)
        if ((holds & ~safe & bit(state)) != 0) return state;
    return 0;
}

Error wrongTable(std::string_view fault, std::size_t number)
{
    return {ErrorCode::OutOfRange, "tool " + std::string(fault) + ' ' + std::to_string(number)};
}

bool movesMoney(const tx::ToolRules& rules)
{
    for (std::size_t i = 0; i < kRules; ++i)
        if (ruleAt(rules, i).money != tx::ToolMoney::None) return true;
    return false;
}

/// Carries the act out.
Result<void> install(const tx::InstallTool& act, ApplyContext& context)
{
    auto purse = context.read<state::Purse>(state::purseKey(act.dac));
    if (!purse || purse->nextTool == 0) return ErrorCode::NoSuchCompany;
    if (purse->nextTool > std::numeric_limits<std::uint16_t>::max() - tx::kFirstInstalledTool)
        return ErrorCode::OutOfRange;
    const auto number = static_cast<std::uint16_t>(tx::kFirstInstalledTool + purse->nextTool - 1);
    const state::Key key = state::toolKey(act.dac, number);
    if (context.read<state::Tool>(key)) return ErrorCode::AlreadyExists;
    ++purse->nextTool;
    context.write(state::purseKey(act.dac), *purse);
    context.write(key, state::Tool{act.manifest, 0, 0, act.states, act.rules()});
    return {};
}

Result<state::Tool> removableTool(const tx::RemoveTool& act, ApplyContext& context)
{
    const auto tool = context.read<state::Tool>(state::toolKey(act.dac, act.tool));
    if (!tool) return ErrorCode::NotAllowedByTool;
    return *tool;
}

Result<void> remove(const tx::RemoveTool& act, const state::Tool& tool, ApplyContext& context)
{
    if (tool.open != 0 || tool.escrow != 0) return ErrorCode::StillHeld;
    context.erase(state::toolKey(act.dac, act.tool));
    return {};
}

} // namespace

Result<void> checkTool(const tx::InstallTool& act)
{
    if (act.manifest.isZero()) return ErrorCode::OutOfRange;
    if (act.states == 0 || act.states > kMostStates) return wrongTable("states", act.states);
    const tx::ToolRules rules = act.rules();
    std::size_t count = 0;
    while (count < kRules && !isEmpty(rules, count)) ++count;
    if (count == 0) return wrongTable("empty", 0);
    for (std::size_t i = 0; i < kRules; ++i) {
        if (i >= count) { // an empty rule leads nowhere, so none may stand behind it
            if (!isEmpty(rules, i)) return wrongTable("state", count + 1);
            continue;
        }
        if (const auto fault = faultOf(ruleAt(rules, i), act.states); !fault.empty())
            return wrongTable(fault, i + 1);
        // One rule for each transition, so that a step means one thing.
        for (std::size_t j = 0; j < i; ++j)
            if (rules[4 * i] == rules[4 * j]) return wrongTable("twice", i + 1);
    }
    if (const std::uint8_t state = stuckState(rules); state != 0) return wrongTable("stuck", state);
    return {};
}

std::optional<ToolRule> findRule(const state::Tool& tool, std::uint8_t from, std::uint8_t to)
{
    if (to == 0) return std::nullopt;
    for (std::size_t i = 0; i < kRules; ++i) {
        const ToolRule rule = ruleAt(tool.rules, i);
        if (rule.from == from && rule.to == to) return rule;
    }
    return std::nullopt;
}

Result<void> handle(const tx::InstallTool& act, ApplyContext& context)
{
    STOA_TRY_VOID(checkTool(act));
    if (act.asMotion != 0)
        return putMotion(context, act, movesMoney(act.rules()) ? Consent::Majority : Consent::Silence);
    STOA_TRY(const std::uint8_t role, roleWith(context, act.dac, tx::Permission::Amend));
    static_cast<void>(role);
    return install(act, context);
}

Result<void> enact(const tx::InstallTool& act, const state::Motion&, ApplyContext& context)
{
    return install(act, context);
}

Result<void> handle(const tx::RemoveTool& act, ApplyContext& context)
{
    STOA_TRY(const state::Tool tool, removableTool(act, context));
    if (act.asMotion != 0)
        return putMotion(context, act, movesMoney(tool.rules) ? Consent::Majority : Consent::Silence);
    STOA_TRY(const std::uint8_t role, roleWith(context, act.dac, tx::Permission::Amend));
    static_cast<void>(role);
    return remove(act, tool, context);
}

Result<void> enact(const tx::RemoveTool& act, const state::Motion&, ApplyContext& context)
{
    STOA_TRY(const state::Tool tool, removableTool(act, context));
    return remove(act, tool, context);
}

} // namespace stoa::mvm
