// SPDX-License-Identifier: MIT
// Keys and guardians: who signs for an account, and what helps when a key is lost.
#include "core/mvm/contracts/handlers.h"

namespace stoa::mvm {

Result<void> handle(const tx::SetGuardian& act, ApplyContext& context)
{
    if (act.guardian == context.sender()) return ErrorCode::SameParty;
    state::Account account = context.account(context.sender());
    account.guardian = act.guardian;
    account.pending = {};
    account.due = 0;
    context.write(state::accountKey(context.sender()), account);
    return {};
}

Result<void> handle(const tx::RotateKey& act, ApplyContext& context)
{
    state::Account account = context.account(context.sender());
    account.controller = act.controller == context.sender() ? Address{} : act.controller;
    account.pending = {};
    account.due = 0;
    context.write(state::accountKey(context.sender()), account);
    return {};
}

Result<void> handle(const tx::Recover& act, ApplyContext& context)
{
    state::Account account = context.account(act.account);
    if (act.controller.isZero()) return ErrorCode::OutOfRange;
    if (act.account == context.sender()) {
        // The owner, who still has a key, ends the change that it names.
        if (account.pending.isZero()) return ErrorCode::NothingDue;
        if (account.pending != act.controller) return ErrorCode::ContentConflict;
        account.pending = {};
        account.due = 0;
    } else {
        if (account.guardian != context.sender()) return ErrorCode::NotTheGuardian;
        account.pending = act.controller;
        account.due = context.time() + kRecoveryDelay;
    }
    context.write(state::accountKey(act.account), account);
    return {};
}

} // namespace stoa::mvm
