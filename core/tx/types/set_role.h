// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Gives a member another role. Never one at or above the sender's own, nor to who has such a one, except
/// by motion.
struct SetRole {
    static constexpr Kind kKind = Kind::SetRole;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "SetRole";
    static constexpr Amount kFee = 1000; ///< gwei

    DacId dac;
    Address member;
    std::uint8_t role = 0;     ///< Role
    std::uint8_t asMotion = 0; ///< 1: put to the members instead of done at once

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &SetRole::dac), field("member", &SetRole::member),
                     field("role", &SetRole::role), field("asMotion", &SetRole::asMotion));
    }
};

} // namespace stoa::tx
