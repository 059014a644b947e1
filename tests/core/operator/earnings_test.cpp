// SPDX-License-Identifier: MIT
// What a node's keys have earned is its owner's: collected, also from a key that was slashed, also the bond.
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
        const auto collected = world.network->collect(world.address(kOwner), false);
        QVERIFY(collected);
        QVERIFY(collected->fees >= there - tx::Transfer::kFee);
        QVERIFY(earned(world, liar) == 0);
        QCOMPARE(world.balance(kOwner), before + collected->fees);
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
