// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Pays out of a company's treasury, within its spending limit, or by motion.
struct SpendTreasury {
    static constexpr Kind kKind = Kind::SpendTreasury;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "SpendTreasury";
    static constexpr Amount kFee = 2000; ///< gwei

    DacId dac;
    Address to;
    Amount amount = 0;         ///< gwei
    Hash reason;               ///< content: what it is for; zero for none
    std::uint8_t asMotion = 0; ///< 1: put to the members instead of done at once

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &SpendTreasury::dac), field("to", &SpendTreasury::to),
                     field("amount", &SpendTreasury::amount), field("reason", &SpendTreasury::reason),
                     field("asMotion", &SpendTreasury::asMotion));
    }
};

} // namespace stoa::tx
