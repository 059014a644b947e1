// SPDX-License-Identifier: MIT
#include "core/rollup/referee.h"

#include "core/state/tape.h"

namespace stoa::rollup {

Result<Hash> judge(const Hash& preRoot, const mvm::Rules& rules, const mvm::BatchContext& context,
                   ByteView step, ByteView tape)
{
    state::Replayer state(preRoot, tape);
    // A refused step is a legal one that changes nothing.
    (void)mvm::applyBytes(state, rules, context, step);
    if (!state.isGood()) return ErrorCode::BadWitness;
    return state.root();
}

} // namespace stoa::rollup
