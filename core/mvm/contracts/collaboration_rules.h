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

inline bool isIn(const state::Case& dispute, state::CaseState state)
{
    return dispute.state == static_cast<std::uint8_t>(state);
}
/// Nothing more is decided in it; what is left is to pay.
bool isOver(const state::Case& dispute);

/// Whether a panel judges it, and not a named person.
bool hasPanel(const state::Collaboration& collaboration);

/// Whether places of its panel are still to be drawn, and may be: there is an end to it where too few may
/// judge.
bool isToBeDrawn(const state::Case& dispute);
/// Whether the network draws: the salt is known, and places are free.
bool isBeingDrawn(const state::Case& dispute);
/// How many seats are drawn for a panel at most, those included that may not judge.
constexpr std::uint16_t mostTries(std::uint8_t size) { return static_cast<std::uint16_t>(16 * size); }

/// Into the next state: offers and proposed terms end, consent to what was before is void.
void enter(state::Collaboration& collaboration, state::CollaborationState next, Timestamp deadline);

/// What a dispute has frozen goes on from `from`, with the time that was left.
void resume(state::Collaboration& collaboration, Timestamp from, const Rules& rules);

/// The case as it is at `time`, every deadline that has passed having had its default outcome.
/// `collaboration` is the one it is about; only its terms count.
state::Case effective(state::Case dispute, Timestamp time, const state::Collaboration& collaboration,
                      const Rules& rules);

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

/// What was revealed, its median; of two in the middle the one nearer the status quo, or else the lower. An
/// appeal in which nobody ruled: the ruling it was about.
Amount rulingOf(const state::Case& dispute);

/// Whether a revealed amount shares in the fee: it is within a tenth of the pot of the ruling.
bool isNearRuling(const state::Case& dispute, Amount amount, Amount pot);
/// What each juror near the ruling receives. Zero unless it was ruled.
Amount jurorShareOf(const state::Case& dispute, Amount fee, Amount pot);

/// What the fee of this case was when it opened.
Amount feeOf(const state::Collaboration& collaboration, const state::Case& dispute);

} // namespace stoa::mvm
