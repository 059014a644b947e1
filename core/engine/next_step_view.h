// SPDX-License-Identifier: MIT
// What comes next in a collaboration, a case or a motion, as values (core/engine/next_step.h finds them).
#pragma once

#include <cstdint>

#include "core/base/amount.h"
#include "core/base/clock.h"

namespace stoa::engine {

/// Who has to act next.
enum class Actor : std::uint8_t {
    Nobody,
    Asker,
    Doer,
    AnyMember,
    BothParties,
    Arbitrator,
    Network,
    Claimant, ///< who has opened the dispute, or the appeal
    Jurors,   ///< of the panel that was drawn
    Members,  ///< of the company, with their votes
    Anybody,
};

/// What comes of it if nobody acts until `by`.
enum class DefaultOutcome : std::uint8_t {
    None,               ///< nothing moves any more
    ReturnsToAsker,     ///< a proposal lapses
    RefundAllocated,    ///< undelivered: to be allocated as a refund
    CountsAsApproved,   ///< silence is consent
    PaysOut,            ///< deposits return, the reward goes to the doer
    PaysRefund,         ///< both deposits return, the reward returns to the asker
    RulesWithoutAnswer, ///< the arbitrator decides without the answer
    CourtSilent,        ///< the dispute is void and the frozen state resumes
    PaysRuling,         ///< the ruling is paid out in the next block
    DrawsWithoutAnswer, ///< the panel is drawn without the answer
    DisputeLapses,      ///< the claimant never opened the salt: withdrawn, and the fee goes to the other side
    PanelBegins,        ///< whoever has been drawn is the panel
    SealsEnd,           ///< who has not sealed a ruling has none
    RulesByMedian,      ///< the median of the opened rulings counts
    RulingStands,       ///< nobody appeals: it is paid
    FirstRulingStands,  ///< the appeal comes to nothing
    MotionPasses,       ///< silence is consent
    MotionFails,        ///< rejected; its bond goes to the treasury
    MotionLapses,       ///< nobody carried it out; the bond returns
    PaysCourt,          ///< a case that is over: its fee and tips are handed out in the next block
};

/// What is still held of a case's fee and tips, and where it goes.
struct CourtMoney {
    Amount toAsker = 0; ///< returned, or lost by the other side
    Amount toDoer = 0;
    Amount toCourt = 0; ///< the arbitrator, the jurors, the court's treasury

    bool operator==(const CourtMoney&) const = default;
};

/// What a motion's outcome does with its bond, and with what it is about.
struct MotionMoney {
    Amount toProposer = 0;
    Amount toTreasury = 0;
    Amount ifCarriedOut = 0; ///< leaves the treasury if somebody carries it out in time

    bool operator==(const MotionMoney&) const = default;
};

/// The four answers that every state owes: what now (the state itself), who must act, by when, what happens
/// if nobody acts, with amounts.
struct NextStep {
    Actor who = Actor::Nobody;
    Timestamp by = 0; ///< zero: no deadline
    DefaultOutcome ifNobodyActs = DefaultOutcome::None;
    Timestamp otherwiseAt = 0; ///< when that happens: after `by` where there is a grace period
    Amount toAsker = 0;        ///< under that outcome, in the end
    Amount toDoer = 0;         ///< after tax
    Amount taxPaid = 0;
    CourtMoney court;       ///< of the newest case, under that outcome
    Amount tips = 0;        ///< to whoever takes the steps that nobody signs into a block
    Amount fromMySeat = 0;  ///< what it costs the reader, a juror, to open no ruling
    Amount appealCosts = 0; ///< fee and tips, while the ruling can be appealed
    MotionMoney motion;
    bool waitsForMe = false;
};

} // namespace stoa::engine
