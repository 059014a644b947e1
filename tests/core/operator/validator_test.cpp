// SPDX-License-Identifier: MIT
// The validator against an aggregator that is somebody else, honest or not.
#include "core/operator/validator.h"

#include <QTest>

#include "tests/support/chain_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using node::BatchInfo;
using node::Validator;
using Progress = node::Validator::Progress;

namespace {

const Address kHelper{{4, 5, 6}};

struct Watch {
    explicit Watch(ChainWorld& chainWorld)
        : world(chainWorld)
    {
        reopen();
    }

    void reopen()
    {
        validator.reset();
        auto opened =
            Validator::open({store, *world.chain, world.random, [this](const Address& who, Amount amount) {
                                 return world.chain->mint(who, amount);
                             }});
        if (opened) validator = std::move(*opened);
    }

    /// Goes on until there is nothing to do, mining where it must wait. Idle or Mistrusted.
    Progress run(bool restartEachTime = false)
    {
        for (int i = 0; i < 200; ++i) {
            if (restartEachTime) reopen();
            const auto progress = validator->step();
            if (!progress) return Progress::Waiting;
            if (*progress == Progress::Idle || *progress == Progress::Mistrusted) return *progress;
            if (*progress == Progress::Waiting && !world.chain->mine()) return Progress::Waiting;
        }
        return Progress::Done;
    }

    BatchInfo::Check checkOf(std::uint64_t number)
    {
        const auto header = world.chain->keptHeader(number);
        const auto finding = header ? validator->finding(*header) : Validator::Finding{};
        return finding ? finding->check : BatchInfo::Check::NotChecked;
    }

    ChainWorld& world;
    storage::MemoryStore store;
    std::unique_ptr<Validator> validator;
};

} // namespace

class ValidatorTest : public QObject {
    Q_OBJECT

private slots:
    void whatWasReadAheadAndReplacedIsReadAgain()
    {
        ChainWorld world;
        Watch watch(world);
        world.deposit();
        QVERIFY(world.post({world.transfer(0)}));
        const auto lie = world.lying({world.transfer(1)}, 0);
        QVERIFY(world.submit(lie));
        // Both are read at once. The second one is gone when its turn has come, and another is in its place.
        const auto first = watch.validator->step();
        QVERIFY(first && *first == Progress::Done);
        QCOMPARE(watch.validator->checkedBatch(), std::uint64_t{1});
        const auto challenge = world.challengeOf(2, 0, world.tree);
        QVERIFY(world.announce(challenge));
        for (std::uint64_t i = 0; i <= world.definition.announceAge; ++i) QVERIFY(world.chain->mine());
        QVERIFY(world.chain->challenge(world.challenger.address(), challenge)->isFraud);
        QVERIFY(world.chain->mint(kHelper, ChainWorld::kBond));
        QVERIFY(world.chain->join(kHelper, ChainWorld::kBond));
        mainchain::Submission honest = world.honest({world.transfer(1)});
        QVERIFY(!world.submit(honest)); // the one that lied has no bond any more
        state::Tree after = world.tree;
        const mvm::Rules rules = world.definition.rules();
        mvm::BatchContext context;
        context.number = 2;
        context.time = honest.time;
        context.aggregator = kHelper;
        context.entropy = honest.parent.entropy;
        state::TreeState access(after);
        QVERIFY(mvm::applyBytes(access, rules, context, honest.txs.front()));
        honest.roots = {after.root()};
        QVERIFY(world.chain->submit(kHelper, honest));
        QCOMPARE(watch.run(), Progress::Idle);
        QCOMPARE(watch.validator->checkedBatch(), std::uint64_t{2});
        QVERIFY(watch.validator->tree().root() == after.root());
        QVERIFY(watch.checkOf(2) == BatchInfo::Check::Same);
    }

    void honestBatchesAreFoundRight()
    {
        ChainWorld world;
        Watch watch(world);
        QCOMPARE(watch.run(), Progress::Idle);
        world.deposit();
        QVERIFY(world.post({world.transfer(0), Bytes{0xee}}));
        QVERIFY(world.post({world.transfer(1)}));
        QCOMPARE(watch.run(), Progress::Idle);
        QCOMPARE(watch.validator->checkedBatch(), std::uint64_t{2});
        QVERIFY(watch.validator->tree().root() == world.tree.root());
        QCOMPARE(watch.checkOf(1), BatchInfo::Check::Same);
        watch.reopen();
        QVERIFY(watch.validator->tree().root() == world.tree.root());
        QCOMPARE(watch.checkOf(2), BatchInfo::Check::Same);
        QCOMPARE(world.chain->solvency().burnt, Amount{0});
    }

    void everyLieIsFoundAtItsFirstStepAndPunished()
    {
        for (std::size_t step = 0; step < 5; ++step) {
            ChainWorld world;
            Watch watch(world);
            world.deposit();
            QVERIFY(world.post({}));
            world.deposit(kToken);
            const std::vector<Bytes> txs{world.transfer(0), world.transfer(7), Bytes{0xee},
                                         world.withdrawal(1, kHelper, kToken)};
            const auto header = world.submit(world.lying(txs, step));
            QVERIFY(header);
            QCOMPARE(watch.run(), Progress::Idle);
            QCOMPARE(world.chain->rollbacks(), std::uint64_t{1});
            QCOMPARE(world.chain->tip(), std::uint64_t{1});
            const auto finding = watch.validator->finding(*header);
            QCOMPARE(finding->check, BatchInfo::Check::Different);
            QCOMPARE(std::size_t{finding->wrongStep}, step);
            const auto account = world.chain->account(watch.validator->address());
            QCOMPARE(account->credit, ChainWorld::kBond / 2 + 10 * kToken);
            // What replaces it is looked at afresh.
            QVERIFY(world.chain->mint(kHelper, ChainWorld::kBond));
            QVERIFY(world.chain->join(kHelper, ChainWorld::kBond));
            mainchain::Submission again = world.honest({});
            QVERIFY(world.chain->submit(kHelper, again));
            QCOMPARE(watch.run(), Progress::Idle);
            QCOMPARE(watch.checkOf(2), BatchInfo::Check::Same);
        }
    }

    void aLieWithAHundredBatchesUponItIsFound()
    {
        ChainWorld world;
        Watch watch(world);
        world.deposit();
        QVERIFY(world.submit(world.lying({world.transfer(0)}, 1)));
        for (int i = 0; i < 100; ++i) QVERIFY(world.submit(world.honest({Bytes{0xff}})));
        QCOMPARE(watch.run(), Progress::Idle);
        QCOMPARE(world.chain->tip(), std::uint64_t{0});
        QCOMPARE(watch.validator->checkedBatch(), std::uint64_t{0});
    }

    void aChallengeGoesOnAfterARestartAtAnyPoint()
    {
        ChainWorld world;
        Watch watch(world);
        world.deposit();
        QVERIFY(world.submit(world.lying({world.transfer(0)}, 1)));
        QCOMPARE(watch.run(true), Progress::Idle);
        QCOMPARE(world.chain->rollbacks(), std::uint64_t{1});
        QCOMPARE(world.chain->solvency().bonds, Amount{0}); // no announcement is left behind
    }

    void aFailedCommitAtAnyPointOfAChallengeLosesNothing()
    {
        using Effect = storage::MemoryStore::FaultEffect;
        int reached = 0;
        for (std::size_t nth = 1; nth < 12; ++nth) {
            for (const Effect effect : {Effect::NotWritten, Effect::Written}) {
                for (const bool onChain : {false, true}) {
                    ChainWorld world;
                    Watch watch(world);
                    world.deposit();
                    QVERIFY(world.post({world.transfer(0)}));
                    QVERIFY(world.submit(world.lying({world.transfer(1)}, 0)));
                    (onChain ? world.store : watch.store).failCommit(nth, effect);
                    for (int i = 0; i < 20 && watch.run() != Progress::Idle; ++i) {
                        ++reached;
                        watch.reopen();
                    }
                    QCOMPARE(world.chain->rollbacks(), std::uint64_t{1});
                    QCOMPARE(world.chain->tip(), std::uint64_t{1});
                    QVERIFY(watch.validator->tree().root() == world.tree.root());
                    const auto account = world.chain->account(watch.validator->address());
                    QCOMPARE(account->credit, ChainWorld::kBond / 2 + 10 * kToken);
                }
            }
        }
        QVERIFY(reached > 10);
    }

    void whatAPowerCutTakesIsCheckedAgain()
    {
        ChainWorld world;
        Watch watch(world);
        world.deposit();
        for (std::uint32_t i = 0; i < 3; ++i) QVERIFY(world.post({world.transfer(i)}));
        const std::size_t syncs = watch.store.syncCount();
        for (int i = 0; i < 3; ++i) QCOMPARE(*watch.validator->step(), Progress::Done);
        QCOMPARE(watch.store.syncCount(), syncs);
        watch.store.loseUnsynced();
        watch.reopen();
        QCOMPARE(watch.validator->checkedBatch(), std::uint64_t{0});
        QCOMPARE(watch.run(), Progress::Idle);
        watch.store.loseUnsynced();
        watch.reopen();
        QCOMPARE(watch.validator->checkedBatch(), std::uint64_t{3});
    }

    void anAnnouncementThatRanOutIsMadeAgain()
    {
        ChainWorld world;
        Watch watch(world);
        world.deposit();
        QVERIFY(world.submit(world.lying({}, 0)));
        QCOMPARE(*watch.validator->step(), Progress::Done); // found
        QCOMPARE(*watch.validator->step(), Progress::Done); // announced
        QCOMPARE(watch.validator->challenged(), std::uint64_t{1});
        world.chain->advanceTo(ChainWorld::kStart + 60);
        // Somebody burns it; blinds are public, only what they hide is not.
        const auto events = world.chain->events(0, 100);
        QVERIFY(events);
        QVERIFY(burnAnnouncement(world, watch));
        QCOMPARE(watch.run(), Progress::Idle);
        QCOMPARE(world.chain->rollbacks(), std::uint64_t{1});
    }

    void stateOfTheValidatorFollowsARollbackOfWhatItFoundRight()
    {
        // Two main chains that agree on batch 1 only: what a reorganization looks like.
        ChainWorld world;
        Watch watch(world);
        world.deposit();
        QVERIFY(world.post({}));
        const state::Tree first = world.tree;
        QVERIFY(world.post({world.transfer(0)}));
        QCOMPARE(watch.run(), Progress::Idle);
        QCOMPARE(watch.validator->checkedBatch(), std::uint64_t{2});
        ChainWorld other;
        other.deposit();
        QVERIFY(other.post({}));
        QVERIFY(*other.chain->headerHash(1) == *world.chain->headerHash(1));
        QVERIFY(other.post({other.transfer(0, 2 * kToken)}));
        auto reopened =
            Validator::open({watch.store, *other.chain, other.random, [&](const Address& who, Amount amount) {
                                 return other.chain->mint(who, amount);
                             }});
        QVERIFY(reopened);
        for (int i = 0; i < 5; ++i) QVERIFY((*reopened)->step());
        QCOMPARE((*reopened)->checkedBatch(), std::uint64_t{2});
        QVERIFY((*reopened)->tree().root() == other.tree.root());
    }

    /// Two who watch find the same lie. Both stake a bond, one proves it, and nobody who was right loses.
    void whoIsTooSlowHasTheBondBack()
    {
        for (const bool isStopped : {false, true}) {
            ChainWorld world;
            Watch quick(world);
            Watch slow(world);
            world.deposit();
            QVERIFY(world.submit(world.lying({world.transfer(0)}, 1)));
            for (Watch* watch : {&quick, &slow}) {
                QCOMPARE(*watch->validator->step(), Progress::Done); // found
                QCOMPARE(*watch->validator->step(), Progress::Done); // announced
            }
            QCOMPARE(world.chain->solvency().bonds, ChainWorld::kBond + 20 * kToken);
            QCOMPARE(quick.run(), Progress::Idle);
            QCOMPARE(world.chain->rollbacks(), std::uint64_t{1});
            if (isStopped) slow.reopen();
            QCOMPARE(slow.run(), Progress::Idle);
            QCOMPARE(world.chain->account(slow.validator->address())->credit, 10 * kToken);
            QCOMPARE(world.chain->account(quick.validator->address())->credit,
                     ChainWorld::kBond / 2 + 10 * kToken);
            QCOMPARE(world.chain->solvency().bonds, Amount{0});
            QCOMPARE(quick.validator->won(), std::uint64_t{1});
            QCOMPARE(slow.validator->won(), std::uint64_t{0});
            const mainchain::Solvency money = world.chain->solvency();
            QCOMPARE(money.credits, ChainWorld::kBond / 2 + 20 * kToken);
            QCOMPARE(money.held, money.value + money.credits + money.burnt);
        }
    }

private:
    /// Lets the announcement of the validator expire, by trying what its plan must be.
    static bool burnAnnouncement(ChainWorld& world, Watch& watch)
    {
        // The salt is in the validator's store: read as the one who stole its disk would.
        const auto plan = watch.store.get(Bytes{'P'});
        if (!plan || !*plan || (*plan)->size() < 8 + 32 + 4 + 32) return false;
        const Hash salt = Hash::fromPrefix(ByteView(**plan).subspan(8 + 32 + 4));
        const Address who = watch.validator->address();
        return world.chain->expire(who, mainchain::blindOf(who, 1, 0, salt)).has_value();
    }
};

STOA_TEST(ValidatorTest)

} // namespace stoa::test

#include "validator_test.moc"
