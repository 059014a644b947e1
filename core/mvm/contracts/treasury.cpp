// SPDX-License-Identifier: MIT
// The treasury: money in, and money out within the limit or by motion.
#include "core/mvm/contracts/treasury.h"

#include <limits>

#include "core/mvm/contracts/handlers.h"
#include "core/mvm/contracts/motions.h"

namespace stoa::mvm {
namespace {

Result<void> checkSpending(const tx::SpendTreasury& act)
{
    return act.amount == 0 || act.to.isZero() ? Result<void>(ErrorCode::OutOfRange) : Result<void>();
}

} // namespace

Amount spentOf(const state::Purse& purse, Amount limit, Timestamp time)
{
    // Only the lower half of the time is kept; it wraps together with this difference.
    const std::uint32_t elapsed = static_cast<std::uint32_t>(time) - purse.spentAt;
    if (elapsed >= kSpendingPeriod) return 0;
    const auto drained = static_cast<Amount>(Wide{limit} * elapsed / kSpendingPeriod);
    return purse.spent - std::min(purse.spent, drained);
}

Result<void> spend(ApplyContext& context, const DacId& dac, Amount amount)
{
    const auto charter = context.read<state::Charter>(state::charterKey(dac));
    auto purse = context.read<state::Purse>(state::purseKey(dac));
    if (!charter || !purse) return ErrorCode::NoSuchCompany;
    const Amount limit = charter->spendLimit;
    const Amount spent = spentOf(*purse, limit, context.time());
    if (spent > limit || amount > limit - spent) return ErrorCode::OverLimit;
    if (amount > purse->treasury) return ErrorCode::InsufficientBalance;
    purse->treasury -= amount;
    purse->spent = spent + amount;
    purse->spentAt = static_cast<std::uint32_t>(context.time());
    context.write(state::purseKey(dac), *purse);
    return {};
}

Result<void> takeFromTreasury(ApplyContext& context, const DacId& dac, Amount amount)
{
    auto purse = context.read<state::Purse>(state::purseKey(dac));
    if (!purse) return ErrorCode::NoSuchCompany;
    if (amount > purse->treasury) return ErrorCode::InsufficientBalance;
    purse->treasury -= amount;
    context.write(state::purseKey(dac), *purse);
    return {};
}

Result<void> giveToTreasury(ApplyContext& context, const DacId& dac, Amount amount)
{
    auto purse = context.read<state::Purse>(state::purseKey(dac));
    if (!purse) return ErrorCode::NoSuchCompany;
    if (amount > std::numeric_limits<Amount>::max() - purse->treasury) return ErrorCode::AmountOverflow;
    purse->treasury += amount;
    context.write(state::purseKey(dac), *purse);
    return {};
}

Result<void> handle(const tx::FundTreasury& act, ApplyContext& context)
{
    if (act.amount == 0) return ErrorCode::OutOfRange;
    STOA_TRY_VOID(context.debit(context.sender(), act.amount));
    return giveToTreasury(context, act.dac, act.amount);
}

Result<void> handle(const tx::SpendTreasury& act, ApplyContext& context)
{
    STOA_TRY_VOID(checkSpending(act));
    if (act.asMotion != 0) {
        const auto charter = context.read<state::Charter>(state::charterKey(act.dac));
        if (!charter) return ErrorCode::NoSuchCompany;
        return putMotion(context, act,
                         act.amount > charter->silentLimit ? Consent::Majority : Consent::Silence);
    }
    STOA_TRY(const std::uint8_t role, roleWith(context, act.dac, tx::Permission::Spend));
    static_cast<void>(role);
    STOA_TRY_VOID(spend(context, act.dac, act.amount));
    return context.credit(act.to, act.amount);
}

Result<void> enact(const tx::SpendTreasury& act, const state::Motion&, ApplyContext& context)
{
    STOA_TRY_VOID(checkSpending(act));
    STOA_TRY_VOID(takeFromTreasury(context, act.dac, act.amount));
    return context.credit(act.to, act.amount);
}

} // namespace stoa::mvm
