// SPDX-License-Identifier: MIT
// How far something has come on its way to final, in words. Only "final" can no longer change.
#pragma once

#include <QString>

#include "core/engine/views.h"

namespace stoa::ui {

/// For a chip: "In batch 912 · window closes in 3 days 2 h".
QString finalityChipText(const engine::FinalityView& finality, Timestamp now);

/// For a column or a list: "In batch 912".
QString finalityShortText(const engine::FinalityView& finality);

/// What it means and whether it can still change.
QString finalityExplanation(const engine::FinalityView& finality, Timestamp now);

/// Money on its way out: a word for where it is, and what comes next and when.
struct WithdrawalText {
    QString chip;
    QString next;
};
WithdrawalText withdrawalText(const engine::WithdrawalView& view, Timestamp now);

/// What the way over the main chain is for an action that waits or was refused: since when it can be taken,
/// or until when it is in. Empty if there is nothing to say.
QString forceText(const engine::ForceView& force, Timestamp now);

} // namespace stoa::ui
