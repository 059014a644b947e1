// SPDX-License-Identifier: MIT
// Who gets what out of a collaboration under each ending. Shows the arithmetic of the collaboration's
// rules before anybody signs; the engine decides what is really paid.
#pragma once

#include "core/engine/views.h"

namespace stoa::ui {

/// The money of one collaboration. Amounts are gwei.
struct Stakes {
    Amount reward = 0;
    Amount askerDeposit = 0;
    Amount doerDeposit = 0;
    std::uint16_t tax = 0; ///< hundredths of a percent of what the doer gains
    Amount courtFee = 0;
    bool hasArbitrator = false;
};

/// What reaches whom in the end.
struct Split {
    Amount toAsker = 0;
    Amount toDoer = 0; ///< after tax
    Amount tax = 0;    ///< to the company

    bool operator==(const Split&) const = default;
};

/// What one side has afterwards, compared with the day before it locked anything.
struct NetResult {
    bool isLoss = false;
    Amount amount = 0;

    bool operator==(const NetResult&) const = default;
};

Stakes stakesOf(const engine::CollaborationView& view);

Amount potOf(const Stakes& stakes);

/// The doer gets `outcome` (at most the pot) before tax, the asker the rest.
Split splitOf(const Stakes& stakes, Amount outcome);

/// The work is accepted.
Split goesWell(const Stakes& stakes);

/// Nothing was delivered, or it is called off: everybody gets back what they locked.
Split calledOff(const Stakes& stakes);

/// A ruling between claim and counter-claim. The respondent's share of the court fee is moved to the
/// claimant, who has prepaid it.
Split ruled(const Stakes& stakes, bool claimantIsAsker, Amount claim, Amount counterClaim, Amount ruling);

/// The most that each side can lose, the network's fees and a prepaid court fee apart.
Amount worstForAsker(const Stakes& stakes);
Amount worstForDoer(const Stakes& stakes);

/// What the doer would get, before tax, if there were no dispute.
Amount statusQuoOf(const engine::CollaborationView& view);

/// What the other side of a dispute asks for: its answer, also while an appeal repeats it, else the status
/// quo.
Amount counterClaimOf(const engine::CaseView& dispute);

/// What a side has won or lost: it locked `locked`, gets `paid` back and spent `spent` besides.
NetResult netOf(Amount paid, Amount locked, Amount spent);

/// The deposit that a charter asks of each side at least.
Amount leastDeposit(const tx::CharterTerms& terms, Amount reward);

} // namespace stoa::ui
