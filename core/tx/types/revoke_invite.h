// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Ends an invitation; what is left of its gift returns to the inviter.
struct RevokeInvite {
    static constexpr Kind kKind = Kind::RevokeInvite;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "RevokeInvite";
    static constexpr Amount kFee = 1000; ///< gwei

    DacId dac;
    Address ticket;

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &RevokeInvite::dac), field("ticket", &RevokeInvite::ticket));
    }
};

} // namespace stoa::tx
