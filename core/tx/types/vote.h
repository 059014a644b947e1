// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Votes on an open motion, once, with the weight one had when it was put.
struct Vote {
    static constexpr Kind kKind = Kind::Vote;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Vote";
    static constexpr Amount kFee = 1000; ///< gwei

    DacId dac;
    MotionId motion;
    std::uint8_t side = 0; ///< Side

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &Vote::dac), field("motion", &Vote::motion), field("side", &Vote::side));
    }
};

} // namespace stoa::tx
