// SPDX-License-Identifier: MIT
// One handler a kind. Each reads, refuses or changes records of its context; the machine throws all changes
// of a refused step away, has already checked the envelope, and takes the fee afterwards.
#pragma once

#include "core/mvm/context.h"

namespace stoa::mvm {

// accounts
Result<void> handle(const tx::Deposit& deposit, ApplyContext& context);
Result<void> handle(const tx::Force& force, ApplyContext& context);
Result<void> handle(const tx::Transfer& transfer, ApplyContext& context);
Result<void> handle(const tx::Withdraw& withdraw, ApplyContext& context);
Result<void> handle(const tx::SetProfile& profile, ApplyContext& context);

// guardians
Result<void> handle(const tx::SetGuardian& act, ApplyContext& context);
Result<void> handle(const tx::RotateKey& act, ApplyContext& context);
Result<void> handle(const tx::Recover& act, ApplyContext& context);

// dac_registry
Result<void> handle(const tx::CreateDac& creation, ApplyContext& context);
Result<void> handle(const tx::Invite& invite, ApplyContext& context);
Result<void> handle(const tx::RevokeInvite& revocation, ApplyContext& context);
Result<void> handle(const tx::Join& join, ApplyContext& context);

// membership
Result<void> handle(const tx::ChangeStake& act, ApplyContext& context);
Result<void> handle(const tx::Leave& act, ApplyContext& context);
Result<void> handle(const tx::SetRole& act, ApplyContext& context);

// treasury
Result<void> handle(const tx::FundTreasury& act, ApplyContext& context);
Result<void> handle(const tx::SpendTreasury& act, ApplyContext& context);

// governance
Result<void> handle(const tx::AmendCharter& act, ApplyContext& context);
Result<void> handle(const tx::Vote& vote, ApplyContext& context);
Result<void> handle(const tx::EnactMotion& enactment, ApplyContext& context);
/// Settle of a motion that was rejected or has lapsed: closes it and moves its bond.
Result<void> settleMotion(const tx::Settle& settle, ApplyContext& context);

// tools
Result<void> handle(const tx::InstallTool& act, ApplyContext& context);
Result<void> handle(const tx::RemoveTool& act, ApplyContext& context);

// meta_staking
Result<void> handle(const tx::Propose& proposal, ApplyContext& context);
Result<void> handle(const tx::Accept& acceptance, ApplyContext& context);
Result<void> handle(const tx::Cancel& cancel, ApplyContext& context);
Result<void> handle(const tx::Deliver& delivery, ApplyContext& context);
Result<void> handle(const tx::RequestChanges& request, ApplyContext& context);
Result<void> handle(const tx::Approve& approval, ApplyContext& context);
Result<void> handle(const tx::Amend& amendment, ApplyContext& context);
Result<void> handle(const tx::AgreeAmendment& agreement, ApplyContext& context);
Result<void> handle(const tx::Offer& offer, ApplyContext& context);
Result<void> handle(const tx::AcceptOffer& acceptance, ApplyContext& context);
Result<void> handle(const tx::Settle& settle, ApplyContext& context);

// arbitration
Result<void> handle(const tx::Dispute& dispute, ApplyContext& context);
Result<void> handle(const tx::Answer& answer, ApplyContext& context);
Result<void> handle(const tx::WithdrawDispute& withdrawal, ApplyContext& context);
Result<void> handle(const tx::RevealRuling& ruling, ApplyContext& context);
Result<void> handle(const tx::Appeal& appeal, ApplyContext& context);
/// Settle of a case that is over: its fee, and the tips that nobody has earned.
Result<void> settleCase(const tx::Settle& settle, ApplyContext& context);

// panel
Result<void> handle(const tx::TakeSeat& act, ApplyContext& context);
Result<void> handle(const tx::LeaveSeat& act, ApplyContext& context);
Result<void> handle(const tx::DrawPanel& draw, ApplyContext& context);
Result<void> handle(const tx::CommitRuling& commitment, ApplyContext& context);
Result<void> handle(const tx::CloseVote& closing, ApplyContext& context);

// records
Result<void> handle(const tx::PutRecord& put, ApplyContext& context);

/// Whether a company may have these rules. Errors: OutOfRange, BelowMinimum, NotSupported.
Result<void> checkTerms(const Rules& rules, const tx::CharterTerms& terms);

/// Whether a member of this standing may do this in the company. Founders may do everything.
bool isPermitted(const state::Charter& charter, std::uint8_t role, tx::Permission permission);

} // namespace stoa::mvm
