// SPDX-License-Identifier: MIT
// What a node's keys have earned, and how its owner gets it.
#include <algorithm>

#include "core/operator/node.h"
#include "core/state/records.h"

namespace stoa::node {

Result<Node::Earnings> Node::earnings()
{
    STOA_TRY_VOID(follow());
    return watched(doEarnings());
}

Result<Node::Earnings> Node::doEarnings()
{
    Earnings earnings;
    for (const Address& key : m_aggregator->keys()) {
        STOA_TRY(const mainchain::ChainAccount there, m_chain.account(key));
        const bool isInUse = key == m_aggregator->address();
        if (isInUse) {
            earnings.bond = there.bond;
            earnings.bondUntil = there.lockedUntil;
            earnings.besideBond = there.balance;
        }
        const ByteView* record = m_aggregator->tree().get(state::accountKey(key));
        const auto account = record ? state::decodeRecord<state::Account>(*record) : std::nullopt;
        const Amount fees = account && account->balance > tx::Transfer::kFee ? account->balance : 0;
        const Amount onMainChain = there.credit + (isInUse ? 0 : there.balance);
        if (fees != 0 || onMainChain != 0) earnings.keys.push_back({key, isInUse, false, fees, onMainChain});
    }
    STOA_TRY(const Amount won, wonByChallenges());
    if (won != 0) earnings.keys.push_back({m_validator->address(), true, true, 0, won});
    return earnings;
}

/// Of the validator's own money, beyond what the next challenge takes. What an owner has staked is the
/// owner's.
Result<Amount> Node::wonByChallenges()
{
    if (!m_validator || !m_validator->owner().isZero()) return Amount{0};
    STOA_TRY(const mainchain::ChainAccount account, m_chain.account(m_validator->address()));
    const Amount there = account.balance + account.credit;
    return there - std::min(there, definition().challengerBond);
}

Result<Node::Collected> Node::doCollect(const Address& to, bool leaves)
{
    if (to.isZero()) return ErrorCode::OutOfRange;
    const Address inUse = m_aggregator->address();
    if (leaves) {
        if (m_setup.roles.aggregates) return ErrorCode::NotPermitted;
        const auto left = m_chain.leave(inUse);
        if (!left && left.error().code != ErrorCode::NotBonded) return left.error();
    }
    Collected collected;
    const auto send = [&](const Address& key, Amount amount) -> Result<void> {
        if (amount == 0) return {};
        STOA_TRY([[maybe_unused]] const std::uint64_t message, m_chain.deposit(key, to, amount));
        collected.fromMainChain += amount;
        return {};
    };
    for (const Address& key : m_aggregator->keys()) {
        STOA_TRY(const Amount paid, m_chain.payout(key));
        STOA_TRY(const mainchain::ChainAccount account, m_chain.account(key));
        // What was brought for the bond of a key in use stays with it.
        STOA_TRY_VOID(send(key, key == inUse && !leaves ? paid : account.balance));
    }
    STOA_TRY(const Amount won, wonByChallenges());
    if (won != 0) {
        STOA_TRY_VOID(m_chain.payout(m_validator->address()));
        STOA_TRY_VOID(send(m_validator->address(), won));
    }
    for (const Bytes& step : m_aggregator->stepsToCollect(to)) {
        STOA_TRY(const auto answers, doSubmit({step}));
        if (answers.front().refusal) return *answers.front().refusal;
        const auto transaction = tx::decode(step);
        collected.fees += std::get<tx::Transfer>(transaction->payload).amount;
    }
    if (collected.fees == 0 && collected.fromMainChain == 0) return ErrorCode::NothingDue;
    return collected;
}

Result<Node::Collected> Node::collect(const Address& to, bool leaves)
{
    STOA_TRY_VOID(follow());
    return watched(doCollect(to, leaves));
}

} // namespace stoa::node
