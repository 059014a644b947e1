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
    bool isBoth = false;          ///< acts for the asker, and could act for the doer: consents for neither
    bool isArbitrator = false;    ///< named, alone
    bool isCourtInvolved = false; ///< a named court, mine or not, that is a member of a side, as far as is
                                  ///< known here: cannot rule
    bool mayAcceptOpen = false;
    bool hasSalt = false; ///< the one that the newest case's panel waits for
    bool isJuror = false; ///< of the newest case
    bool hasSealed = false;
    bool hasOpened = false;
    Amount seatDeposit = 0; ///< of the juror's seat
};

/// `standing` is effective at `now`, its case too. The amounts are what comes of it if nobody ever acts again
/// and the network pays what is due.
NextStep nextStepOf(const mvm::Standing& standing, Timestamp now, const Roles& me);

/// What may be done now, the main one first: what the window has a form for, and the rest.
struct PossibleActs {
    std::vector<Act> main;
    std::vector<Act> more;
};
PossibleActs possibleActs(const mvm::Standing& standing, Timestamp now, const Roles& me);

/// A case that is over, its fee and tips not handed out yet; it need not be the newest. Nobody has to act on
/// any other.
NextStep courtStepOf(const state::Collaboration& collaboration, const state::Case& dispute);

/// The same of a motion that is effective now. `mayVote`: the reader is entitled, and has not voted; `act` is
/// what it is about, null if that has not arrived.
NextStep nextStepOf(const state::Motion& motion, bool mayVote, const tx::Payload* act = nullptr);

} // namespace stoa::engine
