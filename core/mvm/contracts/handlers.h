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

// dac_registry
Result<void> handle(const tx::CreateDac& creation, ApplyContext& context);
Result<void> handle(const tx::Invite& invite, ApplyContext& context);
Result<void> handle(const tx::RevokeInvite& revocation, ApplyContext& context);
Result<void> handle(const tx::Join& join, ApplyContext& context);

// meta_staking
Result<void> handle(const tx::Propose& proposal, ApplyContext& context);
Result<void> handle(const tx::Accept& acceptance, ApplyContext& context);
Result<void> handle(const tx::Cancel& cancel, ApplyContext& context);
Result<void> handle(const tx::Deliver& delivery, ApplyContext& context);
Result<void> handle(const tx::RequestChanges& request, ApplyContext& context);
Result<void> handle(const tx::Approve& approval, ApplyContext& context);
Result<void> handle(const tx::Settle& settle, ApplyContext& context);

// arbitration
Result<void> handle(const tx::Dispute& dispute, ApplyContext& context);
Result<void> handle(const tx::Answer& answer, ApplyContext& context);
Result<void> handle(const tx::RevealRuling& ruling, ApplyContext& context);

// records
Result<void> handle(const tx::PutRecord& put, ApplyContext& context);

/// Whether a member of this standing may do this in the company. Founders may do everything.
bool isPermitted(const state::Charter& charter, std::uint8_t role, tx::Permission permission);

} // namespace stoa::mvm
