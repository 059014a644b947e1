// SPDX-License-Identifier: MIT
// Accounts: money in, money between members, money out, and who somebody is.
#include "core/crypto/recoverable_signature.h"
#include "core/mvm/contracts/handlers.h"

namespace stoa::mvm {

Result<void> handle(const tx::Deposit& deposit, ApplyContext& context)
{
    return context.credit(deposit.to, deposit.amount);
}

// The machine unwraps a Force before it comes here; one inside another has no meaning.
Result<void> handle(const tx::Force&, ApplyContext&) { return ErrorCode::WrongOrigin; }

Result<void> handle(const tx::Transfer& transfer, ApplyContext& context)
{
    if (transfer.amount == 0 || transfer.to.isZero()) return ErrorCode::OutOfRange;
    STOA_TRY_VOID(context.debit(context.sender(), transfer.amount));
    return context.credit(transfer.to, transfer.amount);
}

Result<void> handle(const tx::Withdraw& withdraw, ApplyContext& context)
{
    if (withdraw.amount == 0 || withdraw.to.isZero()) return ErrorCode::OutOfRange;
    const state::Key key = state::withdrawalKey(tx::objectIdOf(context.digest()));
    if (context.read<state::Withdrawal>(key)) return ErrorCode::AlreadyExists;
    STOA_TRY_VOID(context.debit(context.sender(), withdraw.amount));
    context.write(key, state::Withdrawal{withdraw.to, withdraw.amount});
    return {};
}

Result<void> handle(const tx::SetProfile& profile, ApplyContext& context)
{
    Bytes publicKey = toBytes(profile.keyX.bytes);
    append(publicKey, profile.keyY.bytes);
    if (crypto::addressOf(crypto::PublicKey::fromPrefix(publicKey)) != context.sender())
        return ErrorCode::BadPublicKey;
    state::Account account = context.account(context.sender());
    account.keyX = profile.keyX;
    account.keyY = profile.keyY;
    account.profile = profile.profile;
    context.write(state::accountKey(context.sender()), account);
    return {};
}

} // namespace stoa::mvm
