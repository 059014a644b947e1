// SPDX-License-Identifier: MIT
// What a node's keys have earned is its owner's: collected, also from a key that was slashed, also the bond.
#include <algorithm>

#include <QTest>

#include "tests/support/network_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

namespace {

constexpr std::size_t kOwner = 5;

Amount earned(NetworkWorld& world, const Address& key)
{
    const auto account = world.read<state::Account>(state::accountKey(key));
    return account ? account->balance : 0;
}

/// What follows from the main chain is there with the next batch.
bool arrives(NetworkWorld& world, Amount balance)
{
    for (int i = 0; i < 20 && world.balance(kOwner) != balance; ++i)
        if (!world.network->postNow() || !world.network->tick()) return false;
    return world.balance(kOwner) == balance;
}

template <typename T>
std::optional<ErrorCode> refusal(const Result<T>& result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

} // namespace

class EarningsTest : public QObject {
    Q_OBJECT
private slots:
    void whatBlocksEarnedIsCollected()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        const Address to = world.address(kOwner);
        QCOMPARE(refusal(world.network->collect(to, false)), std::optional(ErrorCode::NothingDue));
        QVERIFY(!world.company().isZero());
        const Address key = world.network->node(0).aggregator().address();
        const Amount there = earned(world, key);
        QVERIFY(there > tx::Transfer::kFee);
        const Amount before = world.balance(kOwner);
        const auto shown = world.network->node(0).earnings();
        QVERIFY(shown && shown->keys.size() == 1);
        QVERIFY(shown->keys.front().key == key && shown->keys.front().isInUse);
        QCOMPARE(shown->keys.front().fees, there);
        QCOMPARE(shown->keys.front().onMainChain, Amount{0});
        QCOMPARE(shown->bond, world.network->chain().account(key)->bond);
        QVERIFY(shown->bond != 0);
        const auto collected = world.network->collect(to, false);
        QVERIFY(collected);
        QCOMPARE(collected->fees, there - tx::Transfer::kFee);
        QCOMPARE(collected->fromMainChain, Amount{0});
        QCOMPARE(world.balance(kOwner), before + collected->fees);
        QCOMPARE(refusal(world.network->collect(to, false)), std::optional(ErrorCode::NothingDue));
        QCOMPARE(refusal(world.network->collect({}, false)), std::optional(ErrorCode::OutOfRange));
        // It would put its bond down again at once.
        QCOMPARE(refusal(world.network->collect(to, true)), std::optional(ErrorCode::NotPermitted));
        QVERIFY(world.network->verifySupply()->problem == std::nullopt);
    }

    void aSlashedKeyKeepsWhatItEarnedBefore()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(!world.company().isZero());
        QVERIFY(world.network->postNow());
        const Address liar = world.network->node(0).aggregator().address();
        const Amount there = earned(world, liar);
        QVERIFY(world.network->corruptNextBatch());
        QVERIFY(world.sends(2, tx::Transfer{world.address(1), kToken}));
        QVERIFY(world.network->postNow());
        for (int i = 0; i < 40 && world.network->chain().rollbacks() == 0; ++i)
            QVERIFY(world.network->tick());
        QVERIFY(world.network->tick());
        QVERIFY(world.network->node(0).aggregator().address() != liar);
        QCOMPARE(earned(world, liar), there);
        QVERIFY(world.reopen()); // the key is on the disk
        const Amount before = world.balance(kOwner);
        const auto shown = world.network->node(0).earnings();
        QVERIFY(shown);
        const auto former = std::ranges::find(shown->keys, liar, &node::Node::Earned::key);
        QVERIFY(former != shown->keys.end() && !former->isInUse && former->fees == there);
        const auto collected = world.network->collect(world.address(kOwner), false);
        QVERIFY(collected);
        QVERIFY(collected->fees >= there - tx::Transfer::kFee);
        QVERIFY(earned(world, liar) == 0);
        QVERIFY(arrives(world, before + collected->fees + collected->fromMainChain));
    }

    void whatAChallengeWonIsCollectedButForTheNextStake()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(!world.company().isZero());
        QVERIFY(world.network->postNow());
        QVERIFY(world.network->corruptNextBatch());
        QVERIFY(world.sends(2, tx::Transfer{world.address(1), kToken}));
        QVERIFY(world.network->postNow());
        for (int i = 0; i < 40 && world.network->chain().rollbacks() == 0; ++i)
            QVERIFY(world.network->tick());
        QVERIFY(world.network->tick());
        const Address validator = world.network->node(0).validator()->address();
        const auto there = [&] {
            const mainchain::ChainAccount account = *world.network->chain().account(validator);
            return account.balance + account.credit;
        };
        const Amount stake = world.definition.challengerBond;
        QVERIFY(there() > stake);
        const Amount won = there() - stake;
        const auto shown = world.network->node(0).earnings();
        QVERIFY(shown);
        const auto line = std::ranges::find(shown->keys, validator, &node::Node::Earned::key);
        QVERIFY(line != shown->keys.end() && line->isValidator && line->onMainChain == won);
        const Amount before = world.balance(kOwner);
        const auto collected = world.network->collect(world.address(kOwner), false);
        QVERIFY(collected);
        QVERIFY(collected->fromMainChain >= won);
        QCOMPARE(there(), stake);
        QVERIFY(arrives(world, before + collected->fees + collected->fromMainChain));
        QVERIFY(world.network->verifySupply()->problem == std::nullopt);
    }

    void whoMakesNoMoreBlocksHasTheBondBack()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(!world.company().isZero());
        QVERIFY(world.network->postNow());
        const Address key = world.network->node(0).aggregator().address();
        const Amount bond = world.network->chain().account(key)->bond;
        QVERIFY(bond != 0);
        world.aggregates = false;
        QVERIFY(world.reopen());
        const Address to = world.address(kOwner);
        QCOMPARE(refusal(world.network->collect(to, true)), std::optional(ErrorCode::TooEarly));
        QCOMPARE(world.network->chain().account(key)->bond, bond);
        QVERIFY(world.network->advanceTime(world.definition.window));
        const auto left = world.network->collect(to, true);
        // Nobody makes blocks, so what was earned there waits; the bond is on its way.
        const mainchain::ChainAccount account = *world.network->chain().account(key);
        QCOMPARE(account.bond + account.credit + account.balance, Amount{0});
        QVERIFY(!left || left->fromMainChain >= bond);
        const Amount before = world.balance(kOwner);
        world.aggregates = true;
        QVERIFY(world.reopen());
        QVERIFY(world.network->tick());
        QVERIFY(world.balance(kOwner) >= before + bond);
        QVERIFY(world.network->verifySupply()->problem == std::nullopt);
    }
};

STOA_TEST(EarningsTest)

} // namespace stoa::test

#include "earnings_test.moc"
