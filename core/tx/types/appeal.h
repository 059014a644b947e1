// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Asks a larger panel to decide again. The appellant pays twice the court's fee.
struct Appeal {
    static constexpr Kind kKind = Kind::Appeal;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Appeal";
    static constexpr Amount kFee = 4000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint16_t seq = 0;
    Hash evidence;  ///< content: why the ruling is wrong
    Hash saltHash;  ///< commitment for drawing the panel
    Amount fee = 0; ///< gwei, twice the court's fee

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &Appeal::dac), field("collaboration", &Appeal::collaboration),
                     field("seq", &Appeal::seq), field("evidence", &Appeal::evidence),
                     field("saltHash", &Appeal::saltHash), field("fee", &Appeal::fee));
    }
};

} // namespace stoa::tx
