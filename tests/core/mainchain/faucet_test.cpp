// SPDX-License-Identifier: MIT
// Money from nowhere: how much of it there is, for whom, and that a bond can always be made from it.
#include <QTest>

#include "core/codec/writer.h"
#include "tests/support/chain_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

namespace {

const Address kStranger{{9}};
constexpr Amount kAll = Amount{1} << 61U; ///< that can come to the sidechain

template <typename T>
std::optional<ErrorCode> refusal(const Result<T>& result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

} // namespace

class FaucetTest : public QObject {
    Q_OBJECT
private slots:
    /// With each deposit the bond that is needed grows, and with that what one address may have.
    void strangersDoNotGetMoreByDepositingIt()
    {
        ChainWorld world;
        world.definition.bondShare = 10'000; // the whole value: it grows fast
        storage::MemoryStore store;
        auto chain = *mainchain::LocalChain::create(store, world.definition);
        const Amount both = world.definition.aggregatorBond + world.definition.challengerBond;
        Amount given = 0;
        std::optional<ErrorCode> refused;
        for (int i = 0; i < 1000 && !refused; ++i) {
            // As much as one may have, or what is left of it.
            Amount amount = chain->requiredBond() + world.definition.challengerBond;
            while (amount > 0 && (refused = refusal(chain->mintForStranger(kStranger, amount)))) amount /= 2;
            if (refused) break;
            given += amount;
            QVERIFY(chain->deposit(kStranger, kStranger, amount));
        }
        QCOMPARE(refused, std::optional(ErrorCode::OverLimit));
        QVERIFY(given <= 100 * both && given > 100 * both - both / 100); // so little counts as more
        QCOMPARE(refusal(chain->mintForStranger(Address{{10}}, 1)), std::optional(ErrorCode::OverLimit));
        chain.reset();
        chain = *mainchain::LocalChain::open(store);
        QCOMPARE(refusal(chain->mintForStranger(Address{{10}}, 1)), std::optional(ErrorCode::OverLimit));
        // Whose network it is makes money as before.
        QVERIFY(chain->mint(Address{{11}}, chain->requiredBond()));
    }

    /// Everybody together gets a hundred at once, and then one a day, however long nobody has asked.
    void strangersGetSomeAgainAsDaysPass()
    {
        ChainWorld world;
        const Amount both = world.definition.aggregatorBond + world.definition.challengerBond;
        std::uint32_t next = 100; // each asks once
        const auto take = [&](Amount amount) {
            const auto bytes = toBytes(viewOf(std::to_string(next++) + std::string(Address::kSize, '.')));
            return refusal(world.chain->mintForStranger(Address::fromPrefix(bytes), amount));
        };
        const auto wait = [&](Seconds time) { world.chain->advanceTo(world.chain->time() + time); };
        // How many of them could still be had is how many are taken.
        const auto takeAll = [&] {
            int taken = 0;
            while (!take(both)) ++taken;
            return taken;
        };
        const auto over = std::optional(ErrorCode::OverLimit);
        QCOMPARE(takeAll(), 100);
        QCOMPARE(take(1), over);
        // Slowly: half a day is half of it, and nobody gets more by asking in between.
        wait(kDay / 2);
        QCOMPARE(take(both), over);
        QCOMPARE(take(both / 2), std::nullopt);
        QCOMPARE(take(both / 2), over);
        wait(kDay / 2);
        QCOMPARE(take(both / 2), std::nullopt);
        QCOMPARE(take(both / 2), over);
        // It is kept, and with it what was used up.
        wait(3 * kDay);
        QVERIFY(world.chain->mine()); // so that the time is kept
        world.reopen();
        QCOMPARE(takeAll(), 3);
        world.reopen();
        QCOMPARE(take(1), over);
        // A long time makes no more than there was at first, and goes by unused while nothing is used up.
        wait(1000 * kDay);
        QCOMPARE(takeAll(), 100);
        wait(200 * kDay);
        QCOMPARE(take(both), std::nullopt);
        QCOMPARE(takeAll(), 99);
        QCOMPARE(take(1), over);
        // Whose network it is makes money as before.
        QVERIFY(world.chain->mint(Address{{11}}, world.chain->requiredBond()));
        QVERIFY(world.isSolvent());
    }

    /// A block for each of them, and an account that is kept: a hundredth of a pair of bonds is used up each
    /// time.
    void askingForLittleHasAnEndToo()
    {
        ChainWorld world;
        const Amount both = world.definition.aggregatorBond + world.definition.challengerBond;
        for (std::uint8_t i = 1; i < 100; ++i)
            QCOMPARE(refusal(world.chain->mintForStranger(Address{{i}}, both)), std::nullopt);
        for (std::uint8_t i = 1; i <= 100; ++i)
            QCOMPARE(refusal(world.chain->mintForStranger(Address{{7, i}}, 1)), std::nullopt);
        QCOMPARE(refusal(world.chain->mintForStranger(kStranger, 1)), std::optional(ErrorCode::OverLimit));
        QCOMPARE(world.chain->account(Address{{7, 9}})->balance, Amount{1});
        QVERIFY(world.isSolvent());
    }

    /// An earlier version has kept only the sum: the days since genesis count.
    void whatAnEarlierVersionHasGivenComesBackToo()
    {
        ChainWorld world;
        const Amount both = world.definition.aggregatorBond + world.definition.challengerBond;
        QCOMPARE(refusal(world.chain->mintForStranger(kStranger, both)), std::nullopt);
        codec::Writer sum;
        sum.u64(100 * both);
        storage::WriteBatch batch;
        batch.put(toBytes(viewOf("f")), sum.take());
        batch.erase(toBytes(viewOf("g")));
        QVERIFY(world.store.commit(batch));
        const Address other{{10}};
        QCOMPARE(refusal(world.chain->mintForStranger(other, both)), std::optional(ErrorCode::OverLimit));
        world.chain->advanceTo(world.definition.genesis + kDay);
        QCOMPARE(refusal(world.chain->mintForStranger(other, both)), std::nullopt);
        QCOMPARE(refusal(world.chain->mintForStranger(Address{{12}}, 1)),
                 std::optional(ErrorCode::OverLimit));
    }

    /// However large the bonds of a network are.
    void strangersNeverGetMoreThanPeopleCouldHave()
    {
        ChainWorld world;
        world.definition.aggregatorBond = kAll;
        storage::MemoryStore store;
        auto chain = *mainchain::LocalChain::create(store, world.definition);
        QVERIFY(chain->mintForStranger(kStranger, kAll / 100 * 100));
        chain->advanceTo(chain->time() + 1000 * kDay);
        QCOMPARE(refusal(chain->mintForStranger(Address{{10}}, 100)), std::optional(ErrorCode::OverLimit));
    }

    void oneAddressGetsItsTwoBonds()
    {
        ChainWorld world;
        const Amount both = world.definition.aggregatorBond + world.definition.challengerBond;
        QCOMPARE(refusal(world.chain->mintForStranger(kStranger, both + 1)),
                 std::optional(ErrorCode::OverLimit));
        QVERIFY(world.chain->mintForStranger(kStranger, both - 1));
        QCOMPARE(refusal(world.chain->mintForStranger(kStranger, 2)), std::optional(ErrorCode::OverLimit));
        QVERIFY(world.chain->mintForStranger(kStranger, 1));
        QCOMPARE(world.chain->account(kStranger)->balance, both);
    }

    void thereIsAlwaysSomethingToMakeABondFrom()
    {
        ChainWorld world;
        QVERIFY(world.chain->mint(kStranger, kAll));
        QCOMPARE(world.chain->mintable(), Amount{0});
        QVERIFY(world.chain->deposit(kStranger, kStranger, kAll - world.chain->solvency().value));
        QCOMPARE(refusal(world.chain->deposit(world.member.address(), kStranger, 1)),
                 std::optional(ErrorCode::AmountOverflow));
        const Amount bond = world.chain->requiredBond();
        QVERIFY(bond > 1'000'000 * kToken);
        QVERIFY(world.chain->mint(world.aggregator.address(), bond));
        QVERIFY(world.chain->join(world.aggregator.address(), bond));
        QVERIFY(world.isSolvent());
    }
};

STOA_TEST(FaucetTest)

} // namespace stoa::test

#include "faucet_test.moc"
