// SPDX-License-Identifier: MIT
// What the files that build steps share, and the acts that have a file of their own: collaborations,
// companies, courts and keys.
#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>

#include "core/content/dispute_text.h"
#include "core/content/task_text.h"
#include "core/engine/member.h"

namespace stoa::engine {

inline constexpr auto kTasksTool = static_cast<std::uint16_t>(tx::Tool::Tasks);

/// The detail of a refusal that names amounts: `what`, them in gwei, and a line each with the unit and the
/// company. What is not known here is left out.
std::string amountsDetail(Member& member, std::string_view what, std::initializer_list<Amount> amounts,
                          const DacId& company = {});

/// Puts `object` among the draft's contents and returns its id.
Hash attach(PendingDraft& draft, std::string_view object);
Hash attachWords(PendingDraft& draft, content::DisputeWords what, const std::string& text);
void addStep(PendingDraft& draft, tx::Payload payload);

/// The step that changes nothing about `record` yet.
tx::PutRecord putFor(const DacId& dac, std::uint16_t tool, const ObjectId& object,
                     const state::Record& record);

/// Work is given to members only: nobody else would see it. A zero address is nobody, and fine.
Result<void> checkIsMember(Member& member, const DacId& dac, const Address& who);

struct StoredTask {
    state::Record record;
    content::TaskText text;
};
/// The newest open proposal or collaboration of the task.
struct OpenWork {
    ObjectId id;
    Amount reward = 0;
};
std::optional<OpenWork> openWorkOf(Member& member, const light::DacReplica& company, const ObjectId& task);
/// What a refusal says about it.
Error openWorkError(ErrorCode code, const ObjectId& id);

/// Errors: NotFound, ContentMissing.
Result<StoredTask> readTask(Member& member, const DacId& dac, const ObjectId& task);

// build_collaboration.cpp
/// The collaboration that a step acts on; zero: none, or one that it only makes.
ObjectId collaborationOf(const tx::Payload& payload);
/// Those that steps of mine act on which the network has not taken yet.
std::set<ObjectId> waitingCollaborations(const Member& member);
Result<PendingDraft> buildActOf(Member& member, const ProposeCollaboration& action);
Result<PendingDraft> buildActOf(Member& member, const ActOnCollaboration& action);

// fitting_act.cpp
/// `standing` is effective now. Errors, with a detail that says more than the code: NotAParty (it is for
/// another than me), SameParty, WrongState ("state N": what it is in), TooLate, TooEarly, NotPermitted.
Result<void> checkActFits(Member& member, const light::DacReplica& company, const mvm::Standing& standing,
                          Act act);

// fitting_terms.cpp
/// Errors: OutOfRange ("period NAME GIVEN LEAST MOST" in seconds), BelowMinimum (amountsDetail "court fee":
/// it, and the least deposit, which has to cover it).
Result<void> checkTermsFit(Member& member, const tx::CharterTerms& terms);
/// Errors: OutOfRange ("order of dates"; "answer by MOST", "work by MOST": seconds from now), BelowMinimum
/// (amountsDetail "deposit" or, if the court's fee asks for it, "deposit for court": given, least).
Result<void> checkProposalFits(Member& member, const tx::Propose& step, const state::Charter& charter);
/// When an invitation ends for which nobody has said so.
Timestamp usualEndOfInvitation(Timestamp now, const mvm::Rules& rules);
/// Errors: OutOfRange ("invitation MOST": seconds from now; "uses").
Result<void> checkInvitationFits(Member& member, const tx::Invite& step);

// build_tool.cpp
Result<PendingDraft> buildActOf(Member& member, const PutToolRecord& action);
Result<PendingDraft> buildActOf(Member& member, const AddTool& action);
Result<PendingDraft> buildActOf(Member& member, const DropTool& action);

// build_company.cpp
/// A draft about a company that is known here, with its one step, that may be put to the members: then they
/// must be able to read what they vote on, and whoever carries it out has to bring its bytes. A motion keeps
/// their hash, so they are content.
Result<PendingDraft> actFor(Member& member, const DacId& dac, tx::Payload payload, bool asMotion);
Result<PendingDraft> buildActOf(Member& member, const ChangeRole& action);
Result<PendingDraft> buildActOf(Member& member, const SpendFromTreasury& action);
Result<PendingDraft> buildActOf(Member& member, const ChangeRules& action);
Result<PendingDraft> buildActOf(Member& member, const VoteOnMotion& action);
Result<PendingDraft> buildActOf(Member& member, const CarryOutMotion& action);
Result<PendingDraft> buildActOf(Member& member, const FundCompany& action);
Result<PendingDraft> buildActOf(Member& member, const SetStake& action);
Result<PendingDraft> buildActOf(Member& member, const LeaveCompany& action);
Result<PendingDraft> buildActOf(Member& member, const TakeCourtSeat& action);
Result<PendingDraft> buildActOf(Member& member, const LeaveCourtSeat& action);
Result<PendingDraft> buildActOf(Member& member, const NameGuardian& action);
Result<PendingDraft> buildActOf(Member& member, const HandKeyOver& action);
Result<PendingDraft> buildActOf(Member& member, const RecoverAccount& action);
Result<PendingDraft> buildActOf(Member& member, const WithdrawMoney& action);

} // namespace stoa::engine
