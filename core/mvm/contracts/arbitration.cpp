// SPDX-License-Identifier: MIT
// Disputes: claim, answer, ruling, appeal, and what the court is paid.
#include <algorithm>
#include <bit>
#include <limits>

#include "core/mvm/contracts/panel.h"
#include "core/mvm/contracts/parties.h"
#include "core/mvm/contracts/standing.h"
#include "core/mvm/contracts/treasury.h"

namespace stoa::mvm {
namespace {

using state::CaseState;
using state::CollaborationState;

/// How many seats a panel is drawn from; zero for a named person.
Result<std::uint32_t> seatsOf(const state::Collaboration& c, ApplyContext& context)
{
    if (!hasPanel(c)) return std::uint32_t{0};
    const auto purse = context.read<state::Purse>(state::purseKey(tx::companyOf(c.court)));
    if (!purse) return ErrorCode::NoCourt;
    return purse->seats;
}

} // namespace

Amount tipsOf(const state::Collaboration& c, std::uint8_t size)
{
    return hasPanel(c) ? kTip * (Amount{size} + 1) : kTip;
}

namespace {

/// Who has paid the fee: who opened the case.
std::uint8_t payerOf(const state::Case& dispute)
{
    return dispute.appellant != 0 ? dispute.appellant : dispute.claimant;
}

Result<void> freeze(state::Collaboration& c, state::Case dispute, const DacId& dac, const ObjectId& id,
                    ApplyContext& context)
{
    const state::Key key = state::caseKey(dac, id, dispute.round);
    if (context.read<state::Case>(key)) return ErrorCode::AlreadyExists;
    STOA_TRY(dispute.seats, seatsOf(c, context));
    dispute.tip = tipsOf(c, dispute.size);
    STOA_TRY_VOID(debitParty(context, partyOn(c, payerOf(dispute)), dispute.fee + dispute.tip));
    c.round = dispute.round;
    enter(c, CollaborationState::Disputed, c.deadline);
    context.write(state::collaborationKey(dac, id), c);
    context.write(key, dispute);
    return {};
}

} // namespace

Result<void> handle(const tx::Dispute& d, ApplyContext& context)
{
    STOA_TRY(Standing standing, readStanding(context, d.dac, d.collaboration));
    state::Collaboration& c = standing.collaboration;
    if (d.seq != c.seq) return ErrorCode::WrongSequence;
    STOA_TRY(const std::uint8_t side, onlySideOfSender(context, c));
    const CollaborationState now = standing.state();
    if (now != CollaborationState::Active && now != CollaborationState::Delivered &&
        now != CollaborationState::ToBeAllocated)
        return ErrorCode::WrongState;
    if (context.time() >= c.deadline) return ErrorCode::TooLate;
    if (c.court.isZero()) return ErrorCode::NoCourt;
    const std::uint8_t flag = side == state::kAskerSide ? state::kAskerDisputed : state::kDoerDisputed;
    if ((c.flags & flag) != 0) return ErrorCode::AlreadyDisputed;
    const Amount statusQuo = statusQuoOf(c, now);
    if (d.claim > potOf(c) || d.claim == statusQuo || d.evidence.isZero()) return ErrorCode::OutOfRange;
    // Without a commitment no panel can be drawn.
    if (hasPanel(c) && d.saltHash.isZero()) return ErrorCode::OutOfRange;
    if (d.courtFee != c.courtFee) return ErrorCode::ContentConflict;

    state::Case dispute;
    dispute.state = static_cast<std::uint8_t>(CaseState::Open);
    dispute.round = static_cast<std::uint8_t>(c.round + 1);
    dispute.claimant = side;
    dispute.claim = d.claim;
    dispute.counterClaim = statusQuo;
    dispute.statusQuo = statusQuo;
    dispute.fee = c.courtFee;
    dispute.evidence = d.evidence;
    dispute.saltHash = d.saltHash;
    dispute.opened = context.time();
    dispute.size = c.panel;
    dispute.deadline = context.time() + context.rules().answerPeriod;
    c.flags |= flag;
    c.frozenState = c.state;
    c.remaining = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(c.deadline - context.time(), std::numeric_limits<std::uint32_t>::max()));
    return freeze(c, dispute, d.dac, d.collaboration, context);
}

Result<void> handle(const tx::Answer& a, ApplyContext& context)
{
    STOA_TRY(Standing standing, readStanding(context, a.dac, a.collaboration));
    state::Collaboration& c = standing.collaboration;
    if (standing.state() != CollaborationState::Disputed || !standing.dispute) return ErrorCode::WrongState;
    state::Case& dispute = *standing.dispute;
    const std::uint8_t side = otherSide(dispute.claimant);
    STOA_TRY_VOID(actFor(context, partyOn(c, side), partyOn(c, dispute.claimant)));
    // Whatever is answered bounds the ruling.
    STOA_TRY_VOID(isOneSideOnly(context, partyOn(c, side), partyOn(c, dispute.claimant)));
    if (!isIn(dispute, CaseState::Open)) return ErrorCode::TooLate;
    if (a.round != dispute.round || a.claim != dispute.claim) return ErrorCode::ContentConflict;
    if (a.counterClaim > potOf(c) || a.evidence.isZero()) return ErrorCode::OutOfRange;
    dispute.answered = 1;
    dispute.counterClaim = a.counterClaim;
    dispute.answer = a.evidence;
    dispute.salt = a.salt;
    if (a.counterClaim == dispute.claim) {
        // Both name the same amount: it is due at once, and the claimant has its fee back.
        dispute.state = static_cast<std::uint8_t>(CaseState::Agreed);
        dispute.deadline = context.time();
        c.flags = static_cast<std::uint8_t>((c.flags | state::kAgreed) & ~state::kRefund);
        c.outcome = a.counterClaim;
        enter(c, CollaborationState::ToBeAllocated, context.time());
    } else if (hasPanel(c)) {
        dispute.state = static_cast<std::uint8_t>(CaseState::Drawing);
        dispute.deadline = context.time() + context.rules().answerPeriod;
    } else {
        dispute.state = static_cast<std::uint8_t>(CaseState::Ruling);
        dispute.deadline = context.time() + c.revealPeriod;
    }
    context.write(state::collaborationKey(a.dac, a.collaboration), c);
    context.write(state::caseKey(a.dac, a.collaboration, dispute.round), dispute);
    return {};
}

Result<void> handle(const tx::WithdrawDispute& w, ApplyContext& context)
{
    STOA_TRY(Standing standing, readStanding(context, w.dac, w.collaboration));
    const state::Collaboration& c = standing.collaboration;
    if (standing.state() != CollaborationState::Disputed || !standing.dispute) return ErrorCode::WrongState;
    state::Case& dispute = *standing.dispute;
    const std::uint8_t side = payerOf(dispute);
    STOA_TRY_VOID(actFor(context, partyOn(c, side), partyOn(c, otherSide(side))));
    STOA_TRY_VOID(isOneSideOnly(context, partyOn(c, side), partyOn(c, otherSide(side))));
    if (w.round != dispute.round) return ErrorCode::ContentConflict;
    if (isOver(dispute)) return ErrorCode::WrongState;
    if (dispute.reveals != 0) return ErrorCode::TooLate;
    dispute.state = static_cast<std::uint8_t>(CaseState::Withdrawn);
    dispute.deadline = context.time();
    context.write(state::caseKey(w.dac, w.collaboration, dispute.round), dispute);
    // What was frozen goes on; after an appeal the first ruling stands.
    standing = effective(std::move(standing), context.time(), context.rules());
    context.write(state::collaborationKey(w.dac, w.collaboration), standing.collaboration);
    return {};
}

Result<void> handle(const tx::RevealRuling& r, ApplyContext& context)
{
    STOA_TRY(Standing standing, readStanding(context, r.dac, r.collaboration));
    state::Collaboration& c = standing.collaboration;
    if (hasPanel(c)) return revealToPanel(r, standing, context);
    if (c.court != tx::personParty(context.sender())) return ErrorCode::NotTheArbitrator;
    STOA_TRY_VOID(isCourtOutside(context, c.asker, c.doer, c.court));
    if (standing.state() != CollaborationState::Disputed || !standing.dispute) return ErrorCode::WrongState;
    state::Case& dispute = *standing.dispute;
    if (r.round != dispute.round) return ErrorCode::ContentConflict;
    // The other side has its time to answer first.
    if (isIn(dispute, CaseState::Open)) return ErrorCode::TooEarly;
    if (!isIn(dispute, CaseState::Ruling)) return ErrorCode::WrongState;
    if (r.reasons.isZero()) return ErrorCode::OutOfRange;
    const Amount ruling = clampRuling(dispute, r.amount);
    dispute.state = static_cast<std::uint8_t>(CaseState::Ruled);
    dispute.reveals = 1;
    dispute.setAmount(0, ruling);
    dispute.deadline = context.time();
    c.outcome = ruling;
    enter(c, CollaborationState::Ruled, context.time());
    context.write(state::collaborationKey(r.dac, r.collaboration), c);
    context.write(state::caseKey(r.dac, r.collaboration, dispute.round), dispute);
    context.write(state::jurorKey(r.dac, r.collaboration, dispute.round, 0),
                  state::Juror{context.sender(), 0, {}, r.amount, r.reasons, state::kRevealed});
    return {};
}

Result<void> handle(const tx::Appeal& a, ApplyContext& context)
{
    STOA_TRY(Standing standing, readStanding(context, a.dac, a.collaboration));
    state::Collaboration& c = standing.collaboration;
    if (a.seq != c.seq) return ErrorCode::WrongSequence;
    STOA_TRY(const std::uint8_t side, onlySideOfSender(context, c));
    if (standing.state() != CollaborationState::Ruled || !standing.dispute) return ErrorCode::WrongState;
    // A named person's ruling, and that of an appeal, is final at once.
    if (context.time() >= c.deadline) return ErrorCode::TooLate;
    const state::Case& ruled = *standing.dispute;
    const Amount wanted = side == ruled.claimant ? ruled.claim : ruled.counterClaim;
    if (wanted == c.outcome) return ErrorCode::NotPermitted; // it has what it asked for
    if (a.evidence.isZero() || a.saltHash.isZero()) return ErrorCode::OutOfRange;
    if (a.fee != 2 * c.courtFee) return ErrorCode::ContentConflict;

    state::Case appeal;
    appeal.state = static_cast<std::uint8_t>(CaseState::Drawing);
    appeal.round = static_cast<std::uint8_t>(ruled.round + 1);
    appeal.claimant = ruled.claimant;
    appeal.claim = ruled.claim;
    appeal.counterClaim = ruled.counterClaim;
    appeal.statusQuo = ruled.statusQuo;
    appeal.fee = a.fee;
    appeal.evidence = a.evidence;
    appeal.saltHash = a.saltHash;
    appeal.opened = context.time();
    appeal.size = sizeOfAppeal(ruled);
    appeal.deadline = context.time() + context.rules().answerPeriod;
    appeal.appellant = side;
    appeal.first = c.outcome;
    return freeze(c, appeal, a.dac, a.collaboration, context);
}

Result<void> settleCase(const tx::Settle& settle, ApplyContext& context)
{
    if (settle.sub > 255) return ErrorCode::NoSuchCase;
    const state::Key key = state::caseKey(settle.dac, settle.object, static_cast<std::uint8_t>(settle.sub));
    const auto stored = context.read<state::Case>(key);
    const auto c = context.read<state::Collaboration>(state::collaborationKey(settle.dac, settle.object));
    if (!stored || !c) return ErrorCode::NoSuchCase;
    state::Case dispute = effective(*stored, context.time(), *c, context.rules());
    if (hasPanel(*c) && isBeingDrawn(dispute)) return drawOn(settle, *c, dispute, context);
    if (!isCaseDue(dispute)) return ErrorCode::NothingDue;

    const std::uint8_t payer = payerOf(dispute);
    Amount fee = dispute.fee;
    Amount keptTips = 0;
    // The court is paid for a ruling. A silent one returns the fee; one who withdraws loses it.
    tx::Party payee = partyOn(*c, isIn(dispute, CaseState::Withdrawn) ? otherSide(payer) : payer);
    if (isIn(dispute, CaseState::Ruled)) payee = c->court;
    if (hasPanel(*c)) {
        const auto open = static_cast<Amount>(openJurors(dispute));
        keptTips = std::min(dispute.tip, kTip * open);
        // The jurors take their shares themselves; the court's treasury has what does not divide.
        if (isIn(dispute, CaseState::Ruled)) fee = std::min(fee, remainderOfFee(*c, dispute));
        dispute.closed |= state::kCaseClosed;
    }
    const Amount tips = dispute.tip - keptTips;
    const Amount tip = std::min(tips, kTip);
    dispute.fee -= fee;
    dispute.tip = keptTips;
    context.write(key, dispute);
    STOA_TRY_VOID(creditParty(context, payee, fee));
    if (tips > tip) STOA_TRY_VOID(creditParty(context, partyOn(*c, payer), tips - tip));
    return context.credit(context.batch().aggregator, tip);
}

} // namespace stoa::mvm
