// SPDX-License-Identifier: MIT
// Collaborations as their members see them: what now, who must act, by when, what happens if nobody does.
#include <algorithm>
#include <array>

#include "core/content/delivery_text.h"
#include "core/content/dispute_text.h"
#include "core/crypto/keccak.h"
#include "core/engine/handlers.h"
#include "core/engine/next_step.h"
#include "core/mvm/contracts/handlers.h"

namespace stoa::engine {
namespace {

using mvm::Standing;
using State = state::CollaborationState;

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

CaseState caseStateOf(const state::Case& dispute)
{
    switch (static_cast<state::CaseState>(dispute.state)) {
    case state::CaseState::Open: return CaseState::Open;
    case state::CaseState::Ruling: return CaseState::Ruling;
    case state::CaseState::Drawing: return CaseState::Drawing;
    case state::CaseState::Committing: return CaseState::Committing;
    case state::CaseState::Revealing: return CaseState::Revealing;
    case state::CaseState::Void: return CaseState::Void;
    case state::CaseState::Ruled: return CaseState::Ruled;
    case state::CaseState::Withdrawn: return CaseState::Withdrawn;
    case state::CaseState::Agreed: return CaseState::Agreed;
    }
    return CaseState::Closed;
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

/// What I am in the newest case of a panel, and whether it waits for the salt that follows from my key.
void setJuror(Roles& me, Member& member, const light::DacReplica& replica, const ObjectId& id,
              const Standing& standing)
{
    const state::Case& dispute = *standing.dispute;
    if (mvm::isIn(dispute, state::CaseState::Drawing)) {
        const auto salt = member.caseSalt(replica.dac(), id, dispute.round, SaltFor::Drawing);
        me.hasSalt = salt && crypto::keccak256(salt->bytes) == dispute.saltHash;
    }
    for (std::uint8_t j = 0; j < dispute.drawn && j < state::kMostJurors; ++j) {
        const auto juror = replica.read<state::Juror>(state::jurorKey(replica.dac(), id, dispute.round, j));
        if (!juror || juror->who != member.me()) continue;
        me.isJuror = true;
        me.hasSealed = !juror->commitment.isZero();
        me.hasOpened = juror->state == state::kRevealed;
        // The court may be a company whose records are not here.
        const DacId court = tx::companyOf(standing.collaboration.court);
        const auto stored = member.record(state::seatKey(court, juror->seat));
        const auto seat = stored ? state::decodeRecord<state::Seat>(*stored) : std::nullopt;
        if (seat) me.seatDeposit = seat->deposit;
    }
}

CaseView caseViewOf(Member& member, const Roles& me, const ObjectId& id, const Standing& standing,
                    const light::DacReplica& replica)
{
    const state::Case& dispute = *standing.dispute;
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
    view.isPanel = mvm::hasPanel(standing.collaboration);
    view.isAppeal = dispute.appellant != 0;
    view.appellantIsAsker = dispute.appellant == state::kAskerSide;
    view.size = dispute.size;
    view.drawn = dispute.drawn;
    view.reveals = dispute.reveals;
    view.saltIsOpen = dispute.draw != static_cast<std::uint8_t>(state::DrawState::Sealed);
    view.iAmJuror = me.isJuror;
    view.iHaveSealed = me.hasSealed;
    view.iHaveOpened = me.hasOpened;
    view.firstRuling = dispute.first;
    for (std::size_t i = 0; i < dispute.reveals && i < state::kMostJurors; ++i)
        view.rulings.push_back(dispute.amount(i));
    const bool hasRuling =
        isCaseState(dispute, state::CaseState::Ruled) || (view.isAppeal && mvm::isOver(dispute));
    if (!hasRuling) return view;
    view.ruling = mvm::rulingOf(dispute);
    const std::uint8_t jurors = view.isPanel ? dispute.drawn : std::uint8_t{1};
    for (std::uint8_t j = 0; j < jurors && j < state::kMostJurors; ++j) {
        const auto juror = replica.read<state::Juror>(state::jurorKey(replica.dac(), id, dispute.round, j));
        const std::string words = juror ? wordsOf(member, juror->reasons) : std::string{};
        if (!words.empty()) view.rulingText += (view.rulingText.empty() ? "" : "\n\n") + words;
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

/// By how much a ruling's payout differs from what the ruling alone would give.
Amount feeBorneOf(const state::Collaboration& c, const state::Case& dispute)
{
    const Amount alone = mvm::payoutOf(c, mvm::rulingOf(dispute)).asker;
    const Amount paid = mvm::ruledPayoutOf(c, dispute).asker;
    return std::max(alone, paid) - std::min(alone, paid);
}

void setPayments(CollaborationView& view, const Standing& standing)
{
    const state::Collaboration& c = standing.collaboration;
    if (standing.state() == State::Ruled && standing.dispute)
        view.feeBorne = feeBorneOf(c, *standing.dispute);
    if (standing.state() == State::Cancelled) view.paidToAsker = c.reward + c.askerDeposit;
    if (standing.state() != State::Settled && standing.state() != State::Refunded) return;
    const bool isRuled =
        standing.dispute && (isCaseState(*standing.dispute, state::CaseState::Ruled) ||
                             (standing.dispute->appellant != 0 && mvm::isOver(*standing.dispute) &&
                              (c.flags & state::kAgreed) == 0));
    const mvm::Payout payout =
        isRuled ? mvm::ruledPayoutOf(c, *standing.dispute) : mvm::payoutOf(c, c.outcome);
    if (isRuled) view.feeBorne = feeBorneOf(c, *standing.dispute);
    view.paidToAsker = payout.asker;
    view.paidToDoer = payout.doer;
    view.paidAsTax = payout.tax;
}

/// Whether I act for this company when it is a party.
bool actsFor(Member& member, const DacId& dac)
{
    if (dac.isZero()) return false;
    const auto mine = member.record(state::memberKey(dac, member.me()));
    const auto terms = member.record(state::charterKey(dac));
    const auto standing = mine ? state::decodeRecord<state::Member>(*mine) : std::nullopt;
    const auto charter = terms ? state::decodeRecord<state::Charter>(*terms) : std::nullopt;
    return standing && charter && mvm::isPermitted(*charter, standing->role, tx::Permission::Spend);
}

/// Whether a named court is a member of a side; asked where it matters, since a node may have to say it.
bool isCourtInvolved(Member& member, const state::Collaboration& c)
{
    const auto state = static_cast<State>(c.state);
    if (tx::typeOf(c.court) != tx::PartyType::Person) return false;
    if (state != State::Proposed && state != State::Disputed) return false;
    const Address court = tx::personOf(c.court);
    return std::ranges::any_of(
        std::array{tx::companyOf(c.asker), tx::companyOf(c.doer)}, [&](const DacId& dac) {
            return !dac.isZero() && member.record(state::memberKey(dac, court)).has_value();
        });
}

void setOffers(CollaborationView& view, const state::Collaboration& c, Timestamp now)
{
    if (c.offerBy != 0 && now < c.offerUntil)
        view.offer = OfferView{c.offerBy == state::kAskerSide, c.offer, c.offerUntil};
    if (c.amendBy != 0)
        view.amendment = AmendmentView{c.amendBy == state::kAskerSide, c.amendReward, c.amendWorkBy,
                                       c.amendStatement != c.statement, c.amendStatement};
}

} // namespace

Roles rolesIn(Member& member, const light::DacReplica& replica, const state::Collaboration& c)
{
    Roles me;
    if (member.me().isZero()) return me;
    const tx::Party mine = tx::personParty(member.me());
    me.isAsker = c.asker == mine;
    me.isDoer = c.doer == mine;
    // Who is a party never acts for a company on the other side.
    if (!me.isAsker && !me.isDoer) {
        me.isAsker = actsFor(member, tx::companyOf(c.asker));
        const bool isDoer = actsFor(member, tx::companyOf(c.doer));
        me.isDoer = !me.isAsker && isDoer;
        me.isBoth = me.isAsker && isDoer;
    }
    me.isArbitrator = c.court == mine;
    me.isCourtInvolved = isCourtInvolved(member, c);
    const auto standing = replica.read<state::Member>(state::memberKey(replica.dac(), member.me()));
    const auto charter = replica.read<state::Charter>(state::charterKey(replica.dac()));
    me.mayAcceptOpen = c.doer.isZero() && !me.isAsker && !me.isArbitrator && standing && charter &&
                       mvm::isPermitted(*charter, standing->role, tx::Permission::AcceptOpen);
    return me;
}

CollaborationView collaborationViewOf(Member& member, const DacId& dac, const ObjectId& id,
                                      const state::Collaboration& stored)
{
    const light::DacReplica* replica = member.replica(dac);
    const Timestamp now = member.now();
    Standing standing = mvm::effective(storedStanding(*replica, id, stored), now, member.rules);
    const state::Collaboration& c = standing.collaboration;
    // A case that is over may not have been paid out yet, and is stored as it was before.
    if (standing.dispute) standing.dispute = mvm::effective(*standing.dispute, now, c, member.rules);
    Roles me = rolesIn(member, *replica, c);
    if (standing.dispute) setJuror(me, member, *replica, id, standing);

    CollaborationView view;
    view.dac = dac;
    view.id = id;
    view.company = member.companyName(dac);
    view.asker = member.party(c.asker);
    view.doer = member.party(c.doer);
    view.arbitrator = member.party(c.court);
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
    // An earlier case may still owe what it has cost.
    const auto isEnd = [&] { return view.next.ifNobodyActs == DefaultOutcome::None; };
    for (std::uint8_t round = 1; round < c.round && isEnd(); ++round)
        if (const auto earlier = replica->read<state::Case>(state::caseKey(dac, id, round)))
            view.next = courtStepOf(c, mvm::effective(*earlier, now, c, member.rules));
    PossibleActs acts = possibleActs(standing, now, me);
    view.myActs = std::move(acts.main);
    view.moreActs = std::move(acts.more);
    setOffers(view, c, now);
    if (view.amendment && view.amendment->isOtherStatement)
        if (const auto object = member.content(c.amendStatement))
            if (auto text = content::decodeJobStatement(textOf(*object))) {
                view.amendment->text = *std::move(text);
                view.amendment->hasText = true;
            }
    view.statementHash = c.statement;
    view.delivery = c.delivery;
    view.task = c.task;
    setTexts(member, view, c);
    if (standing.dispute) view.dispute = caseViewOf(member, me, id, standing, *replica);
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
            if (view.iAmAsker || view.iAmDoer || view.iAmArbitrator ||
                (view.dispute && view.dispute->iAmJuror))
                mine.push_back(std::move(view));
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
