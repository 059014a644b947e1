// SPDX-License-Identifier: MIT
// What a rule of an installed tool's table would do to one record if this member followed it: shown before
// anything is signed.
#pragma once

#include "core/engine/member.h"
#include "core/mvm/contracts/tools.h"

namespace stoa::engine {

inline constexpr std::size_t kMaxToolTextBytes = 64 * 1024;
inline constexpr std::size_t kMaxManifestBytes = 8 * 1024;

/// What a tool says about itself; empty until it has arrived, and where it is no text to be shown.
std::string manifestTextOf(Member& member, const Hash& manifest);

/// Every rule that leads on from the record's state; from the state of an empty record: that makes one.
std::vector<ToolMove> movesFrom(Member& member, const light::DacReplica& company, const state::Tool& tool,
                                const state::Record& record);

/// What the step does to the record that `known` holds. Absent unless the tool is an installed one whose
/// table has a rule for it.
std::optional<ToolStep> toolStepOf(Member& member, state::StateAccess& known, const tx::PutRecord& put);

/// Whether it is the number of a tool that the company once had.
bool wasRemoved(const light::DacReplica& company, std::uint16_t tool);

/// Refuses whoever the rule does not name, or whose role may not take its money. The detail says whom it
/// names, in numbers ("rule ROLES WHO"), or that it takes money of the treasury ("rule spends"). Errors:
/// NotPermitted.
Result<void> checkMayFollow(const Member& member, const light::DacReplica& company, const mvm::ToolRule& rule,
                            const state::Record& record);

/// Keeps for the history what the step of this digest moves. Errors: those of storage.
Result<void> keepMoved(Member& member, const Hash& digest, const ToolMoved& moved);

/// What keepMoved() has kept; nothing if that was nothing.
ToolMoved movedBy(Member& member, const Hash& digest);

/// Short names of the tool's records.
std::map<ObjectId, std::string> recordNames(const light::DacReplica& company, std::uint16_t tool);

/// The short names of those of its records that a rule would still lead to another state.
std::vector<std::string> unfinishedRecords(const light::DacReplica& company, std::uint16_t tool);

/// Refuses while records of the tool hold money, and names them. Errors: StillHeld.
Result<void> checkHoldsNothing(const light::DacReplica& company, std::uint16_t tool);

} // namespace stoa::engine
