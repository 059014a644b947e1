// SPDX-License-Identifier: MIT
#include "core/light/inclusion.h"

#include <QTest>

#include "core/crypto/keccak.h"
#include "tests/support/network_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

namespace {

/// One step in one block of one batch, and a member who has linked the headers.
struct Included {
    Included()
    {
        STOA_CHECK(world.reopen());
        STOA_CHECK(world.network->faucet(world.address(1), 100 * kToken));
        STOA_CHECK(world.sends(1, tx::Transfer{world.address(2), kToken}));
        step = world.step(1, tx::Transfer{world.address(2), kToken});
        status = world.network->submit({step})->front();
        STOA_CHECK(world.network->postNow());
        STOA_CHECK(chain.follow(*world.network, *world.network->info(), world.clock.now()));
    }

    NetworkWorld world;
    light::HeaderChain chain{world.definition};
    Bytes step;
    node::StepStatus status;
};

} // namespace

class InclusionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStepIsInItsBlockAndNowhereElse()
    {
        Included included;
        const Hash txHash = crypto::keccak256(included.step);
        const auto block = included.world.network->blockSteps(included.status.block);
        QVERIFY(block);
        QVERIFY(light::checkSteps(*block, included.chain));
        QVERIFY(light::holds(*block, txHash, included.status.step));
        QVERIFY(!light::holds(*block, txHash, included.status.step + 1));
        QVERIFY(!light::holds(*block, txHash, 0));
        QVERIFY(!light::holds(*block, contentIdOf("another step"), included.status.step));
        const auto other = included.world.network->blockSteps(included.status.block - 1);
        QVERIFY(!light::holds(*other, txHash, included.status.step));
    }

    void stepsThatABlockWasNotSignedOverAreRefused()
    {
        Included included;
        const node::BlockSteps block = *included.world.network->blockSteps(included.status.block);
        node::BlockSteps changed = block;
        changed.steps.back()[0] ^= 1;
        QCOMPARE(light::checkSteps(changed, included.chain).error().code, ErrorCode::ProofFailed);
        changed = block;
        changed.steps.push_back({});
        QVERIFY(!light::checkSteps(changed, included.chain));
        changed.steps.clear();
        QVERIFY(!light::checkSteps(changed, included.chain));
        // Steps and hash that fit each other, in a header that nobody has linked.
        changed = block;
        changed.steps.back() = contentIdOf("another step");
        crypto::Keccak256 hash;
        for (const Hash& each : changed.steps) hash.update(each.bytes);
        changed.header.header.stepsHash = hash.finish();
        QVERIFY(!light::checkSteps(changed, included.chain));
    }

    void aStepIsInItsBatchAndTheRootsAreItsOwn()
    {
        Included included;
        const Hash txHash = crypto::keccak256(included.step);
        const rollup::Header header = *included.chain.batch(included.status.batch);
        const node::BatchSteps batch = *included.world.network->batchSteps(included.status.batch);
        QVERIFY(light::checkSteps(batch, header));
        QVERIFY(light::holds(batch, txHash, included.status.step));
        QVERIFY(!light::holds(batch, txHash, included.status.step + 1));

        node::BatchSteps changed = batch;
        changed.steps[included.status.step] = contentIdOf("another step");
        QCOMPARE(light::checkSteps(changed, header).error().code, ErrorCode::ProofFailed);
        changed = batch;
        changed.roots.front()[0] ^= 1;
        QVERIFY(!light::checkSteps(changed, header));
        changed = batch;
        changed.steps.pop_back();
        changed.roots.pop_back();
        QVERIFY(!light::checkSteps(changed, header));
        changed = batch;
        changed.roots.pop_back();
        QVERIFY(!light::checkSteps(changed, header));
        QVERIFY(!light::checkSteps(node::BatchSteps{}, header));
    }
};

STOA_TEST(InclusionTest)

} // namespace stoa::test

#include "inclusion_test.moc"
