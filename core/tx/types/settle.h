// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Moves money that is due and needs nobody's consent: a pot, the fee and tip of a case, an expired gift.
struct Settle {
    static constexpr Kind kKind = Kind::Settle;
    static constexpr Origin kOrigin = Origin::Unsigned;
    static constexpr std::string_view kName = "Settle";
    static constexpr Amount kFee = 0; ///< gwei

    DacId dac;
    std::uint8_t table = 0; ///< state::Table of what is due: collaboration, case or invite
    ObjectId object;        ///< for an invite: the first 18 bytes of the ticket's address
    std::uint32_t sub = 0;  ///< case: its round; invite: the last two bytes of the address in the upper half

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &Settle::dac), field("table", &Settle::table),
                     field("object", &Settle::object), field("sub", &Settle::sub));
    }
};

} // namespace stoa::tx
