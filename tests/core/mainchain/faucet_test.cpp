// SPDX-License-Identifier: MIT
// Money from nowhere: how much of it there is, for whom, and that a bond can always be made from it.
#include <QTest>

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
        QCOMPARE(given, 100 * both);
        QCOMPARE(refusal(chain->mintForStranger(Address{{10}}, 1)), std::optional(ErrorCode::OverLimit));
        chain.reset();
        chain = *mainchain::LocalChain::open(store);
        QCOMPARE(refusal(chain->mintForStranger(Address{{10}}, 1)), std::optional(ErrorCode::OverLimit));
        // Whose network it is makes money as before.
        QVERIFY(chain->mint(Address{{11}}, chain->requiredBond()));
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
