// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Carries out a motion that has passed: brings the act again, whose hash the motion holds. Anybody may.
/// On the wire the act stands behind the fields: its kind and its fields, without envelope.
struct EnactMotion {
    static constexpr Kind kKind = Kind::EnactMotion;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "EnactMotion";
    static constexpr Amount kFee = 3000; ///< gwei

    DacId dac;
    MotionId motion;
    Bytes act;

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &EnactMotion::dac), field("motion", &EnactMotion::motion));
    }
    /// What follows the fields on the wire.
    static constexpr std::string_view kTailName = "act";
    static constexpr auto tail() { return &EnactMotion::act; }
};

} // namespace stoa::tx
