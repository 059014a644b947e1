// SPDX-License-Identifier: MIT
// What the acts of a company share: who may do them at once, and how they are put to the members instead.
#pragma once

#include "core/mvm/contracts/motion_rules.h"

namespace stoa::mvm {

/// Errors: `absent`.
Result<state::Member> readMember(ApplyContext& context, const DacId& dac, const Address& who,
                                 ErrorCode absent = ErrorCode::NotAMember);

/// The sender's role, if it allows this. Errors: NoSuchCompany, NotAMember, NotPermitted.
Result<std::uint8_t> roleWith(ApplyContext& context, const DacId& dac, tx::Permission permission);

/// What a motion needs to pass.
enum class Consent : std::uint8_t {
    Silence, ///< that few are against it
    Majority ///< that more than half of all weight is for it
};

/// Puts `act`, which the sender has sent as a motion, to the members.
Result<void> putMotion(ApplyContext& context, const DacId& dac, const tx::Payload& act, std::uint8_t asMotion,
                       Consent consent);
template <typename Act>
Result<void> putMotion(ApplyContext& context, const Act& act, Consent consent)
{
    return putMotion(context, act.dac, act, act.asMotion, consent);
}

// Acts carried out by the members' consent: role and spending limit do not count.
Result<void> enact(const tx::SetRole& act, const state::Motion& motion, ApplyContext& context);
Result<void> enact(const tx::SpendTreasury& act, const state::Motion& motion, ApplyContext& context);
Result<void> enact(const tx::AmendCharter& act, const state::Motion& motion, ApplyContext& context);
Result<void> enact(const tx::InstallTool& act, const state::Motion& motion, ApplyContext& context);
Result<void> enact(const tx::RemoveTool& act, const state::Motion& motion, ApplyContext& context);

} // namespace stoa::mvm
