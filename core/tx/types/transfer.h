// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Moves money from the sender to another account.
struct Transfer {
    static constexpr Kind kKind = Kind::Transfer;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Transfer";
    static constexpr Amount kFee = 1000; ///< gwei

    Address to;
    Amount amount = 0; ///< gwei

    static constexpr auto fields(auto visit)
    {
        return visit(field("to", &Transfer::to), field("amount", &Transfer::amount));
    }
};

} // namespace stoa::tx
