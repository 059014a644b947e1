// SPDX-License-Identifier: MIT
#include "ui/pages/tasks/move_rules.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>

#include "ui/words/collaboration_text.h"
#include "ui/words/names.h"

namespace stoa::ui {

using engine::CollaborationState;
using tx::TaskState;

namespace {

constexpr std::array kColumns{TaskState::Backlog, TaskState::Ready, TaskState::InProgress, TaskState::Review,
                              TaskState::Done};

struct Words {
    Q_DECLARE_TR_FUNCTIONS(MoveRules)
public:
    static QString why(CollaborationState state)
    {
        switch (state) {
        case CollaborationState::Proposed:
            return tr(
                "This task follows its collaboration, which waits for an answer. It moves by itself when "
                "both deposits are locked.");
        case CollaborationState::Active:
            return tr(
                "This task follows its collaboration. It is done when that is settled; the work has not "
                "been delivered yet.");
        case CollaborationState::Delivered:
            return tr(
                "This task follows its collaboration. It is done when that is settled; the delivered work "
                "waits for its review.");
        case CollaborationState::ToBeAllocated:
            return tr("This task follows its collaboration. It is done by itself when the deposits return.");
        case CollaborationState::Disputed:
            return tr(
                "This task follows its collaboration, which is in dispute. The arbitrator decides first.");
        case CollaborationState::Ruled:
            return tr("This task follows its collaboration. The ruling is being paid out; then it is done.");
        case CollaborationState::Settled:
            return tr("This task stays in Done: its collaboration was settled.");
        case CollaborationState::Cancelled:
        case CollaborationState::Refunded: return {};
        }
        return {};
    }
    static QString step(CollaborationState state)
    {
        switch (state) {
        case CollaborationState::Delivered: return tr("See the delivery");
        case CollaborationState::ToBeAllocated: return tr("See when");
        case CollaborationState::Disputed:
        case CollaborationState::Ruled: return tr("See the dispute");
        case CollaborationState::Proposed:
        case CollaborationState::Active:
        case CollaborationState::Settled:
        case CollaborationState::Cancelled:
        case CollaborationState::Refunded: return tr("See the collaboration");
        }
        return {};
    }
    static QString factors(int complete) { return tr("%1 of 7 factors").arg(complete); }
    static QString complete() { return tr("7 of 7 factors"); }
};

} // namespace

std::span<const TaskState> boardColumns() { return kColumns; }

QString columnTitle(TaskState state) { return taskStateText(state); }

TaskState neighbourColumn(TaskState state, int step)
{
    const auto at = std::find(kColumns.begin(), kColumns.end(), state);
    if (at == kColumns.end()) return state;
    const auto next = std::clamp<std::ptrdiff_t>(at - kColumns.begin() + step, 0,
                                                 static_cast<std::ptrdiff_t>(kColumns.size()) - 1);
    return kColumns[static_cast<std::size_t>(next)];
}

bool followsCollaboration(const engine::TaskView& task)
{
    if (!task.collaboration || !task.collaborationState) return false;
    return *task.collaborationState != CollaborationState::Cancelled &&
           *task.collaborationState != CollaborationState::Refunded;
}

MoveAdvice adviseMove(const engine::TaskView& task, TaskState target)
{
    if (target == task.state || !followsCollaboration(task)) return {};
    // Before both have locked, the board is still the author's; only Done would claim too much.
    if (*task.collaborationState == CollaborationState::Proposed && target != TaskState::Done) return {};
    return {false, Words::why(*task.collaborationState), Words::step(*task.collaborationState)};
}

QString markText(const engine::TaskView& task)
{
    if (followsCollaboration(task)) return collaborationStateText(*task.collaborationState);
    return task.factorsComplete >= content::kFactors ? Words::complete()
                                                     : Words::factors(task.factorsComplete);
}

} // namespace stoa::ui
