// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// The asker takes a proposal back, or the named doer declines it. Everything returns to the asker.
struct Cancel {
    static constexpr Kind kKind = Kind::Cancel;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Cancel";
    static constexpr Amount kFee = 1000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint16_t seq = 0;

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &Cancel::dac), field("collaboration", &Cancel::collaboration),
                     field("seq", &Cancel::seq));
    }
};

} // namespace stoa::tx
