// SPDX-License-Identifier: MIT
// A company's money: one treasury, and one spending limit for all who may spend without a motion.
#pragma once

#include "core/mvm/context.h"

namespace stoa::mvm {

inline constexpr Seconds kSpendingPeriod = 30 * kDay; ///< in which the spending limit becomes free again

/// How much of `limit` is used at `time`. It drains evenly, all of it within kSpendingPeriod.
Amount spentOf(const state::Purse& purse, Amount limit, Timestamp time);

/// Takes money out of the treasury, within the limit. Errors: NoSuchCompany, OverLimit, InsufficientBalance.
Result<void> spend(ApplyContext& context, const DacId& dac, Amount amount);
/// The same by the members' consent: the limit does not count. Errors: NoSuchCompany, InsufficientBalance.
Result<void> takeFromTreasury(ApplyContext& context, const DacId& dac, Amount amount);
/// Errors: NoSuchCompany, AmountOverflow.
Result<void> giveToTreasury(ApplyContext& context, const DacId& dac, Amount amount);

} // namespace stoa::mvm
