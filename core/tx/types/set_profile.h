// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Publishes the sender's public key and profile. Legal only if the key is the sender's own.
struct SetProfile {
    static constexpr Kind kKind = Kind::SetProfile;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "SetProfile";
    static constexpr Amount kFee = 2000; ///< gwei

    Hash keyX;    ///< public key, first half
    Hash keyY;    ///< public key, second half
    Hash profile; ///< content: profile text; zero for none

    static constexpr auto fields(auto visit)
    {
        return visit(field("keyX", &SetProfile::keyX), field("keyY", &SetProfile::keyY),
                     field("profile", &SetProfile::profile));
    }
};

} // namespace stoa::tx
