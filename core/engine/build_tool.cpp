// SPDX-License-Identifier: MIT
// Installed tools, and transitions of their records, as steps.
#include <limits>

#include "core/content/text_rules.h"
#include "core/crypto/keccak.h"
#include "core/engine/build_acts.h"
#include "core/engine/tool_moves.h"

namespace stoa::engine {
namespace {

/// What the record holds and who is its assignee once the rule was followed as the action says.
Result<void> followRule(const mvm::ToolRule& rule, const PutToolRecord& action, tx::PutRecord& put)
{
    if (action.amount != 0 && rule.money != tx::ToolMoney::Fund)
        return Error{ErrorCode::InvalidArgument, "amount"};
    switch (rule.money) {
    case tx::ToolMoney::None: break;
    case tx::ToolMoney::Fund:
        if (action.amount == 0) return Error{ErrorCode::OutOfRange, "fund"};
        if (action.amount > std::numeric_limits<Amount>::max() - put.amount) return ErrorCode::AmountOverflow;
        put.amount += action.amount;
        break;
    case tx::ToolMoney::Pay:
        if (put.assignee.isZero() || action.assignee.value_or(put.assignee) != put.assignee)
            return Error{ErrorCode::InvalidArgument, "assignee"};
        put.amount = 0;
        break;
    case tx::ToolMoney::Refund: put.amount = 0; break;
    }
    put.assignee = action.assignee.value_or(put.assignee);
    return {};
}

/// No rule leads to the state that is wanted. The detail says where the record stands and where rules lead
/// from there: "R-4f2a 3 2 4"; of a record that is to be made, "new 0 1".
Error noRuleFor(const light::DacReplica& company, const PutToolRecord& action, const state::Tool& tool,
                const state::Record& record)
{
    std::string detail = "new";
    if (!action.object.isZero()) detail = recordNames(company, action.tool).at(action.object);
    detail += ' ' + std::to_string(record.state);
    for (std::uint8_t to = 1; to <= tool.states; ++to)
        if (mvm::findRule(tool, record.state, to)) detail += ' ' + std::to_string(to);
    return {ErrorCode::NotAllowedByTool, detail};
}

std::string subjectOf(std::string_view text)
{
    constexpr std::size_t kLongest = 100; // characters
    return content::shownLine(text, kLongest);
}

} // namespace

Result<PendingDraft> buildActOf(Member& member, const AddTool& action)
{
    STOA_TRY_VOID(content::checkPlainText(action.manifest, kMaxManifestBytes));
    if (content::shownLine(action.manifest, 1).empty()) return Error{ErrorCode::BadContent, "empty"};
    tx::InstallTool step;
    step.dac = action.dac;
    step.states = action.states;
    step.setRules(action.rules);
    step.asMotion = static_cast<std::uint8_t>(action.asMotion);
    step.manifest = crypto::keccak256(viewOf(action.manifest));
    STOA_TRY_VOID(mvm::checkTool(step));
    STOA_TRY(PendingDraft draft, actFor(member, action.dac, step, action.asMotion));
    attach(draft, action.manifest);
    draft.view.manifestText = action.manifest;
    return draft;
}

Result<PendingDraft> buildActOf(Member& member, const DropTool& action)
{
    STOA_TRY(const light::DacReplica* company, member.company(action.dac));
    const auto tool = company->read<state::Tool>(state::toolKey(action.dac, action.tool));
    if (!tool)
        return Error{ErrorCode::NotFound, wasRemoved(*company, action.tool) ? "tool gone already" : "tool"};
    // A motion takes its time: until it is carried out they may have been paid.
    if (!action.asMotion) STOA_TRY_VOID(checkHoldsNothing(*company, action.tool));
    const tx::RemoveTool step{action.dac, action.tool, static_cast<std::uint8_t>(action.asMotion)};
    STOA_TRY(PendingDraft draft, actFor(member, action.dac, step, action.asMotion));
    draft.view.manifestText = manifestTextOf(member, tool->manifest);
    draft.view.unfinished = unfinishedRecords(*company, action.tool);
    return draft;
}

Result<PendingDraft> buildActOf(Member& member, const PutToolRecord& action)
{
    STOA_TRY(const light::DacReplica* company, member.company(action.dac));
    const auto tool = company->read<state::Tool>(state::toolKey(action.dac, action.tool));
    if (!tool) return Error{ErrorCode::NotFound, wasRemoved(*company, action.tool) ? "removed tool" : "tool"};
    state::Record record;
    if (!action.object.isZero()) {
        const auto stored =
            company->read<state::Record>(state::recordKey(action.dac, action.tool, action.object));
        if (!stored) return Error{ErrorCode::NotFound, "record"};
        record = *stored;
        if (action.editsSeen != 0 && action.editsSeen != record.edits) return ErrorCode::WrongSequence;
    }
    const auto rule = mvm::findRule(*tool, record.state, action.state);
    if (!rule) return noRuleFor(*company, action, *tool, record);
    STOA_TRY_VOID(checkMayFollow(member, *company, *rule, record));
    tx::PutRecord put = putFor(action.dac, action.tool, action.object, record);
    put.state = action.state;
    STOA_TRY_VOID(followRule(*rule, action, put));
    if (rule->money == tx::ToolMoney::Pay && record.assignee == member.me())
        return Error{ErrorCode::SameParty, "record"};
    PendingDraft draft;
    draft.view.dac = action.dac;
    if (!content::trimmed(action.text).empty()) {
        STOA_TRY_VOID(content::checkPlainText(action.text, kMaxToolTextBytes));
        put.content = attach(draft, action.text);
        draft.view.subject = subjectOf(action.text);
    } else if (action.object.isZero()) {
        return Error{ErrorCode::BadContent, "empty"};
    } else if (const auto object = member.content(record.content)) {
        if (content::checkPlainText(textOf(*object), kMaxToolTextBytes))
            draft.view.subject = subjectOf(textOf(*object));
    }
    const bool isSame = put.state == record.state && put.content == record.content &&
                        put.assignee == record.assignee && put.amount == record.amount;
    if (isSame) return ErrorCode::NothingChanged;
    draft.view.with = member.person(put.assignee);
    addStep(draft, put);
    return draft;
}

} // namespace stoa::engine
