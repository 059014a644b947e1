// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Changes what a member has locked in the company. Membership counts from now on: the member has no vote on
/// motions that are open already.
struct ChangeStake {
    static constexpr Kind kKind = Kind::ChangeStake;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "ChangeStake";
    static constexpr Amount kFee = 1000; ///< gwei

    DacId dac;
    Amount stake = 0; ///< gwei locked afterwards

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &ChangeStake::dac), field("stake", &ChangeStake::stake));
    }
};

} // namespace stoa::tx
