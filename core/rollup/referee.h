// SPDX-License-Identifier: MIT
// The judge of a challenge: runs one step on nothing but a root and a witness.
#pragma once

#include "core/mvm/machine.h"

namespace stoa::rollup {

/// The root after the step. Total on any step; a witness that is not the authentic one for `preRoot`, to its
/// last byte, judges nothing. Errors: BadWitness.
Result<Hash> judge(const Hash& preRoot, const mvm::Rules& rules, const mvm::BatchContext& context,
                   ByteView step, ByteView tape);

} // namespace stoa::rollup
