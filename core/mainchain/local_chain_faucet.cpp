// SPDX-License-Identifier: MIT
// Money from nowhere, and how much of it whoever asks from outside can have.
#include <algorithm>

#include "core/mainchain/local_chain.h"
#include "core/mainchain/local_chain_records.h"

namespace stoa::mainchain {
namespace {

constexpr Amount kStrangersBonds = 100; ///< of each kind, that strangers can have at once
constexpr Seconds kRefill = kDay;       ///< after which they can have one more of each kind
constexpr Amount kAskings = 100;        ///< a pair of bonds is asked for in no more parts than that

} // namespace

Result<void> LocalChain::mint(const Address& to, Amount amount)
{
    STOA_TRY_VOID(refresh());
    return mintAndNote(to, amount, {});
}

Result<void> LocalChain::mintForStranger(const Address& to, Amount amount)
{
    STOA_TRY_VOID(refresh());
    const auto bondsOf = [&](Amount aggregators) {
        return std::min(aggregators, kMostValue) + std::min(m_definition.challengerBond, kMostValue);
    };
    const Amount most = bondsOf(requiredBond());
    STOA_TRY(const ChainAccount known, account(to));
    if (amount > most || known.balance > most - amount) return ErrorCode::OverLimit;

    // What was given counts, not what is left, and by bonds that nobody can move: whoever deposits what they
    // get would otherwise get more and more, and make the bond that everybody needs grow with it. It comes
    // back slowly, because every member knows everybody for ever who has joined with such a bond.
    const Amount bonds = std::min(bondsOf(m_definition.aggregatorBond), kMostValue / kStrangersBonds);
    StoredGiven given;
    STOA_TRY(const auto givenBytes, m_store.get(viewOf(kGivenKey)));
    if (givenBytes) {
        STOA_TRY(given, unpacked<StoredGiven>(*givenBytes));
    }
    StoredRefill refill{0, m_definition.genesis};
    STOA_TRY(const auto refillBytes, m_store.get(viewOf(kRefillKey)));
    if (refillBytes) {
        STOA_TRY(refill, unpacked<StoredRefill>(*refillBytes));
    }
    if (refill.returned > given.sum || refill.time > m_time)
        return Error{ErrorCode::StoreDamaged, "what the faucet has given"};
    const Wide due = Wide{bonds} * (m_time - refill.time) / kRefill;
    refill.returned += static_cast<Amount>(std::min<Wide>(due, given.sum - refill.returned));
    refill.time = m_time;
    const Amount counts = given.sum - refill.returned;
    // A block is mined for whoever asks, and an account kept for ever: so little counts as more.
    const Amount counted = std::max(amount, bonds / kAskings);
    if (counted > kMostValue - std::min(kMostValue, given.sum)) return ErrorCode::OverLimit;
    if (counts > kStrangersBonds * bonds || counted > kStrangersBonds * bonds - counts)
        return ErrorCode::OverLimit;
    given.sum += counted;
    return mintAndNote(
        to, amount,
        {{toBytes(viewOf(kGivenKey)), packed(given)}, {toBytes(viewOf(kRefillKey)), packed(refill)}});
}

Amount LocalChain::mintable() const { return kMostValue - std::min(kMostValue, m_meta.minted); }

} // namespace stoa::mainchain
