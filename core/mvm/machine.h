// SPDX-License-Identifier: MIT
// The Metis virtual machine: one deterministic, total function from (state, context, step) to state.
#pragma once

#include <span>
#include <vector>

#include "core/mvm/context.h"
#include "core/mvm/signer_memo.h"

namespace stoa::mvm {

/// A step whose bytes have been looked at as far as is possible without state: decoded, digested, its
/// signer recovered. Total: bytes that mean nothing carry the error that says why.
struct CheckedStep {
    Result<tx::Transaction> transaction = ErrorCode::WrongLength; ///< of a Force: the inner one
    Hash digest;                                                  ///< what a member's wallet calls it by
    Hash hash;                    ///< keccak of the step's bytes, by which a batch is committed to
    Address signer;               ///< of a signed kind; zero if the signature is not valid
    bool isForced = false;        ///< came wrapped in a Force
    bool isFromMainChain = false; ///< Deposit or Force
};

CheckedStep checkStep(ByteView bytes, const Hash& domain);

/// The same for many steps, signers found on `threads` threads. What `memo`, if not null, knows is not looked
/// at again, and it is told the rest; signatures of keys that it knows are checked together.
std::vector<CheckedStep> checkSteps(std::span<const Bytes> steps, const Hash& domain, unsigned threads,
                                    SignerMemo* memo = nullptr);

/// Takes `state` through one step. On an error nothing has changed, and the step is legal all the same: it
/// is a step that does nothing. MoneyMismatch among them: money would have been made or lost. On a state
/// that steps have made this is a mistake of ours, and who makes blocks stops; a state that somebody has
/// invented may well show it to the referee.
Result<void> apply(state::StateAccess& state, const Rules& rules, const BatchContext& batch,
                   const CheckedStep& step);

/// As apply, on records that may come from different moments, as a member's do whose node answers only some
/// questions. Errors: Busy in place of MoneyMismatch, because such records are no state.
Result<void> tryOut(state::StateAccess& state, const Rules& rules, const BatchContext& batch,
                    const CheckedStep& step);

/// Takes `state` through the bytes of a step: checkStep and apply.
inline Result<void> applyBytes(state::StateAccess& state, const Rules& rules, const BatchContext& batch,
                               ByteView bytes)
{
    return apply(state, rules, batch, checkStep(bytes, rules.domain));
}

} // namespace stoa::mvm
