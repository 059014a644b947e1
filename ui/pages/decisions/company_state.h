// SPDX-License-Identifier: MIT
// What the page of decisions knows of the company, read together.
#pragma once

#include "core/engine/governance_views.h"
#include "ui/words/act_text.h"
#include "ui/words/terms_text.h"

namespace stoa::ui {

struct CompanyState {
    engine::CompanyView company;
    std::vector<engine::MotionView> motions;
    std::vector<engine::SeatView> seats;
    std::vector<engine::ToolView> tools;
    std::vector<engine::ToolRecordsView> records; ///< of each tool
};

/// A motion in the names of its company: "Pay 40.00 MTS out of the treasury to Ana R."
QString subjectOf(const engine::MotionView& motion, const CompanyState& state, const QString& symbol);

} // namespace stoa::ui
