// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// The doer hands the work over.
struct Deliver {
    static constexpr Kind kKind = Kind::Deliver;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Deliver";
    static constexpr Amount kFee = 2000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint16_t seq = 0;
    Hash delivery; ///< content: what is delivered

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &Deliver::dac), field("collaboration", &Deliver::collaboration),
                     field("seq", &Deliver::seq), field("delivery", &Deliver::delivery));
    }
};

} // namespace stoa::tx
