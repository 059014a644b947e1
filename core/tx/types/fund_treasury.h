// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Gives money to a company's treasury. Anybody may.
struct FundTreasury {
    static constexpr Kind kKind = Kind::FundTreasury;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "FundTreasury";
    static constexpr Amount kFee = 1000; ///< gwei

    DacId dac;
    Amount amount = 0; ///< gwei

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &FundTreasury::dac), field("amount", &FundTreasury::amount));
    }
};

} // namespace stoa::tx
