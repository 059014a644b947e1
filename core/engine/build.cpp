// SPDX-License-Identifier: MIT
// Actions of people as steps of the sidechain: payload, content objects, and what the review shows.
#include "core/base/overloaded.h"
#include "core/content/charter_text.h"
#include "core/content/profile_text.h"
#include "core/content/text_rules.h"
#include "core/crypto/keccak.h"
#include "core/engine/build_acts.h"
#include "core/engine/build_wiki.h"
#include "core/engine/invitation_link.h"
#include "core/engine/member.h"

namespace stoa::engine {
namespace {

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
    STOA_TRY_VOID(checkTermsFit(member, step));
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
    step.expires = action.expires != 0 ? action.expires : usualEndOfInvitation(member.now(), member.rules);
    step.gift = action.gift;
    STOA_TRY_VOID(checkInvitationFits(member, step));
    if (!action.node.empty() && !isNodeUrl(action.node)) return Error{ErrorCode::InvalidArgument, "node"};
    InvitationLink link;
    if (!action.node.empty())
        link.node = action.node;
    else if (member.mode == NetworkMode::Remote)
        link.node = member.options.nodeUrl;
    else
        link.node = localNodeUrl(member.servingPort != 0 ? member.servingPort : kUsualNodePort);
    // A gift is locked for a link that others can use, or not at all.
    if (!isNodeUrl(link.node)) return Error{ErrorCode::InvalidArgument, "node followed"};
    link.definition = member.definitionHash;
    link.dac = action.dac;
    link.ticketSecret = ticket.secret().clone();
    draft.view.link = encodeLink(link);
    draft.view.linkNode = link.node;
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
    if (link.definition != member.definitionHash) {
        const auto moved = member.moveTo(link.node, link.definition);
        const auto code = moved ? std::nullopt : std::optional(moved.error().code);
        if (code == ErrorCode::Offline || code == ErrorCode::BadAnswer)
            return Error{*code, "at " + link.node};
        STOA_TRY_VOID(moved);
    }
    // Look at the company before anything is signed: its rules are what one agrees to.
    member.tryCompany(link.dac);
    STOA_TRY_VOID(member.synchronizeNow());
    if (member.nodeProblem) return *member.nodeProblem;
    if (member.isOffline) return Error{ErrorCode::Offline, "at " + member.options.nodeUrl};
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

Result<PendingDraft> buildFor(Member& member, const SaveTask& action)
{
    STOA_TRY(const light::DacReplica* company, member.company(action.dac));
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
    text.statement.title = text.title; // what both sides sign is called as the task is
    STOA_TRY_VOID(content::checkTaskText(text));
    PendingDraft draft;
    draft.view.dac = action.dac;
    draft.view.subject = text.title;
    tx::PutRecord put = putFor(action.dac, kTasksTool, action.task, record);
    put.content = attach(draft, content::encodeTaskText(text));
    put.amount = action.reward;
    if (const auto open = action.task.isZero() ? std::nullopt : openWorkOf(member, *company, action.task)) {
        // Of such a task the collaboration's reward is shown; the task's own is for the next proposal.
        if (action.reward != open->reward && action.reward != record.amount)
            return openWorkError(ErrorCode::WrongState, open->id);
        put.amount = record.amount;
    }
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
    tx::PutRecord put = putFor(action.dac, kTasksTool, action.task, stored.record);
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
    tx::PutRecord put = putFor(action.dac, kTasksTool, action.task, stored.record);
    put.assignee = action.assignee;
    addStep(draft, put);
    return draft;
}

Result<PendingDraft> buildFor(Member& member, const SavePage& action) { return buildPage(member, action); }
Result<PendingDraft> buildFor(Member& member, const ImportWiki& action)
{
    return buildImport(member, action);
}

} // namespace

std::string amountsDetail(Member& member, std::string_view what, std::initializer_list<Amount> amounts,
                          const DacId& company)
{
    std::string detail(what);
    for (const Amount each : amounts) detail += ' ' + std::to_string(each);
    detail += '\n' + member.definition.symbol;
    if (!company.isZero()) detail += '\n' + member.companyName(company);
    return detail;
}

Hash attach(PendingDraft& draft, std::string_view object)
{
    draft.contents.push_back(toBytes(viewOf(object)));
    return crypto::keccak256(viewOf(object));
}

Hash attachWords(PendingDraft& draft, content::DisputeWords what, const std::string& text)
{
    return attach(draft, content::encodeDisputeText({what, text, {}}));
}

void addStep(PendingDraft& draft, tx::Payload payload)
{
    tx::Transaction transaction;
    transaction.payload = std::move(payload);
    draft.transactions.push_back(std::move(transaction));
}

tx::PutRecord putFor(const DacId& dac, std::uint16_t tool, const ObjectId& object,
                     const state::Record& record)
{
    tx::PutRecord put;
    put.dac = dac;
    put.tool = tool;
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

Result<void> checkIsMember(Member& member, const DacId& dac, const Address& who)
{
    STOA_TRY(const light::DacReplica* company, member.company(dac));
    if (who.isZero() || company->read<state::Member>(state::memberKey(dac, who))) return {};
    return Error{ErrorCode::NotAMember, "other"};
}

Result<StoredTask> readTask(Member& member, const DacId& dac, const ObjectId& task)
{
    STOA_TRY(const light::DacReplica* company, member.company(dac));
    const auto record = company->read<state::Record>(state::recordKey(dac, kTasksTool, task));
    if (!record) return Error{ErrorCode::NotFound, "task"};
    STOA_TRY(const Bytes object, member.content(record->content));
    STOA_TRY(content::TaskText text, content::decodeTaskText(textOf(object)));
    return StoredTask{*record, std::move(text)};
}

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
    return std::visit(
        [&](const auto& each) -> Result<PendingDraft> {
            if constexpr (requires { buildActOf(member, each); })
                return buildActOf(member, each);
            else
                return buildFor(member, each);
        },
        action);
}

} // namespace stoa::engine
