// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Opens the salt of who has opened the case, and after an answer draws one place of the panel; the network
/// draws the others (Settle), so that nobody chooses when. Anybody who knows the salt may.
struct DrawPanel {
    static constexpr Kind kKind = Kind::DrawPanel;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "DrawPanel";
    static constexpr Amount kFee = 2000; ///< gwei

    DacId dac;
    ObjectId collaboration;
    std::uint8_t round = 0;
    Hash salt; ///< its keccak is the saltHash of the dispute or appeal

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &DrawPanel::dac), field("collaboration", &DrawPanel::collaboration),
                     field("round", &DrawPanel::round), field("salt", &DrawPanel::salt));
    }
};

} // namespace stoa::tx
