// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Gives the account another key to sign with, at once; ends a change by the guardian that was under way.
struct RotateKey {
    static constexpr Kind kKind = Kind::RotateKey;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "RotateKey";
    static constexpr Amount kFee = 2000; ///< gwei

    Address controller; ///< address of the new key; zero: the account's own again

    static constexpr auto fields(auto visit) { return visit(field("controller", &RotateKey::controller)); }
};

} // namespace stoa::tx
