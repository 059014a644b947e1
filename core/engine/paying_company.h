// SPDX-License-Identifier: MIT
// Which company's treasury pays what a step of this wallet takes, for the history. The records say it; a note
// does where they were rolled back together with the step.
#pragma once

#include "core/base/result.h"
#include "core/engine/person_view.h"
#include "core/tx/kind_table.h"

namespace stoa::engine {

class Member;

/// Nobody: its signer pays.
PersonView payerOf(Member& member, const Hash& action, const tx::Payload& payload, const Address& signer);

/// Who pays for `action`, as it was known when it was signed; nothing is kept of nobody. Errors: those of
/// storage.
Result<void> keepPayer(Member& member, const Hash& action, const tx::Payload& payload,
                       const PersonView& payer);

} // namespace stoa::engine
