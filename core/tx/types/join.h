// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Makes the sender a member. The ticket signs (company, joiner), so a link that is overheard cannot be used
/// by somebody else. Ticket zero joins a company that is open to anyone.
struct Join {
    static constexpr Kind kKind = Kind::Join;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Join";
    static constexpr Amount kFee = 3000; ///< gwei

    DacId dac;
    Address ticket;
    Hash ticketR; ///< signature by the ticket's key
    Hash ticketS;
    std::uint8_t ticketV = 0;

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &Join::dac), field("ticket", &Join::ticket),
                     field("ticketR", &Join::ticketR), field("ticketS", &Join::ticketS),
                     field("ticketV", &Join::ticketV));
    }
};

} // namespace stoa::tx
