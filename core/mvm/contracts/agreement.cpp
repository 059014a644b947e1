// SPDX-License-Identifier: MIT
// What both sides of a collaboration can change or end together: other terms, and a settlement.
#include "core/mvm/contracts/parties.h"
#include "core/mvm/contracts/standing.h"

namespace stoa::mvm {
namespace {

using state::CaseState;
using state::CollaborationState;

/// Far below 2⁶⁴, as when it was proposed.
constexpr Amount kMostInAll = Amount{1} << 62;

template <typename Act>
Result<Standing> readFor(const Act& act, ApplyContext& context)
{
    STOA_TRY(Standing standing, readStanding(context, act.dac, act.collaboration));
    if (standing.collaboration.seq != act.seq) return ErrorCode::WrongSequence;
    return standing;
}

/// While money is locked and nobody has begun to rule.
bool canBeSettled(const Standing& standing, Timestamp time)
{
    switch (standing.state()) {
    case CollaborationState::Active:
    case CollaborationState::Delivered: return true;
    case CollaborationState::ToBeAllocated: return time < standing.collaboration.deadline;
    case CollaborationState::Disputed:
        // Sealed rulings are opened from the end of the commitments on.
        return standing.dispute && !isOver(*standing.dispute) &&
               !isIn(*standing.dispute, CaseState::Revealing);
    case CollaborationState::Proposed:
    case CollaborationState::Ruled:
    case CollaborationState::Settled:
    case CollaborationState::Cancelled:
    case CollaborationState::Refunded: return false;
    }
    return false;
}

} // namespace

Result<void> handle(const tx::Amend& a, ApplyContext& context)
{
    STOA_TRY(Standing standing, readFor(a, context));
    state::Collaboration& c = standing.collaboration;
    STOA_TRY(const std::uint8_t side, onlySideOfSender(context, c));
    if (standing.state() != CollaborationState::Active) return ErrorCode::WrongState;
    if (a.statement.isZero() || a.workBy <= context.time() ||
        a.workBy - context.time() > 2 * std::uint64_t{context.rules().maximumPeriod})
        return ErrorCode::OutOfRange;
    const Amount others = c.askerDeposit + c.doerDeposit + c.courtFee;
    if (others > kMostInAll || a.reward > kMostInAll - others) return ErrorCode::AmountOverflow;
    if (a.statement == c.statement && a.reward == c.reward && a.workBy == c.workBy)
        return ErrorCode::OutOfRange;
    c.amendBy = side;
    c.amendStatement = a.statement;
    c.amendReward = a.reward;
    c.amendWorkBy = a.workBy;
    context.write(state::collaborationKey(a.dac, a.collaboration), c);
    return {};
}

Result<void> handle(const tx::AgreeAmendment& a, ApplyContext& context)
{
    STOA_TRY(Standing standing, readFor(a, context));
    state::Collaboration& c = standing.collaboration;
    if (standing.state() != CollaborationState::Active || c.amendBy == 0) return ErrorCode::WrongState;
    const std::uint8_t side = otherSide(c.amendBy);
    STOA_TRY_VOID(actFor(context, partyOn(c, side), partyOn(c, c.amendBy)));
    STOA_TRY_VOID(isOneSideOnly(context, partyOn(c, side), partyOn(c, c.amendBy)));
    if (a.statement != c.amendStatement || a.reward != c.amendReward || a.workBy != c.amendWorkBy)
        return ErrorCode::ContentConflict;
    if (a.workBy <= context.time()) return ErrorCode::TooLate;
    if (a.reward > c.reward)
        STOA_TRY_VOID(debitParty(context, c.asker, a.reward - c.reward));
    else if (a.reward < c.reward)
        STOA_TRY_VOID(creditParty(context, c.asker, c.reward - a.reward));
    c.statement = a.statement;
    c.reward = a.reward;
    c.workBy = a.workBy;
    enter(c, CollaborationState::Active, a.workBy + c.gracePeriod);
    context.write(state::collaborationKey(a.dac, a.collaboration), c);
    return {};
}

Result<void> handle(const tx::Offer& o, ApplyContext& context)
{
    STOA_TRY(Standing standing, readFor(o, context));
    state::Collaboration& c = standing.collaboration;
    STOA_TRY(const std::uint8_t side, onlySideOfSender(context, c));
    if (!canBeSettled(standing, context.time())) return ErrorCode::WrongState;
    if (o.amount > potOf(c) || o.until <= context.time() ||
        o.until - context.time() > context.rules().maximumPeriod)
        return ErrorCode::OutOfRange;
    c.offerBy = side;
    c.offer = o.amount;
    c.offerUntil = o.until;
    context.write(state::collaborationKey(o.dac, o.collaboration), c);
    return {};
}

Result<void> handle(const tx::AcceptOffer& a, ApplyContext& context)
{
    STOA_TRY(Standing standing, readFor(a, context));
    state::Collaboration& c = standing.collaboration;
    if (!canBeSettled(standing, context.time()) || c.offerBy == 0) return ErrorCode::WrongState;
    const tx::Party& own = partyOn(c, otherSide(c.offerBy));
    STOA_TRY_VOID(actFor(context, own, partyOn(c, c.offerBy)));
    STOA_TRY_VOID(isOneSideOnly(context, own, partyOn(c, c.offerBy)));
    if (a.amount != c.offer) return ErrorCode::ContentConflict;
    if (context.time() >= c.offerUntil) return ErrorCode::TooLate;
    if (standing.state() == CollaborationState::Disputed) {
        // The fee goes back to who has paid it, and the jurors are free.
        state::Case& dispute = *standing.dispute;
        dispute.state = static_cast<std::uint8_t>(CaseState::Agreed);
        dispute.deadline = context.time();
        context.write(state::caseKey(a.dac, a.collaboration, dispute.round), dispute);
    }
    c.flags = static_cast<std::uint8_t>((c.flags | state::kAgreed) & ~state::kRefund);
    c.outcome = a.amount;
    enter(c, CollaborationState::ToBeAllocated, context.time());
    context.write(state::collaborationKey(a.dac, a.collaboration), c);
    return {};
}

} // namespace stoa::mvm
