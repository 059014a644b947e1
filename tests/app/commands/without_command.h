// SPDX-License-Identifier: MIT
// The signed kinds for which there is no command.
#pragma once

#include <set>

#include "core/tx/kind.h"

namespace stoa::commands {

/// Nothing can be withdrawn from a local network, so no command does. The others have no command yet.
inline bool isWithoutCommand(tx::Kind kind)
{
    using tx::Kind;
    static const std::set<Kind> kinds = {
        Kind::Withdraw,      Kind::SetGuardian,  Kind::RotateKey,       Kind::Recover,
        Kind::ChangeStake,   Kind::Leave,        Kind::SetRole,         Kind::FundTreasury,
        Kind::SpendTreasury, Kind::AmendCharter, Kind::InstallTool,     Kind::RemoveTool,
        Kind::Vote,          Kind::EnactMotion,  Kind::Amend,           Kind::AgreeAmendment,
        Kind::Offer,         Kind::AcceptOffer,  Kind::WithdrawDispute, Kind::TakeSeat,
        Kind::LeaveSeat,     Kind::DrawPanel,    Kind::CommitRuling,    Kind::Appeal};
    return kinds.contains(kind);
}

} // namespace stoa::commands
