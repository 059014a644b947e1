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

    /// What a member believes of an account: each check of it, alone.
    void aRecordIsBelievedOnlyAsItsHeadHasIt()
    {
        SeveralWorld world;
        for (const std::size_t person : {0U, 1U}) QVERIFY(world.deposit(person, 100 * kToken));
        QVERIFY(world.node(0).tick());
        const Hash definition = world.definition.hash();
        const state::Key key = state::accountKey(world.address(0));
        const state::Key others = state::accountKey(world.address(1));
        const auto proof = world.node(0).record(key);
        const auto neighbour = world.node(0).record(others);
        QVERIFY(proof && neighbour && light::checkRecord(*proof, key, definition));
        const auto refusal = [&](const node::RecordProof& shown, const state::Key& asked) {
            const auto checked = light::checkRecord(shown, asked, definition);
            return checked ? std::nullopt : std::optional(checked.error().code);
        };
        for (std::size_t at = 0; at < proof->path.leafValue.size(); ++at) { // a balance, a nonce, anything
            auto other = *proof;
            other.path.leafValue[at] ^= 1U;
            QCOMPARE(refusal(other, key), std::optional(ErrorCode::ProofFailed));
        }
        auto none = *proof;
        none.path.treeIsEmpty = true;
        QCOMPARE(refusal(none, key), std::optional(ErrorCode::ProofFailed));
        none.path.levels.clear();
        QCOMPARE(refusal(none, key), std::optional(ErrorCode::ProofFailed));
        // Somebody else's record proves nothing about this one, under no name.
        QCOMPARE(refusal(*neighbour, key), std::optional(ErrorCode::ProofFailed));
        auto renamed = *neighbour;
        renamed.path.leafKey = key;
        QCOMPARE(refusal(renamed, key), std::optional(ErrorCode::ProofFailed));
        // Another state under the same signature, and under none that fits.
        auto head = *proof;
        head.head.header.postRoot = Hash{{1}};
        QCOMPARE(refusal(head, key), std::optional(ErrorCode::BadSignature));
        head = *proof;
        head.head.signature.s[31] ^= 1U;
        QCOMPARE(refusal(head, key), std::optional(ErrorCode::BadSignature));

        // Whoever is not there is shown by a neighbour, whose record is not taken for the one that was asked
        // for.
        const state::Key missing = state::accountKey(world.address(5));
        const auto absence = world.node(0).record(missing);
        QVERIFY(absence && absence->path.leafKey != missing && !absence->path.leafValue.empty());
        const auto absent = light::checkRecord(*absence, missing, definition);
        QVERIFY(absent && !*absent);
    }
};

STOA_TEST(DacReplicaTest)

} // namespace stoa::test

#include "dac_replica_test.moc"
