// SPDX-License-Identifier: MIT
#include "core/mvm/machine.h"

#include <limits>

#include "core/mvm/contracts/handlers.h"

namespace stoa::mvm {
namespace {

/// Envelope of a signed step: signer, nonce. Its fee is taken at the end.
Result<void> openEnvelope(ApplyContext& context, const tx::Envelope& envelope, const Address& signer)
{
    if (envelope.validUntil < context.time()) return ErrorCode::Expired;
    if (signer.isZero()) return ErrorCode::BadSignature;
    if (envelope.lane >= tx::kLanes) return ErrorCode::OutOfRange;
    state::Account sender = context.account(envelope.from);
    if (signer != signerOf(sender, envelope.from)) return ErrorCode::WrongSigner;
    if (sender.nonce(envelope.lane) != envelope.nonce) return ErrorCode::WrongNonce;
    // The last number is never used, or the lane would start again and old steps would count again.
    if (envelope.nonce == std::numeric_limits<std::uint32_t>::max()) return ErrorCode::OutOfRange;
    sender.setNonce(envelope.lane, envelope.nonce + 1);
    context.write(state::accountKey(envelope.from), sender);
    return {};
}

} // namespace

Result<void> apply(state::StateAccess& state, const Rules& rules, const BatchContext& batch,
                   const CheckedStep& step)
{
    if (!step.transaction) return step.transaction.error();
    const tx::Transaction& transaction = *step.transaction;
    const bool isSigned = tx::originOf(transaction.payload) == tx::Origin::Signed;
    // What comes from the main chain is known by its position in the batch, and by nothing else.
    if (step.isFromMainChain != batch.fromInbox) return ErrorCode::WrongOrigin;

    ApplyContext context(state, rules, batch, transaction, step.digest);
    if (isSigned) STOA_TRY_VOID(openEnvelope(context, transaction.envelope, step.signer));
    STOA_TRY_VOID(
        std::visit([&](const auto& payload) { return handle(payload, context); }, transaction.payload));
    if (isSigned) {
        STOA_TRY_VOID(context.debit(transaction.envelope.from, tx::feeOf(transaction.payload)));
        STOA_TRY_VOID(context.credit(batch.aggregator, tx::feeOf(transaction.payload)));
    }
    const auto* deposit = std::get_if<tx::Deposit>(&transaction.payload);
    return context.commit(deposit ? deposit->amount : 0);
}

Result<void> tryOut(state::StateAccess& state, const Rules& rules, const BatchContext& batch,
                    const CheckedStep& step)
{
    const auto done = apply(state, rules, batch, step);
    return !done && done.error().code == ErrorCode::MoneyMismatch ? ErrorCode::Busy : done;
}

} // namespace stoa::mvm
