// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Gives notice of leaving one's seat; sent again after 60 days without open cases, pays its deposit.
struct LeaveSeat {
    static constexpr Kind kKind = Kind::LeaveSeat;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "LeaveSeat";
    static constexpr Amount kFee = 1000; ///< gwei

    DacId dac; ///< the court

    static constexpr auto fields(auto visit) { return visit(field("dac", &LeaveSeat::dac)); }
};

} // namespace stoa::tx
