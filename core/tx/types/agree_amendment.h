// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/base/clock.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Takes the terms that the other side has offered, repeating them. A higher reward is locked now.
struct AgreeAmendment {
    static constexpr Kind kKind = Kind::AgreeAmendment;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "AgreeAmendment";
    static constexpr Amount kFee = 2000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint16_t seq = 0;
    Hash statement;    ///< content: job statement
    Amount reward = 0; ///< gwei
    Timestamp workBy = 0;

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &AgreeAmendment::dac),
                     field("collaboration", &AgreeAmendment::collaboration),
                     field("seq", &AgreeAmendment::seq), field("statement", &AgreeAmendment::statement),
                     field("reward", &AgreeAmendment::reward), field("workBy", &AgreeAmendment::workBy));
    }
};

} // namespace stoa::tx
