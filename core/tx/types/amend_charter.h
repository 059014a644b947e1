// SPDX-License-Identifier: MIT
#pragma once

#include "core/tx/types/charter_terms.h"

namespace stoa::tx {

/// Gives a company other rules. What is under way keeps the terms it began with.
struct AmendCharter : CharterTerms {
    static constexpr Kind kKind = Kind::AmendCharter;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "AmendCharter";
    static constexpr Amount kFee = 5000; ///< gwei

    DacId dac;
    std::uint8_t asMotion = 0; ///< 1: put to the members instead of done at once

    static constexpr auto fields(auto visit)
    {
        return CharterTerms::fields<AmendCharter>([&](const auto&... terms) {
            return visit(field("dac", &AmendCharter::dac), terms...,
                         field("asMotion", &AmendCharter::asMotion));
        });
    }
};

} // namespace stoa::tx
