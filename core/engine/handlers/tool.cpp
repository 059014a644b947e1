// SPDX-License-Identifier: MIT
// Installed tools and their records, as the member who asks sees them.
#include <algorithm>

#include "core/content/text_rules.h"
#include "core/engine/handlers.h"
#include "core/engine/tool_moves.h"

namespace stoa::engine {
namespace {

ToolRecordView toolRecordView(Member& member, const light::DacReplica& company,
                              const std::optional<state::Tool>& tool, const ObjectId& id,
                              const state::Record& record)
{
    ToolRecordView view;
    view.id = id;
    view.state = record.state;
    if (const auto object = member.content(record.content))
        if (content::checkPlainText(textOf(*object), kMaxToolTextBytes)) view.text = textOf(*object);
    view.author = member.person(record.author);
    view.assignee = member.person(record.assignee);
    view.held = record.amount;
    view.edits = record.edits;
    view.updated = record.updated;
    if (tool) view.next = movesFrom(member, company, *tool, record);
    return view;
}

} // namespace

Result<ListTools::Reply> handle(Member& member, const ListTools& request)
{
    STOA_TRY(const light::DacReplica* replica, member.company(request.dac));
    std::vector<std::pair<std::uint16_t, state::Tool>> stored;
    replica->forEach<state::Tool>(state::Table::Tool, [&](const state::Key& key, const state::Tool& record) {
        stored.emplace_back(state::toolOf(key), record);
    });
    std::vector<ToolView> views;
    for (const auto& [number, tool] : stored) {
        ToolView view;
        view.number = number;
        view.manifest = tool.manifest;
        view.manifestText = manifestTextOf(member, tool.manifest);
        view.states = tool.states;
        view.table = tool.rules;
        for (std::uint8_t from = 0; from <= tool.states; ++from)
            for (std::uint8_t to = 1; to <= tool.states; ++to)
                if (const auto rule = mvm::findRule(tool, from, to)) {
                    ++view.rules;
                    view.movesMoney = view.movesMoney || rule->money != tx::ToolMoney::None;
                }
        view.held = tool.escrow;
        view.open = tool.open;
        views.push_back(std::move(view));
    }
    return views;
}

Result<ListToolRecords::Reply> handle(Member& member, const ListToolRecords& request)
{
    STOA_TRY(const light::DacReplica* company, member.company(request.dac));
    std::map<std::uint16_t, std::optional<state::Tool>> tools; // none: it was removed, its records stay
    company->forEach<state::Tool>(state::Table::Tool, [&](const state::Key& key, const state::Tool& tool) {
        if (request.tool == 0 || request.tool == state::toolOf(key)) tools[state::toolOf(key)] = tool;
    });
    std::vector<std::pair<state::Key, state::Record>> stored;
    company->forEach<state::Record>(
        state::Table::Record, [&](const state::Key& key, const state::Record& record) {
            const std::uint16_t tool = state::toolOf(key);
            if (tool < tx::kFirstInstalledTool || (request.tool != 0 && request.tool != tool)) return;
            tools.try_emplace(tool);
            stored.emplace_back(key, record);
        });
    const auto purse = company->read<state::Purse>(state::purseKey(request.dac));
    for (std::uint32_t i = 1; purse && i < purse->nextTool; ++i) {
        const auto number = static_cast<std::uint16_t>(tx::kFirstInstalledTool + i - 1);
        if (request.tool == 0 || request.tool == number) tools.try_emplace(number);
    }
    if (request.tool != 0 && tools.empty()) return Error{ErrorCode::NotFound, "tool"};
    std::vector<ToolRecordsView> views;
    for (const auto& [number, tool] : tools) {
        ToolRecordsView view;
        view.tool = number;
        view.isRemoved = !tool;
        if (tool) view.begin = movesFrom(member, *company, *tool, {});
        if (const auto last = tool ? std::nullopt : member.lastTool(request.dac, number))
            view.manifestText = manifestTextOf(member, last->manifest);
        const auto names = recordNames(*company, number);
        for (const auto& [key, record] : stored) {
            if (state::toolOf(key) != number) continue;
            const ObjectId id = state::recordObjectOf(key);
            view.records.push_back(toolRecordView(member, *company, tool, id, record));
            view.records.back().number = names.at(id);
        }
        std::stable_sort(view.records.begin(), view.records.end(),
                         [](const ToolRecordView& a, const ToolRecordView& b) {
                             if ((a.held != 0) != (b.held != 0)) return a.held != 0;
                             return a.updated > b.updated;
                         });
        views.push_back(std::move(view));
    }
    return views;
}

} // namespace stoa::engine
