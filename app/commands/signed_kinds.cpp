// SPDX-License-Identifier: MIT
#include "app/commands/signed_kinds.h"

namespace stoa::commands {

using tx::Kind;

namespace {

struct Row {
    std::string_view group;
    std::string_view verb; ///< empty: every verb of the group that is in no other row
    std::vector<Kind> kinds;
};

const std::vector<Row>& rows()
{
    static const std::vector<Row> all = {
        {"wallet", "send", {Kind::Transfer}},
        {"wallet", "withdraw", {Kind::Withdraw}},
        {"wallet", "name", {Kind::SetProfile}},
        {"wallet", "guardian", {Kind::SetGuardian}},
        {"wallet", "recover", {Kind::Recover}},
        {"wallet", "keep-key", {Kind::Recover}},
        {"wallet", "rotate-key", {Kind::RotateKey}},
        {"company", "fund", {Kind::FundTreasury}},
        {"company", "spend", {Kind::SpendTreasury}},
        {"company", "role", {Kind::SetRole}},
        {"company", "stake", {Kind::ChangeStake}},
        {"company", "leave", {Kind::Leave}},
        {"company", "rules", {Kind::AmendCharter}},
        {"company", "add-tool", {Kind::InstallTool}},
        {"company", "remove-tool", {Kind::RemoveTool}},
        {"company", "put-record", {Kind::PutRecord}},
        {"company", "vote", {Kind::Vote}},
        {"company", "enact", {Kind::EnactMotion}},
        {"court", "take-seat", {Kind::TakeSeat}},
        {"court", "leave-seat", {Kind::LeaveSeat}},
        {"company", "create", {Kind::CreateDac}},
        {"company", "invite", {Kind::Invite}},
        {"company", "revoke", {Kind::RevokeInvite}},
        {"company", "join", {Kind::Join}},
        {"task", "", {Kind::PutRecord}},
        {"wiki", "", {Kind::PutRecord}},
        {"collaboration", "propose", {Kind::Propose}},
        {"collaboration", "accept", {Kind::Accept}},
        {"collaboration", "decline", {Kind::Cancel}},
        {"collaboration", "cancel", {Kind::Cancel}},
        {"collaboration", "deliver", {Kind::Deliver}},
        {"collaboration", "changes", {Kind::RequestChanges}},
        {"collaboration", "approve", {Kind::Approve}},
        {"collaboration", "dispute", {Kind::Dispute}},
        {"collaboration", "answer", {Kind::Answer}},
        {"collaboration", "rule", {Kind::RevealRuling}},
        {"collaboration", "amend", {Kind::Amend}},
        {"collaboration", "agree", {Kind::AgreeAmendment}},
        {"collaboration", "offer", {Kind::Offer}},
        {"collaboration", "settle", {Kind::AcceptOffer}},
        {"collaboration", "withdraw", {Kind::WithdrawDispute}},
        {"collaboration", "draw", {Kind::DrawPanel}},
        {"collaboration", "seal", {Kind::CommitRuling}},
        {"collaboration", "open", {Kind::RevealRuling}},
        {"collaboration", "appeal", {Kind::Appeal}},
        // Whatever was sent before.
        {"outbox", "resend", {Kind::Transfer,
                              Kind::Withdraw,
                              Kind::SetProfile,
                              Kind::CreateDac,
                              Kind::Invite,
                              Kind::RevokeInvite,
                              Kind::Join,
                              Kind::Propose,
                              Kind::Accept,
                              Kind::Cancel,
                              Kind::Deliver,
                              Kind::RequestChanges,
                              Kind::Approve,
                              Kind::Dispute,
                              Kind::Answer,
                              Kind::RevealRuling,
                              Kind::PutRecord,
                              Kind::SetGuardian,
                              Kind::RotateKey,
                              Kind::Recover,
                              Kind::ChangeStake,
                              Kind::Leave,
                              Kind::SetRole,
                              Kind::FundTreasury,
                              Kind::SpendTreasury,
                              Kind::AmendCharter,
                              Kind::InstallTool,
                              Kind::RemoveTool,
                              Kind::Vote,
                              Kind::EnactMotion,
                              Kind::Amend,
                              Kind::AgreeAmendment,
                              Kind::Offer,
                              Kind::AcceptOffer,
                              Kind::WithdrawDispute,
                              Kind::TakeSeat,
                              Kind::LeaveSeat,
                              Kind::DrawPanel,
                              Kind::CommitRuling,
                              Kind::Appeal}},
    };
    return all;
}

} // namespace

std::vector<Kind> signedKinds(const Command& command)
{
    const Row* best = nullptr;
    for (const Row& row : rows()) {
        if (row.group != command.group) continue;
        if (row.verb == command.verb) return row.kinds;
        if (row.verb.empty()) best = &row;
    }
    return best ? best->kinds : std::vector<Kind>{};
}

} // namespace stoa::commands
