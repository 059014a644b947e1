// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// The arbitrator rules: how much of the pot the doer receives. Clamped between claim and counter-claim.
struct RevealRuling {
    static constexpr Kind kKind = Kind::RevealRuling;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "RevealRuling";
    static constexpr Amount kFee = 1000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint8_t round = 0;
    Amount amount = 0; ///< gwei for the doer
    Hash reasons;      ///< content
    Hash salt;         ///< opens a commitment; zero for a named arbitrator

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &RevealRuling::dac), field("collaboration", &RevealRuling::collaboration),
                     field("round", &RevealRuling::round), field("amount", &RevealRuling::amount),
                     field("reasons", &RevealRuling::reasons), field("salt", &RevealRuling::salt));
    }
};

} // namespace stoa::tx
