// SPDX-License-Identifier: MIT
// What commands say of the network while the node does not answer: when it was so.
#include <algorithm>
#include <set>

#include <QTest>

#include "core/base/hex.h"
#include "tests/app/commands/beginnings.h"
#include "tests/support/registry.h"

namespace stoa::commands {

class AsOfTest : public CommandBench {
    Q_OBJECT

private:
    static constexpr Timestamp kHeard = 1'800'000'000; // 2027-01-15 08:00 UTC
    static constexpr std::string_view kNote =
        "The node does not answer; this is what this computer knew at 2027-01-15 08:00:00 UTC.";

    void silence(Timestamp asOf = kHeard)
    {
        m_engine->world.network.isOffline = true;
        m_engine->world.network.asOf = asOf;
    }

    static bool has(const std::string& text, std::string_view part)
    {
        return text.find(part) != std::string::npos;
    }

private Q_SLOTS:
    void init() { renew(); }

    void everyAnswerAboutTheNetworkSaysWhenItWasSo()
    {
        m_engine->world.motions = {someMotion()};
        const std::string task = toHex(m_engine->world.tasks.front().id);
        const std::string page = " '" + m_engine->world.pages.front().summary.name + "'";
        const std::string collaboration = toHex(m_engine->world.collaborations.front().id);
        for (const std::string& line :
             {std::string("wallet withdrawals"), std::string("network batches"), std::string("company list"),
              std::string("company offers"), std::string("company show"), std::string("company members"),
              std::string("company motions"), std::string("company tools"), std::string("company records"),
              std::string("court seats"), std::string("task list"), "task show " + task,
              std::string("collaboration list"), "collaboration show " + collaboration,
              std::string("wiki list"), "wiki get" + page, "wiki history" + page, "wiki diff" + page,
              std::string("wiki export copy")}) {
            m_engine->world.network.isOffline = false;
            m_engine->world.network.asOf = 0;
            const auto now = run(line);
            QVERIFY2(bool(now), line.c_str());
            QVERIFY2(!has(now->note, "does not answer") && now->json["isOffline"] == false &&
                         now->json["asOf"].is_null(),
                     line.c_str());
            silence();
            const auto then = run(line);
            QVERIFY2(bool(then), line.c_str());
            QVERIFY2(has(then->note, kNote), (line + ": " + then->note).c_str());
            QVERIFY2(then->json["isOffline"] == true && then->json["asOf"] == kHeard, line.c_str());
        }
    }

    /// A command that shows something is one of them, unless what it shows is on this computer alone or it
    /// says when in a line of its own.
    void aCommandThatShowsIsNotForgotten()
    {
        const std::set<std::string> others = {"wallet show", "wallet history", "contact list", "outbox list",
                                              "outbox show"};
        int reading = 0;
        for (const Command& command : commandTable()) {
            const std::string called = std::string(command.group) + " " + std::string(command.verb);
            if (readsNetwork(command)) {
                ++reading;
                QVERIFY2(has(helpText(command.group, command.verb), "isOffline, whether the node"),
                         called.c_str());
            }
            const bool shows = command.verb == "list" || command.verb == "show" || command.verb == "get" ||
                               command.verb == "history" || command.verb == "diff";
            if (shows) QVERIFY2(readsNetwork(command) != others.contains(called), called.c_str());
        }
        QCOMPARE(reading, 19);
    }

    /// Nothing was learned is not: there is nothing.
    void anEmptyListIsNotSaidToBeSo()
    {
        auto& world = m_engine->world;
        world.pages.clear();
        world.tasks.clear();
        world.collaborations.clear();
        world.motions.clear();
        world.network.batches.clear();
        world.network.events.clear();
        for (const char* line : {"wiki list", "task list", "collaboration list", "company motions",
                                 "network batches", "court seats"}) {
            world.network.isOffline = false;
            const auto now = run(line);
            QVERIFY2(now && !has(now->text, "knows of none"), line);
            silence(0);
            const auto then = run(line);
            QVERIFY2(then, line);
            QCOMPARE(then->text, std::string("This computer knows of none."));
            QVERIFY2(has(then->note, "this computer has never heard from it"), then->note.c_str());
            QVERIFY(then->json["asOf"].is_null() && then->json["isOffline"] == true);
        }
    }

    /// A refusal that rests on old records says so; one that does not, does not.
    void aRefusalSaysOnWhatItRests()
    {
        const auto said = [this](const char* line) { return run(line).error().message; };
        QVERIFY(!has(said("wiki get Nowhere"), "does not answer"));
        silence();
        QVERIFY2(has(said("wiki get Nowhere"), kNote), said("wiki get Nowhere").c_str());
        m_engine->onPrepare = [](const auto&) -> Result<engine::Draft> { return ErrorCode::WrongState; };
        QVERIFY2(has(said("company fund 5"), kNote), said("company fund 5").c_str());
        QVERIFY(!has(said("outbox show 0x123456"), "does not answer"));
        QVERIFY(!has(said("company fund 0"), "does not answer"));
    }
};

STOA_TEST(AsOfTest)

} // namespace stoa::commands

#include "as_of_test.moc"
