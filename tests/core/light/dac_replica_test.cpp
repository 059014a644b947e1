// SPDX-License-Identifier: MIT
// Records that are proved under a block which its node has made of somebody else's batch.
#include <QTest>

#include "core/light/dac_replica.h"
#include "tests/support/registry.h"
#include "tests/support/several_world.h"

namespace stoa::test {

class DacReplicaTest : public QObject {
    Q_OBJECT

private slots:
    void recordsUnderAnUnsignedHeadAreTakenIfTheHeadIs()
    {
        SeveralWorld world;
        QVERIFY(world.deposit(0, 100 * kToken));
        QVERIFY(world.node(0).tick() && world.node(0).postNow() && world.tick());
        const Hash definition = world.definition.hash();
        light::HeaderChain headers(world.definition);
        QCOMPARE(world.follow(headers, 1), std::nullopt);

        const state::Key key = state::accountKey(world.address(0));
        const auto proof = world.node(1).record(key);
        QVERIFY(proof && proof->head.signature == crypto::RecoverableSignature{});
        QVERIFY(headers.accept(world.node(1), proof->head));
        const auto record = light::checkRecord(*proof, key, definition);
        QVERIFY(record && *record);
        const auto snapshot = world.node(1).company(DacId{{7}}, Hash{});
        QVERIFY(snapshot && light::checkSnapshot(*snapshot, DacId{{7}}, definition));

        // Such a head says what its batch says, or it is none.
        rollup::SignedHeader forged = proof->head;
        forged.header.postRoot = Hash{{1}};
        QVERIFY(!headers.accept(world.node(1), forged));
        forged.header.number += 1;
        QVERIFY(!headers.accept(world.node(1), forged));
        auto other = *proof;
        other.path.leafValue.back() ^= 1U;
        QVERIFY(!light::checkRecord(other, key, definition));
    }
};

STOA_TEST(DacReplicaTest)

} // namespace stoa::test

#include "dac_replica_test.moc"
