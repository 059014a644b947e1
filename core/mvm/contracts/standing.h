// SPDX-License-Identifier: MIT
// Shared by the two contracts that read collaborations.
#pragma once

#include "core/mvm/contracts/collaboration_rules.h"
#include "core/mvm/contracts/handlers.h"

namespace stoa::mvm {

/// The collaboration with its case, effective at the step's time. The case is read exactly when the stored
/// state is Disputed or Ruled. Errors: NoSuchCollaboration.
Result<Standing> readStanding(ApplyContext& context, const DacId& dac, const ObjectId& id);

} // namespace stoa::mvm
