// SPDX-License-Identifier: MIT
// Following another node's chain: every step again, every batch kept, no lie taken over.
#include "core/sync/chain_follower.h"

#include <QTest>

#include "tests/support/lying_node.h"
#include "tests/support/network_world.h"
#include "tests/support/registry.h"

namespace stoa::sync {

using test::NetworkWorld;

class ChainFollowerTest final : public QObject {
    Q_OBJECT

    /// A network whose stores outlive it, its light client, and who follows it.
    struct World : NetworkWorld {
        storage::MemoryStore store;
        std::optional<light::HeaderChain> headers;
        std::unique_ptr<ChainFollower> follower;

        bool start(bool hasValidator)
        {
            network.reset();
            const auto openStore = [this](std::string_view name) -> Result<std::unique_ptr<storage::Store>> {
                storage::MemoryStore& backing = name == "chain"        ? chainStore
                                                : name == "aggregator" ? aggregatorStore
                                                                       : validatorStore;
                return std::unique_ptr<storage::Store>(std::make_unique<test::BorrowedStore>(backing));
            };
            auto opened = node::LocalNetwork::open({openStore, clock, random, contents, hasValidator},
                                                   [this] { return definition; });
            if (!opened) return false;
            network = *std::move(opened);
            if (!headers) headers.emplace(network->definition());
            return true;
        }
        bool follows(bool checks, bool keeps)
        {
            follower.reset();
            auto opened = ChainFollower::open({store, network->definition(), checks, keeps});
            if (opened) follower = *std::move(opened);
            return opened.has_value();
        }
        /// A paid step in a posted batch of its own.
        bool post()
        {
            return network->faucet(address(1), kToken).has_value() && sends(1, tx::Transfer{address(2), 1}) &&
                   network->postNow().has_value();
        }
        Result<void> look(node::NodeService& node)
        {
            STOA_TRY(const auto info, node.info());
            STOA_TRY_VOID(headers->follow(node, info, network->now()));
            for (bool happened = true; happened;) {
                STOA_TRY(happened, follower->follow(node, *headers));
            }
            return {};
        }
        Result<void> look() { return look(*network); }
    };

private Q_SLOTS:
    void everyBatchIsRunAgainAndKept()
    {
        World world;
        QVERIFY(world.start(true));
        QVERIFY(world.follows(true, true));
        QVERIFY(world.look().has_value());
        QCOMPARE(world.follower->checkedBatch(), std::uint64_t(0));
        for (int i = 0; i < 20; ++i) QVERIFY(world.post());
        QVERIFY(world.look().has_value());
        const std::uint64_t tip = world.network->info()->tipBatch;
        QVERIFY(tip >= 20);
        QCOMPARE(world.follower->checkedBatch(), tip);
        QCOMPARE(world.follower->keptBatch(), tip);
        QVERIFY(!world.follower->wrongBatch());
        for (std::uint64_t number = 1; number <= tip; ++number)
            QCOMPARE(rollup::encodeBatch(*world.follower->batch(number)),
                     rollup::encodeBatch(*world.network->batch(number)));
        QCOMPARE(world.follower->batch(tip + 1).error().code, ErrorCode::NotFound);
        QCOMPARE(world.follower->batch(0).error().code, ErrorCode::NotFound);
        // Stopped and started, it goes on where it was.
        QVERIFY(world.follows(true, true));
        QCOMPARE(world.follower->checkedBatch(), tip);
        QCOMPARE(world.follower->keptBatch(), tip);
        QVERIFY(world.post());
        QVERIFY(world.look().has_value());
        QCOMPARE(world.follower->checkedBatch(), tip + 1);
    }

    /// A marker that was spoilt says that some 10^18 batches were checked.
    void aNumberThatNothingStandsBehindIsDamage()
    {
        World world;
        QVERIFY(world.start(true));
        for (int i = 0; i < 3; ++i) QVERIFY(world.post());
        QVERIFY(world.follows(true, true));
        QVERIFY(world.look().has_value());
        Bytes marker = *world.store.get(Bytes{'k'}).value();
        marker[1] = 0x10; // of the version
        storage::WriteBatch writes;
        writes.put(Bytes{'k'}, marker);
        QVERIFY(world.store.commit(std::move(writes)));
        QVERIFY(!world.follows(true, true));
    }

    void oneRoleAtATime()
    {
        World world;
        QVERIFY(world.start(true));
        for (int i = 0; i < 3; ++i) QVERIFY(world.post());
        QVERIFY(world.follows(false, true));
        QVERIFY(world.look().has_value());
        QCOMPARE(world.follower->checkedBatch(), std::uint64_t(0));
        const std::uint64_t kept = world.follower->keptBatch();
        QVERIFY(kept >= 3);
        // An archive that becomes a validator runs what it has.
        QVERIFY(world.follows(true, false));
        test::LyingNode other(*world.network);
        other.onBatch = [](rollup::Batch&) { qFatal("asked for what is kept"); };
        QVERIFY(world.look(other).has_value());
        QCOMPARE(world.follower->checkedBatch(), kept);
    }

    void aWrongBatchIsFoundAndForgottenWhenItIsRolledBack()
    {
        World world;
        QVERIFY(world.start(false)); // nobody challenges
        QVERIFY(world.post());
        QVERIFY(world.follows(true, true));
        QVERIFY(world.look().has_value());
        const std::uint64_t good = world.follower->checkedBatch();
        QVERIFY(world.network->corruptNextBatch().has_value());
        QVERIFY(world.post());
        QVERIFY(world.look().has_value());
        const std::uint64_t tip = world.network->info()->tipBatch;
        QCOMPARE(tip, good + 1);
        QCOMPARE(world.follower->wrongBatch(), std::optional(tip));
        QCOMPARE(world.follower->checkedBatch(), good);
        QCOMPARE(world.follower->keptBatch(), tip); // evidence
        const rollup::Header lie = *world.headers->batch(tip);
        QCOMPARE(world.follower->finding(lie)->check, node::BatchInfo::Check::Different);
        // It stays so over a restart, and however often one looks.
        QVERIFY(world.follows(true, true));
        QCOMPARE(world.follower->wrongBatch(), std::optional(tip));
        QVERIFY(world.look().has_value());
        QCOMPARE(world.follower->checkedBatch(), good);
        // A validator comes, and challenges.
        QVERIFY(world.start(true));
        for (int i = 0; i < 100 && world.network->info()->rollbacks == 0; ++i)
            QVERIFY(world.network->tick().has_value());
        QVERIFY(world.network->info()->rollbacks != 0);
        QVERIFY(world.network->postNow().has_value());
        QVERIFY(world.look().has_value());
        QVERIFY(!world.follower->wrongBatch());
        QCOMPARE(world.follower->checkedBatch(), world.network->info()->tipBatch);
        QCOMPARE(world.follower->keptBatch(), world.network->info()->tipBatch);
        QCOMPARE(world.follower->finding(lie)->check, node::BatchInfo::Check::NotChecked);
    }

    void aBatchThatIsNotWhatItsHeaderSaysIsNotTaken()
    {
        const std::function<void(rollup::Batch&)> lies[] = {
            [](rollup::Batch& batch) { batch.steps.back().back() ^= 1; },
            [](rollup::Batch& batch) { batch.roots.front().bytes[0] ^= 1; },
            [](rollup::Batch& batch) { batch.steps.pop_back(); },
            [](rollup::Batch& batch) { batch.header.time += 1; },
        };
        for (const auto& lie : lies) {
            World world;
            QVERIFY(world.start(true));
            QVERIFY(world.post());
            QVERIFY(world.follows(true, true));
            test::LyingNode node(*world.network);
            node.onBatch = lie;
            QCOMPARE(world.look(node).error().code, ErrorCode::ProofFailed);
            QCOMPARE(world.follower->checkedBatch(), std::uint64_t(0));
            QCOMPARE(world.follower->keptBatch(), std::uint64_t(0));
            // An honest node is believed afterwards.
            QVERIFY(world.look().has_value());
            QCOMPARE(world.follower->checkedBatch(), world.network->info()->tipBatch);
        }
    }

    void keptBatchesAreAnsweredFromHere()
    {
        World world;
        QVERIFY(world.start(true));
        QVERIFY(world.post());
        QVERIFY(world.follows(false, true));
        QVERIFY(world.look().has_value());
        test::LyingNode away(*world.network);
        bool wasAsked = false;
        away.onBatch = [&](rollup::Batch&) { wasAsked = true; };
        ArchivingNode node(away, *world.follower);
        QCOMPARE(rollup::encodeBatch(*node.batch(1)), rollup::encodeBatch(*world.network->batch(1)));
        QVERIFY(!wasAsked);
        const auto mine = node.batchSteps(1);
        const auto theirs = world.network->batchSteps(1);
        QVERIFY(mine && theirs && mine->steps == theirs->steps && mine->roots == theirs->roots);
        QVERIFY(world.post());
        QVERIFY(node.batch(world.network->info()->tipBatch).has_value());
        QVERIFY(wasAsked);
    }
};

STOA_TEST(ChainFollowerTest)

} // namespace stoa::sync

#include "chain_follower_test.moc"
