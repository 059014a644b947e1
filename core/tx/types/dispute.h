// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Asks the court to decide. Freezes the collaboration; the claimant prepays the court's fee.
struct Dispute {
    static constexpr Kind kKind = Kind::Dispute;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Dispute";
    static constexpr Amount kFee = 4000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint16_t seq = 0;
    Amount claim = 0;    ///< gwei that the doer should receive
    Hash evidence;       ///< content: what was broken, and the evidence
    Hash saltHash;       ///< commitment for drawing a panel; zero for a named arbitrator
    Amount courtFee = 0; ///< gwei, as the claimant saw it

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &Dispute::dac), field("collaboration", &Dispute::collaboration),
                     field("seq", &Dispute::seq), field("claim", &Dispute::claim),
                     field("evidence", &Dispute::evidence), field("saltHash", &Dispute::saltHash),
                     field("courtFee", &Dispute::courtFee));
    }
};

} // namespace stoa::tx
