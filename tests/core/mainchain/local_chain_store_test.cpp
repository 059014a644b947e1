// SPDX-License-Identifier: MIT
// What a local main chain begins in, and what it does when its store holds money that is not there.
#include <QTest>

#include "core/mainchain/local_chain.h"
#include "core/mainchain/local_chain_records.h"
#include "core/storage/memory_store.h"
#include "tests/support/chain_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

namespace {
constexpr Amount kAll = Amount{1} << 61U; ///< more than these worlds mint
}

class LocalChainStoreTest : public QObject {
    Q_OBJECT

private:
    /// Changes an account as whoever owns the disk could; the contract's sums stay as they are.
    static bool forge(ChainWorld& world, const Address& who,
                      const std::function<void(mainchain::ChainAccount&)>& change)
    {
        auto account = world.chain->account(who);
        if (!account) return false;
        change(*account);
        storage::WriteBatch writes;
        writes.put(mainchain::keyOf('a', who.bytes), mainchain::packed(*account));
        return world.store.commit(std::move(writes)).has_value();
    }
    static Bytes everything(storage::Store& store)
    {
        Bytes all;
        const auto read = store.iterate({}, [&](ByteView key, ByteView value) {
            append(all, key);
            append(all, value);
            return true;
        });
        return read ? all : Bytes{};
    }

private slots:
    void aNewChainBeginsInAnEmptyStoreOnly()
    {
        const auto definition = rollup::localDefinition(Hash{{5}}, 1'700'000'000, true);
        storage::MemoryStore store;
        storage::WriteBatch writes;
        writes.put(Bytes{'x'}, Bytes{1}); // anything at all
        QVERIFY(store.commit(std::move(writes)));
        const auto refused = mainchain::LocalChain::create(store, definition);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::StoreDamaged);
        const auto opened = mainchain::LocalChain::open(store);
        QVERIFY(opened && *opened == nullptr); // nothing was written

        storage::MemoryStore other;
        {
            const auto chain = mainchain::LocalChain::create(other, definition);
            QVERIFY(chain && (*chain)->mint(Address{{1}}, 5));
        }
        QCOMPARE(mainchain::LocalChain::create(other, definition).error().code, ErrorCode::StoreDamaged);
        const auto again = mainchain::LocalChain::open(other);
        QVERIFY(again && *again);
        QCOMPARE((*again)->account(Address{{1}})->balance, Amount{5}); // and nothing was lost
    }

    /// Credit that nobody has brought: what is paid out would be somebody else's.
    void whatTheContractDoesNotHaveIsNotPaidOut()
    {
        ChainWorld world;
        const Address who = world.member.address();
        QVERIFY(forge(world, who, [](mainchain::ChainAccount& account) { account.credit += 5 * kToken; }));
        const Bytes before = everything(world.store);
        for (int start = 0; start < 2; ++start) {
            const auto paid = world.chain->payout(who);
            QVERIFY(!paid);
            QCOMPARE(paid.error().code, ErrorCode::MoneyMismatch);
            QVERIFY(paid.error().detail.starts_with("main chain, block "));
            // Nothing happens on it any more, whoever asks, and nothing was written.
            QCOMPARE(world.chain->refresh().error().code, ErrorCode::MoneyMismatch);
            QCOMPARE(world.chain->mint(who, kToken).error().code, ErrorCode::MoneyMismatch);
            QCOMPARE(world.chain->mine().error().code, ErrorCode::MoneyMismatch);
            QVERIFY(everything(world.store) == before);
            world.reopen(); // the sums themselves are right: it opens, and stops at the same call
        }
    }

    /// Enough was put down by others, so no sum becomes less than nothing; but more than there ever was comes
    /// in.
    void moreThanWasMintedIsNotTaken()
    {
        ChainWorld world;
        const Address who = world.member.address();
        QVERIFY(forge(world, who, [](mainchain::ChainAccount& account) { account.balance = kAll; }));
        const auto joined = world.chain->join(who, kAll);
        QVERIFY(!joined);
        QCOMPARE(joined.error().code, ErrorCode::MoneyMismatch);
    }

    void whoWaitsForACallOfSomebodyElsesIsToldAsWell()
    {
        ChainWorld world;
        const Address who = world.member.address();
        QVERIFY(forge(world, who, [](mainchain::ChainAccount& account) { account.credit += 5 * kToken; }));
        mainchain::SignedCall call{
            mainchain::Method::Payout, world.challenger.address(), 0, mainchain::packedArguments(who), {}};
        call.signature = world.challenger.sign(mainchain::digestOf(call, world.definition.hash()));
        QCOMPARE(world.chain->perform(call).error().code, ErrorCode::MoneyMismatch);
        QCOMPARE(world.chain->header(0).error().code, ErrorCode::MoneyMismatch);
    }
};

STOA_TEST(LocalChainStoreTest)

} // namespace stoa::test

#include "local_chain_store_test.moc"
