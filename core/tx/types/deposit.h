// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Money that arrived from the main chain; the inbox makes it, nobody signs it.
struct Deposit {
    static constexpr Kind kKind = Kind::Deposit;
    static constexpr Origin kOrigin = Origin::MainChain;
    static constexpr std::string_view kName = "Deposit";
    static constexpr Amount kFee = 0; ///< gwei

    std::uint64_t index = 0; ///< number of the message in the inbox
    Address to;
    Amount amount = 0; ///< gwei

    static constexpr auto fields(auto visit)
    {
        return visit(field("index", &Deposit::index), field("to", &Deposit::to),
                     field("amount", &Deposit::amount));
    }
};

} // namespace stoa::tx
