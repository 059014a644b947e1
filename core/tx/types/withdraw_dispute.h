// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Takes back a dispute or an appeal before anything is ruled. The fee goes to the other side.
struct WithdrawDispute {
    static constexpr Kind kKind = Kind::WithdrawDispute;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "WithdrawDispute";
    static constexpr Amount kFee = 1000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint8_t round = 0;

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &WithdrawDispute::dac),
                     field("collaboration", &WithdrawDispute::collaboration),
                     field("round", &WithdrawDispute::round));
    }
};

} // namespace stoa::tx
