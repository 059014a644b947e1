// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Names who may give the account a new key if its owner has lost theirs; ends a change that was under way.
struct SetGuardian {
    static constexpr Kind kKind = Kind::SetGuardian;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "SetGuardian";
    static constexpr Amount kFee = 2000; ///< gwei

    Address guardian; ///< zero for none

    static constexpr auto fields(auto visit) { return visit(field("guardian", &SetGuardian::guardian)); }
};

} // namespace stoa::tx
