// SPDX-License-Identifier: MIT
// THE list of transaction kinds. A new kind is a number in kind.h, a header in core/tx/types, and its include
// and its entry here. The compiler then names some of what is missing; ARCHITECTURE.md, "A new transaction",
// names all of it.
#pragma once

#include <variant>

#include "core/tx/types/accept.h"
#include "core/tx/types/accept_offer.h"
#include "core/tx/types/agree_amendment.h"
#include "core/tx/types/amend.h"
#include "core/tx/types/amend_charter.h"
#include "core/tx/types/answer.h"
#include "core/tx/types/appeal.h"
#include "core/tx/types/approve.h"
#include "core/tx/types/cancel.h"
#include "core/tx/types/change_stake.h"
#include "core/tx/types/close_vote.h"
#include "core/tx/types/commit_ruling.h"
#include "core/tx/types/create_dac.h"
#include "core/tx/types/deliver.h"
#include "core/tx/types/deposit.h"
#include "core/tx/types/dispute.h"
#include "core/tx/types/draw_panel.h"
#include "core/tx/types/enact_motion.h"
#include "core/tx/types/force.h"
#include "core/tx/types/fund_treasury.h"
#include "core/tx/types/install_tool.h"
#include "core/tx/types/invite.h"
#include "core/tx/types/join.h"
#include "core/tx/types/leave.h"
#include "core/tx/types/leave_seat.h"
#include "core/tx/types/offer.h"
#include "core/tx/types/propose.h"
#include "core/tx/types/put_record.h"
#include "core/tx/types/recover.h"
#include "core/tx/types/remove_tool.h"
#include "core/tx/types/request_changes.h"
#include "core/tx/types/reveal_ruling.h"
#include "core/tx/types/revoke_invite.h"
#include "core/tx/types/rotate_key.h"
#include "core/tx/types/set_guardian.h"
#include "core/tx/types/set_profile.h"
#include "core/tx/types/set_role.h"
#include "core/tx/types/settle.h"
#include "core/tx/types/spend_treasury.h"
#include "core/tx/types/take_seat.h"
#include "core/tx/types/transfer.h"
#include "core/tx/types/vote.h"
#include "core/tx/types/withdraw.h"
#include "core/tx/types/withdraw_dispute.h"

namespace stoa::tx {

using AnyKind =
    std::variant<Transfer, Deposit, Force, Withdraw, SetProfile, CreateDac, Invite, RevokeInvite, Join,
                 Propose, Accept, Cancel, Deliver, RequestChanges, Approve, Dispute, Answer, Settle,
                 RevealRuling, PutRecord, SetGuardian, RotateKey, Recover, ChangeStake, Leave, SetRole,
                 FundTreasury, SpendTreasury, AmendCharter, InstallTool, RemoveTool, Vote, EnactMotion, Amend,
                 AgreeAmendment, Offer, AcceptOffer, WithdrawDispute, TakeSeat, LeaveSeat, DrawPanel,
                 CommitRuling, CloseVote, Appeal>;

/// What a step says: one of the kinds. How 44 of them are copied and moved is compiled once, in
/// transaction.cpp, and not in every file that holds one.
struct Payload : AnyKind {
    using AnyKind::AnyKind;
    using AnyKind::operator=;

    Payload();
    Payload(const Payload& other);
    Payload(Payload&& other) noexcept;
    Payload& operator=(const Payload& other);
    Payload& operator=(Payload&& other) noexcept;
    ~Payload();
};

/// Money that a step takes out of its sender's hands, the fee aside, as far as its own bytes say.
struct MoneyOut {
    Amount amount = 0;
    bool isLocked = false;   ///< as a promise that may come back; otherwise it is paid
    bool isCompanys = false; ///< the step names a company that pays it

    bool operator==(const MoneyOut&) const = default;
};
MoneyOut moneyOutOf(const Payload& payload);

} // namespace stoa::tx
