// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// A juror's sealed ruling: keccak of what RevealRuling will say, and the juror's address.
struct CommitRuling {
    static constexpr Kind kKind = Kind::CommitRuling;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "CommitRuling";
    static constexpr Amount kFee = 1000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint8_t round = 0;
    Hash commitment;

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &CommitRuling::dac), field("collaboration", &CommitRuling::collaboration),
                     field("round", &CommitRuling::round), field("commitment", &CommitRuling::commitment));
    }
};

} // namespace stoa::tx
