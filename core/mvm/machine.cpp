// SPDX-License-Identifier: MIT
#include "core/mvm/machine.h"

#include <limits>

#include "core/base/check.h"
#include "core/base/overloaded.h"
#include "core/crypto/keccak.h"
#include "core/mvm/contracts/handlers.h"

namespace stoa::mvm {
namespace {

/// The transaction that counts: the step's own, or the one inside a Force.
CheckedStep decodeStep(ByteView bytes, const Hash& domain)
{
    CheckedStep step;
    step.transaction = tx::decode(bytes);
    if (!step.transaction) return step;
    if (const auto* force = std::get_if<tx::Force>(&step.transaction->payload)) {
        CheckedStep inner = decodeStep(force->inner, domain);
        // Only what a member could have sent directly; not another message, and no Force within a Force.
        if (inner.isFromMainChain) {
            if (inner.transaction) inner.digest = tx::digestOf(*inner.transaction, domain);
            inner.transaction = ErrorCode::WrongOrigin;
        }
        inner.isForced = true;
        inner.isFromMainChain = true;
        return inner;
    }
    step.isFromMainChain = tx::originOf(step.transaction->payload) == tx::Origin::MainChain;
    return step;
}

bool needsSigner(const CheckedStep& step)
{
    return step.transaction && tx::originOf(step.transaction->payload) == tx::Origin::Signed;
}

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

CheckedStep checkStep(ByteView bytes, const Hash& domain)
{
    CheckedStep step = decodeStep(bytes, domain);
    step.hash = crypto::keccak256(bytes);
    if (step.transaction) step.digest = tx::digestOf(*step.transaction, domain);
    if (needsSigner(step)) {
        const auto signer = crypto::recoverSigner(step.digest, step.transaction->signature);
        if (signer) step.signer = *signer;
    }
    return step;
}

std::vector<CheckedStep> checkSteps(std::span<const Bytes> steps, const Hash& domain, unsigned threads,
                                    SignerMemo* memo)
{
    std::vector<CheckedStep> checked;
    checked.reserve(steps.size());
    const std::vector<Hash> hashes = crypto::keccak256Each(std::vector<ByteView>(steps.begin(), steps.end()));
    std::vector<CheckedStep*> known; // those that mean something
    std::vector<const tx::Transaction*> transactions;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        CheckedStep& step = checked.emplace_back(decodeStep(steps[i], domain));
        step.hash = hashes[i];
        if (!step.transaction) continue;
        known.push_back(&step);
        transactions.push_back(&*step.transaction);
    }
    const std::vector<Hash> digests = tx::digestsOf(transactions, domain);
    std::vector<CheckedStep*> owners;
    std::vector<crypto::SignedDigest> signatures;
    for (std::size_t i = 0; i < known.size(); ++i) {
        known[i]->digest = digests[i];
        if (!needsSigner(*known[i])) continue;
        if (const auto signer = memo ? memo->find(known[i]->hash) : std::nullopt) {
            known[i]->signer = *signer;
            continue;
        }
        owners.push_back(known[i]);
        signatures.push_back({digests[i], transactions[i]->signature});
    }
    const auto signers = crypto::recoverSigners(signatures, static_cast<int>(threads));
    for (std::size_t i = 0; i < owners.size(); ++i) {
        if (signers[i]) owners[i]->signer = *signers[i];
        if (memo) memo->keep(owners[i]->hash, owners[i]->signer);
    }
    return checked;
}

namespace {

/// False: money was made or lost, and nothing was written.
Result<bool> run(state::StateAccess& state, const Rules& rules, const BatchContext& batch,
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

} // namespace

Result<void> apply(state::StateAccess& state, const Rules& rules, const BatchContext& batch,
                   const CheckedStep& step)
{
    STOA_TRY(const bool isMoneyRight, run(state, rules, batch, step));
    STOA_CHECK(isMoneyRight); // money is neither made nor lost
    return {};
}

Result<void> tryOut(state::StateAccess& state, const Rules& rules, const BatchContext& batch,
                    const CheckedStep& step)
{
    STOA_TRY(const bool isMoneyRight, run(state, rules, batch, step));
    if (!isMoneyRight) return ErrorCode::Busy;
    return {};
}

} // namespace stoa::mvm
