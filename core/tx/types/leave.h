// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Ends one's own membership; the stake returns.
struct Leave {
    static constexpr Kind kKind = Kind::Leave;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Leave";
    static constexpr Amount kFee = 1000; ///< gwei

    DacId dac;

    static constexpr auto fields(auto visit) { return visit(field("dac", &Leave::dac)); }
};

} // namespace stoa::tx
