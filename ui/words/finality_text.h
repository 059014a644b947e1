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

} // namespace stoa::ui
