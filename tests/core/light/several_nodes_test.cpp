// SPDX-License-Identifier: MIT
// A member's headers when there are several aggregators: other numbers of blocks, promises that come to
// nothing, batches that nobody builds upon, and blocks without a signature.
#include <functional>

#include <QTest>

#include "tests/support/lying_node.h"
#include "tests/support/registry.h"
#include "tests/support/several_world.h"

namespace stoa::test {

using light::HeaderChain;
using Stage = node::StepStatus::Stage;

namespace {

struct Begun : SeveralWorld {
    explicit Begun(std::size_t validators = 2)
        : SeveralWorld(2, validators)
    {
        for (std::size_t person = 0; person < 3; ++person) STOA_CHECK(deposit(person, 100 * kToken));
        STOA_CHECK(node(0).tick() && node(0).postNow() && tick());
    }
    bool pays(std::size_t index, std::size_t from = 0)
    {
        return pay(index, from, 3, kToken).stage == Stage::Included;
    }

    HeaderChain member{definition};
};

} // namespace

class SeveralNodesTest : public QObject {
    Q_OBJECT

private slots:
    void aMemberMovesFromOneNodeToAnother()
    {
        Begun world;
        QVERIFY(world.pays(0) && world.pays(0) && world.pays(0)); // three blocks here, one there
        QVERIFY(world.pass(4));
        QCOMPARE(world.follow(world.member, 0), std::nullopt);
        const auto blocksAtFirst = world.member.head().header.number;
        QVERIFY(world.aggregator(1).head().header.number < blocksAtFirst);
        for (const std::size_t index : {1U, 0U, 1U}) {
            QCOMPARE(world.follow(world.member, index), std::nullopt);
            QVERIFY(world.member.head().header == world.aggregator(index).head().header);
            QVERIFY(world.member.agrees(world.member.tip()));
        }
        QVERIFY(world.pass(world.definition.slot));
        QVERIFY(world.pays(1));
        QVERIFY(world.pass(4));
        for (const std::size_t index : {0U, 1U, 0U})
            QCOMPARE(world.follow(world.member, index), std::nullopt);
        world.chain->advanceTo(world.chain->time() + world.definition.window);
        QCOMPARE(world.follow(world.member, 1), std::nullopt);
        QCOMPARE(world.member.finalBatch(), world.chain->tip());
        HeaderChain late(world.definition);
        QCOMPARE(world.follow(late, 1), std::nullopt);
        QVERIFY(late.head().header == world.member.head().header);
        const auto again = HeaderChain::decode(world.definition, world.member.encode());
        QVERIFY(again && again->head().header == world.member.head().header);
    }

    void promisesOfADeadAggregatorComeToNothing()
    {
        Begun world;
        QVERIFY(world.pays(0));
        QCOMPARE(world.follow(world.member, 0), std::nullopt); // a block that was never posted
        const rollup::BlockHeader promised = world.member.head().header;
        world.stop(0);
        QCOMPARE(world.follow(world.member, 1), std::nullopt); // back to what is posted
        QVERIFY(world.member.head().header.number < promised.number);
        QVERIFY(!world.member.contains(promised));
        QVERIFY(world.pass(world.definition.slot));
        QVERIFY(world.pays(1, 1));
        QVERIFY(world.pass(4));
        QCOMPARE(world.follow(world.member, 1), std::nullopt);
        QVERIFY(world.member.agrees(world.chain->tip()));
        world.chain->advanceTo(world.chain->time() + world.definition.window);
        QCOMPARE(world.follow(world.member, 1), std::nullopt);
        QCOMPARE(world.member.finalBatch(), world.chain->tip()); // and that other batch becomes final
    }

    void anUnsignedBlockSaysWhatItsBatchSaysOrNothing()
    {
        using Lie = std::pair<const char*, std::function<void(rollup::BlockHeader&)>>;
        const std::vector<Lie> lies = {
            {"first step", [](auto& h) { h.firstStep = 1; }},
            {"steps", [](auto& h) { ++h.steps; }},
            {"hash of the steps", [](auto& h) { h.stepsHash[0] ^= 1; }},
            {"root before", [](auto& h) { h.preRoot[0] ^= 1; }},
            {"root after", [](auto& h) { h.postRoot[0] ^= 1; }},
            {"time", [](auto& h) { ++h.time; }},
            {"aggregator", [](auto& h) { h.aggregator[0] ^= 1; }},
            {"a batch that is not posted", [](auto& h) { ++h.batch; }},
        };
        for (const auto& [name, change] : lies) {
            Begun world;
            QVERIFY(world.pays(0));
            QVERIFY(world.pass(4));
            LyingNode node(world.node(1));
            const auto spoil = [&lie = change](rollup::SignedHeader& block) {
                if (block.header.batch == 2) lie(block.header);
            };
            node.onBlocks = [&](std::vector<rollup::SignedHeader>& list) {
                for (auto& block : list) spoil(block);
            };
            node.onInfo = [&](node::NodeInfo& info) { spoil(info.head); };
            auto info = node.info();
            QVERIFY(info);
            const auto followed = world.member.follow(node, *info, world.chain->time());
            QVERIFY2(!followed && followed.error().code == ErrorCode::ProofFailed, name);
            QCOMPARE(world.member.tip(), std::uint64_t{0});
            QCOMPARE(world.follow(world.member, 1), std::nullopt);
        }
    }

    void whoHasNoBondIsNotBelievedWhateverTheNodeSays()
    {
        Begun world;
        QCOMPARE(world.follow(world.member, 1), std::nullopt);
        const crypto::KeyPair& stranger = world.key(8);
        const rollup::SignedHeader head = world.aggregator(1).head();
        const rollup::BlockHeader next = blockAfter(head, world.definition.hash(), stranger.address());
        const rollup::SignedHeader block{next,
                                         stranger.sign(rollup::blockHash(next, world.definition.hash()))};
        LyingNode node(world.node(1));
        node.onInfo = [&](node::NodeInfo& info) { info.head = block; };
        node.onBlocks = [&](std::vector<rollup::SignedHeader>& list) { list.push_back(block); };
        const auto info = node.info();
        QCOMPARE(world.member.follow(node, *info, world.chain->time()).error().code, ErrorCode::ProofFailed);
        QVERIFY(world.member.head().header == head.header);
    }

    void aNodeThatIsMerelyBehindIsNotFollowed()
    {
        Begun world;
        QVERIFY(world.pays(0));
        QVERIFY(world.pass(4));
        const auto old = world.node(1).info();
        QVERIFY(world.pass(world.definition.slot));
        QVERIFY(world.pays(1));
        QVERIFY(world.pass(4));
        QCOMPARE(world.follow(world.member, 1), std::nullopt);
        const Bytes before = world.member.encode();
        LyingNode node(world.node(1)); // as it was some time ago
        node.onBatches = [&](std::vector<node::BatchInfo>& list) {
            std::erase_if(list, [&](const auto& each) { return each.header.number > old->tipBatch; });
        };
        QCOMPARE(world.member.follow(node, *old, world.chain->time()).error().code, ErrorCode::ProofFailed);
        QVERIFY(world.member.encode() == before);
    }

    void aWrongBatchThatNobodyChallengesIsNotFinalHere()
    {
        Begun world(0); // nobody validates
        QVERIFY(world.aggregator(0).corruptNextBatch());
        QVERIFY(world.pays(0));
        QVERIFY(world.node(0).postNow());
        QVERIFY(world.node(1).tick());
        QCOMPARE(world.aggregator(1).wrongBatch(), std::uint64_t{2});
        QCOMPARE(world.follow(world.member, 1), std::nullopt);
        QCOMPARE(world.member.tip(), std::uint64_t{2});
        QCOMPARE(world.member.head().header.batch, std::uint64_t{1}); // the node does not build upon it
        QVERIFY(!world.member.agrees(2));
        world.chain->advanceTo(world.chain->time() + 2 * world.definition.window);
        QCOMPARE(world.follow(world.member, 1), std::nullopt);
        QCOMPARE(world.member.finalBatch(), std::uint64_t{1});
    }

    void finalBatchesSurviveAReorganization()
    {
        Begun world;
        const storage::MemoryStore past = world.remembered();
        QVERIFY(world.pays(0));
        QVERIFY(world.pass(4));
        QCOMPARE(world.follow(world.member, 1), std::nullopt);
        world.chain->advanceTo(world.chain->time() + world.definition.window);
        QCOMPARE(world.follow(world.member, 1), std::nullopt);
        QCOMPARE(world.member.finalBatch(), std::uint64_t{2});
        // A main chain that changes what was final is none that a member goes along with.
        SeveralWorld other(2, 2);
        for (std::size_t person = 0; person < 3; ++person) QVERIFY(other.deposit(person, 7 * kToken));
        other.chain->advanceTo(other.chain->time() + 3);
        QVERIFY(other.pass(30));
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(other.pay(0, 0, 3, kToken).stage, Stage::Included);
            QVERIFY(other.pass(4));
        }
        QVERIFY(other.chain->tip() > 2);
        const auto info = other.node(0).info();
        QCOMPARE(world.member.follow(other.node(0), *info, world.chain->time()).error().code,
                 ErrorCode::ProofFailed);
        QCOMPARE(world.member.finalBatch(), std::uint64_t{2});
    }

    /// Every batch stays where it was, and what else has happened is something else: a member goes along.
    void aReorganizationMayChangeEventsOnly()
    {
        Begun world(1);
        QCOMPARE(world.follow(world.member, 0), std::nullopt);
        const storage::MemoryStore past = world.remembered();
        // A lie of the second is rolled back, and nothing has taken its place yet.
        QVERIFY(world.pass(world.definition.slot));
        QVERIFY(world.aggregator(1).corruptNextBatch());
        QVERIFY(world.pays(1));
        QVERIFY(world.node(1).postNow());
        world.stop(1);
        world.onlyFollows(0); // or it would post the step in the same turn
        for (int i = 0; i < 20 && world.chain->rollbacks() == 0; ++i) QVERIFY(world.pass(1));
        QCOMPARE(world.chain->rollbacks(), std::uint64_t{1});
        QCOMPARE(world.chain->tip(), std::uint64_t{1});
        const storage::MemoryStore rolledBack = world.remembered();
        QCOMPARE(world.follow(world.member, 0), std::nullopt);
        QCOMPARE(world.member.rollbacks(), std::uint64_t{1});

        // None of it has happened; so many deposits have instead.
        const auto refill = [&world](std::uint64_t events) {
            while (world.chain->eventCount() <= events) QVERIFY(world.deposit(2, kToken));
        };
        const std::uint64_t then = world.chain->eventCount();
        world.reorganize(past);
        refill(then);
        QCOMPARE(world.follow(world.member, 0), std::nullopt);
        QCOMPARE(world.member.rollbacks(), std::uint64_t{0});
        QCOMPARE(world.member.tip(), std::uint64_t{1});

        // And back again, to where it was rolled back after all.
        const std::uint64_t now = world.chain->eventCount();
        world.reorganize(rolledBack);
        refill(now);
        QCOMPARE(world.follow(world.member, 0), std::nullopt);
        QCOMPARE(world.member.rollbacks(), std::uint64_t{1});

        // One on which less has happened is only behind.
        world.reorganize(past);
        const Bytes before = world.member.encode();
        QCOMPARE(world.follow(world.member, 0), std::optional(ErrorCode::ProofFailed));
        QVERIFY(world.member.encode() == before);
    }
};

STOA_TEST(SeveralNodesTest)

} // namespace stoa::test

#include "several_nodes_test.moc"
