// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/base/clock.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Offers the other side other terms for work that is under way. Replaces an earlier offer of terms.
struct Amend {
    static constexpr Kind kKind = Kind::Amend;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Amend";
    static constexpr Amount kFee = 2000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint16_t seq = 0;
    Hash statement;    ///< content: job statement
    Amount reward = 0; ///< gwei
    Timestamp workBy = 0;

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &Amend::dac), field("collaboration", &Amend::collaboration),
                     field("seq", &Amend::seq), field("statement", &Amend::statement),
                     field("reward", &Amend::reward), field("workBy", &Amend::workBy));
    }
};

} // namespace stoa::tx
