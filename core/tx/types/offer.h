// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/base/clock.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Offers the other side to end the collaboration with this amount for the doer.
struct Offer {
    static constexpr Kind kKind = Kind::Offer;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Offer";
    static constexpr Amount kFee = 1000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint16_t seq = 0;
    Amount amount = 0;   ///< gwei of the pot for the doer
    Timestamp until = 0; ///< last moment to accept it

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &Offer::dac), field("collaboration", &Offer::collaboration),
                     field("seq", &Offer::seq), field("amount", &Offer::amount),
                     field("until", &Offer::until));
    }
};

} // namespace stoa::tx
