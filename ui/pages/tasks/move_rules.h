// SPDX-License-Identifier: MIT
// Which column a task may go to. A task with a collaboration follows it: the board never claims what the
// deposits do not say.
#pragma once

#include <span>

#include <QString>

#include "core/engine/views.h"

namespace stoa::ui {

/// The columns of the board, in order.
std::span<const tx::TaskState> boardColumns();

/// "In progress" and so on.
QString columnTitle(tx::TaskState state);

/// The next column in the direction of `step` (−1 or +1); the same one at the end of the board.
tx::TaskState neighbourColumn(tx::TaskState state, int step);

struct MoveAdvice {
    bool isAllowed = true;
    QString why;      ///< the sentence for the person, when it is not allowed
    QString nextStep; ///< label of a button that opens the collaboration
};

/// Whether a person may put the task there, and what to do instead.
MoveAdvice adviseMove(const engine::TaskView& task, tx::TaskState target);

/// True while a collaboration decides where the task stands.
bool followsCollaboration(const engine::TaskView& task);

/// "Mark" of a card: what there is to know at a glance.
QString markText(const engine::TaskView& task);

} // namespace stoa::ui
