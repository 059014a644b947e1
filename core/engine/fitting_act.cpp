// SPDX-License-Identifier: MIT
// Whether an act on a collaboration fits its state and the one who acts, as far as is known here: whoever is
// refused hears whose turn it is and how it stands, before anything is signed.
#include "core/engine/build_acts.h"
#include "core/engine/handlers.h"
#include "core/mvm/contracts/panel.h"

namespace stoa::engine {
namespace {

using State = state::CollaborationState;

Error notForYou(const char* whose) { return {ErrorCode::NotAParty, whose}; }

Error isNow(State state)
{
    return {ErrorCode::WrongState, "state " + std::to_string(static_cast<unsigned>(state))};
}

/// What an act is judged by. Who could act for both sides is left to the machine.
struct Turn {
    const state::Collaboration& c;
    State state;
    const state::Case* dispute; ///< null: there is none
    Timestamp now;
    Roles me;

    bool isAsker() const { return me.isAsker && !me.isBoth; }
    bool isDoer() const { return me.isDoer && !me.isBoth; }
    bool isOn(std::uint8_t side) const { return side == state::kAskerSide ? isAsker() : isDoer(); }
};

Result<void> proposalIsOpen(const Turn& turn, const char* otherwise)
{
    const bool isOver =
        turn.state == State::Cancelled || (turn.state == State::Proposed && turn.now >= turn.c.answerBy);
    if (isOver) return Error{ErrorCode::TooLate, "proposal"};
    if (turn.state != State::Proposed) return Error{ErrorCode::WrongState, otherwise};
    return {};
}

Result<void> acceptanceFits(const Turn& turn)
{
    STOA_TRY_VOID(proposalIsOpen(turn, "accepted already"));
    if (turn.isAsker()) return Error{ErrorCode::SameParty, "own proposal"};
    const bool isForOnePerson = tx::typeOf(turn.c.doer) == tx::PartyType::Person;
    if (isForOnePerson && !turn.me.isDoer) return notForYou("for another");
    return {};
}

Result<void> deliveryFits(const Turn& turn)
{
    if (turn.isAsker()) return notForYou("deliver");
    if (turn.state == State::Proposed) return Error{ErrorCode::WrongState, "not begun"};
    if (turn.state == State::Delivered) return Error{ErrorCode::WrongState, "delivered already"};
    if (turn.state != State::Active) return isNow(turn.state);
    return {};
}

/// Nobody decides about what is not there.
Result<void> reviewFits(const Turn& turn, const char* whose)
{
    if (turn.isDoer()) return notForYou(whose);
    if (turn.state == State::Proposed) return Error{ErrorCode::WrongState, "not begun"};
    if (turn.state == State::Active) {
        const bool isAgain = turn.c.changesUsed != 0;
        return Error{ErrorCode::WrongState, isAgain ? "not delivered again" : "not delivered"};
    }
    if (turn.state != State::Delivered) return isNow(turn.state);
    return {};
}

Result<void> disputeFits(const Turn& turn)
{
    if (turn.state == State::Proposed) return Error{ErrorCode::WrongState, "not begun"};
    const bool isOpen =
        turn.state == State::Active || turn.state == State::Delivered || turn.state == State::ToBeAllocated;
    if (!isOpen) return isNow(turn.state);
    return {};
}

Result<void> answerFits(const Turn& turn)
{
    if (turn.state != State::Disputed || turn.dispute == nullptr) return isNow(turn.state);
    if (turn.isOn(turn.dispute->claimant)) return notForYou("answer");
    if (mvm::isIn(*turn.dispute, state::CaseState::Open)) return {};
    if (turn.dispute->answered != 0) return Error{ErrorCode::WrongState, "answered already"};
    return Error{ErrorCode::TooLate, "answer"};
}

Result<void> withdrawalFits(const Turn& turn)
{
    if (turn.state != State::Disputed || turn.dispute == nullptr) return isNow(turn.state);
    const bool isAppeal = turn.dispute->appellant != 0;
    const bool isByAsker = (isAppeal ? turn.dispute->appellant : turn.dispute->claimant) == state::kAskerSide;
    if (isByAsker ? turn.isDoer() : turn.isAsker()) return notForYou("withdraw");
    return {};
}

Result<void> termsFit(const Turn& turn)
{
    if (turn.state != State::Active) return isNow(turn.state);
    if (turn.c.amendBy == 0) return Error{ErrorCode::WrongState, "no other terms"};
    if (turn.isOn(turn.c.amendBy)) return notForYou("own terms");
    return {};
}

Result<void> settlementFits(const Turn& turn, bool isAccepting)
{
    const bool isOver = turn.state == State::Ruled || turn.state >= State::Settled;
    if (isOver || turn.state == State::Proposed) return isNow(turn.state);
    if (!isAccepting) return {};
    if (turn.c.offerBy == 0) return Error{ErrorCode::WrongState, "no offer"};
    if (turn.isOn(turn.c.offerBy)) return notForYou("own offer");
    return {};
}

Result<void> appealFits(const Turn& turn)
{
    if (turn.state != State::Ruled || turn.dispute == nullptr) return isNow(turn.state);
    if (!mvm::hasPanel(turn.c)) return Error{ErrorCode::TooLate, "named ruling"};
    if (turn.dispute->appellant != 0) return Error{ErrorCode::TooLate, "appeal's ruling"};
    const bool isAsker = turn.isAsker();
    if (!isAsker && !turn.isDoer()) return {};
    const std::uint8_t side = isAsker ? state::kAskerSide : state::kDoerSide;
    const state::Case& ruled = *turn.dispute;
    if ((side == ruled.claimant ? ruled.claim : ruled.counterClaim) == turn.c.outcome)
        return Error{ErrorCode::NotPermitted, "ruled as asked"};
    return {};
}

} // namespace

Result<void> checkActFits(Member& member, const light::DacReplica& company, const mvm::Standing& standing,
                          Act act)
{
    const state::Collaboration& c = standing.collaboration;
    const Turn turn{c, standing.state(), standing.dispute ? &*standing.dispute : nullptr, member.now(),
                    rolesIn(member, company, c)};
    switch (act) {
    case Act::Accept: return acceptanceFits(turn);
    case Act::Decline:
        if (turn.isAsker()) return notForYou("decline");
        return proposalIsOpen(turn, "begun already");
    case Act::TakeBack:
        if (turn.isDoer()) return notForYou("take back");
        return proposalIsOpen(turn, "begun already");
    case Act::Deliver: return deliveryFits(turn);
    case Act::Approve: return reviewFits(turn, "approve");
    case Act::RequestChanges: return reviewFits(turn, "changes");
    case Act::Dispute: return disputeFits(turn);
    case Act::Answer: return answerFits(turn);
    case Act::WithdrawDispute: return withdrawalFits(turn);
    case Act::Amend:
        if (turn.state != State::Active) return isNow(turn.state);
        return {};
    case Act::AgreeAmendment: return termsFit(turn);
    case Act::Offer: return settlementFits(turn, false);
    case Act::AcceptOffer: return settlementFits(turn, true);
    case Act::Appeal: return appealFits(turn);
    case Act::Rule:
        if (turn.me.isArbitrator && turn.dispute != nullptr &&
            mvm::isIn(*turn.dispute, state::CaseState::Open))
            return Error{ErrorCode::TooEarly, "answer"};
        return {};
    case Act::DrawPanel:
    case Act::CommitRuling:
    case Act::RevealRuling: return {};
    }
    return {};
}

} // namespace stoa::engine
