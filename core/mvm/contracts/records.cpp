// SPDX-License-Identifier: MIT
// Tools' records: wiki pages, tasks. What a record may become is a table of its tool, not code.
#include <span>

#include "core/mvm/contracts/handlers.h"

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

} // namespace

Result<void> handle(const tx::PutRecord& put, ApplyContext& context)
{
    const auto charter = context.read<state::Charter>(state::charterKey(put.dac));
    if (!charter) return ErrorCode::NoSuchCompany;
    const auto member = context.read<state::Member>(state::memberKey(put.dac, context.sender()));
    if (!member) return ErrorCode::NotAMember;
    if (!isPermitted(*charter, member->role, tx::Permission::PutRecords)) return ErrorCode::NotPermitted;
    if (put.tool >= 32 || (charter->tools & (1U << put.tool)) == 0) return ErrorCode::NotAllowedByTool;

    const ObjectId object = put.object.isZero() ? tx::objectIdOf(context.digest()) : put.object;
    const state::Key key = state::recordKey(put.dac, put.tool, object);
    const auto stored = context.read<state::Record>(key);
    state::Record record = stored.value_or(state::Record{});
    if (record.content != put.expected || record.edits != put.edits) return ErrorCode::ContentConflict;
    if (!isTransition(static_cast<tx::Tool>(put.tool), record.state, put.state))
        return ErrorCode::NotAllowedByTool;
    if (put.content.isZero()) return ErrorCode::OutOfRange;
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
