// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Takes a tool out of the company. Refused while a record of it holds money; its records stay.
struct RemoveTool {
    static constexpr Kind kKind = Kind::RemoveTool;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "RemoveTool";
    static constexpr Amount kFee = 1000; ///< gwei

    DacId dac;
    std::uint16_t tool = 0;    ///< number of an installed tool
    std::uint8_t asMotion = 0; ///< 1: put to the members instead of done at once

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &RemoveTool::dac), field("tool", &RemoveTool::tool),
                     field("asMotion", &RemoveTool::asMotion));
    }
};

} // namespace stoa::tx
