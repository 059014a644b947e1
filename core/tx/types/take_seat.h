// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Takes a seat of a company that judges for others, and locks the deposit for it.
struct TakeSeat {
    static constexpr Kind kKind = Kind::TakeSeat;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "TakeSeat";
    static constexpr Amount kFee = 3000; ///< gwei

    DacId dac;              ///< the court
    std::uint32_t seat = 0; ///< a free one, or the next
    Amount deposit = 0;     ///< gwei, as the charter says

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &TakeSeat::dac), field("seat", &TakeSeat::seat),
                     field("deposit", &TakeSeat::deposit));
    }
};

} // namespace stoa::tx
