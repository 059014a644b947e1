// SPDX-License-Identifier: MIT
// Commands about the main chain: what is taken out, and the way around a node that takes nothing.
#include <QTest>

#include "app/commands/views.h"
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

    /// Shown before it is collected: of which key, what arrives when, and why the bond stays.
    void whatANodeHasEarnedIsShownBeforeItIsCollected()
    {
        const auto has = [](const Reply& reply, const std::string& words) {
            if (reply.text.find(words) != std::string::npos) return true;
            qWarning("%s", reply.text.c_str());
            return false;
        };
        constexpr Amount kCosts = tx::Transfer::kFee;
        engine::EarningsView& earnings = m_engine->world.earnings;
        const Timestamp now = m_engine->world.network.now;
        earnings = {{{Address{{0x11}}, true, false, 5 * kToken, 0},
                     {Address{{0x22}}, false, false, kCosts, 7 * kToken},
                     {Address{{0x33}}, false, true, 0, 4 * kToken}},
                    true,
                    1000 * kToken,
                    now + 5 * kDay,
                    3 * kToken};
        auto reply = run("network earnings");
        QVERIFY(reply);
        const auto amount = [&](const char* name) { return reply->json[name].get<std::string>(); };
        QCOMPARE(reply->json["keys"].size(), std::size_t{3});
        QCOMPARE(reply->json["keys"][1]["onMainChain"].get<std::string>(), std::to_string(7 * kToken));
        // What a key has for blocks is worth a step if it is more than the step costs.
        QCOMPARE(amount("fees"), std::to_string(5 * kToken - kCosts));
        QCOMPARE(amount("costs"), std::to_string(kCosts));
        QCOMPARE(amount("fromMainChain"), std::to_string(11 * kToken));
        QCOMPARE(amount("bond"), std::to_string(1000 * kToken));
        QCOMPARE(reply->json["bondUntil"].get<Timestamp>(), now + 5 * kDay);
        QVERIFY(!reply->json["canLeave"].get<bool>());
        QVERIFY(has(*reply, "The key that makes blocks: 5.00"));
        QVERIFY(has(*reply, "A key that lost its bond: "));
        QVERIFY(has(*reply, "at " + addressJson(Address{{0x22}})));
        QVERIFY(has(*reply, "The validator's key: 4.00"));
        QVERIFY(has(*reply, "With the next batch: 11.00"));
        QVERIFY(has(*reply, "this node makes blocks"));
        // The bond of one that makes none any more: first it answers for what it has posted, then it is free.
        earnings.keys.clear();
        earnings.makesBlocks = false;
        reply = run("network earnings");
        QVERIFY(!reply->json["canLeave"].get<bool>() && has(*reply, "can be challenged until"));
        QVERIFY(has(*reply, timeText(now + 5 * kDay)));
        QVERIFY(has(*reply, "There is nothing to collect yet"));
        earnings.bondUntil = now;
        reply = run("network earnings");
        QVERIFY(reply->json["canLeave"].get<bool>() && has(*reply, "network collect --leave"));
        earnings = {};
        QVERIFY(!run("network earnings")->json["canLeave"].get<bool>()); // there is no bond
        m_engine->onReadEarnings = [](const auto&) -> Result<engine::EarningsView> {
            return ErrorCode::NotSupported;
        };
        QVERIFY(run("network earnings").error().message.find("No node runs") != std::string::npos);
        // And what is not collected says why.
        for (const auto& [code, words] : {std::pair{ErrorCode::NotPermitted, "makes blocks"},
                                          {ErrorCode::TooEarly, "can still be challenged"},
                                          {ErrorCode::NothingDue, "earned nothing"},
                                          {ErrorCode::NotSupported, "No node runs"}}) {
            m_engine->onCollectEarnings = [refusal = code](const auto&) -> Result<engine::CollectedView> {
                return refusal;
            };
            const auto refused = run("network collect --leave");
            QCOMPARE(refused.error().code, std::string(name(code)));
            QVERIFY2(refused.error().message.find(words) != std::string::npos,
                     refused.error().message.c_str());
        }
    }

    void aClockThatCannotBeRightIsShown()
    {
        QVERIFY(run("network status")->text.find("clock") == std::string::npos);
        m_engine->world.network.clock = {2 * kHour, 0, 9 * kHour};
        auto reply = run("network status");
        QCOMPARE(reply->json["clockBehind"].get<Seconds>(), 2 * kHour);
        QCOMPARE(reply->json["stoodStill"].get<Seconds>(), 9 * kHour);
        QVERIFY(reply->text.find("2 h behind the network's time") != std::string::npos);
        QVERIFY(reply->text.find("9 h older than this computer's clock") != std::string::npos);
        m_engine->world.network.clock = {0, kHour, 0};
        reply = run("network status");
        QVERIFY(reply->text.find("1 h ahead of the network's time") != std::string::npos);
    }

    void whatANodeDoesNotTakeIsForced()
    {
        engine::OutboxItem item;
        item.action.id = Hash{{7, 7, 7}};
        item.action.payload = tx::Transfer{Address{{1}}, kToken};
        item.force = engine::ForceView{1'700'000'000, 1'700'100'000, false, 0};
        item.force->fee = kToken / 1000;
        item.force->until = 1'700'100'130;
        item.canDrop = true;
        m_engine->world.outbox = {item};
        // What it costs, and whom, is said before.
        QVERIFY(!run("outbox list")->json["actions"][0]["forceFee"].is_null());
        QCOMPARE(run("outbox force 0x070707").error().code, std::string("too-early"));
        QVERIFY(run("outbox force 0x070707").error().message.find("still has time") != std::string::npos);
        // Until when it helps is said while there is time.
        item.action.finality.stage = engine::Finality::Waiting;
        m_engine->world.outbox = {item};
        const auto says = [&](Timestamp now, const char* words) {
            m_engine->world.network.now = now;
            return run("outbox list")->text.find(words) != std::string::npos;
        };
        QVERIFY(says(1'700'000'000, ", in time until 2023-11-16 02:00:00 UTC"));
        QVERIFY(says(1'700'100'000, "there is little time: in time until 2023-11-16 02:00:00 UTC"));
        QVERIFY(says(1'700'100'001, "it may be too late"));
        engine::ForceView after{1'700'000'000, 1'700'100'000, true, 1'700'000'130};
        after.until = 1'700'100'130;
        m_engine->onForceAction = [&](const auto&) -> Result<engine::ForceView> { return after; };
        const auto reply = run("outbox force 0x070707");
        QCOMPARE(reply->json["takenBy"].get<Timestamp>(), Timestamp{1'700'000'130});
        QVERIFY(reply->note.empty());
        // It may have arrived: it is forced all the same, also where it is not named, and not forgotten.
        m_engine->world.outbox[0].canDrop = false;
        QVERIFY(run("outbox force"));
        QCOMPARE(run("outbox drop").error().code, std::string("not-found"));
        m_engine->onDropAction = [](const auto&) -> Result<std::monostate> {
            return Error{ErrorCode::Offline, "cancel"};
        };
        const auto dropped = run("outbox drop 0x070707");
        QVERIFY(!dropped && dropped.error().message.find("may have reached") != std::string::npos);
        QVERIFY(reply->text.find("0.001") != std::string::npos);
        after.takenBy = 1'700'100'130;
        QVERIFY(run("outbox force 0x070707")->note.empty()); // in the last second
        after.takenBy = 1'700'100'131;
        QVERIFY(!run("outbox force 0x070707")->note.empty()); // too late, perhaps
        m_engine->world.outbox[0].force = after;
        QCOMPARE(run("outbox force").error().code, std::string("wrong-state"));
        QVERIFY(run("outbox list")->json["actions"][0]["isForced"].get<bool>());
    }
};

STOA_TEST(MainChainCommandsTest)

} // namespace stoa::commands

#include "main_chain_commands_test.moc"
