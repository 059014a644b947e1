// SPDX-License-Identifier: MIT
#include "core/mvm/contracts/collaboration_rules.h"

#include <algorithm>
#include <array>

namespace stoa::mvm {
namespace {

using state::CaseState;
using state::Collaboration;
using state::CollaborationState;

/// a·b/c without overflow; c > 0 and a·b/c must fit.
Amount mulDiv(Amount a, Amount b, Amount c) { return static_cast<Amount>(static_cast<Wide>(a) * b / c); }

Amount distance(Amount a, Amount b) { return a > b ? a - b : b - a; }

/// What a dispute can freeze. A record that says something else was not written by this machine.
bool canBeFrozen(std::uint8_t state)
{
    const auto frozen = static_cast<CollaborationState>(state);
    return frozen == CollaborationState::Active || frozen == CollaborationState::Delivered ||
           frozen == CollaborationState::ToBeAllocated;
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
        standing.dispute = effective(*standing.dispute, time, c, rules);
        const state::Case& dispute = *standing.dispute;
        const bool isEnded = isIn(dispute, CaseState::Void) || isIn(dispute, CaseState::Withdrawn);
        if (isIn(dispute, CaseState::Ruled) || (isEnded && dispute.appellant != 0)) {
            c.outcome = rulingOf(dispute);
            // One appeal from a panel, none from a named person and none from an appeal.
            const bool mayBeAppealed = hasPanel(c) && dispute.appellant == 0;
            enter(c, CollaborationState::Ruled, dispute.deadline + (mayBeAppealed ? c.appealPeriod : 0));
            return true;
        }
        if (!isEnded) return false;
        resume(c, dispute.deadline, rules);
        return true;
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

bool isOver(const state::Case& dispute)
{
    switch (static_cast<CaseState>(dispute.state)) {
    case CaseState::Void:
    case CaseState::Ruled:
    case CaseState::Withdrawn:
    case CaseState::Agreed: return true;
    case CaseState::Open:
    case CaseState::Ruling:
    case CaseState::Drawing:
    case CaseState::Committing:
    case CaseState::Revealing: return false;
    }
    return false;
}

bool hasPanel(const Collaboration& c) { return tx::typeOf(c.court) == tx::PartyType::Company; }

bool isToBeDrawn(const state::Case& dispute)
{
    return dispute.drawn < std::min(dispute.size, state::kMostJurors) &&
           dispute.tries < mostTries(dispute.size);
}

bool isBeingDrawn(const state::Case& dispute)
{
    return isIn(dispute, CaseState::Drawing) && isToBeDrawn(dispute) &&
           dispute.draw != static_cast<std::uint8_t>(state::DrawState::Sealed);
}

void enter(Collaboration& c, CollaborationState next, Timestamp deadline)
{
    c.state = static_cast<std::uint8_t>(next);
    c.deadline = deadline;
    ++c.seq;
    c.offerBy = 0;
    c.offer = 0;
    c.offerUntil = 0;
    c.amendBy = 0;
    c.amendStatement = {};
    c.amendReward = 0;
    c.amendWorkBy = 0;
}

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

state::Case effective(state::Case dispute, Timestamp time, const Collaboration& c, const Rules& rules)
{
    const auto become = [&](CaseState next, Seconds period) {
        dispute.state = static_cast<std::uint8_t>(next);
        dispute.deadline += period;
    };
    if (isIn(dispute, CaseState::Open) && time >= dispute.deadline) {
        if (hasPanel(c))
            become(CaseState::Drawing, rules.answerPeriod);
        else
            become(CaseState::Ruling, c.revealPeriod);
    }
    if (isIn(dispute, CaseState::Ruling) && time >= dispute.deadline) become(CaseState::Void, 0);
    // Who has opened the salt in time has done their part: however late the network draws, it draws to the
    // end.
    if (isIn(dispute, CaseState::Drawing) && time >= dispute.deadline && !isBeingDrawn(dispute)) {
        // Who does not open the salt gives the dispute up; without jurors there is no court.
        if (dispute.draw == static_cast<std::uint8_t>(state::DrawState::Sealed))
            become(CaseState::Withdrawn, 0);
        else if (dispute.drawn == 0)
            become(CaseState::Void, 0);
        else
            become(CaseState::Committing, c.commitPeriod);
    }
    if (isIn(dispute, CaseState::Committing) && time >= dispute.deadline)
        become(CaseState::Revealing, c.revealPeriod);
    if (isIn(dispute, CaseState::Revealing) && time >= dispute.deadline)
        become(dispute.reveals == 0 ? CaseState::Void : CaseState::Ruled, 0);
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
    const Amount ruling = rulingOf(dispute);
    Payout payout = payoutOf(c, ruling);
    const Amount x = dispute.claim;
    const Amount y = dispute.counterClaim;
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
        if (!standing.dispute || time < c.deadline) return std::nullopt;
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
    return isOver(dispute) && (dispute.closed & state::kCaseClosed) == 0;
}

Amount clampRuling(const state::Case& dispute, Amount amount)
{
    const auto [low, high] = std::minmax(dispute.claim, dispute.counterClaim);
    return std::clamp(amount, low, high);
}

Amount rulingOf(const state::Case& dispute)
{
    if (!isIn(dispute, CaseState::Ruled) && dispute.appellant != 0) return dispute.first;
    const std::size_t count = std::min<std::size_t>(dispute.reveals, state::kMostJurors);
    if (count == 0) return 0;
    std::array<Amount, state::kMostJurors> amounts{};
    for (std::size_t i = 0; i < count; ++i) amounts[i] = dispute.amount(i);
    std::sort(amounts.begin(), amounts.begin() + static_cast<std::ptrdiff_t>(count));
    const Amount high = amounts[count / 2];
    if (count % 2 != 0) return high;
    const Amount low = amounts[count / 2 - 1];
    return distance(high, dispute.statusQuo) < distance(low, dispute.statusQuo) ? high : low;
}

bool isNearRuling(const state::Case& dispute, Amount amount, Amount pot)
{
    return distance(amount, rulingOf(dispute)) <= pot / 10;
}

Amount jurorShareOf(const state::Case& dispute, Amount fee, Amount pot)
{
    if (!isIn(dispute, CaseState::Ruled)) return 0;
    Amount near = 0;
    for (std::size_t i = 0; i < dispute.reveals && i < state::kMostJurors; ++i)
        if (isNearRuling(dispute, dispute.amount(i), pot)) ++near;
    return near == 0 ? 0 : fee / near;
}

Amount feeOf(const Collaboration& c, const state::Case& dispute)
{
    return dispute.appellant == 0 ? c.courtFee : 2 * c.courtFee;
}

} // namespace stoa::mvm
