// SPDX-License-Identifier: MIT
// What a node that does more than follow shows of itself; part of views.h.
#pragma once

#include <optional>
#include <string>

#include "core/base/amount.h"
#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/error.h"

namespace stoa::engine {

/// What this computer does for its network, and what that takes.
/// What a node has earned, on its way to an account.
struct CollectedView {
    Amount fees = 0; ///< for blocks
    Amount fromMainChain =
        0; ///< what challenges won, and the bond if it was taken back; comes in with a batch
};

struct OperatorView {
    bool isAggregator = false;
    bool isValidator = false;
    /// The program that hosts the main chain; empty: it is here, or nothing is done there.
    std::string chainUrl;
    /// Why the main chain could not be followed when it was tried last.
    std::optional<ErrorCode> chainProblem;
    Address aggregator;
    Amount bond = 0;
    Amount requiredBond = 0;
    Amount missingBond = 0;   ///< that somebody has to bring to the aggregator's address
    Timestamp lastPosted = 0; ///< the newest batch from here that is known; 0: none
    /// Why the main chain did not take the open batch when it was tried last.
    std::optional<ErrorCode> refusal;
    Address validator;       ///< its key
    Address challengerOwner; ///< whose credit it stakes; zero: its own money
    bool isAppointed = true; ///< false: the owner has not appointed the key
    Amount missingStake = 0; ///< of a challenge's bond, at the validator's address or as its owner's credit
    std::uint64_t challengesWon = 0; ///< since the start
};

} // namespace stoa::engine
