// SPDX-License-Identifier: MIT
#include "tests/support/chain_world.h"

#include "core/base/check.h"
#include "core/crypto/keccak.h"
#include "core/mvm/machine.h"
#include "core/state/tape.h"

namespace stoa::test {
namespace {

crypto::KeyPair namedKey(std::string_view name)
{
    auto key = crypto::KeyPair::fromSecret(crypto::Secret32(crypto::keccak256(name).bytes));
    STOA_CHECK(key.has_value());
    return std::move(*key);
}

tx::Transaction signedBy(const crypto::KeyPair& key, tx::Payload payload, std::uint32_t nonce,
                         const Hash& domain)
{
    tx::Transaction transaction;
    transaction.payload = std::move(payload);
    transaction.envelope.from = key.address();
    transaction.envelope.nonce = nonce;
    transaction.envelope.validUntil = ChainWorld::kStart + 30 * kDay;
    transaction.signature = key.sign(tx::digestOf(transaction, domain));
    return transaction;
}

} // namespace

ChainWorld::ChainWorld()
    : definition(rollup::localDefinition(Hash{{3}}, kStart, true))
    , aggregator(namedKey("aggregator"))
    , challenger(namedKey("challenger"))
    , member(namedKey("member"))
{
    auto created = mainchain::LocalChain::create(store, definition);
    STOA_CHECK(created.has_value());
    chain = std::move(*created);
    STOA_CHECK(chain->mint(aggregator.address(), 2 * kBond).has_value());
    STOA_CHECK(chain->mint(challenger.address(), kBond).has_value());
    STOA_CHECK(chain->mint(member.address(), 1000 * kToken).has_value());
    STOA_CHECK(chain->join(aggregator.address(), kBond).has_value());
}

void ChainWorld::reopen()
{
    auto opened = mainchain::LocalChain::open(store);
    STOA_CHECK(opened.has_value() && *opened != nullptr);
    chain = std::move(*opened);
}

std::uint64_t ChainWorld::deposit(Amount amount)
{
    const auto index = chain->deposit(member.address(), member.address(), amount);
    STOA_CHECK(index.has_value());
    return *index;
}

Bytes ChainWorld::transfer(std::uint32_t nonce, Amount amount)
{
    tx::Transfer transfer;
    transfer.to = challenger.address();
    transfer.amount = amount;
    return tx::encode(signedBy(member, transfer, nonce, definition.rules().domain));
}

Bytes ChainWorld::withdrawal(std::uint32_t nonce, const Address& to, Amount amount)
{
    tx::Withdraw withdraw;
    withdraw.to = to;
    withdraw.amount = amount;
    return tx::encode(signedBy(member, withdraw, nonce, definition.rules().domain));
}

mainchain::Submission ChainWorld::honest(const std::vector<Bytes>& txs, state::Tree* after)
{
    mainchain::Submission s;
    s.parent = *chain->header(chain->tip());
    s.time = chain->time();
    s.txs = txs;
    std::vector<Bytes> steps;
    for (std::uint64_t index = s.parent.inboxEnd;
         index < chain->inboxCount() && steps.size() < rollup::kMaxInboxSteps; ++index) {
        const mainchain::InboxMessage message = *chain->inbox(index);
        steps.push_back(message.step);
        s.inboxHashes.push_back(mainchain::messageHash(message));
    }
    s.expectedInboxAcc = *chain->inboxAcc(s.parent.inboxEnd + steps.size());
    rollup::Header header;
    header.number = s.parent.number + 1;
    header.time = s.time;
    header.aggregator = aggregator.address();
    header.inboxSteps = static_cast<std::uint32_t>(steps.size());
    header.parentEntropy = s.parent.entropy;
    steps.insert(steps.end(), txs.begin(), txs.end());
    state::Tree copy = tree;
    for (std::uint32_t i = 0; i < steps.size(); ++i) {
        state::TreeState access(copy);
        (void)mvm::applyBytes(access, definition.rules(), rollup::contextOf(header, i), steps[i]);
        s.roots.push_back(copy.root());
    }
    if (after) *after = copy;
    return s;
}

Result<rollup::Header> ChainWorld::submit(const mainchain::Submission& submission)
{
    return chain->submit(aggregator.address(), submission);
}

Result<rollup::Header> ChainWorld::post(const std::vector<Bytes>& txs)
{
    state::Tree after;
    STOA_TRY(const rollup::Header header, submit(honest(txs, &after)));
    tree = after;
    return header;
}

mainchain::Submission ChainWorld::lying(const std::vector<Bytes>& txs, std::size_t at)
{
    mainchain::Submission s = honest(txs);
    for (std::size_t i = at; i < s.roots.size(); ++i)
        s.roots[i] = crypto::keccak256({viewOf("lie"), ByteView(s.roots[i].bytes)});
    return s;
}

state::Tree stateBefore(const rollup::Batch& batch, std::uint32_t step, state::Tree tree,
                        const mvm::Rules& rules)
{
    for (std::uint32_t i = 0; i < step; ++i) {
        state::TreeState access(tree);
        (void)mvm::applyBytes(access, rules, rollup::contextOf(batch.header, i), batch.steps[i]);
    }
    return tree;
}

mainchain::Challenge ChainWorld::challengeOf(std::uint64_t number, std::uint32_t step,
                                             const state::Tree& before)
{
    const auto batch = chain->batch(number);
    STOA_CHECK(batch.has_value());
    const mvm::Rules rules = definition.rules();
    return mainchain::challengeOf(*batch, step, stateBefore(*batch, step, before, rules), rules,
                                  random.bytes<32>());
}

Result<void> ChainWorld::announce(const mainchain::Challenge& challenge)
{
    return chain->announce(
        challenger.address(),
        mainchain::blindOf(challenger.address(), challenge.header.number, challenge.step, challenge.salt));
}

mainchain::ChainAccount ChainWorld::account(const crypto::KeyPair& key)
{
    const auto found = chain->account(key.address());
    STOA_CHECK(found.has_value());
    return *found;
}

bool ChainWorld::isSolvent()
{
    const mainchain::Solvency s = chain->solvency();
    Amount bonds = 0;
    Amount credits = 0;
    for (const crypto::KeyPair* key : {&aggregator, &challenger, &member}) {
        bonds += account(*key).bond;
        credits += account(*key).credit;
    }
    // Announcements' bonds are in s.bonds, too.
    return s.held == s.value + s.bonds + s.credits + s.burnt && s.bonds >= bonds && s.credits == credits;
}

} // namespace stoa::test
