// SPDX-License-Identifier: MIT
// The pure half of the Meta Staking Contract and of arbitration: what a collaboration and its case are at a
// given time, and who would get what. Handlers, the aggregator and the screens all ask here.
#pragma once

#include <optional>

#include "core/mvm/context.h"
#include "core/state/records.h"

namespace stoa::mvm {

/// A collaboration together with its newest case, if it has one.
struct Standing {
    state::Collaboration collaboration;
    std::optional<state::Case> dispute;

    state::CollaborationState state() const
    {
        return static_cast<state::CollaborationState>(collaboration.state);
    }
};

/// The case as it is at `time`, every deadline that has passed having had its default outcome.
state::Case effective(state::Case dispute, Timestamp time, Seconds revealPeriod);

/// The standing as it is at `time`. Deadlines chain from deadlines, never from when somebody noticed;
/// effective(effective(s, t₁), t₂) = effective(s, t₂) for t₁ ≤ t₂.
Standing effective(Standing standing, Timestamp time, const Rules& rules);

Amount potOf(const state::Collaboration& collaboration);

/// What the doer receives if the state that is frozen by a dispute (or the present one) runs out.
Amount statusQuoOf(const state::Collaboration& collaboration, state::CollaborationState state);

/// Who gets what when the doer's part of the pot is `outcome`. Always adds up to the pot.
struct Payout {
    Amount asker = 0;
    Amount doer = 0; ///< after tax
    Amount tax = 0;
};

Payout payoutOf(const state::Collaboration& collaboration, Amount outcome);
/// The same with the respondent bearing its share of the court's fee out of what it is awarded.
Payout ruledPayoutOf(const state::Collaboration& collaboration, const state::Case& dispute);

/// What Settle would pay now, for an effective standing. Absent while nothing is due.
std::optional<Payout> duePayout(const Standing& standing, Timestamp time);
/// Whether Settle(case) has a fee or tip to hand out.
bool isCaseDue(const state::Case& dispute);

/// Claim and counter-claim bound a ruling.
Amount clampRuling(const state::Case& dispute, Amount amount);

} // namespace stoa::mvm
