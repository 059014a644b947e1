// SPDX-License-Identifier: MIT
// Disputes: claim, answer, and the ruling of a named arbitrator.
#include <algorithm>
#include <limits>

#include "core/mvm/contracts/standing.h"

namespace stoa::mvm {
namespace {

using state::CaseState;
using state::CollaborationState;

/// The side that the sender is on; 0 if neither.
std::uint8_t sideOf(const ApplyContext& context, const state::Collaboration& c)
{
    const tx::Party sender = tx::personParty(context.sender());
    if (sender == c.asker) return state::kAskerSide;
    if (sender == c.doer) return state::kDoerSide;
    return 0;
}

} // namespace

Result<void> handle(const tx::Dispute& d, ApplyContext& context)
{
    STOA_TRY(Standing standing, readStanding(context, d.dac, d.collaboration));
    state::Collaboration& c = standing.collaboration;
    if (d.seq != c.seq) return ErrorCode::WrongSequence;
    const std::uint8_t side = sideOf(context, c);
    if (side == 0) return ErrorCode::NotAParty;
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
    if (d.courtFee != c.courtFee) return ErrorCode::ContentConflict;

    state::Case dispute;
    dispute.state = static_cast<std::uint8_t>(CaseState::Open);
    dispute.round = static_cast<std::uint8_t>(c.round + 1);
    dispute.claimant = side;
    dispute.claim = d.claim;
    dispute.counterClaim = statusQuo;
    dispute.statusQuo = statusQuo;
    dispute.fee = c.courtFee;
    dispute.tip = kTip;
    dispute.evidence = d.evidence;
    dispute.saltHash = d.saltHash;
    dispute.opened = context.time();
    dispute.size = c.panel;
    dispute.deadline = context.time() + context.rules().answerPeriod;
    const state::Key key = state::caseKey(d.dac, d.collaboration, dispute.round);
    if (context.read<state::Case>(key)) return ErrorCode::AlreadyExists;
    STOA_TRY_VOID(context.debit(context.sender(), c.courtFee + kTip));

    c.flags |= flag;
    c.round = dispute.round;
    c.frozenState = c.state;
    c.remaining = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(c.deadline - context.time(), std::numeric_limits<std::uint32_t>::max()));
    c.state = static_cast<std::uint8_t>(CollaborationState::Disputed);
    ++c.seq;
    context.write(state::collaborationKey(d.dac, d.collaboration), c);
    context.write(key, dispute);
    return {};
}

Result<void> handle(const tx::Answer& a, ApplyContext& context)
{
    STOA_TRY(Standing standing, readStanding(context, a.dac, a.collaboration));
    state::Collaboration& c = standing.collaboration;
    if (standing.state() != CollaborationState::Disputed || !standing.dispute) return ErrorCode::WrongState;
    state::Case& dispute = *standing.dispute;
    const std::uint8_t side = sideOf(context, c);
    if (side == 0 || side == dispute.claimant) return ErrorCode::NotAParty;
    if (dispute.state != static_cast<std::uint8_t>(CaseState::Open)) return ErrorCode::TooLate;
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
        c.state = static_cast<std::uint8_t>(CollaborationState::ToBeAllocated);
        c.flags = static_cast<std::uint8_t>((c.flags | state::kAgreed) & ~state::kRefund);
        c.outcome = a.counterClaim;
        c.deadline = context.time();
        ++c.seq;
    } else {
        dispute.state = static_cast<std::uint8_t>(CaseState::Ruling);
        dispute.deadline = context.time() + c.revealPeriod;
    }
    context.write(state::collaborationKey(a.dac, a.collaboration), c);
    context.write(state::caseKey(a.dac, a.collaboration, dispute.round), dispute);
    return {};
}

Result<void> handle(const tx::RevealRuling& r, ApplyContext& context)
{
    STOA_TRY(Standing standing, readStanding(context, r.dac, r.collaboration));
    state::Collaboration& c = standing.collaboration;
    if (c.court != tx::personParty(context.sender())) return ErrorCode::NotTheArbitrator;
    if (standing.state() != CollaborationState::Disputed || !standing.dispute) return ErrorCode::WrongState;
    state::Case& dispute = *standing.dispute;
    if (r.round != dispute.round) return ErrorCode::ContentConflict;
    // The other side has its time to answer first.
    if (dispute.state == static_cast<std::uint8_t>(CaseState::Open)) return ErrorCode::TooEarly;
    if (r.reasons.isZero()) return ErrorCode::OutOfRange;
    const Amount ruling = clampRuling(dispute, r.amount);
    dispute.state = static_cast<std::uint8_t>(CaseState::Ruled);
    dispute.reveals = 1;
    dispute.setAmount(0, ruling);
    dispute.deadline = context.time();
    c.state = static_cast<std::uint8_t>(CollaborationState::Ruled);
    c.outcome = ruling;
    c.deadline = context.time();
    ++c.seq;
    context.write(state::collaborationKey(r.dac, r.collaboration), c);
    context.write(state::caseKey(r.dac, r.collaboration, dispute.round), dispute);
    context.write(state::jurorKey(r.dac, r.collaboration, dispute.round, 0),
                  state::Juror{context.sender(), 0, {}, r.amount, r.reasons, 1});
    return {};
}

} // namespace stoa::mvm
