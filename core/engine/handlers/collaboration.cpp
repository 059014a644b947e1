// SPDX-License-Identifier: MIT
// Collaborations as their members see them: what now, who must act, by when, what happens if nobody does.
#include <algorithm>

#include "core/content/delivery_text.h"
#include "core/content/dispute_text.h"
#include "core/engine/handlers.h"
#include "core/mvm/contracts/handlers.h"

namespace stoa::engine {
namespace {

using mvm::Standing;
using State = state::CollaborationState;

/// What I am in a collaboration.
struct Me {
    bool isAsker = false;
    bool isDoer = false;
    bool isArbitrator = false;
    bool mayAcceptOpen = false;
};

std::string wordsOf(Member& member, const Hash& id)
{
    const auto object = member.content(id);
    if (!object) return {};
    const auto text = content::decodeDisputeText(textOf(*object));
    return text ? text->text : std::string{};
}

bool isCaseState(const state::Case& dispute, state::CaseState state)
{
    return dispute.state == static_cast<std::uint8_t>(state);
}

void setAmounts(NextStep& next, const mvm::Payout& payout)
{
    next.toAsker = payout.asker;
    next.toDoer = payout.doer;
    next.taxPaid = payout.tax;
}

/// A panel's phases are all a time in which the ruling is waited for.
CaseState caseStateOf(const state::Case& dispute)
{
    switch (static_cast<state::CaseState>(dispute.state)) {
    case state::CaseState::Open: return CaseState::Open;
    case state::CaseState::Ruling:
    case state::CaseState::Drawing:
    case state::CaseState::Committing:
    case state::CaseState::Revealing: return CaseState::Ruling;
    case state::CaseState::Void: return CaseState::Void;
    case state::CaseState::Ruled: return CaseState::Ruled;
    case state::CaseState::Withdrawn: return CaseState::Withdrawn;
    case state::CaseState::Agreed: return CaseState::Agreed;
    }
    return CaseState::Closed;
}

NextStep disputeStep(const Standing& standing, const Me& me)
{
    const state::Case& dispute = *standing.dispute;
    NextStep next;
    next.by = dispute.deadline;
    setAmounts(next, mvm::payoutOf(standing.collaboration, dispute.statusQuo));
    if (isCaseState(dispute, state::CaseState::Open)) {
        const bool askerAnswers = dispute.claimant == state::kDoerSide;
        next.who = askerAnswers ? Actor::Asker : Actor::Doer;
        next.ifNobodyActs = DefaultOutcome::RulesWithoutAnswer;
        next.waitsForMe = askerAnswers ? me.isAsker : me.isDoer;
    } else {
        next.who = Actor::Arbitrator;
        next.ifNobodyActs = DefaultOutcome::CourtSilent;
        next.waitsForMe = me.isArbitrator;
    }
    return next;
}

NextStep stepOf(const Standing& standing, Timestamp now, const Me& me)
{
    const state::Collaboration& c = standing.collaboration;
    NextStep next;
    switch (standing.state()) {
    case State::Proposed:
        next.who = now >= c.answerBy ? Actor::Network : c.doer.isZero() ? Actor::AnyMember : Actor::Doer;
        next.by = c.answerBy;
        next.ifNobodyActs = DefaultOutcome::ReturnsToAsker;
        next.toAsker = c.reward + c.askerDeposit;
        next.waitsForMe = now < c.answerBy && (me.isDoer || me.mayAcceptOpen);
        return next;
    case State::Active:
        next.who = Actor::Doer;
        next.by = now < c.workBy ? c.workBy : c.deadline;
        next.ifNobodyActs = DefaultOutcome::RefundAllocated;
        next.otherwiseAt = c.deadline;
        setAmounts(next, mvm::payoutOf(c, c.doerDeposit));
        next.waitsForMe = me.isDoer;
        return next;
    case State::Delivered:
        next.who = Actor::Asker;
        next.by = c.deadline;
        next.ifNobodyActs = DefaultOutcome::CountsAsApproved;
        setAmounts(next, mvm::payoutOf(c, c.reward + c.doerDeposit));
        next.waitsForMe = me.isAsker;
        return next;
    case State::ToBeAllocated:
        next.who = now >= c.deadline ? Actor::Network : Actor::Nobody;
        next.by = c.deadline;
        next.ifNobodyActs =
            (c.flags & state::kRefund) != 0 ? DefaultOutcome::PaysRefund : DefaultOutcome::PaysOut;
        setAmounts(next, mvm::payoutOf(c, c.outcome));
        return next;
    case State::Disputed: return standing.dispute ? disputeStep(standing, me) : next;
    case State::Ruled:
        next.who = Actor::Network;
        next.by = c.deadline;
        next.ifNobodyActs = DefaultOutcome::PaysRuling;
        if (standing.dispute) setAmounts(next, mvm::ruledPayoutOf(c, *standing.dispute));
        return next;
    case State::Settled:
    case State::Cancelled:
    case State::Refunded: return next;
    }
    return next;
}

NextStep nextStepOf(const Standing& standing, Timestamp now, const Me& me)
{
    NextStep next = stepOf(standing, now, me);
    if (next.otherwiseAt == 0) next.otherwiseAt = next.by;
    return next;
}

std::vector<Act> actsOf(const Standing& standing, Timestamp now, const Me& me)
{
    const state::Collaboration& c = standing.collaboration;
    std::vector<Act> acts;
    const auto add = [&](bool isMine, Act act) {
        if (isMine) acts.push_back(act);
    };
    switch (standing.state()) {
    case State::Proposed:
        if (now >= c.answerBy) break;
        add(me.isDoer || me.mayAcceptOpen, Act::Accept);
        add(me.isDoer, Act::Decline);
        add(me.isAsker, Act::TakeBack);
        break;
    case State::Active: add(me.isDoer, Act::Deliver); break;
    case State::Delivered:
        add(me.isAsker, Act::Approve);
        add(me.isAsker && c.changesUsed < c.changes, Act::RequestChanges);
        break;
    case State::Disputed:
        if (!standing.dispute) break;
        if (isCaseState(*standing.dispute, state::CaseState::Open))
            add(standing.dispute->claimant == state::kDoerSide ? me.isAsker : me.isDoer, Act::Answer);
        else
            add(me.isArbitrator, Act::Rule);
        break;
    case State::ToBeAllocated:
    case State::Ruled:
    case State::Settled:
    case State::Cancelled:
    case State::Refunded: break;
    }
    const State state = standing.state();
    const bool isOpenToDispute =
        (state == State::Active || state == State::Delivered || state == State::ToBeAllocated) &&
        now < c.deadline && !c.court.isZero();
    const bool askerMay = me.isAsker && (c.flags & state::kAskerDisputed) == 0;
    const bool doerMay = me.isDoer && (c.flags & state::kDoerDisputed) == 0;
    add(isOpenToDispute && (askerMay || doerMay), Act::Dispute);
    return acts;
}

Timestamp stateSince(const Standing& standing)
{
    const state::Collaboration& c = standing.collaboration;
    switch (standing.state()) {
    case State::Proposed: return c.proposed;
    case State::Active: return c.started;
    case State::Delivered: return c.deadline - c.reviewPeriod;
    case State::ToBeAllocated: return c.deadline - c.challengePeriod;
    case State::Disputed: return standing.dispute ? standing.dispute->opened : 0;
    case State::Ruled:
    case State::Settled:
    case State::Cancelled:
    case State::Refunded: return c.deadline;
    }
    return 0;
}

CaseView caseViewOf(Member& member, const state::Key& rulingKey, const state::Case& dispute,
                    const light::DacReplica& replica)
{
    CaseView view;
    view.round = dispute.round;
    view.state = caseStateOf(dispute);
    view.claimantIsAsker = dispute.claimant == state::kAskerSide;
    view.claim = dispute.claim;
    view.isAnswered = dispute.answered != 0;
    view.counterClaim = dispute.counterClaim;
    view.statusQuo = dispute.statusQuo;
    view.fee = dispute.fee;
    view.opened = dispute.opened;
    view.deadline = dispute.deadline;
    view.claimText = wordsOf(member, dispute.evidence);
    view.answerText = wordsOf(member, dispute.answer);
    if (isCaseState(dispute, state::CaseState::Ruled)) {
        view.ruling = mvm::rulingOf(dispute);
        if (const auto juror = replica.read<state::Juror>(rulingKey))
            view.rulingText = wordsOf(member, juror->reasons);
    }
    return view;
}

void setTexts(Member& member, CollaborationView& view, const state::Collaboration& c)
{
    if (const auto object = member.content(c.statement))
        if (auto statement = content::decodeJobStatement(textOf(*object))) {
            view.statement = *std::move(statement);
            view.hasStatement = true;
            view.title = view.statement.title;
        }
    if (const auto object = member.content(c.delivery))
        if (const auto delivery = content::decodeDeliveryText(textOf(*object)))
            view.deliveryText = delivery->summary;
    view.changesText = wordsOf(member, c.reasons);
}

ProposalEnding endingOf(const Standing& standing)
{
    const state::Collaboration& c = standing.collaboration;
    if ((c.flags & state::kDeclined) != 0) return ProposalEnding::Declined;
    if ((c.flags & state::kWithdrawn) != 0) return ProposalEnding::TakenBack;
    return standing.state() == State::Cancelled ? ProposalEnding::Unanswered : ProposalEnding::None;
}

void setPayments(CollaborationView& view, const Standing& standing)
{
    const state::Collaboration& c = standing.collaboration;
    if (standing.state() == State::Cancelled) view.paidToAsker = c.reward + c.askerDeposit;
    if (standing.state() != State::Settled && standing.state() != State::Refunded) return;
    const bool isRuled = standing.dispute && isCaseState(*standing.dispute, state::CaseState::Ruled);
    const mvm::Payout payout =
        isRuled ? mvm::ruledPayoutOf(c, *standing.dispute) : mvm::payoutOf(c, c.outcome);
    view.paidToAsker = payout.asker;
    view.paidToDoer = payout.doer;
}

Me meIn(const Member& member, const light::DacReplica& replica, const state::Collaboration& c)
{
    Me me;
    if (member.me().isZero()) return me;
    const tx::Party mine = tx::personParty(member.me());
    me.isAsker = c.asker == mine;
    me.isDoer = c.doer == mine;
    me.isArbitrator = c.court == mine;
    const auto standing = replica.read<state::Member>(state::memberKey(replica.dac(), member.me()));
    const auto charter = replica.read<state::Charter>(state::charterKey(replica.dac()));
    me.mayAcceptOpen = c.doer.isZero() && !me.isAsker && !me.isArbitrator && standing && charter &&
                       mvm::isPermitted(*charter, standing->role, tx::Permission::AcceptOpen);
    return me;
}

} // namespace

CollaborationView collaborationViewOf(Member& member, const DacId& dac, const ObjectId& id,
                                      const state::Collaboration& stored)
{
    const light::DacReplica* replica = member.replica(dac);
    const Timestamp now = member.now();
    const Standing standing = mvm::effective(storedStanding(*replica, id, stored), now, member.rules);
    const state::Collaboration& c = standing.collaboration;
    const Me me = meIn(member, *replica, c);

    CollaborationView view;
    view.dac = dac;
    view.id = id;
    view.company = member.companyName(dac);
    view.asker = member.person(tx::personOf(c.asker));
    view.doer = member.person(tx::personOf(c.doer));
    view.arbitrator = member.person(tx::personOf(c.court));
    view.state = static_cast<CollaborationState>(c.state);
    view.seq = c.seq;
    view.iAmAsker = me.isAsker;
    view.iAmDoer = me.isDoer;
    view.iAmArbitrator = me.isArbitrator;
    view.ending = endingOf(standing);
    view.reward = c.reward;
    view.askerDeposit = c.askerDeposit;
    view.doerDeposit = c.doerDeposit;
    view.pot = mvm::potOf(c);
    view.tax = c.tax;
    view.courtFee = c.courtFee;
    view.answerBy = c.answerBy;
    view.workBy = c.workBy;
    view.reviewPeriod = c.reviewPeriod;
    view.challengePeriod = c.challengePeriod;
    view.gracePeriod = c.gracePeriod;
    view.changesAllowed = c.changes;
    view.changesUsed = c.changesUsed;
    view.started = c.started;
    view.deadline = c.deadline;
    view.stateSince = stateSince(standing);
    view.next = nextStepOf(standing, now, me);
    view.myActs = actsOf(standing, now, me);
    view.statementHash = c.statement;
    view.delivery = c.delivery;
    view.task = c.task;
    setTexts(member, view, c);
    if (standing.dispute)
        view.dispute = caseViewOf(member, state::jurorKey(dac, id, standing.dispute->round, 0),
                                  *standing.dispute, *replica);
    setPayments(view, standing);
    view.finality = member.finalityOfHead();
    return view;
}

Standing storedStanding(const light::DacReplica& replica, const ObjectId& id,
                        const state::Collaboration& stored)
{
    Standing standing{stored, {}};
    if (stored.round != 0)
        standing.dispute = replica.read<state::Case>(state::caseKey(replica.dac(), id, stored.round));
    return standing;
}

std::vector<CollaborationView> collaborationsOf(Member& member, const DacId& dac)
{
    std::vector<std::pair<ObjectId, state::Collaboration>> stored;
    member.replica(dac)->forEach<state::Collaboration>(
        state::Table::Collaboration, [&](const state::Key& key, const state::Collaboration& record) {
            stored.emplace_back(state::objectOf(key), record);
        });
    std::vector<CollaborationView> views;
    for (const auto& [id, record] : stored) views.push_back(collaborationViewOf(member, dac, id, record));
    std::sort(views.begin(), views.end(), [](const CollaborationView& a, const CollaborationView& b) {
        if (a.next.waitsForMe != b.next.waitsForMe) return a.next.waitsForMe;
        return a.stateSince > b.stateSince;
    });
    return views;
}

Result<ListCollaborations::Reply> handle(Member& member, const ListCollaborations& request)
{
    if (!request.dac.isZero()) {
        STOA_TRY_VOID(member.company(request.dac));
        return collaborationsOf(member, request.dac);
    }
    std::vector<DacId> companies;
    for (const auto& [dac, replica] : member.replicas) companies.push_back(dac);
    std::vector<CollaborationView> mine;
    for (const DacId& dac : companies)
        for (CollaborationView& view : collaborationsOf(member, dac))
            if (view.iAmAsker || view.iAmDoer || view.iAmArbitrator) mine.push_back(std::move(view));
    return mine;
}

Result<ReadCollaboration::Reply> handle(Member& member, const ReadCollaboration& request)
{
    STOA_TRY(const light::DacReplica* replica, member.company(request.dac));
    const auto stored = replica->read<state::Collaboration>(state::collaborationKey(request.dac, request.id));
    if (!stored) return ErrorCode::NoSuchCollaboration;
    return collaborationViewOf(member, request.dac, request.id, *stored);
}

} // namespace stoa::engine
