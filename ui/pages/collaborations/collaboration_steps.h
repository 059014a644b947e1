// SPDX-License-Identifier: MIT
// The life of a collaboration as steps and as a table of what is known to have happened.
#pragma once

#include <QStringList>

#include "core/engine/views.h"

namespace stoa::ui {

struct Steps {
    QStringList names;
    int current = 0;      ///< equal to their number: all done
    int disputeFrom = -1; ///< first step in the colour of a dispute; -1: none
};
Steps stepsOf(const engine::CollaborationView& view);

/// One thing that happened.
struct HistoryRow {
    Timestamp time = 0;
    QString what;
    QString finality; ///< empty if it is not an action of mine
};
/// What is known on this computer: dates of the agreement, and my own actions. Newest first.
std::vector<HistoryRow> historyOf(const engine::CollaborationView& view,
                                  const std::vector<engine::ActionView>& mine, const QString& symbol);

} // namespace stoa::ui
