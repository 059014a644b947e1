// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>

#include "core/base/hex.h"
#include "core/content/task_text.h"
#include "core/engine/handlers.h"
#include "core/engine/short_names.h"

namespace stoa::engine {
namespace {

/// The column of a task that two people have locked deposits for: it follows what they do.
tx::TaskState columnOf(state::CollaborationState state, tx::TaskState own)
{
    using S = state::CollaborationState;
    switch (state) {
    case S::Active: return tx::TaskState::InProgress;
    case S::Delivered:
    case S::ToBeAllocated:
    case S::Disputed:
    case S::Ruled: return tx::TaskState::Review;
    case S::Settled: return tx::TaskState::Done;
    case S::Proposed:
    case S::Cancelled:
    case S::Refunded: break;
    }
    return own;
}

using Collaborations = std::map<ObjectId, std::pair<ObjectId, state::Collaboration>>;

/// Open ones before ended ones, then the newest.
bool isMoreCurrent(const state::Collaboration& a, const state::Collaboration& b)
{
    const auto isOpen = [](const state::Collaboration& c) {
        return c.state < static_cast<std::uint8_t>(state::CollaborationState::Settled);
    };
    return isOpen(a) != isOpen(b) ? isOpen(a) : a.proposed > b.proposed;
}

/// By task: the collaboration that its card follows.
Collaborations collaborationsByTask(const light::DacReplica& replica)
{
    Collaborations found;
    replica.forEach<state::Collaboration>(state::Table::Collaboration,
                                          [&](const state::Key& key, const state::Collaboration& c) {
                                              if (c.task.isZero()) return;
                                              const auto at = found.find(c.task);
                                              if (at == found.end() || isMoreCurrent(c, at->second.second))
                                                  found[c.task] = {state::objectOf(key), c};
                                          });
    return found;
}

/// The order in which tasks became known on this computer, which is kept: cards do not jump when one of them
/// is changed.
Result<std::map<ObjectId, std::size_t>> placesOf(Member& member, const DacId& dac,
                                                 std::vector<TaskView>& tasks)
{
    const std::string key = "task-numbers/" + toHex(dac);
    STOA_TRY(const auto kept, member.setting(key));
    Bytes order = kept ? toBytes(viewOf(*kept)) : Bytes{};
    std::map<ObjectId, std::size_t> places;
    for (std::size_t at = 0; at + ObjectId::kSize <= order.size(); at += ObjectId::kSize)
        places.emplace(ObjectId::fromPrefix(ByteView(order).subspan(at, ObjectId::kSize)), places.size());
    const std::size_t before = places.size();
    std::sort(tasks.begin(), tasks.end(),
              [](const TaskView& a, const TaskView& b) { return a.updated < b.updated; });
    for (const TaskView& task : tasks)
        if (places.emplace(task.id, places.size()).second) append(order, task.id.bytes);
    if (places.size() != before) STOA_TRY_VOID(member.keepSetting(key, textOf(order)));
    return places;
}

} // namespace

Result<ListTasks::Reply> handle(Member& member, const ListTasks& request)
{
    STOA_TRY(const light::DacReplica* replica, member.company(request.dac));
    const Collaborations collaborations = collaborationsByTask(*replica);
    std::vector<std::pair<ObjectId, state::Record>> records;
    replica->forEach<state::Record>(state::Table::Record,
                                    [&](const state::Key& key, const state::Record& record) {
                                        if (state::toolOf(key) == static_cast<std::uint16_t>(tx::Tool::Tasks))
                                            records.emplace_back(state::recordObjectOf(key), record);
                                    });
    std::vector<TaskView> tasks;
    for (const auto& [id, record] : records) {
        TaskView view;
        view.dac = request.dac;
        view.id = id;
        if (const auto object = member.content(record.content))
            if (const auto text = content::decodeTaskText(textOf(*object))) {
                view.title = text->title;
                view.description = text->description;
                view.statement = text->statement;
            }
        for (const content::FactorState state : content::completeness(view.statement))
            if (state == content::FactorState::Complete) ++view.factorsComplete;
        view.state = static_cast<tx::TaskState>(record.state);
        view.author = member.person(record.author);
        view.assignee = member.person(record.assignee);
        view.reward = record.amount;
        view.updated = record.updated;
        view.content = record.content;
        view.edits = record.edits;
        view.finality = member.finalityOfHead();
        if (const auto found = collaborations.find(id); found != collaborations.end()) {
            const auto& [collaborationId, stored] = found->second;
            const mvm::Standing standing =
                mvm::effective(storedStanding(*replica, collaborationId, stored), member.now(), member.rules);
            view.collaboration = collaborationId;
            view.collaborationState = static_cast<CollaborationState>(standing.collaboration.state);
            view.state = columnOf(standing.state(), view.state);
            if (standing.state() < state::CollaborationState::Settled) view.reward = stored.reward;
            if (!standing.collaboration.doer.isZero())
                view.assignee = member.person(tx::personOf(standing.collaboration.doer));
        }
        tasks.push_back(std::move(view));
    }
    STOA_TRY(const auto places, placesOf(member, request.dac, tasks));
    std::sort(tasks.begin(), tasks.end(),
              [&](const TaskView& a, const TaskView& b) { return places.at(a.id) < places.at(b.id); });
    std::vector<ObjectId> ids;
    for (const TaskView& task : tasks) ids.push_back(task.id);
    const auto names = shortNames(ids, "T-");
    for (TaskView& task : tasks) task.number = names.at(task.id);
    return tasks;
}

} // namespace stoa::engine
