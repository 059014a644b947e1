// SPDX-License-Identifier: MIT
// What a wallet's history says of what a rollback has taken away.
#include <algorithm>

#include <QTest>

#include "core/mvm/context.h"
#include "tests/support/registry.h"
#include "tests/support/wallet_worlds.h"

namespace stoa::test {

using namespace stoa::engine;

class WalletRollbackTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Money that was seen and is gone again stays in the list as what did not happen, until it comes; also
    /// where the program was not running when it went.
    void whatARollbackTakesAwayIsSaid_data()
    {
        QTest::addColumn<bool>("restarts");
        QTest::newRow("while it runs") << false;
        QTest::newRow("while it does not") << true;
    }
    void whatARollbackTakesAwayIsSaid()
    {
        QFETCH(bool, restarts);
        LiarWorld world;
        QVERIFY(world.start());
        Person& mira = world.mira;
        STOA_SUCCEEDS(paid, world.ana.act(SendMoney{mira.address, 5 * kToken}));
        const auto restart = [&] { return !restarts || (mira.stop(), mira.start()); };
        QVERIFY((world.came(1) == std::vector<std::int64_t>{5, 1}));
        if (restarts) mira.stop();
        world.rollBack();
        if (restarts) {
            // Without the node nothing is shown: it has to say so.
            world.wire.isCut = true;
            QVERIFY(mira.start());
            QVERIFY(ask(*mira.engine, ReadWallet{})->incoming.empty());
            world.wire.isCut = false;
        }
        QVERIFY((world.came(1) == std::vector<std::int64_t>{-5, 1}));
        QVERIFY(restart()); // it is said once, and stays
        QVERIFY((world.came(1) == std::vector<std::int64_t>{-5, 1}));
        QCOMPARE(mira.balance(), kToken);
        QCOMPARE(ask(*mira.engine, ReadWallet{})->incoming.size(), std::size_t{2});
        STOA_SUCCEEDS(draft, ask(*world.ana.engine, PrepareResend{paid->ids.front()}));
        STOA_SUCCEEDS(again, ask(*world.ana.engine, SignAndSend{draft->id}));
        for (int i = 0; i < 2; ++i) {
            QVERIFY((world.came(1) == std::vector<std::int64_t>{5, 1}));
            const auto incoming = ask(*mira.engine, ReadWallet{})->incoming;
            QVERIFY(incoming.front().cameAgain && !incoming.back().cameAgain);
            QVERIFY(restart());
        }
        QCOMPARE(mira.balance(), 6 * kToken);
    }

    /// The same balance by another's money is another story.
    void theSameSumOfSomebodyElseIsNotTakenForTheOld()
    {
        LiarWorld world;
        QVERIFY(world.start());
        STOA_SUCCEEDS(paid, world.ana.act(SendMoney{world.mira.address, 5 * kToken}));
        QVERIFY((world.came(1) == std::vector<std::int64_t>{5, 1}));
        world.rollBack();
        STOA_SUCCEEDS(other, world.jo.act(SendMoney{world.mira.address, 5 * kToken}));
        QVERIFY((world.came(1) == std::vector<std::int64_t>{5, -5, 1}));
        const auto incoming = ask(*world.mira.engine, ReadWallet{})->incoming;
        QVERIFY(incoming[0].from.address == world.jo.address && !incoming[0].cameAgain);
        QVERIFY(incoming[1].from.address == world.ana.address);
        QCOMPARE(world.mira.balance(), 6 * kToken);
    }

    /// What was undone and what came in its place stand at one place of the chain. A page may end there.
    void aPageMayEndBetweenLinesOfOnePlace()
    {
        LiarWorld world;
        QVERIFY(world.start());
        for (const Amount each : {5, 6, 7})
            QVERIFY(world.ana.act(SendMoney{world.mira.address, each * kToken}));
        QVERIFY((world.came(200) == std::vector<std::int64_t>{7, 6, 5, 1}));
        world.rollBack();
        for (const Amount each : {15, 16, 17})
            QVERIFY(world.jo.act(SendMoney{world.mira.address, each * kToken}));
        const auto all = world.came(200);
        QCOMPARE(all.size(), std::size_t{7});
        const auto incoming = ask(*world.mira.engine, ReadWallet{})->incoming;
        const auto isAtOnePlace = [](const IncomingView& one, const IncomingView& other) {
            return one.finality.block == other.finality.block;
        };
        QVERIFY(std::ranges::adjacent_find(incoming, isAtOnePlace) != incoming.end());
        for (const std::uint32_t limit : {1U, 2U, 3U}) QVERIFY(world.came(limit) == all);
    }

    /// What was sent again has happened then, and not when it was signed first.
    void whatWasSentAgainStandsWhereItWasTaken()
    {
        LiarWorld world;
        QVERIFY(world.start());
        for (const Amount each : {5, 6}) QVERIFY(world.ana.act(SendMoney{world.mira.address, each * kToken}));
        const auto newest = [&] { return ask(*world.ana.engine, ReadWallet{})->history.front(); };
        const auto sum = [](const ActionView& action) { return tx::moneyOutOf(action.payload).amount; };
        const auto history = ask(*world.ana.engine, ReadWallet{})->history;
        const Hash first = history[1].id;
        QCOMPARE(sum(newest()), 6 * kToken);
        world.rollBack();
        STOA_SUCCEEDS(draft, ask(*world.ana.engine, PrepareResend{first}));
        QVERIFY(draft->isSigned); // as it was
        STOA_SUCCEEDS(again, ask(*world.ana.engine, SignAndSend{draft->id}));
        QVERIFY(newest().id == first);
        QVERIFY(newest().finality.stage == Finality::OnSidechain);
        QVERIFY(newest().time >= history[1].time + 200); // that was before the rollback
        const auto lines = readAll(world.ana, 1);
        QVERIFY(std::get<ActionView>(lines[0]).id == first);
        QCOMPARE(sum(std::get<ActionView>(lines[1])), 6 * kToken);
    }

    /// Also where the records that would say so are gone together with the step.
    void whatACompanyPaysIsItsAfterARollback()
    {
        ForgeWorld world;
        QVERIFY(world.start());
        STOA_SUCCEEDS(forgeHas, world.ana.act(FundCompany{world.dac, 200 * kToken}));
        world.wait(10);
        STOA_SUCCEEDS(corrupted, ask(*world.ana.engine, CorruptNextBatch{}));
        STOA_SUCCEEDS(id, world.propose({.doer = world.mira.address, .asker = world.dac}, false));
        (void)ask(*world.mira.engine, Verify{}); // looks at the network
        STOA_SUCCEEDS(accepted, world.mira.act(ActOnCollaboration{world.dac, *id, Act::Accept, {}, 0, 0}));
        STOA_SUCCEEDS(disputed,
                      world.ana.act(ActOnCollaboration{world.dac, *id, Act::Dispute, "Nothing.", 0, 0}));
        const auto newest = [&] { return ask(*world.ana.engine, ReadWallet{})->history.front(); };
        QVERIFY(newest().finality.stage != Finality::RolledBack);
        QCOMPARE(newest().setAside, mvm::kTip);
        for (int i = 0; i < 20; ++i) world.wait(10);
        const auto isForges = [&] {
            const ActionView gone = newest();
            return std::holds_alternative<tx::Dispute>(gone.payload) &&
                   gone.finality.stage == Finality::RolledBack && gone.payer.company == world.dac &&
                   gone.payer.name == "Forge" && gone.fee == 0 && gone.setAside == 0;
        };
        QVERIFY(isForges());
        world.cut(true);
        world.ana.stop();
        QVERIFY(world.ana.start());
        QVERIFY(isForges());
    }
};

STOA_TEST(WalletRollbackTest)

} // namespace stoa::test

#include "wallet_rollback_test.moc"
