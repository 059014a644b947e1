// SPDX-License-Identifier: MIT
// One overload for each request. They run on the engine's thread and own nothing.
#pragma once

#include "core/engine/member.h"
#include "core/engine/next_step.h"

namespace stoa::engine {

#define STOA_HANDLE(Request) Result<Request::Reply> handle(Member& member, const Request& request);
STOA_REQUESTS(STOA_HANDLE)
#undef STOA_HANDLE

/// The collaboration as it is now, in words that screens need. Used by several handlers.
CollaborationView collaborationViewOf(Member& member, const DacId& dac, const ObjectId& id,
                                      const state::Collaboration& stored);
/// What the one who asks is in it. A juror's part is in its cases, and left out here.
Roles rolesIn(Member& member, const light::DacReplica& replica, const state::Collaboration& c);
/// The collaboration and its newest case as they are stored, before any deadline is looked at.
mvm::Standing storedStanding(const light::DacReplica& replica, const ObjectId& id,
                             const state::Collaboration& stored);
std::vector<CollaborationView> collaborationsOf(Member& member, const DacId& dac);

/// One entry of the outbox as screens show it.
ActionView actionViewOf(Member& member, const sync::OutboxEntry& entry);
/// How an action that is not in can go over the main chain. Absent if it is in.
std::optional<ForceView> forceViewOf(Member& member, const sync::OutboxEntry& entry);
/// The newest of what came in, and among them what a rollback took away; newest first. Nothing while the node
/// has not said it.
std::vector<node::Credit> newestCreditsOf(const Member& member);
/// As actionViewOf, of what came in.
IncomingView incomingViewOf(Member& member, const node::Credit& credit);
/// The text that an act of a company brings along; zero: none.
Hash textOfAct(const tx::Payload& act);
/// What the motion is about that this step votes on or carries out. Absent for any other step, and for a
/// motion that is not known here.
std::optional<MotionSubject> motionSubjectOf(Member& member, const tx::Payload& step);
/// Remembers the link of an invitation that was made here.
Result<void> keepInvitation(Member& member, const PendingDraft& draft);

} // namespace stoa::engine
