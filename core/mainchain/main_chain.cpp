// SPDX-License-Identifier: MIT
#include "core/mainchain/main_chain.h"

#include "core/crypto/eip712.h"
#include "core/crypto/keccak.h"
#include "core/mvm/machine.h"
#include "core/state/tape.h"

namespace stoa::mainchain {

void MainChain::signFor(const Address&, Sign) {}

Result<void> MainChain::announceFor(const Address&, const Address&, const Hash&)
{
    return ErrorCode::NotSupported;
}

Result<void> MainChain::appoint(const Address&, const Address&, Amount) { return ErrorCode::NotSupported; }

Result<Appointment> MainChain::appointment(const Address&) { return Appointment{}; }

Challenge challengeOf(const rollup::Batch& batch, std::uint32_t step, state::Tree before,
                      const mvm::Rules& rules, const Hash& salt)
{
    state::Recorder recorder(before);
    (void)mvm::applyBytes(recorder, rules, rollup::contextOf(batch.header, step), batch.steps[step]);
    Challenge challenge;
    challenge.header = batch.header;
    challenge.step = step;
    if (step > 0) challenge.pre = rollup::openStep(batch, step - 1);
    challenge.cur = rollup::openStep(batch, step);
    challenge.txBytes = batch.steps[step];
    challenge.tape = recorder.tape();
    challenge.salt = salt;
    return challenge;
}

Hash messageHash(const InboxMessage& message)
{
    const Hash words[] = {crypto::wordOf(message.index), crypto::wordOf(message.time),
                          crypto::keccak256(message.step)};
    Bytes packed;
    for (const Hash& word : words) append(packed, word.bytes);
    return crypto::keccak256(packed);
}

Hash blindOf(const Address& sender, std::uint64_t number, std::uint32_t step, const Hash& salt)
{
    const Hash words[] = {crypto::wordOf(sender), crypto::wordOf(number), crypto::wordOf(step), salt};
    Bytes message;
    for (const Hash& word : words) append(message, word.bytes);
    return crypto::keccak256(message);
}

Result<Slot> MainChain::slot()
{
    // A chain that keeps no penalty time gives the last aggregator its whole slot.
    const std::uint64_t newest = tip();
    if (newest == 0) return Slot{};
    STOA_TRY(const rollup::Header last, header(newest));
    const Timestamp until = last.l1Time + definition().slot;
    return time() < until ? Slot{last.aggregator, until} : Slot{};
}

Error impossible(const MainChain& chain, const char* what)
{
    return {chain.isElsewhere() ? ErrorCode::BadAnswer : ErrorCode::StoreDamaged, what};
}

Result<void> maySubmit(MainChain& chain, const Address& who)
{
    STOA_TRY(const ChainAccount account, chain.account(who));
    if (account.bond == 0) return ErrorCode::NotBonded;
    if (account.bond < chain.requiredBond()) return ErrorCode::BondTooSmall;
    STOA_TRY(const Slot slot, chain.slot());
    if (!slot.who.isZero() && slot.who != who) return ErrorCode::NotYourSlot;
    return {};
}

Result<std::uint64_t> finalBatchOf(MainChain& chain, std::uint64_t known)
{
    // Finality is monotone: in growing strides to one that is not final, then halving back to the border.
    std::uint64_t open = chain.tip() + 1;
    for (std::uint64_t stride = 1; known + 1 < open;) {
        const std::uint64_t next = stride == 0 ? known + (open - known) / 2 : known + stride;
        if (next >= open) {
            stride = 0;
            continue;
        }
        STOA_TRY(const rollup::Header header, chain.header(next));
        STOA_TRY(const bool isFinal, chain.isFinal(header));
        if (isFinal) {
            known = next;
            stride *= 2;
        } else {
            open = next;
            stride = 0;
        }
    }
    return known;
}

} // namespace stoa::mainchain
