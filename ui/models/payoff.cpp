// SPDX-License-Identifier: MIT
#include "ui/models/payoff.h"

#include <algorithm>

namespace stoa::ui {

namespace {

Amount distance(Amount a, Amount b) { return a > b ? a - b : b - a; }

/// a·b/c without overflow; c > 0.
Amount mulDiv(Amount a, Amount b, Amount c) { return static_cast<Amount>(static_cast<Wide>(a) * b / c); }

} // namespace

Stakes stakesOf(const engine::CollaborationView& view)
{
    return {view.reward, view.askerDeposit, view.doerDeposit,
            view.tax,    view.courtFee,     !view.arbitrator.address.isZero()};
}

Amount potOf(const Stakes& stakes) { return stakes.reward + stakes.askerDeposit + stakes.doerDeposit; }

Split splitOf(const Stakes& stakes, Amount outcome)
{
    const Amount pot = potOf(stakes);
    outcome = std::min(outcome, pot);
    const Amount gain = outcome > stakes.doerDeposit ? outcome - stakes.doerDeposit : 0;
    const Amount tax = mulDiv(gain, stakes.tax, kWhole);
    return {pot - outcome, outcome - tax, tax};
}

Split goesWell(const Stakes& stakes) { return splitOf(stakes, stakes.reward + stakes.doerDeposit); }

Split calledOff(const Stakes& stakes) { return splitOf(stakes, stakes.doerDeposit); }

Split ruled(const Stakes& stakes, bool claimantIsAsker, Amount claim, Amount counterClaim, Amount ruling)
{
    const auto [low, high] = std::minmax(claim, counterClaim);
    ruling = std::clamp(ruling, low, high);
    Split split = splitOf(stakes, ruling);
    if (claim == counterClaim) return split;
    const Amount share =
        mulDiv(stakes.courtFee, distance(ruling, counterClaim), distance(claim, counterClaim));
    Amount& respondent = claimantIsAsker ? split.toDoer : split.toAsker;
    Amount& claimant = claimantIsAsker ? split.toAsker : split.toDoer;
    const Amount borne = std::min(share, respondent);
    respondent -= borne;
    claimant += borne;
    return split;
}

Amount worstForAsker(const Stakes& stakes)
{
    // Without an arbitrator nobody can award a deposit; the reward can go out by silence.
    return stakes.hasArbitrator ? stakes.reward + stakes.askerDeposit : stakes.reward;
}

Amount worstForDoer(const Stakes& stakes) { return stakes.hasArbitrator ? stakes.doerDeposit : 0; }

Amount statusQuoOf(const engine::CollaborationView& view)
{
    using State = engine::CollaborationState;
    switch (view.state) {
    case State::Active: return view.doerDeposit;
    case State::Delivered: return view.reward + view.doerDeposit;
    case State::Disputed:
    case State::Ruled: return view.dispute ? view.dispute->statusQuo : 0;
    case State::ToBeAllocated: return view.next.toDoer + view.next.taxPaid;
    case State::Proposed:
    case State::Settled:
    case State::Cancelled:
    case State::Refunded: return 0;
    }
    return 0;
}

Amount counterClaimOf(const engine::CaseView& dispute)
{
    // An appeal is not answered anew: it keeps the claims of the first round.
    return dispute.isAnswered || dispute.isAppeal ? dispute.counterClaim : dispute.statusQuo;
}

NetResult netOf(Amount paid, Amount locked, Amount spent)
{
    const Amount out = locked + spent;
    return paid >= out ? NetResult{false, paid - out} : NetResult{true, out - paid};
}

Amount leastDeposit(const tx::CharterTerms& terms, Amount reward)
{
    return std::max(terms.minimumDeposit, mulDiv(reward, terms.depositShare, kWhole));
}

} // namespace stoa::ui
