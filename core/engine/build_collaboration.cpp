// SPDX-License-Identifier: MIT
// Acts on collaborations and their cases as steps.
#include <algorithm>

#include "core/base/hex.h"
#include "core/content/delivery_text.h"
#include "core/content/text_rules.h"
#include "core/crypto/keccak.h"
#include "core/engine/build_acts.h"
#include "core/engine/handlers.h"
#include "core/engine/known_state.h"
#include "core/mvm/contracts/panel.h"

namespace stoa::engine {
namespace {

/// What each act on a collaboration starts from.
struct Work {
    Member& member;
    const ActOnCollaboration& action;
    const light::DacReplica& company;
    mvm::Standing standing;
    PendingDraft draft;

    const state::Collaboration& collaboration() const { return standing.collaboration; }
    std::uint8_t round() const { return standing.dispute ? standing.dispute->round : std::uint8_t{0}; }
    Hash words(content::DisputeWords what) { return attachWords(draft, what, action.text); }
    Result<Hash> salt(std::uint8_t round, SaltFor what) const
    {
        return member.caseSalt(action.dac, action.id, round, what);
    }
    Result<void> add(tx::Payload payload)
    {
        addStep(draft, std::move(payload));
        return {};
    }
};

bool needsWords(Act act)
{
    switch (act) {
    case Act::Deliver:
    case Act::RequestChanges:
    case Act::Dispute:
    case Act::Answer:
    case Act::Rule:
    case Act::CommitRuling:
    case Act::Appeal: return true;
    case Act::Accept:
    case Act::Decline:
    case Act::TakeBack:
    case Act::Approve:
    case Act::Amend:
    case Act::AgreeAmendment:
    case Act::Offer:
    case Act::AcceptOffer:
    case Act::WithdrawDispute:
    case Act::DrawPanel:
    case Act::RevealRuling: return false;
    }
    return false;
}

Result<void> deliver(Work& work)
{
    const ActOnCollaboration& action = work.action;
    const content::DeliveryText text{action.text, {}, {}};
    STOA_TRY_VOID(content::checkDeliveryText(text));
    const Hash delivery = attach(work.draft, content::encodeDeliveryText(text));
    return work.add(tx::Deliver{action.dac, action.id, work.collaboration().seq, delivery});
}

Result<void> requestChanges(Work& work)
{
    const ActOnCollaboration& action = work.action;
    const state::Collaboration& c = work.collaboration();
    // Never earlier than agreed, and time enough for the changes.
    const Timestamp usual = std::max(c.workBy, work.member.now() + c.reviewPeriod + kMinute);
    return work.add(tx::RequestChanges{action.dac, action.id, c.seq, c.delivery,
                                       work.words(content::DisputeWords::Changes),
                                       action.workBy != 0 ? action.workBy : usual});
}

Result<void> amend(Work& work)
{
    const ActOnCollaboration& action = work.action;
    const state::Collaboration& c = work.collaboration();
    Hash statement = c.statement;
    if (action.newStatement) {
        STOA_TRY(const StoredTask stored, readTask(work.member, action.dac, c.task));
        if (!content::isComplete(stored.text.statement))
            return Error{ErrorCode::BadJobStatement, "incomplete"};
        statement = attach(work.draft, content::encodeJobStatement(stored.text.statement));
    }
    const Timestamp workBy = action.workBy != 0 ? action.workBy : c.workBy;
    if (statement == c.statement && action.amount == c.reward && workBy == c.workBy)
        return ErrorCode::NothingChanged;
    return work.add(tx::Amend{action.dac, action.id, c.seq, statement, action.amount, workBy});
}

Result<void> dispute(Work& work)
{
    const ActOnCollaboration& action = work.action;
    const state::Collaboration& c = work.collaboration();
    const Amount statusQuo = mvm::statusQuoOf(c, work.standing.state());
    if (action.amount == statusQuo)
        return Error{ErrorCode::OutOfRange, amountsDetail(work.member, "claim as it is", {statusQuo})};
    Hash saltHash;
    if (mvm::hasPanel(c)) {
        STOA_TRY(const Hash salt, work.salt(static_cast<std::uint8_t>(c.round + 1), SaltFor::Drawing));
        saltHash = crypto::keccak256(salt.bytes);
    }
    return work.add(tx::Dispute{action.dac, action.id, c.seq, action.amount,
                                work.words(content::DisputeWords::Claim), saltHash, c.courtFee});
}

/// What is answered bounds the ruling, and what the other side has claimed is granted: nobody signs away what
/// they have already. Errors: OutOfRange with amountsDetail "answer below" (the doer answers) or "answer
/// above" and the claim.
Result<void> checkAnswer(const Work& work)
{
    if (!work.standing.dispute) return {};
    const state::Case& dispute = *work.standing.dispute;
    const bool doerAnswers = dispute.claimant == state::kAskerSide;
    const Amount amount = work.action.amount;
    if (doerAnswers ? amount >= dispute.claim : amount <= dispute.claim) return {};
    return Error{ErrorCode::OutOfRange,
                 amountsDetail(work.member, doerAnswers ? "answer below" : "answer above", {dispute.claim})};
}

Result<void> answer(Work& work)
{
    const ActOnCollaboration& action = work.action;
    STOA_TRY_VOID(checkAnswer(work));
    Hash salt;
    if (mvm::hasPanel(work.collaboration())) {
        STOA_TRY(salt, work.salt(work.round(), SaltFor::Answer));
    }
    return work.add(tx::Answer{action.dac, action.id, work.round(),
                               work.standing.dispute ? work.standing.dispute->claim : 0, action.amount,
                               work.words(content::DisputeWords::Answer), salt});
}

/// The network would move it to the nearer claim; nobody should sign one number and get another.
Result<void> checkRuling(const Work& work, Amount amount)
{
    if (work.standing.dispute && mvm::clampRuling(*work.standing.dispute, amount) != amount)
        return Error{ErrorCode::OutOfRange, "ruling"};
    return {};
}

Result<void> rule(Work& work)
{
    const ActOnCollaboration& action = work.action;
    STOA_TRY_VOID(checkRuling(work, action.amount));
    return work.add(tx::RevealRuling{
        action.dac, action.id, work.round(), action.amount, work.words(content::DisputeWords::Reasons), {}});
}

/// Opens the salt, once. The network draws.
Result<void> drawPanel(Work& work)
{
    const ActOnCollaboration& action = work.action;
    if (!work.standing.dispute) return ErrorCode::WrongState;
    const state::Case& dispute = *work.standing.dispute;
    STOA_TRY(const Hash salt, work.salt(dispute.round, SaltFor::Drawing));
    if (crypto::keccak256(salt.bytes) != dispute.saltHash) return ErrorCode::NotPermitted; // another's case
    if (dispute.draw != static_cast<std::uint8_t>(state::DrawState::Sealed)) return ErrorCode::WrongState;
    addStep(work.draft, tx::DrawPanel{action.dac, action.id, dispute.round, salt});
    return {};
}

tx::RevealRuling rulingOf(const SealedRuling& sealed, const Hash& salt)
{
    const std::string text = content::encodeDisputeText({content::DisputeWords::Reasons, sealed.reasons, {}});
    return {sealed.dac, sealed.collaboration, sealed.round, sealed.amount, crypto::keccak256(viewOf(text)),
            salt};
}

Result<void> commitRuling(Work& work)
{
    const ActOnCollaboration& action = work.action;
    STOA_TRY_VOID(checkRuling(work, action.amount));
    STOA_TRY(const Hash salt, work.salt(work.round(), SaltFor::Ruling));
    const SealedRuling sealed{action.dac, action.id, work.round(), action.amount, action.text};
    work.draft.sealed = sealed; // its words are not among the contents: they are sealed
    return work.add(tx::CommitRuling{action.dac, action.id, work.round(),
                                     mvm::commitmentOf(rulingOf(sealed, salt), work.member.me())});
}

/// What was sealed here; or, on another computer, the same amount and words again.
Result<void> revealRuling(Work& work)
{
    const ActOnCollaboration& action = work.action;
    STOA_TRY(auto sealed, work.member.sealed(action.dac, action.id, work.round()));
    if (!sealed) {
        if (content::trimmed(action.text).empty()) return Error{ErrorCode::NotFound, "sealed ruling"};
        sealed = SealedRuling{action.dac, action.id, work.round(), action.amount, action.text};
    }
    STOA_TRY(const Hash salt, work.salt(work.round(), SaltFor::Ruling));
    const tx::RevealRuling step = rulingOf(*sealed, salt);
    attachWords(work.draft, content::DisputeWords::Reasons, sealed->reasons);
    return work.add(step);
}

Result<void> appeal(Work& work)
{
    const ActOnCollaboration& action = work.action;
    const state::Collaboration& c = work.collaboration();
    STOA_TRY(const Hash salt, work.salt(static_cast<std::uint8_t>(work.round() + 1), SaltFor::Drawing));
    return work.add(tx::Appeal{action.dac, action.id, c.seq, work.words(content::DisputeWords::Claim),
                               crypto::keccak256(salt.bytes), 2 * c.courtFee});
}

/// Nobody signs for words that are not here, or that nobody can read. Errors: ContentMissing, those of the
/// statement's form.
Result<void> readStatement(Work& work, const Hash& id)
{
    STOA_TRY(const Bytes object, work.member.content(id));
    STOA_TRY_VOID(content::decodeJobStatement(textOf(object)));
    return {};
}

Result<void> accept(Work& work)
{
    const state::Collaboration& c = work.collaboration();
    STOA_TRY_VOID(readStatement(work, c.statement));
    return work.add(tx::Accept{work.action.dac, work.action.id, c.seq, c.statement, c.doerDeposit});
}

Result<void> approve(Work& work)
{
    const state::Collaboration& c = work.collaboration();
    STOA_TRY_VOID(work.member.content(c.delivery));
    return work.add(tx::Approve{work.action.dac, work.action.id, c.seq, c.delivery});
}

Result<void> offer(Work& work)
{
    const ActOnCollaboration& action = work.action;
    const Timestamp now = work.member.now();
    const Seconds most = work.member.rules.maximumPeriod;
    const Timestamp until = action.until != 0 ? action.until : now + std::min<Seconds>(7 * kDay, most);
    if (until <= now || until - now > most)
        return Error{ErrorCode::OutOfRange, "offer until " + std::to_string(most)};
    return work.add(tx::Offer{action.dac, action.id, work.collaboration().seq, action.amount, until});
}

Result<void> agreeAmendment(Work& work)
{
    const state::Collaboration& c = work.collaboration();
    STOA_TRY_VOID(readStatement(work, c.amendStatement));
    return work.add(tx::AgreeAmendment{work.action.dac, work.action.id, c.seq, c.amendStatement,
                                       c.amendReward, c.amendWorkBy});
}

Result<void> addSteps(Work& work)
{
    const ActOnCollaboration& action = work.action;
    const state::Collaboration& c = work.collaboration();
    switch (action.act) {
    case Act::Accept: return accept(work);
    case Act::Decline:
    case Act::TakeBack: return work.add(tx::Cancel{action.dac, action.id, c.seq});
    case Act::Deliver: return deliver(work);
    case Act::RequestChanges: return requestChanges(work);
    case Act::Approve: return approve(work);
    case Act::Dispute: return dispute(work);
    case Act::Answer: return answer(work);
    case Act::Rule: return rule(work);
    case Act::Amend: return amend(work);
    case Act::AgreeAmendment: return agreeAmendment(work);
    case Act::Offer: return offer(work);
    case Act::AcceptOffer: return work.add(tx::AcceptOffer{action.dac, action.id, c.seq, c.offer});
    case Act::WithdrawDispute: return work.add(tx::WithdrawDispute{action.dac, action.id, work.round()});
    case Act::DrawPanel: return drawPanel(work);
    case Act::CommitRuling: return commitRuling(work);
    case Act::RevealRuling: return revealRuling(work);
    case Act::Appeal: return appeal(work);
    }
    return ErrorCode::InvalidArgument;
}

/// The fee of the court that this charter names: a company's is in its own.
Result<Amount> courtFeeOf(Member& member, const state::Charter& charter)
{
    const DacId court = tx::companyOf(charter.court);
    if (court.isZero()) return charter.courtFee;
    const auto record = member.record(state::charterKey(court));
    const auto theirs = record ? state::decodeRecord<state::Charter>(*record) : std::nullopt;
    if (!theirs) return ErrorCode::NoCourt;
    return theirs->courtFee;
}

/// Whether steps of mine that wait change how it stands, once they are in, so that an act that does not fit
/// now, because of `why`, may fit then. What is over by then is over now.
bool isOtherwiseLater(const Work& work, const Error& why)
{
    if (!waitingCollaborations(work.member).contains(work.action.id)) return false;
    KnownState state(work.member);
    (void)state.runWaiting();
    const DacId& dac = work.action.dac;
    const auto collaboration = state.read<state::Collaboration>(state::collaborationKey(dac, work.action.id));
    if (!collaboration) return true;
    mvm::Standing later{*collaboration, {}};
    if (collaboration->round != 0)
        later.dispute = state.read<state::Case>(state::caseKey(dac, work.action.id, collaboration->round));
    later = mvm::effective(std::move(later), work.member.now(), work.member.rules);
    const auto fits = checkActFits(work.member, work.company, later, work.action.act);
    return fits || fits.error().code != why.code || fits.error().detail != why.detail;
}

/// My proposal of this task that the network has not taken yet.
std::optional<ObjectId> waitingProposal(const Member& member, const DacId& dac, const ObjectId& task)
{
    for (const sync::OutboxEntry& entry : member.outbox->entries()) {
        if (entry.stage != sync::OutboxEntry::Stage::Waiting) continue;
        const auto step = tx::decode(entry.step);
        const auto* proposal = step ? std::get_if<tx::Propose>(&step->payload) : nullptr;
        if (proposal && proposal->dac == dac && proposal->task == task) return tx::objectIdOf(entry.digest);
    }
    return {};
}

/// Errors: AlreadyExists with openWorkError's detail, those of `company`.
Result<void> checkNothingIsOpen(Member& member, const DacId& dac, const ObjectId& task)
{
    if (const auto waiting = waitingProposal(member, dac, task))
        return openWorkError(ErrorCode::AlreadyExists, *waiting);
    STOA_TRY(const light::DacReplica* company, member.company(dac));
    if (!openWorkOf(member, *company, task)) return {};
    // It may have ended since this computer looked; without a network what is known decides.
    (void)member.synchronizeNow();
    STOA_TRY(company, member.company(dac));
    if (const auto open = openWorkOf(member, *company, task))
        return openWorkError(ErrorCode::AlreadyExists, open->id);
    return {};
}

} // namespace

ObjectId collaborationOf(const tx::Payload& payload)
{
    return std::visit(
        [](const auto& step) {
            if constexpr (requires { step.collaboration; }) return step.collaboration;
            return ObjectId{};
        },
        payload);
}

std::set<ObjectId> waitingCollaborations(const Member& member)
{
    std::set<ObjectId> waiting;
    for (const sync::OutboxEntry& entry : member.outbox->entries()) {
        if (entry.stage != sync::OutboxEntry::Stage::Waiting) continue;
        if (const auto step = tx::decode(entry.step)) waiting.insert(collaborationOf(step->payload));
    }
    waiting.erase(ObjectId{});
    return waiting;
}

std::optional<OpenWork> openWorkOf(Member& member, const light::DacReplica& company, const ObjectId& task)
{
    std::optional<OpenWork> newest;
    Timestamp since = 0;
    company.forEach<state::Collaboration>(
        state::Table::Collaboration, [&](const state::Key& key, const state::Collaboration& c) {
            if (c.task != task || (newest && c.proposed <= since)) return;
            const ObjectId id = state::objectOf(key);
            if (standingOf(member, company, id, c).state() >= state::CollaborationState::Settled) return;
            newest = OpenWork{id, c.reward};
            since = c.proposed;
        });
    return newest;
}

Error openWorkError(ErrorCode code, const ObjectId& id) { return {code, "open collaboration " + toHex(id)}; }

mvm::Standing standingOf(Member& member, const light::DacReplica& company, const ObjectId& id,
                         const state::Collaboration& stored)
{
    mvm::Standing standing{stored, {}};
    if (stored.round != 0)
        standing.dispute = company.read<state::Case>(state::caseKey(company.dac(), id, stored.round));
    return mvm::effective(std::move(standing), member.now(), member.rules);
}

Result<PendingDraft> buildActOf(Member& member, const ProposeCollaboration& action)
{
    if (!action.again) STOA_TRY_VOID(checkNothingIsOpen(member, action.dac, action.task));
    STOA_TRY(const light::DacReplica* company, member.company(action.dac));
    STOA_TRY(const StoredTask stored, readTask(member, action.dac, action.task));
    if (!content::isComplete(stored.text.statement)) return Error{ErrorCode::BadJobStatement, "incomplete"};
    const auto charter = company->read<state::Charter>(state::charterKey(action.dac));
    if (!charter) return ErrorCode::NoSuchCompany;
    STOA_TRY_VOID(checkIsMember(member, action.dac, action.doer));
    tx::Propose step;
    step.dac = action.dac;
    if (!action.asker.isZero()) step.asker = tx::companyParty(action.asker);
    if (!action.doer.isZero()) step.doer = tx::personParty(action.doer);
    if (!action.doerCompany.isZero()) step.doer = tx::companyParty(action.doerCompany);
    PendingDraft draft;
    draft.view.dac = action.dac;
    draft.view.subject = stored.text.title;
    draft.view.with = member.party(step.doer);
    step.statement = attach(draft, content::encodeJobStatement(stored.text.statement));
    step.task = action.task;
    step.reward = action.reward;
    step.askerDeposit = action.askerDeposit;
    step.doerDeposit = action.doerDeposit;
    step.answerBy = action.answerBy != 0 ? action.answerBy : member.now() + charter->answerPeriod;
    step.workBy = action.workBy;
    step.reviewPeriod = charter->reviewPeriod;
    step.challengePeriod = charter->challengePeriod;
    step.gracePeriod = charter->gracePeriod;
    step.changes = charter->changes;
    step.tax = charter->tax;
    step.court = charter->court;
    STOA_TRY(step.courtFee, courtFeeOf(member, *charter));
    STOA_TRY_VOID(checkProposalFits(member, step, *charter));
    addStep(draft, step);
    return draft;
}

Result<PendingDraft> buildActOf(Member& member, const ActOnCollaboration& action)
{
    STOA_TRY(const light::DacReplica* company, member.company(action.dac));
    const auto stored = company->read<state::Collaboration>(state::collaborationKey(action.dac, action.id));
    if (!stored) return ErrorCode::NoSuchCollaboration;
    Work work{member, action, *company, standingOf(member, *company, action.id, *stored), {}};
    const state::Collaboration& c = work.collaboration();
    work.draft.view.dac = action.dac;
    work.draft.view.object = action.id;
    work.draft.view.subject = member.titleOf(c);
    work.draft.view.with = member.party(rolesIn(member, *company, c).isAsker ? c.doer : c.asker);
    const auto fits = checkActFits(member, *company, work.standing, action.act);
    if (!fits && !isOtherwiseLater(work, fits.error())) return fits.error();
    if (needsWords(action.act)) {
        if (content::trimmed(action.text).empty()) return Error{ErrorCode::BadContent, "empty"};
        if (action.act != Act::Deliver)
            STOA_TRY_VOID(content::checkDisputeText({content::DisputeWords::Claim, action.text, {}}));
    }
    STOA_TRY_VOID(addSteps(work));
    return std::move(work.draft);
}

} // namespace stoa::engine
