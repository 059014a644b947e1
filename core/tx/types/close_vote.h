// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Closes one juror's part of a case that is over: pays or slashes, and frees the seat.
struct CloseVote {
    static constexpr Kind kKind = Kind::CloseVote;
    static constexpr Origin kOrigin = Origin::Unsigned;
    static constexpr std::string_view kName = "CloseVote";
    static constexpr Amount kFee = 0; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint8_t round = 0;
    std::uint8_t juror = 0; ///< place in the panel, from 0

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &CloseVote::dac), field("collaboration", &CloseVote::collaboration),
                     field("round", &CloseVote::round), field("juror", &CloseVote::juror));
    }
};

} // namespace stoa::tx
