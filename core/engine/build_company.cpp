// SPDX-License-Identifier: MIT
// Acts of companies, of courts and of accounts as steps.
#include <set>

#include "core/content/text_rules.h"
#include "core/engine/build_acts.h"
#include "core/engine/tool_moves.h"
#include "core/mvm/contracts/motion_rules.h"

namespace stoa::engine {
namespace {

/// A draft about a company that is known here, with its one step.
Result<PendingDraft> draftFor(Member& member, const DacId& dac, tx::Payload payload)
{
    STOA_TRY_VOID(member.company(dac));
    PendingDraft draft;
    draft.view.dac = dac;
    draft.view.subject = member.companyName(dac);
    addStep(draft, std::move(payload));
    return draft;
}

} // namespace

Result<PendingDraft> actFor(Member& member, const DacId& dac, tx::Payload payload, bool asMotion)
{
    STOA_TRY(PendingDraft draft, draftFor(member, dac, std::move(payload)));
    if (asMotion) draft.contents.push_back(tx::encodeAct(draft.transactions.front().payload));
    return draft;
}

Result<PendingDraft> buildActOf(Member& member, const ChangeRole& action)
{
    STOA_TRY_VOID(checkIsMember(member, action.dac, action.member));
    const tx::SetRole step{action.dac, action.member, static_cast<std::uint8_t>(action.role),
                           static_cast<std::uint8_t>(action.asMotion)};
    STOA_TRY(PendingDraft draft, actFor(member, action.dac, step, action.asMotion));
    draft.view.with = member.person(action.member);
    return draft;
}

Result<PendingDraft> buildActOf(Member& member, const SpendFromTreasury& action)
{
    tx::SpendTreasury step{
        action.dac, action.to, action.amount, {}, static_cast<std::uint8_t>(action.asMotion)};
    PendingDraft words;
    if (!content::trimmed(action.reason).empty()) {
        STOA_TRY_VOID(content::checkDisputeText({content::DisputeWords::Reasons, action.reason, {}}));
        step.reason = attachWords(words, content::DisputeWords::Reasons, action.reason);
    }
    STOA_TRY(PendingDraft draft, actFor(member, action.dac, step, action.asMotion));
    for (Bytes& object : words.contents) draft.contents.push_back(std::move(object));
    draft.view.with = member.person(action.to);
    return draft;
}

Result<PendingDraft> buildActOf(Member& member, const ChangeRules& action)
{
    STOA_TRY(const light::DacReplica* company, member.company(action.dac));
    const auto charter = company->read<state::Charter>(state::charterKey(action.dac));
    if (!charter) return ErrorCode::NoSuchCompany;
    tx::AmendCharter step;
    static_cast<tx::CharterTerms&>(step) = action.terms;
    step.text = charter->text;
    step.dac = action.dac;
    if (tx::typeOf(step.court) == tx::PartyType::Person) step.panel = 1; // one who is named judges alone
    if (state::encodeRecord(state::Charter{step}) == state::encodeRecord(*charter))
        return ErrorCode::NothingChanged;
    STOA_TRY_VOID(checkTermsFit(member, step));
    step.asMotion = static_cast<std::uint8_t>(action.asMotion);
    return actFor(member, action.dac, step, action.asMotion);
}

Result<PendingDraft> buildActOf(Member& member, const VoteOnMotion& action)
{
    if (action.side == tx::Side::For) {
        // Nobody is for what cannot be read here.
        STOA_TRY(const light::DacReplica* company, member.company(action.dac));
        const auto motion = company->read<state::Motion>(state::motionKey(action.dac, action.motion));
        if (!motion) return ErrorCode::NoSuchMotion;
        STOA_TRY(const Bytes act, member.content(motion->act));
        STOA_TRY_VOID(tx::decodeAct(act));
    }
    return draftFor(member, action.dac,
                    tx::Vote{action.dac, action.motion, static_cast<std::uint8_t>(action.side)});
}

Result<PendingDraft> buildActOf(Member& member, const CarryOutMotion& action)
{
    STOA_TRY(const light::DacReplica* company, member.company(action.dac));
    const auto motion = company->read<state::Motion>(state::motionKey(action.dac, action.motion));
    if (!motion) return ErrorCode::NoSuchMotion;
    STOA_TRY(const Bytes act, member.content(motion->act));
    if (const auto decoded = tx::decodeAct(act))
        if (const auto* removal = std::get_if<tx::RemoveTool>(&*decoded)) {
            const bool isPassed = mvm::is(mvm::effective(*motion, member.now()), state::MotionState::Passed);
            if (isPassed && wasRemoved(*company, removal->tool))
                return Error{ErrorCode::NotFound, "motion's tool gone already"};
            STOA_TRY_VOID(checkHoldsNothing(*company, removal->tool));
        }
    return draftFor(member, action.dac, tx::EnactMotion{action.dac, action.motion, act});
}

Result<PendingDraft> buildActOf(Member& member, const FundCompany& action)
{
    return draftFor(member, action.dac, tx::FundTreasury{action.dac, action.amount});
}

Result<PendingDraft> buildActOf(Member& member, const SetStake& action)
{
    return draftFor(member, action.dac, tx::ChangeStake{action.dac, action.stake});
}

Result<PendingDraft> buildActOf(Member& member, const LeaveCompany& action)
{
    return draftFor(member, action.dac, tx::Leave{action.dac});
}

Result<PendingDraft> buildActOf(Member& member, const TakeCourtSeat& action)
{
    STOA_TRY(const light::DacReplica* company, member.company(action.dac));
    const auto charter = company->read<state::Charter>(state::charterKey(action.dac));
    if (!charter) return ErrorCode::NoSuchCompany;
    std::set<std::uint32_t> taken;
    company->forEach<state::Seat>(state::Table::Seat, [&](const state::Key& key, const state::Seat&) {
        taken.insert(state::subOf(key));
    });
    std::uint32_t seat = 0;
    while (taken.contains(seat)) ++seat;
    return draftFor(member, action.dac, tx::TakeSeat{action.dac, seat, charter->seatDeposit});
}

Result<PendingDraft> buildActOf(Member& member, const LeaveCourtSeat& action)
{
    return draftFor(member, action.dac, tx::LeaveSeat{action.dac});
}

// ---- accounts ---------------------------------------------------------------------------------------

Result<PendingDraft> buildActOf(Member& member, const NameGuardian& action)
{
    PendingDraft draft;
    draft.view.with = member.person(action.guardian);
    addStep(draft, tx::SetGuardian{action.guardian});
    return draft;
}

Result<PendingDraft> buildActOf(Member& member, const HandKeyOver& action)
{
    PendingDraft draft;
    draft.view.with = member.person(action.controller);
    addStep(draft, tx::RotateKey{action.controller});
    return draft;
}

Result<PendingDraft> buildActOf(Member& member, const RecoverAccount& action)
{
    PendingDraft draft;
    draft.view.with = member.person(action.account);
    tx::Recover step{action.account, action.controller};
    // The owner names nothing: what is pending is what is cancelled.
    if (step.controller.isZero()) step.controller = member.account(action.account).account.pending;
    addStep(draft, step);
    return draft;
}

Result<PendingDraft> buildActOf(Member& member, const WithdrawMoney& action)
{
    PendingDraft draft;
    draft.view.with = member.person(action.to);
    addStep(draft, tx::Withdraw{action.to, action.amount});
    return draft;
}

} // namespace stoa::engine
