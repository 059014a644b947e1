// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Locks the doer's deposit: the collaboration exists.
struct Accept {
    static constexpr Kind kKind = Kind::Accept;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Accept";
    static constexpr Amount kFee = 3000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint16_t seq = 0; ///< as the doer saw it
    Hash statement;        ///< as the doer saw it
    Amount deposit = 0;    ///< gwei that the doer locks

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &Accept::dac), field("collaboration", &Accept::collaboration),
                     field("seq", &Accept::seq), field("statement", &Accept::statement),
                     field("deposit", &Accept::deposit));
    }
};

} // namespace stoa::tx
