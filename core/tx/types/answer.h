// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// The other side of a dispute answers with its own amount for the doer. The same amount settles the dispute
/// at once.
struct Answer {
    static constexpr Kind kKind = Kind::Answer;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Answer";
    static constexpr Amount kFee = 2000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint8_t round = 0;
    Amount claim = 0;        ///< the claim it answers, gwei
    Amount counterClaim = 0; ///< gwei that the doer should receive
    Hash evidence;           ///< content
    Hash salt;               ///< for drawing a panel; zero for a named arbitrator

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &Answer::dac), field("collaboration", &Answer::collaboration),
                     field("round", &Answer::round), field("claim", &Answer::claim),
                     field("counterClaim", &Answer::counterClaim), field("evidence", &Answer::evidence),
                     field("salt", &Answer::salt));
    }
};

} // namespace stoa::tx
