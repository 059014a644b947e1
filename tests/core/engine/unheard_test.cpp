// SPDX-License-Identifier: MIT
// What was sent and not answered: it is not called undone, it is not done twice, and nobody is offered to
// take back what others may have.
#include <algorithm>

#include <QTemporaryDir>
#include <QTest>

#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;

namespace {

/// Ana runs the network. Mira has money in it, from another computer.
struct FarMoney {
    bool begin()
    {
        if (!ana.start() || !ana.createWallet() || !ask(*ana.engine, UseFaucet{{}, 1000 * kToken}))
            return false;
        ana.answerAt(wire);
        mira.nodeUrl = "http://node:1/";
        if (!mira.start() || !mira.createWallet() || !ana.act(SendMoney{mira.address, 100 * kToken}))
            return false;
        look();
        return mira.balance() == 100 * kToken;
    }
    void look() { (void)ask(*mira.engine, Verify{}); }
    /// The next answer to `method` is lost, and from then on the line is cut.
    void cutAfter(const std::string& method)
    {
        wire.losesAnswer = [this, method](const std::string& asked) {
            if (asked == method) wire.isCut = true;
            return asked == method;
        };
    }
    void mend()
    {
        wire.losesAnswer = {};
        wire.isCut = false;
    }
    bool restart()
    {
        mira.stop();
        mira.nodeUrl.clear(); // the folder remembers it
        return mira.start() && mira.unlock();
    }
    Result<Sent> pay(Amount amount) { return mira.act(SendMoney{ana.address, amount}); }
    std::vector<OutboxItem> outbox() { return *ask(*mira.engine, ReadOutbox{}); }
    Result<std::monostate> drop(const Hash& action) { return ask(*mira.engine, DropAction{action}); }

    QTemporaryDir folder;
    Wire wire;
    Person ana{folder.filePath(QStringLiteral("ana")), nullptr};
    Person mira{folder.filePath(QStringLiteral("mira")), &wire};
};

} // namespace

class UnheardTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPaymentWhoseAnswerIsLostIsMadeOnce()
    {
        for (const bool isStartedAnew : {false, true}) {
            FarMoney far;
            QVERIFY(far.begin());
            const Amount before = far.ana.balance();
            far.cutAfter("submit");
            STOA_SUCCEEDS(sent, far.pay(5 * kToken));
            QCOMPARE(sent->finality.stage, Finality::Waiting); // nobody is told that it was not done
            QCOMPARE(far.ana.balance(), before + 5 * kToken);  // and it was
            if (isStartedAnew) QVERIFY(far.restart());
            // It is neither to be sent anew nor to be taken back.
            const auto items = far.outbox();
            QCOMPARE(items.size(), std::size_t{1});
            QVERIFY(!items.front().canResend && !items.front().canDrop);
            const auto dropped = far.drop(sent->ids.front());
            QVERIFY(!dropped);
            QCOMPARE(dropped.error().code, ErrorCode::Offline);
            QCOMPARE(dropped.error().detail, std::string("cancel"));
            QCOMPARE(far.outbox().size(), std::size_t{1});
            far.mend();
            far.look();
            QVERIFY(far.outbox().empty());
            far.look();
            QCOMPARE(far.ana.balance(), before + 5 * kToken); // once
            QCOMPARE(far.drop(sent->ids.front()).error().code, ErrorCode::WrongState);
        }
    }

    /// What is signed while the answer to an earlier step is missing takes another number, and both happen.
    void whatIsSignedMeanwhileTakesNobodysNumber()
    {
        FarMoney far;
        QVERIFY(far.begin());
        const Amount before = far.ana.balance();
        far.cutAfter("submit");
        STOA_SUCCEEDS(first, far.pay(5 * kToken));
        STOA_SUCCEEDS(second, far.pay(7 * kToken));
        const auto items = far.outbox();
        QCOMPARE(items.size(), std::size_t{2});
        for (const OutboxItem& item : items) // only the second one has surely reached nobody
            QCOMPARE(item.canDrop, item.action.id == second->ids.front());
        far.mend();
        far.look();
        QVERIFY(far.outbox().empty());
        QCOMPARE(far.ana.balance(), before + 12 * kToken);
    }

    void whatWasHandedToNobodyCanBeTakenBack()
    {
        for (const bool isStartedAnew : {false, true}) {
            FarMoney far;
            QVERIFY(far.begin());
            const Amount before = far.ana.balance();
            far.wire.isCut = true;
            STOA_SUCCEEDS(sent, far.pay(5 * kToken));
            if (isStartedAnew) QVERIFY(far.restart());
            QCOMPARE(far.outbox().size(), std::size_t{1});
            QVERIFY(far.outbox().front().canDrop);
            STOA_SUCCEEDS(dropped, far.drop(sent->ids.front()));
            QVERIFY(far.outbox().empty());
            far.mend();
            far.look();
            QCOMPARE(far.ana.balance(), before);
            STOA_SUCCEEDS(other, far.pay(3 * kToken)); // its number is free
            QCOMPARE(other->finality.stage, Finality::OnSidechain);
            QCOMPARE(far.ana.balance(), before + 3 * kToken);
        }
    }

    /// It has the step, and will run it when it is its turn.
    void whatTheNodeHoldsIsNotTakenBack()
    {
        FarMoney far;
        QVERIFY(far.begin());
        const Amount before = far.ana.balance();
        far.cutAfter("submit");
        STOA_SUCCEEDS(sent, far.pay(5 * kToken));
        far.mend();
        far.wire.onRequest = [](const std::string& method) -> std::optional<std::string> {
            if (method != "status") return std::nullopt;
            return R"([{"stage":4,"block":0,"batch":0,"step":0}])";
        };
        QCOMPARE(far.drop(sent->ids.front()).error().code, ErrorCode::WrongState);
        QCOMPARE(far.outbox().size(), std::size_t{1});
        far.wire.onRequest = {};
        far.look();
        QVERIFY(far.outbox().empty());
        QCOMPARE(far.ana.balance(), before + 5 * kToken);
    }

    /// Batches made here for a main chain that another program hosts: a batch whose answer is lost is not
    /// made again, nor are its steps undone; money on its way home goes there once, and is not called
    /// unmoved.
    void whatIsPostedElsewhereAndNotAnsweredIsDoneOnce()
    {
        QTemporaryDir folder;
        Wire wire;
        Person host(folder.filePath(QStringLiteral("host")), nullptr);
        QVERIFY(host.start());
        QVERIFY(ask(*host.engine, UseFaucet{Address{{7}}, kToken}).has_value());
        QVERIFY(ask(*host.engine, AdvanceTime{10}).has_value());
        host.stop();
        host.roles = NodeRoles{false, true, false}; // from here on somebody else makes the batches
        QVERIFY(host.start());
        wire.server = host.engine.get();
        Person maker(folder.filePath(QStringLiteral("maker")), &wire);
        maker.roles = NodeRoles{true, true, false};
        maker.chainUrl = "http://127.0.0.1:8686/";
        QVERIFY(maker.start() && maker.createWallet());
        const auto pass = [&](Seconds seconds) {
            const bool isDone = bool(ask(*host.engine, AdvanceTime{seconds}));
            for (int i = 0; i < 10; ++i) (void)ask(*maker.engine, Verify{});
            return isDone;
        };
        QVERIFY(ask(*host.engine, UseFaucet{maker.address, 10 * kToken}).has_value());
        for (int i = 0; i < 6; ++i) QVERIFY(pass(10));
        QCOMPARE(maker.balance(), 10 * kToken);

        STOA_SUCCEEDS(sent, maker.act(SendMoney{Address{{9}}, kToken}));
        QCOMPARE(sent->finality.stage, Finality::OnSidechain);
        const Amount left = maker.balance();
        const std::uint64_t tip = host.network().tipBatch;
        int lost = 0;
        wire.losesAnswer = [&](const std::string& method) { return method == "chain_submit" && ++lost <= 3; };
        for (int i = 0; i < 3; ++i) QVERIFY(pass(10));
        QVERIFY(lost > 0);
        wire.losesAnswer = {};
        for (int i = 0; i < 3; ++i) QVERIFY(pass(10));
        QCOMPARE(host.network().tipBatch, tip + 1);
        QCOMPARE(maker.network().tipBatch, tip + 1);
        QCOMPARE(maker.network().rollbacks, std::uint64_t{0});
        QCOMPARE(maker.balance(), left);
        QVERIFY(ask(*maker.engine, ReadOutbox{})->empty());
        STOA_SUCCEEDS(wallet, ask(*maker.engine, ReadWallet{}));
        QVERIFY(!wallet->history.empty());
        for (const ActionView& action : wallet->history)
            if (action.id == sent->ids.front()) QCOMPARE(action.finality.stage, Finality::InBatch);

        // It makes no more blocks, and has its bond back.
        maker.stop();
        maker.roles = NodeRoles{false, true, false};
        QVERIFY(maker.start() && maker.unlock());
        for (int i = 0; i < 3; ++i) QVERIFY(pass(10 * kMinute));
        STOA_SUCCEEDS(earnings, ask(*maker.engine, ReadEarnings{}));
        const Amount bond = earnings->bond;
        QVERIFY(bond >= 1000 * kToken);
        lost = 0;
        wire.losesAnswer = [&](const std::string& method) {
            return method == "chain_deposit" && ++lost == 1;
        };
        const auto collected = ask(*maker.engine, CollectEarnings{maker.address, true});
        QCOMPARE(lost, 1);
        QVERIFY(!collected);
        QCOMPARE(collected.error().code, ErrorCode::Unanswered);
        wire.losesAnswer = {};
        (void)ask(*maker.engine, CollectEarnings{maker.address, true});
        QVERIFY(pass(1));
        const auto events = host.network().events;
        QCOMPARE(std::ranges::count_if(events,
                                       [&](const ChainEventView& event) {
                                           return event.what == ChainEventView::What::Deposited &&
                                                  event.who == maker.address && event.paid >= bond;
                                       }),
                 std::ptrdiff_t{1});
    }
};

STOA_TEST(UnheardTest)

} // namespace stoa::test

#include "unheard_test.moc"
