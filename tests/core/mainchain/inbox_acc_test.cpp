// SPDX-License-Identifier: MIT
// What the accumulator over the inbox vouches for.
#include <QTest>

#include "core/crypto/keccak.h"
#include "tests/support/chain_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

class InboxAccTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theAccumulatorHoldsIndexTimeAndStepOfEachMessage()
    {
        ChainWorld early;
        ChainWorld late;
        late.chain->advanceTo(ChainWorld::kStart + 1);
        early.deposit(kToken);
        late.deposit(kToken);
        QCOMPARE(early.chain->inbox(0)->step, late.chain->inbox(0)->step); // the step does not say when
        QVERIFY(*early.chain->inboxAcc(1) != *late.chain->inboxAcc(1));

        mainchain::InboxMessage message = *early.chain->inbox(0);
        const Hash hash = mainchain::messageHash(message);
        QCOMPARE(*early.chain->inboxAcc(1),
                 crypto::keccak256({ByteView(Hash{}.bytes), ByteView(hash.bytes)}));
        ++message.index;
        QVERIFY(mainchain::messageHash(message) != hash);
        --message.index;
        message.step.push_back(0);
        QVERIFY(mainchain::messageHash(message) != hash);
    }

    void anInboxOfAnEarlierVersionIsRenewed()
    {
        ChainWorld world;
        world.deposit(kToken);
        world.deposit(kToken);
        world.deposit(kToken);
        const Hash right = *world.chain->inboxAcc(3);
        // As it was written then: keccak(acc ‖ keccak(step)).
        Hash acc;
        storage::WriteBatch batch;
        for (std::uint64_t index = 0; index < 3; ++index) {
            const mainchain::InboxMessage message = *world.chain->inbox(index);
            const Hash step = crypto::keccak256(message.step);
            acc = crypto::keccak256({ByteView(acc.bytes), ByteView(step.bytes)});
            Bytes key{'i'};
            appendFixed(key, index);
            Bytes value;
            appendFixed(value, message.time);
            append(value, acc.bytes);
            append(value, message.step);
            batch.put(std::move(key), std::move(value));
        }
        QVERIFY(world.store.commit(batch));
        QVERIFY(*world.chain->inboxAcc(3) != right);
        world.chain = *mainchain::LocalChain::open(world.store);
        QVERIFY(*world.chain->inboxAcc(3) == right);
        QVERIFY(world.submit(world.honest({})));
    }
};

STOA_TEST(InboxAccTest)

} // namespace stoa::test

#include "inbox_acc_test.moc"
