// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/base/clock.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// The asker sends the delivered work back, with a new day to deliver.
struct RequestChanges {
    static constexpr Kind kKind = Kind::RequestChanges;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "RequestChanges";
    static constexpr Amount kFee = 2000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint16_t seq = 0;
    Hash delivery; ///< the delivery it is about
    Hash reasons;  ///< content: what must change
    Timestamp workBy = 0;

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &RequestChanges::dac),
                     field("collaboration", &RequestChanges::collaboration),
                     field("seq", &RequestChanges::seq), field("delivery", &RequestChanges::delivery),
                     field("reasons", &RequestChanges::reasons), field("workBy", &RequestChanges::workBy));
    }
};

} // namespace stoa::tx
