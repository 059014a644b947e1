// SPDX-License-Identifier: MIT
#include "core/engine/tool_moves.h"

#include <charconv>

#include "core/base/hex.h"
#include "core/content/text_rules.h"
#include "core/engine/short_names.h"
#include "core/mvm/contracts/handlers.h"

namespace stoa::engine {
namespace {

/// The one who asks, as a member of the company.
struct ToolUser {
    Address address;
    std::uint8_t role = 0; ///< 0: no member
    bool maySpend = false;
};

ToolUser toolUserIn(const Member& member, const light::DacReplica& company)
{
    ToolUser user{member.me()};
    const DacId dac = company.dac();
    const auto mine = company.read<state::Member>(state::memberKey(dac, user.address));
    const auto charter = company.read<state::Charter>(state::charterKey(dac));
    if (mine) user.role = mine->role;
    user.maySpend = charter && mvm::isPermitted(*charter, user.role, tx::Permission::Spend);
    return user;
}

ToolMove::Bar barOf(const mvm::ToolRule& rule, const state::Record& record, const ToolUser& user)
{
    using Bar = ToolMove::Bar;
    if (user.role == 0) return Bar::NotAMember;
    if (!mvm::mayFollow(rule, user.role, record.author == user.address, record.assignee == user.address))
        return Bar::NotNamed;
    switch (rule.money) {
    case tx::ToolMoney::None: return Bar::None;
    case tx::ToolMoney::Fund: return user.maySpend ? Bar::None : Bar::MayNotSpend;
    case tx::ToolMoney::Pay:
        if (record.amount == 0) return Bar::HoldsNothing;
        if (record.assignee.isZero()) return Bar::NobodyAssigned;
        return record.assignee == user.address ? Bar::PaysMyself : Bar::None;
    case tx::ToolMoney::Refund: return record.amount == 0 ? Bar::HoldsNothing : Bar::None;
    }
    return Bar::None;
}

ToolMove moveBy(Member& member, const mvm::ToolRule& rule, const state::Record& record, const ToolUser& user)
{
    ToolMove move{rule.from, rule.to, rule.money, 0, {}, rule.roles, rule.who, barOf(rule, record, user)};
    if (rule.money == tx::ToolMoney::Pay || rule.money == tx::ToolMoney::Refund) move.amount = record.amount;
    if (rule.money == tx::ToolMoney::Pay) move.payee = member.person(record.assignee);
    return move;
}

std::vector<std::pair<ObjectId, state::Record>> storedRecords(const light::DacReplica& company,
                                                              std::uint16_t tool)
{
    std::vector<std::pair<ObjectId, state::Record>> records;
    company.forEach<state::Record>(state::Table::Record,
                                   [&](const state::Key& key, const state::Record& record) {
                                       if (state::toolOf(key) == tool)
                                           records.emplace_back(state::recordObjectOf(key), record);
                                   });
    return records;
}

std::string movedKey(const Hash& digest) { return "moved/" + toHex(digest); }

} // namespace

std::string manifestTextOf(Member& member, const Hash& manifest)
{
    const auto object = member.content(manifest);
    if (!object || !content::checkPlainText(textOf(*object), kMaxManifestBytes)) return {};
    return std::string(textOf(*object));
}

std::vector<ToolMove> movesFrom(Member& member, const light::DacReplica& company, const state::Tool& tool,
                                const state::Record& record)
{
    const ToolUser user = toolUserIn(member, company);
    std::vector<ToolMove> moves;
    for (std::uint8_t to = 1; to <= tool.states; ++to)
        if (const auto rule = mvm::findRule(tool, record.state, to))
            moves.push_back(moveBy(member, *rule, record, user));
    return moves;
}

std::optional<ToolStep> toolStepOf(Member& member, state::StateAccess& known, const tx::PutRecord& put)
{
    if (put.tool < tx::kFirstInstalledTool) return std::nullopt;
    const auto company = member.company(put.dac);
    const auto toolBytes = known.get(state::toolKey(put.dac, put.tool));
    const auto tool = toolBytes ? state::decodeRecord<state::Tool>(*toolBytes) : std::nullopt;
    if (!company || !tool) return std::nullopt;
    state::Record record;
    if (!put.object.isZero())
        if (const auto bytes = known.get(state::recordKey(put.dac, put.tool, put.object)))
            record = state::decodeRecord<state::Record>(*bytes).value_or(state::Record{});
    const auto rule = mvm::findRule(*tool, record.state, put.state);
    if (!rule) return std::nullopt;
    ToolStep step;
    step.manifestText = manifestTextOf(member, tool->manifest);
    if (record.edits != 0) step.record = shortNames({put.object}, "R-").at(put.object);
    const auto names = recordNames(**company, put.tool);
    if (const auto found = names.find(put.object); found != names.end()) step.record = found->second;
    step.assignee = member.person(put.assignee);
    step.assigneeBefore = member.person(record.assignee);
    step.move = moveBy(member, *rule, record, toolUserIn(member, **company));
    if (rule->money == tx::ToolMoney::Fund && put.amount > record.amount)
        step.move.amount = put.amount - record.amount;
    return step;
}

bool wasRemoved(const light::DacReplica& company, std::uint16_t tool)
{
    const auto purse = company.read<state::Purse>(state::purseKey(company.dac()));
    // Numbers are given in their order, from 1 on, and never twice.
    return purse && tool >= tx::kFirstInstalledTool &&
           std::uint32_t{tool} - tx::kFirstInstalledTool + 1 < purse->nextTool &&
           !company.read<state::Tool>(state::toolKey(company.dac(), tool));
}

Result<void> checkMayFollow(const Member& member, const light::DacReplica& company, const mvm::ToolRule& rule,
                            const state::Record& record)
{
    const ToolMove::Bar bar = barOf(rule, record, toolUserIn(member, company));
    if (bar == ToolMove::Bar::NotNamed)
        return Error{ErrorCode::NotPermitted,
                     "rule " + std::to_string(rule.roles) + ' ' + std::to_string(rule.who)};
    if (bar == ToolMove::Bar::MayNotSpend) return Error{ErrorCode::NotPermitted, "rule spends"};
    return {};
}

Result<void> keepMoved(Member& member, const Hash& digest, const ToolMoved& moved)
{
    const auto number = static_cast<unsigned>(moved.money);
    return member.keepSetting(movedKey(digest), std::to_string(number) + ' ' + std::to_string(moved.amount));
}

ToolMoved movedBy(Member& member, const Hash& digest)
{
    const auto kept = member.setting(movedKey(digest));
    if (!kept || !*kept) return {};
    const std::string& text = **kept;
    ToolMoved moved;
    if (text.size() < 3 || text[0] < '1' || text[0] > '3' || text[1] != ' ') return {};
    moved.money = static_cast<tx::ToolMoney>(text[0] - '0');
    const char* last = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data() + 2, last, moved.amount);
    return problem == std::errc() && stop == last ? moved : ToolMoved{};
}

std::map<ObjectId, std::string> recordNames(const light::DacReplica& company, std::uint16_t tool)
{
    std::vector<ObjectId> ids;
    for (const auto& [id, record] : storedRecords(company, tool)) ids.push_back(id);
    return shortNames(ids, "R-");
}

std::vector<std::string> unfinishedRecords(const light::DacReplica& company, std::uint16_t number)
{
    std::vector<std::string> unfinished;
    const auto tool = company.read<state::Tool>(state::toolKey(company.dac(), number));
    if (!tool) return unfinished;
    const auto names = recordNames(company, number);
    for (const auto& [id, record] : storedRecords(company, number)) {
        bool leadsOn = false;
        for (std::uint8_t to = 1; to <= tool->states; ++to)
            leadsOn = leadsOn || (to != record.state && mvm::findRule(*tool, record.state, to));
        if (leadsOn) unfinished.push_back(names.at(id));
    }
    return unfinished;
}

Result<void> checkHoldsNothing(const light::DacReplica& company, std::uint16_t tool)
{
    constexpr std::size_t kMostNamed = 20;
    std::string holding;
    std::size_t count = 0;
    const auto names = recordNames(company, tool);
    for (const auto& [id, record] : storedRecords(company, tool))
        if (record.amount != 0 && count++ < kMostNamed)
            holding += (holding.empty() ? "" : " ") + names.at(id);
    if (count > kMostNamed) holding += " …";
    if (holding.empty()) return {};
    return Error{ErrorCode::StillHeld, holding};
}

} // namespace stoa::engine
