// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Ends the collaboration, or its dispute, with the amount that the other side has offered.
struct AcceptOffer {
    static constexpr Kind kKind = Kind::AcceptOffer;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "AcceptOffer";
    static constexpr Amount kFee = 2000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint16_t seq = 0;
    Amount amount = 0; ///< gwei, as it was offered

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &AcceptOffer::dac), field("collaboration", &AcceptOffer::collaboration),
                     field("seq", &AcceptOffer::seq), field("amount", &AcceptOffer::amount));
    }
};

} // namespace stoa::tx
