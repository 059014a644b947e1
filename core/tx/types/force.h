// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// A member's transaction that came over the main chain, so that no aggregator can keep it out.
/// On the wire the inner step's bytes follow the fields; it may be of any signed or unsigned kind.
struct Force {
    static constexpr Kind kKind = Kind::Force;
    static constexpr Origin kOrigin = Origin::MainChain;
    static constexpr std::string_view kName = "Force";
    static constexpr Amount kFee = 0; ///< gwei

    std::uint64_t index = 0; ///< number of the message in the inbox
    Bytes inner;

    static constexpr auto fields(auto visit) { return visit(field("index", &Force::index)); }
    /// What follows the fields on the wire.
    static constexpr std::string_view kTailName = "inner";
    static constexpr auto tail() { return &Force::inner; }
};

} // namespace stoa::tx
