// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// A guardian gives an account a new key: it counts after 14 days. Sent by the owner, with the same key
/// named, it cancels the change before.
struct Recover {
    static constexpr Kind kKind = Kind::Recover;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Recover";
    static constexpr Amount kFee = 2000; ///< gwei

    Address account;
    Address controller; ///< address of the new key; the account's own address for its own

    static constexpr auto fields(auto visit)
    {
        return visit(field("account", &Recover::account), field("controller", &Recover::controller));
    }
};

} // namespace stoa::tx
