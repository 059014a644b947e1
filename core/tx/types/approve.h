// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// The asker accepts the delivered work: the deposits are to be allocated.
struct Approve {
    static constexpr Kind kKind = Kind::Approve;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Approve";
    static constexpr Amount kFee = 2000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint16_t seq = 0;
    Hash delivery; ///< the delivery it accepts

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &Approve::dac), field("collaboration", &Approve::collaboration),
                     field("seq", &Approve::seq), field("delivery", &Approve::delivery));
    }
};

} // namespace stoa::tx
