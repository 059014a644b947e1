// SPDX-License-Identifier: MIT
#include "core/mvm/contracts/collaboration_rules.h"

#include <algorithm>

namespace stoa::mvm {
namespace {

using state::CaseState;
using state::Collaboration;
using state::CollaborationState;

/// a·b/c without overflow; c > 0 and a·b/c must fit.
Amount mulDiv(Amount a, Amount b, Amount c)
{
    __extension__ using Wide = unsigned __int128;
    return static_cast<Amount>(static_cast<Wide>(a) * b / c);
}

void enter(Collaboration& c, CollaborationState next, Timestamp deadline)
{
    c.state = static_cast<std::uint8_t>(next);
    c.deadline = deadline;
    ++c.seq;
    c.offerBy = 0;
    c.amendBy = 0;
}

/// What a dispute can freeze. A record that says something else was not written by this machine.
bool canBeFrozen(std::uint8_t state)
{
    const auto frozen = static_cast<CollaborationState>(state);
    return frozen == CollaborationState::Active || frozen == CollaborationState::Delivered ||
           frozen == CollaborationState::ToBeAllocated;
}

/// A court that stayed silent: what was frozen goes on where it stopped.
void resume(Collaboration& c, Timestamp from, const Rules& rules)
{
    const Seconds remaining = std::max<Seconds>(c.remaining, rules.minimumPeriod);
    const auto frozen = static_cast<CollaborationState>(c.frozenState);
    enter(c, frozen, from + remaining);
    if (frozen == CollaborationState::Active)
        c.workBy = c.deadline - std::min<Seconds>(c.gracePeriod, remaining);
    c.frozenState = 0;
    c.remaining = 0;
}

/// One default transition that is due at `time`. False if there is none.
bool advance(Standing& standing, Timestamp time, const Rules& rules)
{
    Collaboration& c = standing.collaboration;
    switch (standing.state()) {
    case CollaborationState::Active:
        if (time < c.deadline) return false;
        c.outcome = c.doerDeposit;
        c.flags |= state::kRefund;
        enter(c, CollaborationState::ToBeAllocated, c.deadline + c.challengePeriod);
        return true;
    case CollaborationState::Delivered:
        if (time < c.deadline) return false;
        c.outcome = c.reward + c.doerDeposit;
        enter(c, CollaborationState::ToBeAllocated, c.deadline + c.challengePeriod);
        return true;
    case CollaborationState::Disputed: {
        if (!standing.dispute || !canBeFrozen(c.frozenState)) return false;
        standing.dispute = effective(*standing.dispute, time, c.revealPeriod);
        const auto caseState = static_cast<CaseState>(standing.dispute->state);
        if (caseState == CaseState::Void) {
            resume(c, standing.dispute->deadline, rules);
            return true;
        }
        if (caseState == CaseState::Ruled) {
            c.outcome = standing.dispute->amount(0);
            enter(c, CollaborationState::Ruled, standing.dispute->deadline);
            return true;
        }
        return false;
    }
    case CollaborationState::Proposed:
    case CollaborationState::ToBeAllocated:
    case CollaborationState::Ruled:
    case CollaborationState::Settled:
    case CollaborationState::Cancelled:
    case CollaborationState::Refunded: return false;
    }
    return false;
}

} // namespace

state::Case effective(state::Case dispute, Timestamp time, Seconds revealPeriod)
{
    if (dispute.state == static_cast<std::uint8_t>(CaseState::Open) && time >= dispute.deadline) {
        dispute.state = static_cast<std::uint8_t>(CaseState::Ruling);
        dispute.deadline += revealPeriod;
    }
    if (dispute.state == static_cast<std::uint8_t>(CaseState::Ruling) && time >= dispute.deadline)
        dispute.state = static_cast<std::uint8_t>(CaseState::Void);
    return dispute;
}

Standing effective(Standing standing, Timestamp time, const Rules& rules)
{
    while (advance(standing, time, rules)) {
    }
    return standing;
}

Amount potOf(const Collaboration& c) { return c.reward + c.askerDeposit + c.doerDeposit; }

Amount statusQuoOf(const Collaboration& c, CollaborationState state)
{
    switch (state) {
    case CollaborationState::Active: return c.doerDeposit;
    case CollaborationState::Delivered: return c.reward + c.doerDeposit;
    case CollaborationState::Disputed:
        return canBeFrozen(c.frozenState) ? statusQuoOf(c, static_cast<CollaborationState>(c.frozenState))
                                          : 0;
    case CollaborationState::ToBeAllocated:
    case CollaborationState::Ruled:
    case CollaborationState::Settled:
    case CollaborationState::Refunded: return c.outcome;
    case CollaborationState::Proposed:
    case CollaborationState::Cancelled: return 0;
    }
    return 0;
}

Payout payoutOf(const Collaboration& c, Amount outcome)
{
    Payout payout;
    const Amount gain = outcome > c.doerDeposit ? outcome - c.doerDeposit : 0;
    payout.tax = mulDiv(gain, c.tax, 10'000);
    payout.doer = outcome - payout.tax;
    payout.asker = potOf(c) - outcome;
    return payout;
}

Payout ruledPayoutOf(const Collaboration& c, const state::Case& dispute)
{
    const Amount ruling = dispute.amount(0);
    Payout payout = payoutOf(c, ruling);
    const Amount x = dispute.claim;
    const Amount y = dispute.counterClaim;
    const auto distance = [](Amount a, Amount b) { return a > b ? a - b : b - a; };
    if (x == y) return payout;
    const Amount share = mulDiv(c.courtFee, distance(ruling, y), distance(x, y));
    const bool claimantIsAsker = dispute.claimant == state::kAskerSide;
    Amount& respondent = claimantIsAsker ? payout.doer : payout.asker;
    Amount& claimant = claimantIsAsker ? payout.asker : payout.doer;
    const Amount borne = std::min(share, respondent);
    respondent -= borne;
    claimant += borne;
    return payout;
}

std::optional<Payout> duePayout(const Standing& standing, Timestamp time)
{
    const Collaboration& c = standing.collaboration;
    switch (standing.state()) {
    case CollaborationState::Proposed:
        if (time < c.answerBy) return std::nullopt;
        return Payout{c.reward + c.askerDeposit, 0, 0};
    case CollaborationState::ToBeAllocated:
        if (time < c.deadline) return std::nullopt;
        return payoutOf(c, c.outcome);
    case CollaborationState::Ruled:
        if (!standing.dispute) return std::nullopt;
        return ruledPayoutOf(c, *standing.dispute);
    case CollaborationState::Active:
    case CollaborationState::Delivered:
    case CollaborationState::Disputed:
    case CollaborationState::Settled:
    case CollaborationState::Cancelled:
    case CollaborationState::Refunded: return std::nullopt;
    }
    return std::nullopt;
}

bool isCaseDue(const state::Case& dispute)
{
    if (dispute.fee == 0 && dispute.tip == 0) return false;
    switch (static_cast<CaseState>(dispute.state)) {
    case CaseState::Void:
    case CaseState::Ruled:
    case CaseState::Withdrawn:
    case CaseState::Agreed: return true;
    case CaseState::Open:
    case CaseState::Ruling: return false;
    }
    return false;
}

Amount clampRuling(const state::Case& dispute, Amount amount)
{
    const auto [low, high] = std::minmax(dispute.claim, dispute.counterClaim);
    return std::clamp(amount, low, high);
}

} // namespace stoa::mvm
