// SPDX-License-Identifier: MIT
// The lines of the log.
#include "app/node/event_log.h"

#include <sstream>

#include <nlohmann/json.hpp>
#include <QTest>

#include "app/node/node_watch.h"
#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"

namespace stoa::node_program {

class EventLogTest : public QObject {
    Q_OBJECT

    const ManualClock m_clock{1'700'000'000};
    std::ostringstream m_out;

    std::vector<nlohmann::json> lines() const
    {
        std::vector<nlohmann::json> found;
        std::istringstream text(m_out.str());
        for (std::string line; std::getline(text, line);) found.push_back(nlohmann::json::parse(line));
        return found;
    }
    bool has(std::string_view event) const
    {
        for (const auto& line : lines())
            if (line["event"] == event) return true;
        return false;
    }

private Q_SLOTS:
    void init() { m_out.str({}); }

    void aLineIsAnObject()
    {
        EventLog log(m_out, m_clock, LogFormat::Json, LogLevel::Info);
        log.write(LogLevel::Warning, "it_happened", "Something happened.",
                  {{"batch", std::uint64_t{7}}, {"good", true}, {"word", std::string("a\nb\x1b[31m\xff")}});
        log.write(LogLevel::Debug, "not_told", "Nothing.");
        const auto found = lines();
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0]["time"].get<std::string>(), std::string("2023-11-14T22:13:20Z"));
        QCOMPARE(found[0]["level"].get<std::string>(), std::string("warning"));
        QCOMPARE(found[0]["event"].get<std::string>(), std::string("it_happened"));
        QCOMPARE(found[0]["batch"].get<int>(), 7);
        QCOMPARE(found[0]["good"].get<bool>(), true);
        QVERIFY(found[0]["word"].get<std::string>().starts_with("a b [31m"));
    }

    void plainLinesAreOneLineEach()
    {
        EventLog log(m_out, m_clock, LogFormat::Plain, LogLevel::Debug);
        log.write(LogLevel::Error, "x", "It is\nbroken.", {{"n", std::uint64_t{1}}, {"is", false}});
        QCOMPARE(m_out.str(), std::string("2023-11-14T22:13:20Z error: It is broken. (n 1, is no)\n"));
    }

    void whatIsHiddenDoesNotPass()
    {
        for (const LogFormat format : {LogFormat::Json, LogFormat::Plain}) {
            m_out.str({});
            EventLog log(m_out, m_clock, format, LogLevel::Info);
            const std::string token(64, 'a');
            log.hide(token);
            log.hide("short");
            log.write(LogLevel::Info, "x", "The token is " + token,
                      {{"again", token + token}, {"w", std::string("short")}});
            QVERIFY(m_out.str().find("aaaa") == std::string::npos);
            QVERIFY(m_out.str().find("[hidden]") != std::string::npos);
            QVERIFY(m_out.str().find("short") != std::string::npos);
        }
    }

    void theWatchTellsWhatChangedAndCountsIt()
    {
        test::FakeEngine engine{test::emptyWorld()};
        EventLog log(m_out, m_clock, LogFormat::Json, LogLevel::Info);
        engine::NetworkView& network = engine.world.network;
        network.events.clear();
        network.batches.clear();
        engine.onReadNetwork = [&](const auto&) { return network; };
        NodeWatch watch(engine, log);
        QVERIFY(has("following"));
        const auto happens = [&](engine::ChainEventView::What what, std::uint64_t id) {
            engine::ChainEventView event;
            event.what = what;
            event.id = id;
            event.batch = 3;
            event.steps = what == engine::ChainEventView::What::Posted ? 11 : 0;
            network.events.insert(network.events.begin(), event);
        };
        happens(engine::ChainEventView::What::Posted, 1);
        happens(engine::ChainEventView::What::BatchProvedWrong, 4);
        network.isOffline = true;
        network.wrongBatch = 3;
        engine.tell(engine::NetworkChanged{});
        for (const char* event : {"batch_posted", "batch_proved_wrong", "offline", "wrong_batch"})
            QVERIFY2(has(event), event);
        network.isOffline = false;
        network.finalBatch += 1;
        network.problem = ErrorCode::ProofFailed;
        engine.tell(engine::NetworkChanged{});
        engine.tell(engine::NetworkChanged{});
        for (const char* event : {"online", "batch_final", "not_taken_over"}) QVERIFY2(has(event), event);
        engine.tell(engine::ActionsRolledBack{3, 2});
        engine.tell(engine::EngineFault{Error{ErrorCode::StoreDamaged, "a secret detail"}});
        QVERIFY(has("actions_rolled_back") && has("broken"));
        QVERIFY(m_out.str().find("secret detail") == std::string::npos);
        const Counted counted = watch.counted();
        QCOMPARE(counted.batches, std::uint64_t(1));
        QCOMPARE(counted.steps, std::uint64_t(11));
        QCOMPARE(counted.chainEvents[4], std::uint64_t(1));
        QCOMPARE(counted.rolledBackActions, std::uint64_t(2));
        QVERIFY(counted.isBroken);
        QCOMPARE(lines().size(), std::size_t(10)); // each once
    }

    /// What people are shown is the newest; what is counted is all of it.
    void nothingIsPassedOverHoweverMuchHappens()
    {
        using What = engine::ChainEventView::What;
        test::FakeEngine engine{test::emptyWorld()};
        engine.world.network.events.clear();
        engine::ChainEventsView chain;
        chain.definition = Hash{{1}};
        engine.onReadChainEvents = [&](const engine::ReadChainEvents& request) {
            engine::ChainEventsView answer = chain;
            std::erase_if(answer.events, [&](const auto& event) { return event.id <= request.after; });
            return answer;
        };
        const auto happens = [&](What what, std::uint64_t id) {
            engine::ChainEventView event;
            event.what = what;
            event.id = id;
            event.steps = what == What::Posted ? 7 : 0;
            chain.events.push_back(event);
            chain.until = id;
        };
        EventLog log(m_out, m_clock, LogFormat::Json, LogLevel::Info);
        const NodeWatch watch(engine, log); // the node has not answered yet
        happens(What::Slashed, 1);
        engine.tell(engine::NetworkChanged{});
        QVERIFY(!has("slashed")); // it was before
        happens(What::Slashed, 2);
        for (std::uint64_t id = 3; id <= 302; ++id) happens(What::Posted, id);
        for (int i = 0; i < 2; ++i) engine.tell(engine::NetworkChanged{});
        const auto slashed = [&] { return watch.counted().chainEvents[std::size_t(What::Slashed)]; };
        QVERIFY(has("slashed"));
        QCOMPARE(slashed(), std::uint64_t(1));
        QCOMPARE(watch.counted().batches, std::uint64_t(300));
        QCOMPARE(watch.counted().steps, std::uint64_t(2100));
        const std::size_t told = lines().size();
        QVERIFY(told >= 301);
        // The history of another network is not what happened here.
        chain.definition = Hash{{2}};
        happens(What::Slashed, 5'000);
        for (int i = 0; i < 2; ++i) engine.tell(engine::NetworkChanged{});
        QCOMPARE(lines().size(), told);
        happens(What::Slashed, 5'001);
        engine.tell(engine::NetworkChanged{});
        QCOMPARE(slashed(), std::uint64_t(2));
    }

    void whatStandsStillFromTheBeginningIsToldOnce()
    {
        test::FakeEngine engine{test::emptyWorld()};
        EventLog log(m_out, m_clock, LogFormat::Json, LogLevel::Info);
        engine::NetworkView& network = engine.world.network;
        network.standstill = Error{ErrorCode::MoneyMismatch, "held 1, deposited 2"};
        engine.onReadNetwork = [&](const auto&) { return network; };
        NodeWatch watch(engine, log);
        QVERIFY(has("broken"));
        QVERIFY(m_out.str().find("money-mismatch") != std::string::npos);
        QVERIFY(watch.counted().isBroken);
        const std::size_t told = lines().size();
        engine.tell(engine::NetworkChanged{});
        QCOMPARE(lines().size(), told);
    }

    void aClockThatLiesApartIsToldOnceAndWhenItAgreesAgain()
    {
        test::FakeEngine engine{test::emptyWorld()};
        EventLog log(m_out, m_clock, LogFormat::Json, LogLevel::Info);
        engine::NetworkView& network = engine.world.network;
        engine.onReadNetwork = [&](const auto&) { return network; };
        network.clock = {600, 0, 86'400};
        const NodeWatch watch(engine, log);
        QVERIFY(has("clock_behind") && has("time_goes_on"));
        const std::size_t count = lines().size();
        network.clock.behind = 590;
        engine.tell(engine::NetworkChanged{});
        QCOMPARE(lines().size(), count);
        network.clock.behind = 0;
        engine.tell(engine::NetworkChanged{});
        QVERIFY(has("clock_agrees") && !has("clock_ahead"));
        network.clock.ahead = 700;
        engine.tell(engine::NetworkChanged{});
        QCOMPARE(lines().back()["event"].get<std::string>(), std::string("clock_ahead"));
        QCOMPARE(lines().back()["level"].get<std::string>(), std::string("warning"));
        QCOMPARE(lines().back()["seconds"].get<int>(), 700);
    }
};

STOA_TEST(EventLogTest)

} // namespace stoa::node_program

#include "event_log_test.moc"
