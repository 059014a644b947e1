// SPDX-License-Identifier: MIT
// What a member does on the main chain: withdrawals, and the way around a node that takes nothing.
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/base/hex.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;
using State = WithdrawalView::State;

namespace {

const Address kOutside = Address::fromPrefix(Bytes(20, 0x42));

struct OneComputer {
    OneComputer()
    {
        STOA_CHECK(ana.start() && ana.createWallet());
        STOA_CHECK(ask(*ana.engine, UseFaucet{{}, 1000 * kToken}));
    }
    std::vector<WithdrawalView> list() { return *ask(*ana.engine, ReadWithdrawals{}); }
    std::optional<ErrorCode> claim(const Hash& action)
    {
        const auto claimed = ask(*ana.engine, ClaimWithdrawal{action});
        return claimed ? std::nullopt : std::optional(claimed.error().code);
    }
    bool pass(std::uint64_t seconds) { return ask(*ana.engine, AdvanceTime{seconds}).has_value(); }
    std::string purse()
    {
        const auto answer =
            ask(*ana.engine, ServeRpc{"purse", std::make_shared<const nlohmann::json>(
                                                   nlohmann::json{{"account", toHex(kOutside)}})});
        return answer ? *answer : std::string();
    }

    QTemporaryDir folder;
    Person ana{folder.filePath(QStringLiteral("ana")), nullptr};
};

/// Ana's node takes nothing from Mira, as long as `censors`.
struct TwoComputers : OneComputer {
    TwoComputers()
    {
        wire.server = ana.engine.get();
        mira.nodeUrl = "http://127.0.0.1:1/";
        STOA_CHECK(mira.start() && mira.createWallet());
        STOA_CHECK(ask(*ana.engine, UseFaucet{mira.address, 100 * kToken}));
        STOA_CHECK(ask(*mira.engine, Verify{}));
        wire.refuses = [this](const std::string& method) -> std::optional<ErrorCode> {
            if (!censors || method != "submit") return std::nullopt;
            return ErrorCode::Busy;
        };
    }
    std::vector<OutboxItem> waiting() { return *ask(*mira.engine, ReadOutbox{}); }
    std::optional<ErrorCode> force(const Hash& action)
    {
        const auto forced = ask(*mira.engine, ForceAction{action});
        return forced ? std::nullopt : std::optional(forced.error().code);
    }

    Wire wire;
    Person mira{folder.filePath(QStringLiteral("mira")), &wire};
    bool censors = false;
};

} // namespace

class MainChainTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWithdrawalWaitsThenIsReadyThenClaimed()
    {
        OneComputer one;
        QVERIFY(one.list().empty());
        STOA_SUCCEEDS(sent, one.ana.act(WithdrawMoney{kOutside, 10 * kToken}));
        const Hash id = sent->ids.front();
        auto list = one.list();
        QCOMPARE(list.size(), std::size_t{1});
        QCOMPARE(list[0].action, id);
        QCOMPARE(list[0].amount, 10 * kToken);
        QVERIFY(list[0].to == kOutside);
        QCOMPARE(list[0].state, State::Waiting);
        QCOMPARE(one.claim(id), std::optional(ErrorCode::NotFinal));
        QVERIFY(one.pass(5)); // posted
        list = one.list();
        QCOMPARE(list[0].state, State::Waiting);
        const Timestamp ready = list[0].finality.windowCloses;
        QVERIFY(ready > one.ana.network().now);
        QCOMPARE(one.claim(id), std::optional(ErrorCode::NotFinal));
        QVERIFY(one.pass(ready - one.ana.network().now));
        QCOMPARE(one.list()[0].state, State::Ready);
        QVERIFY(one.purse().find("\"balance\":\"0\"") != std::string::npos);
        QCOMPARE(one.claim(id), std::nullopt);
        QCOMPARE(one.list()[0].state, State::Claimed);
        QVERIFY(one.purse().find("\"balance\":\"10000000000\"") != std::string::npos);
        QCOMPARE(one.claim(id), std::optional(ErrorCode::AlreadyClaimed));
        QCOMPARE(one.claim(Hash{{9}}), std::optional(ErrorCode::NotFound));
        QVERIFY(ask(*one.ana.engine, Verify{})->isGood); // the supply counts what has left, too
    }

    void whatANodeDoesNotTakeIsForced()
    {
        TwoComputers two;
        two.censors = true;
        STOA_SUCCEEDS(sent, two.mira.act(SendMoney{two.ana.address, 7 * kToken}));
        const Hash id = sent->ids.front();
        const Amount before = two.ana.balance();
        auto items = two.waiting();
        QCOMPARE(items.size(), std::size_t{1});
        QVERIFY(items[0].force && !items[0].force->isForced);
        QVERIFY(items[0].force->from > two.mira.network().now);
        // The last safe moment leaves the way over the main chain, and it is not a moment that has passed.
        QVERIFY(items[0].force->last > items[0].force->from);
        QCOMPARE(two.force(id), std::optional(ErrorCode::TooEarly));
        QVERIFY(two.pass(items[0].force->from - two.mira.network().now));
        QCOMPARE(two.force(id), std::nullopt);
        QVERIFY(two.pass(5));
        (void)ask(*two.mira.engine, Verify{});
        QVERIFY(two.waiting().empty()); // it is in, and proved to be, though nobody took it
        QCOMPARE(two.ana.balance(), before + 7 * kToken);
        QCOMPARE(two.force(id), std::optional(ErrorCode::WrongState));
        two.censors = false;
        STOA_SUCCEEDS(next, two.mira.act(SendMoney{two.ana.address, kToken})); // numbers go on
        QVERIFY(two.pass(1));
        QCOMPARE(two.ana.balance(), before + 8 * kToken);
    }

    /// A guardian takes the account over, and the node holds back what the owner says to that.
    void anOwnerIsToldUntilWhenATakeoverCanBeEnded()
    {
        TwoComputers two;
        STOA_SUCCEEDS(named, two.mira.act(NameGuardian{two.ana.address}));
        STOA_SUCCEEDS(begun, two.ana.act(RecoverAccount{two.mira.address, two.ana.address}));
        QVERIFY(two.pass(5 * kDay));
        (void)ask(*two.mira.engine, Verify{});
        const Timestamp counts = ask(*two.mira.engine, ReadWallet{})->newKeyCounts;
        QVERIFY(counts > two.mira.network().now + 8 * kDay);
        two.censors = true;
        STOA_SUCCEEDS(kept, two.mira.act(RecoverAccount{two.mira.address, {}}));
        const auto items = two.waiting();
        QCOMPARE(items.size(), std::size_t{1});
        QVERIFY(items[0].force.has_value());
        // What was signed is good for longer than the key that has signed it.
        QCOMPARE(items[0].force->until, counts - 1);
        QVERIFY(items[0].force->last < counts && items[0].force->last > counts - kDay);
        QVERIFY(two.pass(items[0].force->last - kMinute - two.mira.network().now)); // clocks go on
        QCOMPARE(two.force(kept->ids.front()), std::nullopt);
        QVERIFY(!two.waiting()[0].force->mayBeLate());
        QVERIFY(two.pass(5));
        (void)ask(*two.mira.engine, Verify{});
        QVERIFY(two.waiting().empty());
        QVERIFY(ask(*two.mira.engine, ReadWallet{})->newKey.isZero());
        QVERIFY(two.pass(kDay)); // and her key still is hers
        two.censors = false;
        STOA_SUCCEEDS(next, two.mira.act(SendMoney{two.ana.address, kToken}));
    }

    void whatIsInNeedsNoForce()
    {
        TwoComputers two;
        STOA_SUCCEEDS(sent, two.mira.act(SendMoney{two.ana.address, kToken}));
        QCOMPARE(two.force(sent->ids.front()), std::optional(ErrorCode::WrongState));
        QCOMPARE(two.force(Hash{{1}}), std::optional(ErrorCode::NotFound));
    }

    void aNodeThatBringsNothingToTheMainChainSaysSo()
    {
        TwoComputers two;
        two.censors = true;
        STOA_SUCCEEDS(sent, two.mira.act(SendMoney{two.ana.address, kToken}));
        QVERIFY(two.pass(60));
        two.wire.refuses = [](const std::string& method) -> std::optional<ErrorCode> {
            if (method != "submit" && method != "force") return std::nullopt;
            return method == "force" ? ErrorCode::NotSupported : ErrorCode::Busy;
        };
        QCOMPARE(two.force(sent->ids.front()), std::optional(ErrorCode::NotSupported));
        QVERIFY(!two.waiting()[0].force->isForced);
    }
};

STOA_TEST(MainChainTest)

} // namespace stoa::test

#include "main_chain_test.moc"
