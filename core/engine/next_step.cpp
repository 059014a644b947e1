// SPDX-License-Identifier: MIT
#include "core/engine/next_step.h"

#include <algorithm>
#include <limits>

#include "core/mvm/contracts/panel.h"

namespace stoa::engine {
namespace {

using mvm::Standing;
using State = state::CollaborationState;
using CaseIs = state::CaseState;

/// Who has opened the case: the claimant, or who appeals.
std::uint8_t openerOf(const state::Case& dispute)
{
    return dispute.appellant != 0 ? dispute.appellant : dispute.claimant;
}

/// Whether fee or tips of a case that is over are still to be handed out.
bool isMoneyOpen(const state::Case& dispute)
{
    return mvm::isOver(dispute) && (dispute.fee != 0 || dispute.tip != 0);
}

/// Where fee and tips of a case that is over go.
void setCourtMoney(NextStep& next, const state::Collaboration& c, const state::Case& dispute)
{
    const bool payerIsAsker = openerOf(dispute) == state::kAskerSide;
    const auto toSide = [&](bool isAsker, Amount amount) {
        (isAsker ? next.court.toAsker : next.court.toDoer) += amount;
    };
    const Amount open = mvm::hasPanel(c) ? Amount{mvm::openJurors(dispute)} : Amount{0};
    const Amount forJurors = std::min(dispute.tip, mvm::kTip * open);
    const Amount rest = dispute.tip - forJurors; // none once the case itself is closed
    next.tips += forJurors + std::min(rest, mvm::kTip);
    toSide(payerIsAsker, rest - std::min(rest, mvm::kTip));
    if (mvm::isIn(dispute, CaseIs::Ruled))
        next.court.toCourt += dispute.fee;
    else
        toSide(mvm::isIn(dispute, CaseIs::Withdrawn) ? !payerIsAsker : payerIsAsker, dispute.fee);
}

/// If nobody ever acts again: all deadlines pass. How long they are changes no amount.
void setAmounts(NextStep& next, const Standing& standing)
{
    constexpr Timestamp kNever = std::numeric_limits<Timestamp>::max();
    Standing end = mvm::effective(standing, kNever, mvm::Rules{});
    if (const auto payout = mvm::duePayout(end, kNever)) {
        next.toAsker = payout->asker;
        next.toDoer = payout->doer;
        next.taxPaid = payout->tax;
    }
    next.tips = end.collaboration.tip;
    if (!end.dispute) return;
    end.dispute = mvm::effective(*end.dispute, kNever, end.collaboration, mvm::Rules{});
    setCourtMoney(next, end.collaboration, *end.dispute);
}

/// What comes of a panel's case that ends without a ruling of its own.
DefaultOutcome withoutRuling(const state::Case& dispute)
{
    return dispute.appellant != 0 ? DefaultOutcome::FirstRulingStands : DefaultOutcome::CourtSilent;
}

NextStep drawingStep(const state::Case& dispute, const Roles& me, NextStep next)
{
    if (dispute.draw == static_cast<std::uint8_t>(state::DrawState::Sealed)) {
        // Of a side's members only the one who opened the case has its salt.
        next.who = Actor::Claimant;
        next.waitsForMe = me.hasSalt;
        next.ifNobodyActs =
            dispute.appellant != 0 ? DefaultOutcome::FirstRulingStands : DefaultOutcome::DisputeLapses;
        return next;
    }
    next.who = mvm::isToBeDrawn(dispute) ? Actor::Network : Actor::Nobody;
    const bool hasNobody = dispute.drawn == 0 && !mvm::isToBeDrawn(dispute);
    next.ifNobodyActs = hasNobody ? withoutRuling(dispute) : DefaultOutcome::PanelBegins;
    return next;
}

/// As it will be once the network has drawn, which waits for nobody.
Standing afterTheDraw(Standing standing)
{
    if (standing.state() == State::Disputed && standing.dispute && mvm::isBeingDrawn(*standing.dispute))
        standing.dispute->drawn = standing.dispute->size;
    return standing;
}

NextStep disputeStep(const Standing& standing, const Roles& me)
{
    const state::Case& dispute = *standing.dispute;
    NextStep next;
    next.by = dispute.deadline;
    switch (static_cast<CaseIs>(dispute.state)) {
    case CaseIs::Open: {
        const bool askerAnswers = dispute.claimant == state::kDoerSide;
        next.who = askerAnswers ? Actor::Asker : Actor::Doer;
        next.ifNobodyActs = mvm::hasPanel(standing.collaboration) ? DefaultOutcome::DrawsWithoutAnswer
                                                                  : DefaultOutcome::RulesWithoutAnswer;
        next.waitsForMe = !me.isBoth && (askerAnswers ? me.isAsker : me.isDoer);
        return next;
    }
    case CaseIs::Ruling:
        next.who = me.isCourtInvolved ? Actor::Nobody : Actor::Arbitrator;
        next.ifNobodyActs = DefaultOutcome::CourtSilent;
        next.waitsForMe = me.isArbitrator && !me.isCourtInvolved;
        return next;
    case CaseIs::Drawing: return drawingStep(dispute, me, next);
    case CaseIs::Committing:
        next.who = Actor::Jurors;
        next.ifNobodyActs = DefaultOutcome::SealsEnd;
        next.waitsForMe = me.isJuror && !me.hasSealed;
        return next;
    case CaseIs::Revealing:
        next.who = Actor::Jurors;
        next.waitsForMe = me.isJuror && me.hasSealed && !me.hasOpened;
        if (dispute.reveals == 0) {
            next.ifNobodyActs = withoutRuling(dispute);
        } else {
            next.ifNobodyActs = DefaultOutcome::RulesByMedian;
        }
        return next;
    case CaseIs::Void:
    case CaseIs::Ruled:
    case CaseIs::Withdrawn:
    case CaseIs::Agreed: return next;
    }
    return next;
}

bool isOpenToSettle(const Standing& standing, Timestamp now)
{
    switch (standing.state()) {
    case State::Active:
    case State::Delivered: return true;
    case State::ToBeAllocated: return now < standing.collaboration.deadline;
    case State::Disputed:
        return standing.dispute && !mvm::isOver(*standing.dispute) &&
               !mvm::isIn(*standing.dispute, CaseIs::Revealing);
    case State::Proposed:
    case State::Ruled:
    case State::Settled:
    case State::Cancelled:
    case State::Refunded: return false;
    }
    return false;
}

/// What may be done about the newest case.
void addCaseActs(PossibleActs& acts, const Standing& standing, const Roles& me)
{
    const state::Case& dispute = *standing.dispute;
    const auto main = [&](bool isMine, Act act) {
        if (isMine) acts.main.push_back(act);
    };
    const auto more = [&](bool isMine, Act act) {
        if (isMine) acts.more.push_back(act);
    };
    const auto actsOn = [&](bool isAskerSide) {
        return !me.isBoth && (isAskerSide ? me.isAsker : me.isDoer);
    };
    if (mvm::isIn(dispute, CaseIs::Open)) main(actsOn(dispute.claimant == state::kDoerSide), Act::Answer);
    main(mvm::isIn(dispute, CaseIs::Ruling) && me.isArbitrator && !me.isCourtInvolved, Act::Rule);
    const bool isSealed = dispute.draw == static_cast<std::uint8_t>(state::DrawState::Sealed);
    more(mvm::isIn(dispute, CaseIs::Drawing) && isSealed && me.hasSalt, Act::DrawPanel);
    more(mvm::isIn(dispute, CaseIs::Committing) && me.isJuror, Act::CommitRuling);
    more(mvm::isIn(dispute, CaseIs::Revealing) && me.isJuror && me.hasSealed && !me.hasOpened,
         Act::RevealRuling);
    const bool isOpener = actsOn(openerOf(dispute) == state::kAskerSide);
    more(isOpener && !mvm::isOver(dispute) && dispute.reveals == 0, Act::WithdrawDispute);
}

/// Of a ruling that can be appealed. Whoever has what it asked for has nothing to appeal against.
bool mayAppeal(const Standing& standing, std::uint8_t side)
{
    if (!standing.dispute) return false;
    const state::Case& ruled = *standing.dispute;
    return (side == ruled.claimant ? ruled.claim : ruled.counterClaim) != standing.collaboration.outcome;
}

Actor whoMayAppeal(const Standing& standing)
{
    const bool asker = mayAppeal(standing, state::kAskerSide);
    const bool doer = mayAppeal(standing, state::kDoerSide);
    if (asker && doer) return Actor::BothParties;
    return asker ? Actor::Asker : doer ? Actor::Doer : Actor::Nobody;
}

NextStep collaborationStep(const Standing& standing, Timestamp now, const Roles& me)
{
    const state::Collaboration& c = standing.collaboration;
    NextStep next;
    switch (standing.state()) {
    case State::Proposed:
        next.who = now >= c.answerBy    ? Actor::Network
                   : me.isCourtInvolved ? Actor::Nobody // nobody can accept it any more
                   : c.doer.isZero()    ? Actor::AnyMember
                                        : Actor::Doer;
        next.by = c.answerBy;
        next.ifNobodyActs = DefaultOutcome::ReturnsToAsker;
        next.waitsForMe = now < c.answerBy && !me.isCourtInvolved && (me.isDoer || me.mayAcceptOpen);
        return next;
    case State::Active:
        next.who = Actor::Doer;
        next.by = now < c.workBy ? c.workBy : c.deadline;
        next.ifNobodyActs = DefaultOutcome::RefundAllocated;
        next.otherwiseAt = c.deadline;
        next.waitsForMe = me.isDoer;
        return next;
    case State::Delivered:
        next.who = Actor::Asker;
        next.by = c.deadline;
        next.ifNobodyActs = DefaultOutcome::CountsAsApproved;
        next.waitsForMe = me.isAsker && !me.isBoth;
        return next;
    case State::ToBeAllocated:
        next.who = now >= c.deadline ? Actor::Network : Actor::Nobody;
        next.by = c.deadline;
        next.ifNobodyActs =
            (c.flags & state::kRefund) != 0 ? DefaultOutcome::PaysRefund : DefaultOutcome::PaysOut;
        return next;
    case State::Disputed: return standing.dispute ? disputeStep(standing, me) : next;
    case State::Ruled: {
        const bool mayBeAppealed = now < c.deadline;
        next.who = mayBeAppealed ? whoMayAppeal(standing) : Actor::Network;
        next.by = c.deadline;
        next.ifNobodyActs = mayBeAppealed ? DefaultOutcome::RulingStands : DefaultOutcome::PaysRuling;
        if (mayBeAppealed && standing.dispute)
            next.appealCosts = 2 * c.courtFee + mvm::kTip * (mvm::sizeOfAppeal(*standing.dispute) + 1);
        return next;
    }
    case State::Settled:
    case State::Cancelled:
    case State::Refunded: return standing.dispute ? courtStepOf(c, *standing.dispute) : next;
    }
    return next;
}

} // namespace

NextStep nextStepOf(const Standing& standing, Timestamp now, const Roles& me)
{
    NextStep next = collaborationStep(standing, now, me);
    if (next.ifNobodyActs != DefaultOutcome::PaysCourt) setAmounts(next, afterTheDraw(standing));
    const bool isToRule = standing.state() == State::Disputed && me.isJuror && !me.hasOpened;
    if (isToRule) next.fromMySeat = mvm::slashOf(standing.collaboration, me.seatDeposit);
    if (next.otherwiseAt == 0) next.otherwiseAt = next.by;
    return next;
}

PossibleActs possibleActs(const Standing& standing, Timestamp now, const Roles& me)
{
    const state::Collaboration& c = standing.collaboration;
    PossibleActs acts;
    const auto main = [&](bool isMine, Act act) {
        if (isMine) acts.main.push_back(act);
    };
    const auto more = [&](bool isMine, Act act) {
        if (isMine) acts.more.push_back(act);
    };
    const auto isOther = [&](std::uint8_t by) {
        return !me.isBoth &&
               ((by == state::kAskerSide && me.isDoer) || (by == state::kDoerSide && me.isAsker));
    };
    const State state = standing.state();
    const bool isOneSide = (me.isAsker || me.isDoer) && !me.isBoth;
    switch (state) {
    case State::Proposed:
        if (now >= c.answerBy) break;
        main((me.isDoer || me.mayAcceptOpen) && !me.isCourtInvolved, Act::Accept);
        main(me.isDoer, Act::Decline);
        main(me.isAsker, Act::TakeBack);
        break;
    case State::Active:
        main(me.isDoer, Act::Deliver);
        more(isOther(c.amendBy) && now < c.amendWorkBy, Act::AgreeAmendment);
        more(isOneSide, Act::Amend);
        break;
    case State::Delivered:
        main(me.isAsker && !me.isBoth, Act::Approve);
        main(me.isAsker && !me.isBoth && c.changesUsed < c.changes, Act::RequestChanges);
        break;
    case State::Disputed:
        if (standing.dispute) addCaseActs(acts, standing, me);
        break;
    case State::Ruled:
        if (now >= c.deadline) break;
        more(isOneSide && mayAppeal(standing, me.isAsker ? state::kAskerSide : state::kDoerSide),
             Act::Appeal);
        break;
    case State::ToBeAllocated:
    case State::Settled:
    case State::Cancelled:
    case State::Refunded: break;
    }
    const bool isOpenToDispute =
        (state == State::Active || state == State::Delivered || state == State::ToBeAllocated) &&
        now < c.deadline && !c.court.isZero();
    const bool askerMay = me.isAsker && (c.flags & state::kAskerDisputed) == 0;
    const bool doerMay = me.isDoer && (c.flags & state::kDoerDisputed) == 0;
    main(isOpenToDispute && isOneSide && (askerMay || doerMay), Act::Dispute);
    if (isOpenToSettle(standing, now)) {
        more(isOther(c.offerBy) && now < c.offerUntil, Act::AcceptOffer);
        more(isOneSide, Act::Offer);
    }
    return acts;
}

NextStep courtStepOf(const state::Collaboration& c, const state::Case& dispute)
{
    NextStep next;
    if (!isMoneyOpen(dispute)) return next;
    next.who = Actor::Network;
    next.by = dispute.deadline;
    next.otherwiseAt = next.by;
    next.ifNobodyActs = DefaultOutcome::PaysCourt;
    setCourtMoney(next, c, dispute);
    return next;
}

NextStep nextStepOf(const state::Motion& motion, bool mayVote, const tx::Payload* act)
{
    NextStep next;
    // Unless somebody carries it out, it lapses or is rejected.
    const auto atLast = mvm::effective(motion, std::numeric_limits<Timestamp>::max());
    const bool isRejected = atLast.state == static_cast<std::uint8_t>(state::MotionState::Rejected);
    (isRejected ? next.motion.toTreasury : next.motion.toProposer) = motion.bond;
    const bool canBeCarriedOut = motion.state == static_cast<std::uint8_t>(state::MotionState::Open) ||
                                 motion.state == static_cast<std::uint8_t>(state::MotionState::Passed);
    if (const auto* spending = act && canBeCarriedOut ? std::get_if<tx::SpendTreasury>(act) : nullptr)
        next.motion.ifCarriedOut = spending->amount;
    state::Motion open = motion; // when it closes does not depend on who looks
    open.state = static_cast<std::uint8_t>(state::MotionState::Open);
    const Timestamp end = mvm::closingTime(open).value_or(0);
    switch (static_cast<state::MotionState>(motion.state)) {
    case state::MotionState::Open: {
        const bool isUnopposed = mvm::isUnopposed(motion);
        state::Motion later = motion;
        later = mvm::effective(later, isUnopposed ? motion.objectBy : motion.decideBy);
        next.who = Actor::Members;
        next.by = isUnopposed ? motion.objectBy : motion.decideBy;
        next.ifNobodyActs = later.state == static_cast<std::uint8_t>(state::MotionState::Rejected)
                                ? DefaultOutcome::MotionFails
                                : DefaultOutcome::MotionPasses;
        next.otherwiseAt = next.by;
        next.waitsForMe = mayVote;
        return next;
    }
    case state::MotionState::Passed:
        next.who = Actor::Anybody;
        next.by = end;
        next.ifNobodyActs = DefaultOutcome::MotionLapses;
        next.otherwiseAt = next.by;
        return next;
    case state::MotionState::Rejected:
    case state::MotionState::Lapsed:
        // Until its bond is moved; a closed one has none.
        if (motion.bond == 0) return next;
        next.who = Actor::Network;
        next.by = end;
        next.otherwiseAt = next.by;
        next.ifNobodyActs = isRejected ? DefaultOutcome::MotionFails : DefaultOutcome::MotionLapses;
        return next;
    case state::MotionState::Enacted: return next;
    }
    return next;
}

} // namespace stoa::engine
