// SPDX-License-Identifier: MIT
// What a node that does more than follow shows of itself and of the main chain; part of views.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/amount.h"
#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/error.h"

namespace stoa::engine {

/// What this computer's node has earned, and nobody has collected yet.
struct EarningsView {
    struct Key {
        Address address;
        bool isInUse = false; ///< false: of an aggregator that was slashed
        bool isValidator = false;
        Amount fees = 0;        ///< on the sidechain; the step that brings it away costs a transfer's fee
        Amount onMainChain = 0; ///< comes in with a batch
    };
    std::vector<Key> keys; ///< those that have something
    bool makesBlocks = false;
    Amount bond = 0;
    Timestamp bondUntil = 0; ///< it answers for batches that can be challenged until then
    Amount besideBond = 0;   ///< what else the key has on the main chain; goes with the bond
};

/// Whether this computer's clock can be right: the network's time is what deadlines follow, and never goes
/// back. Seconds; 0: no more apart than five minutes, or the network's clock is a test network's.
struct ClockView {
    std::uint64_t behind = 0; ///< the clock, compared with the network's time that was heard of last
    std::uint64_t ahead = 0;  ///< as compared with the node that is followed
    /// The main chain is here, and its newest block was so much older than the clock at the start.
    std::uint64_t stoodStill = 0;
};

/// What a node has earned, on its way to an account.
struct CollectedView {
    Amount fees = 0; ///< for blocks
    Amount fromMainChain =
        0; ///< what challenges won, and the bond if it was taken back; comes in with a batch
};

/// One thing that happened on the main chain, newest first in lists.
struct ChainEventView {
    enum class What : std::uint8_t {
        Joined,
        Deposited,
        Posted,
        Announced,
        BatchProvedWrong,
        BatchProvedRight,
        RolledBack,
        Slashed,
        Left
    };
    What what = What::Posted;
    Timestamp time = 0;
    std::uint64_t batch = 0;
    Address who;
    Amount paid = 0;      ///< Slashed: to the challenger. Joined, Deposited: the amount
    Amount burnt = 0;     ///< Slashed
    std::uint64_t id = 0; ///< rises
    /// Posted: in the batch, all of them; 0 where it stands no more. Only in ChainEventsView.
    std::uint32_t steps = 0;
};

/// What has happened on the main chain, for whoever must not miss any of it.
struct ChainEventsView {
    Hash definition; ///< of the network whose main chain it is
    /// The id up to which everything is known here. Absent: nobody has been asked since the start.
    std::optional<std::uint64_t> until;
    std::vector<ChainEventView> events; ///< oldest first, of the newest 10,000
};

/// Events of the main chain since the start that members are not told about.
struct QuietEvents {
    std::uint64_t forced = 0;
    std::uint64_t expired = 0;
    std::uint64_t claimed = 0;
    std::uint64_t appointed = 0;
    std::uint64_t returned = 0;
};

/// What this computer does for its network, and what that takes.
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
    Timestamp lastPosted = 0; ///< the newest batch from here; 0: none of those that members are told of is
    /// Why the main chain did not take the open batch when it was tried last.
    std::optional<ErrorCode> refusal;
    /// Messages of the main chain that no batch has taken in yet, and when the oldest came; 0: there is none.
    std::uint64_t inboxMessages = 0;
    Timestamp inboxSince = 0;
    /// Absent: this node does not read them itself.
    std::optional<QuietEvents> quietEvents;
    Address validator;       ///< its key
    Address challengerOwner; ///< whose credit it stakes; zero: its own money
    bool isAppointed = true; ///< false: the owner has not appointed the key
    Amount missingStake = 0; ///< of a challenge's bond, at the validator's address or as its owner's credit
    std::uint64_t challengesWon = 0; ///< since the start
};

} // namespace stoa::engine
