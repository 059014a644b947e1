// SPDX-License-Identifier: MIT
// Actions of people as steps of the sidechain: payload, content objects, and what the review shows.
#include <algorithm>
#include <limits>

#include "core/base/overloaded.h"
#include "core/content/charter_text.h"
#include "core/content/delivery_text.h"
#include "core/content/dispute_text.h"
#include "core/content/profile_text.h"
#include "core/content/task_text.h"
#include "core/content/text_rules.h"
#include "core/crypto/keccak.h"
#include "core/engine/build_wiki.h"
#include "core/engine/invitation_link.h"
#include "core/engine/member.h"

namespace stoa::engine {
namespace {

/// Puts `object` among the draft's contents and returns its id.
Hash attach(PendingDraft& draft, std::string_view object)
{
    draft.contents.push_back(toBytes(viewOf(object)));
    return crypto::keccak256(viewOf(object));
}

void addStep(PendingDraft& draft, tx::Payload payload)
{
    tx::Transaction transaction;
    transaction.payload = std::move(payload);
    draft.transactions.push_back(std::move(transaction));
}

Result<PendingDraft> buildFor(Member& member, const SendMoney& action)
{
    PendingDraft draft;
    draft.view.with = member.person(action.to);
    addStep(draft, tx::Transfer{action.to, action.amount});
    return draft;
}

Result<PendingDraft> buildFor(Member& member, const SetProfileName& action)
{
    const content::ProfileText profile{action.name, {}};
    STOA_TRY_VOID(content::checkProfileText(profile));
    PendingDraft draft;
    draft.view.subject = action.name;
    STOA_TRY(const crypto::PublicKey key, member.publicKey());
    tx::SetProfile step;
    step.keyX = Hash::fromPrefix(ByteView(key.bytes).first(32));
    step.keyY = Hash::fromPrefix(ByteView(key.bytes).subspan(32));
    step.profile = attach(draft, content::encodeProfileText(profile));
    addStep(draft, step);
    return draft;
}

Result<PendingDraft> buildFor(Member& member, const CreateCompany& action)
{
    STOA_TRY(const std::string name, content::checkCompanyName(action.name));
    for (const auto& [dac, replica] : member.replicas)
        if (member.companyName(dac) == name) return Error{ErrorCode::AlreadyExists, "name"};
    const content::CharterText text{name, action.purpose, {}, {}};
    STOA_TRY_VOID(content::checkCharterText(text));
    PendingDraft draft;
    draft.view.subject = name;
    draft.view.company = name;
    tx::CreateDac step;
    static_cast<tx::CharterTerms&>(step) = action.terms;
    step.text = attach(draft, content::encodeCharterText(text));
    step.stake = action.stake;
    if (tx::typeOf(step.court) == tx::PartyType::Person) step.panel = 1; // one who is named judges alone
    addStep(draft, step);
    return draft;
}

Result<PendingDraft> buildFor(Member& member, const InviteMember& action)
{
    STOA_TRY_VOID(member.company(action.dac));
    PendingDraft draft;
    draft.view.dac = action.dac;
    const crypto::KeyPair ticket = crypto::KeyPair::generate(member.world.random);
    tx::Invite step;
    step.dac = action.dac;
    step.ticket = ticket.address();
    step.role = static_cast<std::uint8_t>(action.role);
    step.uses = action.uses;
    step.expires = action.expires != 0 ? action.expires : member.now() + 30 * kDay;
    step.gift = action.gift;
    InvitationLink link;
    link.node = member.mode == NetworkMode::Remote
                    ? member.options.nodeUrl
                    : localNodeUrl(member.servingPort != 0 ? member.servingPort : kUsualNodePort);
    link.definition = member.definitionHash;
    link.dac = action.dac;
    link.ticketSecret = ticket.secret().clone();
    draft.view.link = encodeLink(link);
    addStep(draft, step);
    return draft;
}

Result<PendingDraft> buildFor(Member&, const RevokeInvitation& action)
{
    PendingDraft draft;
    draft.view.dac = action.dac;
    addStep(draft, tx::RevokeInvite{action.dac, action.ticket});
    return draft;
}

Result<PendingDraft> buildFor(Member& member, const JoinCompany& action)
{
    STOA_TRY(const InvitationLink link, decodeLink(action.link));
    STOA_TRY_VOID(checkWritable(member));
    if (link.definition != member.definitionHash) STOA_TRY_VOID(member.moveTo(link.node, link.definition));
    // Look at the company before anything is signed: its rules are what one agrees to.
    member.tryCompany(link.dac);
    STOA_TRY_VOID(member.synchronizeNow());
    if (member.nodeProblem) return *member.nodeProblem;
    if (member.isOffline) return ErrorCode::Offline;
    STOA_TRY(const light::DacReplica* company, member.company(link.dac));
    // A wallet that was restored on another computer: it follows the company from here on. Nothing has to be
    // signed, so nothing is left that the trial could wait for.
    if (company->read<state::Member>(state::memberKey(link.dac, member.me()))) {
        tx::Join known;
        known.dac = link.dac;
        STOA_TRY_VOID(member.keepTrial(known));
        return ErrorCode::AlreadyAMember;
    }
    STOA_TRY(const crypto::KeyPair ticket, crypto::KeyPair::fromSecret(link.ticketSecret));
    const Hash digest = tx::ticketDigest(link.dac, member.me(), member.rules.domain);
    const crypto::RecoverableSignature signature = ticket.sign(digest);
    PendingDraft draft;
    draft.view.dac = link.dac;
    draft.view.subject = member.companyName(link.dac);
    addStep(draft, tx::Join{link.dac, ticket.address(), signature.r, signature.s, signature.v});
    return draft;
}

// ---- tasks ------------------------------------------------------------------------------------------

constexpr auto kTasks = static_cast<std::uint16_t>(tx::Tool::Tasks);

/// Work is given to members only: nobody else would see it. A zero address is nobody, and fine.
Result<void> checkIsMember(Member& member, const DacId& dac, const Address& who)
{
    STOA_TRY(const light::DacReplica* company, member.company(dac));
    if (who.isZero() || company->read<state::Member>(state::memberKey(dac, who))) return {};
    return Error{ErrorCode::NotAMember, "other"};
}

struct StoredTask {
    state::Record record;
    content::TaskText text;
};

Result<StoredTask> readTask(Member& member, const DacId& dac, const ObjectId& task)
{
    STOA_TRY(const light::DacReplica* company, member.company(dac));
    const auto record = company->read<state::Record>(state::recordKey(dac, kTasks, task));
    if (!record) return Error{ErrorCode::NotFound, "task"};
    STOA_TRY(const Bytes object, member.content(record->content));
    STOA_TRY(content::TaskText text, content::decodeTaskText(textOf(object)));
    return StoredTask{*record, std::move(text)};
}

/// The step that changes nothing about `record` yet.
tx::PutRecord putFor(const DacId& dac, const ObjectId& object, const state::Record& record)
{
    tx::PutRecord put;
    put.dac = dac;
    put.tool = kTasks;
    put.object = object;
    put.expected = record.content;
    put.edits = record.edits;
    put.state = record.state;
    put.content = record.content;
    put.assignee = record.assignee;
    put.amount = record.amount;
    put.linkDac = record.linkDac;
    put.linkObject = record.linkObject;
    return put;
}

Result<PendingDraft> buildFor(Member& member, const SaveTask& action)
{
    STOA_TRY_VOID(member.company(action.dac));
    content::TaskText text;
    state::Record record;
    if (!action.task.isZero()) {
        STOA_TRY(StoredTask stored, readTask(member, action.dac, action.task));
        record = stored.record;
        text = std::move(stored.text);
    } else {
        record.state = static_cast<std::uint8_t>(tx::TaskState::Backlog);
    }
    STOA_TRY(text.title, content::checkTitle(action.title));
    text.description = action.description;
    text.statement = action.statement;
    if (text.statement.title.empty()) text.statement.title = text.title;
    STOA_TRY_VOID(content::checkTaskText(text));
    PendingDraft draft;
    draft.view.dac = action.dac;
    draft.view.subject = text.title;
    tx::PutRecord put = putFor(action.dac, action.task, record);
    put.content = attach(draft, content::encodeTaskText(text));
    put.amount = action.reward;
    if (!action.task.isZero() && put.content == record.content && put.amount == record.amount)
        return ErrorCode::NothingChanged;
    addStep(draft, put);
    return draft;
}

Result<PendingDraft> buildFor(Member& member, const MoveTask& action)
{
    STOA_TRY(const StoredTask stored, readTask(member, action.dac, action.task));
    if (stored.record.state == static_cast<std::uint8_t>(action.state)) return ErrorCode::NothingChanged;
    PendingDraft draft;
    draft.view.dac = action.dac;
    draft.view.subject = stored.text.title;
    tx::PutRecord put = putFor(action.dac, action.task, stored.record);
    put.state = static_cast<std::uint8_t>(action.state);
    addStep(draft, put);
    return draft;
}

Result<PendingDraft> buildFor(Member& member, const AssignTask& action)
{
    STOA_TRY(const StoredTask stored, readTask(member, action.dac, action.task));
    STOA_TRY_VOID(checkIsMember(member, action.dac, action.assignee));
    if (stored.record.assignee == action.assignee) return ErrorCode::NothingChanged;
    PendingDraft draft;
    draft.view.dac = action.dac;
    draft.view.subject = stored.text.title;
    draft.view.with = member.person(action.assignee);
    tx::PutRecord put = putFor(action.dac, action.task, stored.record);
    put.assignee = action.assignee;
    addStep(draft, put);
    return draft;
}

// ---- collaborations ---------------------------------------------------------------------------------

Result<PendingDraft> buildFor(Member& member, const ProposeCollaboration& action)
{
    STOA_TRY(const light::DacReplica* company, member.company(action.dac));
    STOA_TRY(const StoredTask stored, readTask(member, action.dac, action.task));
    if (!content::isComplete(stored.text.statement)) return Error{ErrorCode::BadJobStatement, "incomplete"};
    const auto charter = company->read<state::Charter>(state::charterKey(action.dac));
    if (!charter) return ErrorCode::NoSuchCompany;
    STOA_TRY_VOID(checkIsMember(member, action.dac, action.doer));
    PendingDraft draft;
    draft.view.dac = action.dac;
    draft.view.subject = stored.text.title;
    draft.view.with = member.person(action.doer);
    tx::Propose step;
    step.dac = action.dac;
    if (!action.doer.isZero()) step.doer = tx::personParty(action.doer);
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
    step.courtFee = charter->courtFee;
    addStep(draft, step);
    return draft;
}

Hash attachWords(PendingDraft& draft, content::DisputeWords what, const std::string& text)
{
    return attach(draft, content::encodeDisputeText({what, text, {}}));
}

Result<PendingDraft> buildFor(Member& member, const ActOnCollaboration& action)
{
    STOA_TRY(const light::DacReplica* company, member.company(action.dac));
    const auto stored = company->read<state::Collaboration>(state::collaborationKey(action.dac, action.id));
    if (!stored) return ErrorCode::NoSuchCollaboration;
    mvm::Standing standing{*stored, {}};
    if (stored->round != 0)
        standing.dispute = company->read<state::Case>(state::caseKey(action.dac, action.id, stored->round));
    standing = mvm::effective(std::move(standing), member.now(), member.rules);
    const state::Collaboration& c = standing.collaboration;
    PendingDraft draft;
    draft.view.dac = action.dac;
    draft.view.object = action.id;
    draft.view.subject = member.titleOf(c);
    const bool iAmAsker = c.asker == tx::personParty(member.me());
    draft.view.with = member.person(tx::personOf(iAmAsker ? c.doer : c.asker));
    const bool needsWords = action.act != Act::Accept && action.act != Act::Decline &&
                            action.act != Act::TakeBack && action.act != Act::Approve;
    if (needsWords && content::trimmed(action.text).empty()) return Error{ErrorCode::BadContent, "empty"};
    if (needsWords && action.act != Act::Deliver)
        STOA_TRY_VOID(content::checkDisputeText({content::DisputeWords::Claim, action.text, {}}));
    const std::uint8_t round = standing.dispute ? standing.dispute->round : 0;
    switch (action.act) {
    case Act::Accept:
        addStep(draft, tx::Accept{action.dac, action.id, c.seq, c.statement, c.doerDeposit});
        break;
    case Act::Decline:
    case Act::TakeBack: addStep(draft, tx::Cancel{action.dac, action.id, c.seq}); break;
    case Act::Deliver: {
        const content::DeliveryText text{action.text, {}, {}};
        STOA_TRY_VOID(content::checkDeliveryText(text));
        addStep(draft,
                tx::Deliver{action.dac, action.id, c.seq, attach(draft, content::encodeDeliveryText(text))});
        break;
    }
    case Act::RequestChanges: {
        // Never earlier than agreed, and time enough for the changes.
        const Timestamp usual = std::max(c.workBy, member.now() + c.reviewPeriod + kMinute);
        addStep(draft, tx::RequestChanges{action.dac, action.id, c.seq, c.delivery,
                                          attachWords(draft, content::DisputeWords::Changes, action.text),
                                          action.workBy != 0 ? action.workBy : usual});
        break;
    }
    case Act::Approve: addStep(draft, tx::Approve{action.dac, action.id, c.seq, c.delivery}); break;
    case Act::Dispute:
        addStep(draft, tx::Dispute{action.dac,
                                   action.id,
                                   c.seq,
                                   action.amount,
                                   attachWords(draft, content::DisputeWords::Claim, action.text),
                                   {},
                                   c.courtFee});
        break;
    case Act::Answer:
        addStep(draft, tx::Answer{action.dac,
                                  action.id,
                                  round,
                                  standing.dispute ? standing.dispute->claim : 0,
                                  action.amount,
                                  attachWords(draft, content::DisputeWords::Answer, action.text),
                                  {}});
        break;
    case Act::Rule:
        // The network would move it to the nearer claim; nobody should sign one number and get another.
        if (standing.dispute && mvm::clampRuling(*standing.dispute, action.amount) != action.amount)
            return Error{ErrorCode::OutOfRange, "ruling"};
        addStep(draft, tx::RevealRuling{action.dac,
                                        action.id,
                                        round,
                                        action.amount,
                                        attachWords(draft, content::DisputeWords::Reasons, action.text),
                                        {}});
        break;
    }
    return draft;
}

Result<PendingDraft> buildFor(Member& member, const SavePage& action) { return buildPage(member, action); }
Result<PendingDraft> buildFor(Member& member, const ImportWiki& action)
{
    return buildImport(member, action);
}

} // namespace

DacId dacOf(const tx::Payload& payload)
{
    return std::visit(
        [](const auto& each) {
            if constexpr (requires { each.dac; }) return each.dac;
            return DacId{};
        },
        payload);
}

Result<PendingDraft> build(Member& member, const Action& action)
{
    STOA_TRY_VOID(checkMayAct(member));
    return std::visit([&](const auto& each) { return buildFor(member, each); }, action);
}

} // namespace stoa::engine
