// SPDX-License-Identifier: MIT
// Commands about the main chain: what is taken out, and the way around a node that takes nothing.
#include <QTest>

#include "core/base/hex.h"
#include "tests/app/commands/beginnings.h"
#include "tests/support/registry.h"

namespace stoa::commands {

using State = engine::WithdrawalView::State;

class MainChainCommandsTest : public CommandBench {
    Q_OBJECT

    static engine::WithdrawalView withdrawal(std::uint8_t number, State state)
    {
        engine::WithdrawalView view;
        view.action = Hash{{number, 1, 2, 3, 4, 5}};
        view.id = ObjectId{{number}};
        view.to = Address{{0x42}};
        view.amount = number * kToken;
        view.time = 1'700'000'000;
        view.state = state;
        view.finality.windowCloses = state == State::Waiting ? 1'700'000'600 : 0;
        return view;
    }

private Q_SLOTS:
    void init() { renew(); }

    void moneyIsTakenOutToAnAddress()
    {
        const std::string to = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94";
        const auto reply = run("wallet withdraw 12.5 --to " + to);
        QVERIFY(reply);
        QCOMPARE(reply->json["amount"].get<std::string>(), std::string("12500000000"));
        QVERIFY(reply->text.find("wallet claim") != std::string::npos); // what to do next
        const auto action = std::get<engine::WithdrawMoney>(m_engine->prepared.back());
        QCOMPARE(action.amount, 12'500'000'000U);
        QCOMPARE(run("wallet withdraw 12.5").error().exitCode, kExitUsage);
        QCOMPARE(run("wallet withdraw 0 --to " + to).error().exitCode, kExitUsage);
        QCOMPARE(run("wallet withdraw 1 --to 0x0000000000000000000000000000000000000000").error().exitCode,
                 kExitUsage);
    }

    void eachWithdrawalSaysHowFarItIs()
    {
        QVERIFY(run("wallet withdrawals")->text.find("Nothing was withdrawn") != std::string::npos);
        m_engine->onReadWithdrawals = [](const auto&) {
            return std::vector{withdrawal(1, State::NotTaken), withdrawal(2, State::Waiting),
                               withdrawal(3, State::Ready), withdrawal(4, State::Claimed)};
        };
        const auto reply = run("wallet withdrawals");
        const auto& list = reply->json["withdrawals"];
        QCOMPARE(list[0]["state"].get<std::string>(), std::string("not-taken"));
        QCOMPARE(list[1]["readyAt"].get<Timestamp>(), Timestamp{1'700'000'600});
        QVERIFY(list[2]["readyAt"].is_null());
        QCOMPARE(list[3]["amount"].get<std::string>(), std::string("4000000000"));
        for (const char* words : {"outbox list", "waits until", "ready", "claimed"})
            QVERIFY2(reply->text.find(words) != std::string::npos, words);
    }

    void whatIsReadyIsClaimed()
    {
        QCOMPARE(run("wallet claim").error().code, std::string("not-final"));
        std::vector<Hash> claimed;
        m_engine->onReadWithdrawals = [](const auto&) {
            return std::vector{withdrawal(2, State::Waiting), withdrawal(3, State::Ready),
                               withdrawal(5, State::Ready)};
        };
        m_engine->onClaimWithdrawal = [&](const auto& request) -> Result<std::monostate> {
            claimed.push_back(request.action);
            if (request.action[0] == 2) return ErrorCode::NotFinal;
            return std::monostate{};
        };
        QCOMPARE(run("wallet claim")->json["claimed"].size(), std::size_t{2});
        QCOMPARE(claimed.size(), std::size_t{2});
        QCOMPARE(run("wallet claim 0x05010203")->json["claimed"].size(), std::size_t{1});
        QCOMPARE(run("wallet claim 0x02010203").error().code, std::string("not-final"));
        QCOMPARE(run("wallet claim 0x99010203").error().code, std::string("not-found"));
    }

    void whatANodeDoesNotTakeIsForced()
    {
        engine::OutboxItem item;
        item.action.id = Hash{{7, 7, 7}};
        item.action.payload = tx::Transfer{Address{{1}}, kToken};
        item.force = engine::ForceView{1'700'000'000, 1'700'100'000, false, 0};
        item.force->fee = kToken / 1000;
        item.canDrop = true;
        m_engine->world.outbox = {item};
        // What it costs, and whom, is said before.
        QVERIFY(!run("outbox list")->json["actions"][0]["forceFee"].is_null());
        QCOMPARE(run("outbox force 0x070707").error().code, std::string("too-early"));
        QVERIFY(run("outbox force 0x070707").error().message.find("still has time") != std::string::npos);
        engine::ForceView after{1'700'000'000, 1'700'100'000, true, 1'700'000'130};
        m_engine->onForceAction = [&](const auto&) -> Result<engine::ForceView> { return after; };
        const auto reply = run("outbox force 0x070707");
        QCOMPARE(reply->json["takenBy"].get<Timestamp>(), Timestamp{1'700'000'130});
        QVERIFY(reply->note.empty());
        QVERIFY(reply->text.find("0.001") != std::string::npos);
        after.takenBy = 1'700'200'000;
        QVERIFY(!run("outbox force 0x070707")->note.empty()); // too late, perhaps
        m_engine->world.outbox[0].force = after;
        QCOMPARE(run("outbox force").error().code, std::string("wrong-state"));
        QVERIFY(run("outbox list")->json["actions"][0]["isForced"].get<bool>());
    }
};

STOA_TEST(MainChainCommandsTest)

} // namespace stoa::commands

#include "main_chain_commands_test.moc"
