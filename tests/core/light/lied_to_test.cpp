// SPDX-License-Identifier: MIT
// How a member who has believed a lie gets back to what honest nodes say.
#include <QTest>

#include "tests/support/light_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using rollup::Header;

class LiedToTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// One answer with a number of an event that is far away, and no honest node came up to it any more.
    void aNumberOfAnEventThatWasNotListedIsForgotten()
    {
        Light light;
        QVERIFY(light.post());
        light.node->onInfo = [](node::NodeInfo& info) { info.lastEvent = (std::uint64_t{1} << 53U) - 1; };
        QCOMPARE(light.follow(), std::nullopt);
        light.beHonest();
        HeaderChain late(light.world.definition);
        QCOMPARE(light.follow(late), std::nullopt);
        QVERIFY(light.chain.encode() == late.encode());
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(light.follow(), std::nullopt);
            QVERIFY(light.post());
            light.chain = *HeaderChain::decode(light.world.definition, light.chain.encode());
        }
        QCOMPARE(light.follow(), std::nullopt);
        QCOMPARE(light.chain.tip(), light.world.network->info()->tipBatch);
    }

    void eventsThatWereMadeUpAreLeftBehind()
    {
        for (const bool isRestarted : {false, true}) {
            Light light;
            QVERIFY(light.post());
            light.node->onInfo = [](node::NodeInfo& info) { info.lastEvent = 1000; };
            light.node->onEvents = [&](std::vector<node::ChainEvent>& list) {
                list.push_back(
                    {1000, node::ChainEvent::What::Joined, 0, 0, light.world.address(kStranger), kToken, 0});
            };
            QCOMPARE(light.follow(), std::nullopt);
            QVERIFY(light.chain.wasBonded(light.world.address(kStranger), 1));
            if (isRestarted) light.chain = *HeaderChain::decode(light.world.definition, light.chain.encode());
            light.beHonest();
            QCOMPARE(light.follow(), std::nullopt);
            QVERIFY(!light.chain.wasBonded(light.world.address(kStranger), 1));
            QVERIFY(light.post());
            QCOMPARE(light.follow(), std::nullopt);
        }
    }

    /// Which of two nodes lies, nobody can say here: the one that goes on saying so is believed at last.
    void aRollbackThatWasMadeUpIsLeftBehind()
    {
        Light light;
        QVERIFY(light.post() && light.post());
        const auto honest = light.world.network->info();
        light.pretendRollback();
        QCOMPARE(light.follow(), std::nullopt);
        QCOMPARE(light.chain.tip(), std::uint64_t{1});
        light.beHonest();
        QVERIFY(light.refusesAndKeepsAll());
        QVERIFY(light.chain.followAnew(*light.node, *honest, light.world.clock.now()));
        QCOMPARE(light.chain.tip(), honest->tipBatch);
        QCOMPARE(light.chain.rollbacks(), std::uint64_t{0});
        QCOMPARE(light.follow(), std::nullopt);
    }

    void batchesThatWereMadeUpAreLeftBehindUnlessTheyAreFinal()
    {
        for (const bool isFinal : {false, true}) {
            Light light;
            QVERIFY(light.post());
            const auto honest = light.world.network->info();
            const Header tip = light.world.network->batches(honest->tipBatch, 1)->front().header;
            node::BatchInfo madeUp;
            madeUp.header = tip;
            madeUp.header.number = tip.number + 1;
            madeUp.header.parent = rollup::headerHash(tip);
            madeUp.header.preRoot = tip.postRoot;
            madeUp.header.parentEntropy = tip.entropy;
            madeUp.header.steps = 1;
            madeUp.header.inboxSteps = 0;
            SignedHeader block; // of somebody else's batch: it carries no signature
            block.header.number = honest->head.header.number + 1;
            block.header.parent = rollup::blockHash(honest->head.header, light.world.definition.hash());
            block.header.batch = madeUp.header.number;
            block.header.steps = 1;
            block.header.stepsHash = madeUp.header.stepsRoot;
            block.header.preRoot = tip.postRoot;
            block.header.postRoot = madeUp.header.postRoot;
            block.header.time = madeUp.header.time;
            block.header.aggregator = madeUp.header.aggregator;
            light.show(block);
            light.node->onBatches = [&](std::vector<node::BatchInfo>& list) { list.push_back(madeUp); };
            light.node->onInfo = [&](node::NodeInfo& info) {
                info.head = block;
                info.tipBatch = madeUp.header.number;
                info.tipHeader = rollup::headerHash(madeUp.header);
                if (isFinal) info.now += light.world.definition.window;
            };
            QCOMPARE(light.follow(), std::nullopt);
            QCOMPARE(light.chain.tip(), madeUp.header.number);
            QCOMPARE(light.chain.finalBatch() == madeUp.header.number, isFinal);
            light.beHonest();
            QVERIFY(light.refusesAndKeepsAll());
            const Bytes before = light.chain.encode();
            const auto anew = light.chain.followAnew(*light.node, *honest, light.world.clock.now());
            QCOMPARE(anew.has_value(), !isFinal);
            if (isFinal)
                QVERIFY(light.chain.encode() == before);
            else
                QCOMPARE(light.chain.tip(), honest->tipBatch);
        }
    }
};

STOA_TEST(LiedToTest)

} // namespace stoa::test

#include "lied_to_test.moc"
