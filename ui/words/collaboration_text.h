// SPDX-License-Identifier: MIT
// A collaboration in words. Every state owes four answers: what now, who must act, by when, and what happens
// if nobody acts — all from what the engine read out of the agreement.
#pragma once

#include <QString>

#include "core/engine/governance_views.h"

namespace stoa::ui {

/// The word for the chip and the stepper.
QString collaborationStateText(engine::CollaborationState state);

struct FourLines {
    QString now;       ///< what now
    QString who;       ///< who must act
    QString by;        ///< by when
    QString otherwise; ///< what happens if nobody acts
};
FourLines fourLines(const engine::CollaborationView& view, const QString& symbol, Timestamp now);

/// Where the money is that a dispute or a tax took out of what the two sides receive: by what was ruled, or
/// how it ended. Empty while there is nothing to say.
QString moneyText(const engine::CollaborationView& view, const QString& symbol);

/// What a person may do, as the label of a button: "Accept and lock 120.00 MTS…".
QString actText(engine::Act act, const engine::CollaborationView& view, const QString& symbol);

/// One row of what needs me.
struct InboxText {
    QString what;
    QString by;
    QString otherwise;
};
InboxText inboxText(const engine::InboxItem& item, const QString& symbol, Timestamp now);

/// A motion's four answers. What it is about, its act says (sentenceOf).
struct MotionText {
    QString now;
    QString who;
    QString by;
    QString otherwise;
};
MotionText motionText(const engine::MotionView& view, const QString& symbol, Timestamp now);

QString caseStateText(engine::CaseState state);

} // namespace stoa::ui
