// SPDX-License-Identifier: MIT
// Looks at steps as far as is possible without state: decodes them, digests them, finds their signers.
#include <thread>

#include "core/crypto/batch_check.h"
#include "core/crypto/keccak.h"
#include "core/mvm/machine.h"

namespace stoa::mvm {
namespace {

constexpr std::size_t kFewest = 64; ///< fewer are never checked together

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

const tx::Envelope& envelopeOf(const CheckedStep& step) { return step.transaction->envelope; }

/// Those whose account belongs to a key that has signed here before are checked together, where that is
/// quicker; those that it does not find right remain. A signature that is found good this way would give the
/// same signer if it were recovered: the account that it is said to be of.
std::vector<CheckedStep*> checkTogether(std::span<CheckedStep* const> steps, const SignerMemo& memo)
{
    std::vector<crypto::ClaimedSignature> claims;
    std::vector<CheckedStep*> claimed;
    std::vector<CheckedStep*> others;
    for (CheckedStep* step : steps) {
        const auto key = memo.keyOf(envelopeOf(*step).from);
        (key ? claimed : others).push_back(step);
        if (key) claims.push_back({step->digest, step->transaction->signature, *key});
    }
    const crypto::FoundSigned found = crypto::findSigned(claims);
    for (std::size_t i = 0; i < claimed.size(); ++i) {
        if (found.isSigned[i])
            claimed[i]->signer = envelopeOf(*claimed[i]).from;
        else
            others.push_back(claimed[i]);
    }
    return others;
}

/// As checkTogether, a part of the list on each thread.
std::vector<CheckedStep*> checkTogether(std::span<CheckedStep* const> steps, const SignerMemo& memo,
                                        unsigned threads)
{
    const std::size_t parts = std::max(1U, threads);
    const std::size_t length = (steps.size() + parts - 1) / parts;
    std::vector<std::vector<CheckedStep*>> remaining(parts);
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 0; i < parts && i * length < steps.size(); ++i) {
            const auto part = steps.subspan(i * length, std::min(length, steps.size() - i * length));
            const auto work = [&memo, part, &into = remaining[i]] { into = checkTogether(part, memo); };
            if ((i + 1) * length < steps.size())
                helpers.emplace_back(work);
            else
                work();
        }
    }
    std::vector<CheckedStep*> all;
    for (const auto& each : remaining) all.insert(all.end(), each.begin(), each.end());
    return all;
}

void findSigners(std::span<CheckedStep* const> steps, unsigned threads, SignerMemo* memo)
{
    std::vector<CheckedStep*> rest(steps.begin(), steps.end());
    if (memo && steps.size() >= kFewest) rest = checkTogether(steps, *memo, threads);
    std::vector<crypto::SignedDigest> signatures;
    signatures.reserve(rest.size());
    for (const CheckedStep* step : rest) signatures.push_back({step->digest, step->transaction->signature});
    const auto signers = crypto::recoverSigners(signatures, static_cast<int>(threads));
    if (memo) memo->countRecovered(signatures.size());
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (!signers[i]) continue;
        rest[i]->signer = signers[i]->address;
        if (memo && signers[i]->address == envelopeOf(*rest[i]).from) memo->keepKey(*signers[i]);
    }
    if (!memo) return;
    for (const CheckedStep* step : steps) memo->keep(step->hash, step->signer);
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
    std::vector<CheckedStep*> unsure; // nobody has looked at their signatures yet
    for (std::size_t i = 0; i < known.size(); ++i) {
        known[i]->digest = digests[i];
        if (!needsSigner(*known[i])) continue;
        if (const auto signer = memo ? memo->find(known[i]->hash) : std::nullopt)
            known[i]->signer = *signer;
        else
            unsure.push_back(known[i]);
    }
    findSigners(unsure, threads, memo);
    return checked;
}

} // namespace stoa::mvm
