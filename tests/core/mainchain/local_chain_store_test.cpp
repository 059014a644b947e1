// SPDX-License-Identifier: MIT
// What a local main chain begins in.
#include <QTest>

#include "core/mainchain/local_chain.h"
#include "core/storage/memory_store.h"
#include "tests/support/registry.h"

namespace stoa::test {

class LocalChainStoreTest : public QObject {
    Q_OBJECT

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
};

STOA_TEST(LocalChainStoreTest)

} // namespace stoa::test

#include "local_chain_store_test.moc"
