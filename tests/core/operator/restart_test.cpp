// SPDX-License-Identifier: MIT
// The local network with a store that fails at every single commit, one after the other: what was
// acknowledged stays, what was not is there in full or not at all, and everything goes on.
#include <algorithm>

#include <QTest>

#include "tests/support/network_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using node::StepStatus;
using storage::MemoryStore;

namespace {

constexpr std::size_t kPeople = 4;

/// What members can see of their money.
std::vector<Amount> balances(NetworkWorld& world)
{
    std::vector<Amount> all;
    for (std::size_t person = 0; person < kPeople; ++person) all.push_back(world.balance(person));
    return all;
}

bool isSound(NetworkWorld& world)
{
    const auto batches = world.network->verifyBatches();
    const auto supply = world.network->verifySupply();
    return batches && !batches->problem && supply && !supply->problem;
}

/// A short life of a network. Each act is one call, which may fail and be made again.
class Story {
public:
    explicit Story(NetworkWorld& world)
        : m_world(world)
    {}

    static constexpr int kActs = 15;

    Result<void> act(int number)
    {
        switch (number) {
        case 0: return m_world.network->faucet(m_world.address(0), 100 * kToken);
        case 1: return m_world.network->faucet(m_world.address(1), 100 * kToken);
        case 2: return transfer(0, 1, kToken);
        case 3: return transfer(1, 2, 2 * kToken);
        case 4: return m_world.network->postNow();
        case 5: return m_world.network->tick();
        case 6: return transfer(1, 2, 3 * kToken);
        case 7: return m_world.network->corruptNextBatch();
        case 8: return m_world.network->postNow();
        case 9: return m_world.network->tick();
        case 10: return m_world.network->tick();
        case 11: return m_world.network->tick();
        case 12: return m_world.network->tick();
        case 13: return transfer(1, 3, 4 * kToken);
        default: {
            m_world.clock.advance(700);
            return m_world.network->tick();
        }
        }
    }

    bool isFaucet(int number) const { return number < 2; }
    /// Steps that were acknowledged and not rolled back by the lie.
    const std::vector<Hash>& acknowledged() const { return m_acknowledged; }

private:
    Result<void> transfer(std::size_t from, std::size_t to, Amount amount)
    {
        tx::Transfer payment;
        payment.to = m_world.address(to);
        payment.amount = amount;
        // The same bytes again after a failure: a step happens once.
        if (m_pending.empty()) m_pending = m_world.step(from, payment);
        STOA_TRY(const auto answer, m_world.network->submit({m_pending}));
        if (answer.front().stage != StepStatus::Stage::Included) return ErrorCode::WrongState;
        m_acknowledged.push_back(m_world.digestOf(m_pending));
        m_pending.clear();
        return {};
    }

    NetworkWorld& m_world;
    Bytes m_pending;
    std::vector<Hash> m_acknowledged;
};

} // namespace

class RestartTest : public QObject {
    Q_OBJECT

private slots:
    void everyCommitOfEveryStoreMayFail()
    {
        std::size_t faults = 0;
        for (MemoryStore NetworkWorld::*which :
             {&NetworkWorld::chainStore, &NetworkWorld::aggregatorStore, &NetworkWorld::validatorStore}) {
            for (const auto effect :
                 {MemoryStore::FaultEffect::NotWritten, MemoryStore::FaultEffect::Written})
                for (const bool doReopen : {false, true}) faults += failEach(which, effect, doReopen);
        }
        QVERIFY(faults > 60);
    }

    /// Its blocks and batches are acknowledged together.
    void aLargeSubmitWaitsForTheDiskOnce()
    {
        NetworkWorld world(1, false);
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(0), 100 * kToken));
        const std::vector<Bytes> steps = manySteps(world);
        const std::size_t onChain = world.chainStore.syncCount();
        const std::size_t here = world.aggregatorStore.syncCount();
        QVERIFY(areIn(world.network->submit(steps)));
        QCOMPARE(world.network->info()->tipBatch, std::uint64_t{2}); // and a third is open
        QCOMPARE(world.chainStore.syncCount(), onChain + 1);
        QCOMPARE(world.aggregatorStore.syncCount(), here + 1);
        for (MemoryStore* store : {&world.chainStore, &world.aggregatorStore}) store->loseUnsynced();
        QVERIFY(world.reopen());
        QCOMPARE(world.network->info()->tipBatch, std::uint64_t{2});
        QCOMPARE(world.balance(1), steps.size() * kToken / 100);
        QVERIFY(isSound(world));
    }

    void everyCommitOfALargeSubmitMayFail()
    {
        std::size_t faults = 0;
        for (MemoryStore NetworkWorld::*which : {&NetworkWorld::chainStore, &NetworkWorld::aggregatorStore})
            for (const auto effect :
                 {MemoryStore::FaultEffect::NotWritten, MemoryStore::FaultEffect::Written})
                for (const bool isCut : {false, true})
                    for (std::size_t nth = 1; failInLargeSubmit(which, nth, effect, isCut); ++nth) ++faults;
        QVERIFY(faults > 30);
    }

    void aFullDiskStopsEverythingAndNothingIsHalfDone()
    {
        NetworkWorld world(1, false);
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(0), 100 * kToken));
        const Hash before = world.network->info()->head.header.postRoot;
        world.aggregatorStore.failEveryCommit(true);
        world.chainStore.failEveryCommit(true);
        tx::Transfer payment;
        payment.to = world.address(1);
        payment.amount = kToken;
        const Bytes step = world.step(0, payment);
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(world.network->submit({step}).error().code, ErrorCode::DiskFull);
            world.clock.advance(5);
            (void)world.network->tick();
            QVERIFY(world.network->info()->head.header.postRoot == before); // reading goes on
        }
        world.aggregatorStore.failEveryCommit(false);
        world.chainStore.failEveryCommit(false);
        const auto answer = world.network->submit({step}); // back by itself
        QVERIFY(answer);
        QCOMPARE(answer->front().stage, StepStatus::Stage::Included);
        QCOMPARE(world.balance(1), kToken);
        QVERIFY(world.network->postNow());
        QVERIFY(isSound(world));
    }

    void aLieIsFoundAlsoByAProgramThatWasOffForDays()
    {
        NetworkWorld world(1, false);
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(0), 100 * kToken));
        QVERIFY(world.network->corruptNextBatch());
        tx::Transfer payment;
        payment.to = world.address(1);
        payment.amount = kToken;
        QVERIFY(world.sends(0, payment));
        QVERIFY(world.network->postNow());
        QCOMPARE(world.network->info()->tipBatch, std::uint64_t{1});
        world.network.reset();
        world.clock.advance(5 * kDay);
        QVERIFY(world.reopen());
        QCOMPARE(world.network->info()->rollbacks, std::uint64_t{1});
        QCOMPARE(world.network->info()->tipBatch, std::uint64_t{0});
        QVERIFY(world.network->tick());
        QCOMPARE(world.balance(0), 100 * kToken);
        QVERIFY(isSound(world));
    }

    void aPowerCutTakesNothingThatWasAcknowledged()
    {
        NetworkWorld world(1, false);
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(0), 100 * kToken));
        tx::Transfer payment;
        payment.to = world.address(1);
        payment.amount = kToken;
        for (int i = 1; i <= 20; ++i) {
            QVERIFY(world.sends(0, payment));
            for (MemoryStore* store : {&world.chainStore, &world.aggregatorStore, &world.validatorStore})
                store->loseUnsynced();
            QVERIFY(world.reopen());
            QCOMPARE(world.balance(1), static_cast<Amount>(i) * kToken);
            world.clock.advance(2);
            QVERIFY(world.network->tick());
        }
        QVERIFY(isSound(world));
    }

private:
    static constexpr std::size_t kMany = 2 * rollup::kMaxBatchSteps + 50;

    static std::vector<Bytes> manySteps(NetworkWorld& world)
    {
        std::vector<Bytes> steps;
        for (std::uint32_t i = 0; i < kMany; ++i)
            steps.push_back(world.step(0, tx::Transfer{world.address(1), kToken / 100}, i));
        return steps;
    }
    static bool areIn(const Result<std::vector<StepStatus>>& answers)
    {
        return answers && std::all_of(answers->begin(), answers->end(), [](const StepStatus& each) {
                   return each.stage == StepStatus::Stage::Included;
               });
    }

    /// The power may be cut as well. The same steps again then, once: whatever was kept of them counts. False
    /// if there are fewer commits.
    static bool failInLargeSubmit(MemoryStore NetworkWorld::*which, std::size_t nth,
                                  MemoryStore::FaultEffect effect, bool isCut)
    {
        NetworkWorld world(1, false);
        if (!world.reopen() || !world.network->faucet(world.address(0), 100 * kToken))
            return fail("does not open"), false;
        const std::vector<Bytes> steps = manySteps(world);
        (world.*which).failCommit(nth, effect);
        const bool isDone = areIn(world.network->submit(steps));
        if (isCut)
            for (MemoryStore* store : {&world.chainStore, &world.aggregatorStore}) store->loseUnsynced();
        if (isCut && !world.reopen()) return fail("does not open again"), false;
        if (!isDone && !areIn(world.network->submit(steps))) return fail("does not go on"), false;
        if (world.balance(1) != kMany * kToken / 100) return fail("not each once"), false;
        if (!isSound(world)) return fail("is not sound"), false;
        return !isDone;
    }

    /// Runs the story once for each commit that the store makes, failing that one. Returns how many.
    static std::size_t failEach(MemoryStore NetworkWorld::*which, MemoryStore::FaultEffect effect,
                                bool doReopen)
    {
        for (std::size_t nth = 1;; ++nth) {
            NetworkWorld world(1, false);
            (world.*which).failCommit(nth, effect);
            const std::size_t failures = tell(world, doReopen);
            // Beyond the last commit of the story nothing fails any more.
            if (failures == 0) return nth - 1;
            if (QTest::currentTestFailed()) return nth;
        }
    }

    static std::size_t tell(NetworkWorld& world, bool doReopen)
    {
        std::size_t failures = 0;
        while (!world.reopen())
            if (++failures > 3) return fail("does not open"), failures;
        Story story(world);
        for (int number = 0; number < Story::kActs; ++number) {
            const auto before = balances(world);
            int tries = 0;
            for (;;) {
                const auto done = story.act(number);
                if (done) break;
                ++failures;
                if (++tries > 3) return fail("does not go on"), failures;
                if (doReopen && !world.reopen()) return fail("does not open again"), failures;
                // A faucet's money may have come although it was not said.
                if (story.isFaucet(number) && world.network->tick() && balances(world) != before) break;
            }
        }
        for (int i = 0; i < 3; ++i)
            if (!world.network->tick()) return fail("does not come to rest"), failures;
        if (!isSound(world)) fail("is not sound");
        check(world, story);
        return failures;
    }

    static void check(NetworkWorld& world, const Story& story)
    {
        const auto info = world.network->info();
        if (!info || info->rollbacks != 1) return fail("the lie was not rolled back once");
        const auto stages = world.network->status(story.acknowledged());
        if (!stages || stages->size() != 4) return fail("status");
        for (const std::size_t step : {0U, 1U, 3U})
            if (stages->at(step).stage != StepStatus::Stage::Included) fail("an acknowledged step is lost");
        // The third was in the batch that lied: gone, and said so.
        if (stages->at(2).stage != StepStatus::Stage::RolledBack) fail("a rolled-back step is still in");
        const Amount fee = tx::Transfer::kFee;
        const std::vector<Amount> expected{99 * kToken - fee, 101 * kToken - 6 * kToken - 2 * fee, 2 * kToken,
                                           4 * kToken};
        if (balances(world) != expected) fail("balances");
    }

    static void fail(const char* what) { QTest::qFail(what, __FILE__, __LINE__); }
};

STOA_TEST(RestartTest)

} // namespace stoa::test

#include "restart_test.moc"
