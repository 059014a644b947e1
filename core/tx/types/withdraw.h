// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Takes money out to the main chain: debits the sender and leaves a withdrawal record that a final batch
/// proves.
struct Withdraw {
    static constexpr Kind kKind = Kind::Withdraw;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Withdraw";
    static constexpr Amount kFee = 4000; ///< gwei

    Address to;        ///< on the main chain
    Amount amount = 0; ///< gwei

    static constexpr auto fields(auto visit)
    {
        return visit(field("to", &Withdraw::to), field("amount", &Withdraw::amount));
    }
};

} // namespace stoa::tx
