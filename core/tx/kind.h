// SPDX-License-Identifier: MIT
// The numbers of the transaction kinds and who may bring a step of a kind to the sidechain.
#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/fields.h"

namespace stoa::tx {

/// First byte of every step. Below 0x10: from the main chain, by position and never by signature.
enum class Kind : std::uint8_t {
    Deposit = 0x01,
    Force = 0x02,
    Transfer = 0x10,
    Withdraw = 0x11,
    SetProfile = 0x12,
    SetGuardian = 0x13,
    RotateKey = 0x14,
    Recover = 0x15,
    CreateDac = 0x20,
    Invite = 0x21,
    RevokeInvite = 0x22,
    Join = 0x23,
    ChangeStake = 0x24,
    Leave = 0x25,
    SetRole = 0x26,
    FundTreasury = 0x27,
    SpendTreasury = 0x28,
    AmendCharter = 0x29,
    InstallTool = 0x2a,
    RemoveTool = 0x2b,
    Vote = 0x30,
    EnactMotion = 0x31,
    Propose = 0x40,
    Accept = 0x41,
    Cancel = 0x42,
    Deliver = 0x43,
    RequestChanges = 0x44,
    Approve = 0x45,
    Amend = 0x46,
    AgreeAmendment = 0x47,
    Offer = 0x48,
    AcceptOffer = 0x49,
    Dispute = 0x4a,
    Answer = 0x4b,
    WithdrawDispute = 0x4c,
    Settle = 0x4d,
    TakeSeat = 0x50,
    LeaveSeat = 0x51,
    DrawPanel = 0x52,
    CommitRuling = 0x53,
    RevealRuling = 0x54,
    CloseVote = 0x55,
    Appeal = 0x56,
    PutRecord = 0x60,
};

enum class Origin : std::uint8_t {
    MainChain, ///< a message of the inbox
    Signed,    ///< a member's signed transaction
    Unsigned,  ///< anybody may send it; what it does depends on the state alone
};

enum class PartyType : std::uint8_t { None = 0, Person = 1, Company = 2 };

/// Somebody who can hold a side of a collaboration, or judge one: type(1) ‖ id(20).
using Party = FixedBytes<21, struct PartyTag>;

Party personParty(const Address& address);
PartyType typeOf(const Party& party);
/// The address of a person; zero for anything else.
Address personOf(const Party& party);
Party companyParty(const DacId& dac);
/// The id of a company; zero for anything else, also for a company's id that is not followed by zeros.
DacId companyOf(const Party& party);

/// A member's standing in a company. A higher role includes what a lower one may do.
enum class Role : std::uint8_t { None = 0, Member = 1, Arbitrator = 2, Officer = 3, Founder = 4 };

/// What a role may be allowed to do in its company: bit numbers of the charter's role masks.
enum class Permission : std::uint8_t {
    Invite = 0,
    PutRecords = 1,
    Propose = 2,
    AcceptOpen = 3,
    Spend = 4,
    ChangeRoles = 5,
    Amend = 6
};

/// Who may become a member.
enum class JoinRule : std::uint8_t { Invitation = 0, Anyone = 1 };

/// The tools that every company can switch on; the number is the tool's number in its records.
enum class Tool : std::uint16_t { Tasks = 1, Wiki = 2 };

/// Tools of a company's own have numbers from here on, by a table that InstallTool has brought.
inline constexpr std::uint16_t kFirstInstalledTool = 32;

/// The table of an installed tool: up to 32 rules of 4 bytes, unused ones zero at the end. A rule is
/// from-to(4 bits each) ‖ roles(bit n: Role n) ‖ who(ToolWho) ‖ money(ToolMoney).
using ToolRules = FixedBytes<128, struct ToolRulesTag>;
/// Bits of who may follow a rule, besides the roles.
enum ToolWho : std::uint8_t { kByAuthor = 1, kByAssignee = 2 };
enum class ToolMoney : std::uint8_t {
    None = 0,
    Fund = 1,  ///< from the treasury into the record
    Pay = 2,   ///< all that the record holds to its assignee
    Refund = 3 ///< all that it holds back to the treasury
};

/// The first 8 bytes of the digest of the step that put the motion.
using MotionId = FixedBytes<8, struct MotionIdTag>;
enum class Side : std::uint8_t { For = 1, Against = 2 };

/// States of a task's record. A task whose link names a collaboration follows that one's state.
enum class TaskState : std::uint8_t {
    Absent = 0,
    Backlog = 1,
    Ready = 2,
    InProgress = 3,
    Review = 4,
    Done = 5,
    Archived = 6
};

enum class PageState : std::uint8_t { Absent = 0, Published = 1, Deleted = 2 };

} // namespace stoa::tx
