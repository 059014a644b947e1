// SPDX-License-Identifier: MIT
// The four answers that every state of a collaboration, of its case and of a motion owes: what now, who must
// act, by when, and what happens if nobody acts. Everybody who shows them asks here.
#pragma once

#include <vector>

#include "core/engine/governance_views.h"
#include "core/mvm/contracts/collaboration_rules.h"
#include "core/mvm/contracts/motion_rules.h"

namespace stoa::engine {

/// What the reader is in a collaboration; more than one, for who acts for a company besides.
struct Roles {
    bool isAsker = false;
    bool isDoer = false;
    bool isArbitrator = false; ///< named, alone
    bool mayAcceptOpen = false;
    bool isJuror = false; ///< of the newest case
    bool hasSealed = false;
    bool hasOpened = false;
};

/// `standing` is effective at `now`.
NextStep nextStepOf(const mvm::Standing& standing, Timestamp now, const Roles& me);

/// What may be done now, the main one first: what the window has a form for, and the rest.
struct PossibleActs {
    std::vector<Act> main;
    std::vector<Act> more;
};
PossibleActs possibleActs(const mvm::Standing& standing, Timestamp now, const Roles& me);

/// The same of a motion that is effective now. `mayVote`: the reader is entitled, and has not voted.
NextStep nextStepOf(const state::Motion& motion, bool mayVote);

} // namespace stoa::engine
