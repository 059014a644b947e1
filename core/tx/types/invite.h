// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/base/clock.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Opens a company to whoever holds the ticket's key. The gift is divided evenly among the uses and pays a
/// newcomer's first fees.
struct Invite {
    static constexpr Kind kKind = Kind::Invite;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Invite";
    static constexpr Amount kFee = 3000; ///< gwei

    DacId dac;
    Address ticket;        ///< of the key inside the invitation link
    std::uint8_t role = 0; ///< Role; at most the inviter's own
    std::uint16_t uses = 0;
    Timestamp expires = 0;
    Amount gift = 0; ///< gwei, held by the invitation

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &Invite::dac), field("ticket", &Invite::ticket),
                     field("role", &Invite::role), field("uses", &Invite::uses),
                     field("expires", &Invite::expires), field("gift", &Invite::gift));
    }
};

} // namespace stoa::tx
