// SPDX-License-Identifier: MIT
// Tools' records: wiki pages, tasks. What a record may become is a table of its tool, not code.
#include <algorithm>
#include <limits>
#include <span>

#include "core/mvm/contracts/handlers.h"
#include "core/mvm/contracts/motions.h"
#include "core/mvm/contracts/tools.h"
#include "core/mvm/contracts/treasury.h"

namespace stoa::mvm {
namespace {

struct Transition {
    std::uint8_t from;
    std::uint8_t to;
};

constexpr std::uint8_t stateOf(tx::TaskState state) { return static_cast<std::uint8_t>(state); }
constexpr std::uint8_t stateOf(tx::PageState state) { return static_cast<std::uint8_t>(state); }

/// From 0 means: a new record.
constexpr Transition kPageTransitions[] = {
    {stateOf(tx::PageState::Absent), stateOf(tx::PageState::Published)},
    {stateOf(tx::PageState::Published), stateOf(tx::PageState::Published)},
    {stateOf(tx::PageState::Published), stateOf(tx::PageState::Deleted)},
    {stateOf(tx::PageState::Deleted), stateOf(tx::PageState::Published)},
};

bool isTaskTransition(std::uint8_t from, std::uint8_t to)
{
    if (from == stateOf(tx::TaskState::Absent))
        return to == stateOf(tx::TaskState::Backlog) || to == stateOf(tx::TaskState::Ready);
    // Between its columns a card may go anywhere.
    return from <= stateOf(tx::TaskState::Archived) && to >= stateOf(tx::TaskState::Backlog) &&
           to <= stateOf(tx::TaskState::Archived);
}

bool isTransition(tx::Tool tool, std::uint8_t from, std::uint8_t to)
{
    switch (tool) {
    case tx::Tool::Tasks: return isTaskTransition(from, to);
    case tx::Tool::Wiki:
        for (const Transition& each : kPageTransitions)
            if (each.from == from && each.to == to) return true;
        return false;
    }
    return false;
}

/// Moves what the rule says between treasury, record and assignee. `record` is the one before.
Result<void> moveMoney(const tx::PutRecord& put, const ToolRule& rule, const state::Record& record,
                       ApplyContext& context)
{
    switch (rule.money) {
    case tx::ToolMoney::None:
        return put.amount == record.amount ? Result<void>() : Result<void>(ErrorCode::OutOfRange);
    case tx::ToolMoney::Fund: {
        if (put.amount <= record.amount) return ErrorCode::OutOfRange;
        STOA_TRY(const std::uint8_t role, roleWith(context, put.dac, tx::Permission::Spend));
        static_cast<void>(role);
        return spend(context, put.dac, put.amount - record.amount);
    }
    case tx::ToolMoney::Pay:
        if (put.amount != 0 || record.amount == 0) return ErrorCode::OutOfRange;
        // Nobody pays themselves, and the signer has seen whom it goes to.
        if (record.assignee == context.sender()) return ErrorCode::SameParty;
        if (record.assignee.isZero() || put.assignee != record.assignee) return ErrorCode::ContentConflict;
        return context.credit(record.assignee, record.amount);
    case tx::ToolMoney::Refund:
        if (put.amount != 0 || record.amount == 0) return ErrorCode::OutOfRange;
        return giveToTreasury(context, put.dac, record.amount);
    }
    return ErrorCode::OutOfRange;
}

/// A transition of an installed tool's record: by its table, money included.
Result<void> followTable(const tx::PutRecord& put, const state::Member& member, const state::Record& record,
                         ApplyContext& context)
{
    const state::Key key = state::toolKey(put.dac, put.tool);
    auto tool = context.read<state::Tool>(key);
    if (!tool) return ErrorCode::NotAllowedByTool;
    const auto rule = findRule(*tool, record.state, put.state);
    if (!rule) return ErrorCode::NotAllowedByTool;
    if (!mayFollow(*rule, member.role, record.author == context.sender(),
                   record.assignee == context.sender()))
        return ErrorCode::NotPermitted;
    STOA_TRY_VOID(moveMoney(put, *rule, record, context));
    if (put.amount == record.amount) return {};
    const Amount others = tool->escrow - std::min(tool->escrow, record.amount);
    if (put.amount > std::numeric_limits<Amount>::max() - others) return ErrorCode::AmountOverflow;
    tool->escrow = others + put.amount;
    if (record.amount == 0) ++tool->open;
    if (put.amount == 0 && tool->open != 0) --tool->open;
    context.write(key, *tool);
    return {};
}

} // namespace

Result<void> handle(const tx::PutRecord& put, ApplyContext& context)
{
    const auto charter = context.read<state::Charter>(state::charterKey(put.dac));
    if (!charter) return ErrorCode::NoSuchCompany;
    const auto member = context.read<state::Member>(state::memberKey(put.dac, context.sender()));
    if (!member) return ErrorCode::NotAMember;
    const bool isInstalled = put.tool >= tx::kFirstInstalledTool;
    if (!isInstalled) {
        if (!isPermitted(*charter, member->role, tx::Permission::PutRecords)) return ErrorCode::NotPermitted;
        if ((charter->tools & (1U << put.tool)) == 0) return ErrorCode::NotAllowedByTool;
    }

    const ObjectId object = put.object.isZero() ? tx::objectIdOf(context.digest()) : put.object;
    const state::Key key = state::recordKey(put.dac, put.tool, object);
    const auto stored = context.read<state::Record>(key);
    state::Record record = stored.value_or(state::Record{});
    if (record.content != put.expected || record.edits != put.edits) return ErrorCode::ContentConflict;
    if (!isInstalled && !isTransition(static_cast<tx::Tool>(put.tool), record.state, put.state))
        return ErrorCode::NotAllowedByTool;
    if (put.content.isZero()) return ErrorCode::OutOfRange;
    if (isInstalled) STOA_TRY_VOID(followTable(put, *member, record, context));
    if (!stored) record.author = context.sender();
    record.state = put.state;
    record.assignee = put.assignee;
    record.content = put.content;
    record.amount = put.amount;
    record.linkDac = put.linkDac;
    record.linkObject = put.linkObject;
    record.updated = context.time();
    ++record.edits;
    context.write(key, record);
    return {};
}

} // namespace stoa::mvm
