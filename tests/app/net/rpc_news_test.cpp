// SPDX-License-Identifier: MIT
// What listeners are told, by an engine whose chain moves when the test says so.
#include "app/net/rpc_news.h"

#include <QTemporaryDir>
#include <QTest>

#include "app/commands/command.h"
#include "app/net/rpc_table.h"
#include "core/base/hex.h"
#include "core/state/keys.h"
#include "core/state/records.h"
#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"

namespace stoa::net {

class RpcNewsTest : public QObject {
    Q_OBJECT

    using json = nlohmann::json;

    struct Ear final : Listener {
        explicit Ear(bool owner = false)
            : owns(owner)
        {}
        bool owns;
        std::vector<json> heard;
        bool isOwner() const override { return owns; }
        void hear(const std::string& text) override { heard.push_back(json::parse(text)); }
        json value(std::size_t i) const { return heard.at(i)["params"]["value"]; }
    };

    const SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<engine::Engine> m_engine;
    RpcFigures m_figures;

    const Address m_somebody = Address::fromPrefix(Bytes(20, 7));

    void startEngine()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        engine::EngineOptions options;
        options.dataFolder = m_folder->filePath(QStringLiteral("data")).toStdString();
        options.testClock = true;
        options.manualTicks = true;
        auto made = engine::makeEngine(options, {m_clock, m_random, nullptr});
        QVERIFY(bool(made));
        m_engine = *std::move(made);
    }
    void pay(const Address& to)
    {
        QVERIFY(bool(commands::ask(*m_engine, engine::UseFaucet{to, 1'000'000'000})));
    }
    static MethodAnswer subscribe(RpcNews& news, Listener& listener, const json& params)
    {
        return news.take(listener, "subscribe", params);
    }

private Q_SLOTS:
    void init() { m_figures = {}; }
    void cleanup()
    {
        m_engine.reset();
        m_folder.reset();
    }

    void blocksAndBatchesAreTold()
    {
        startEngine();
        RpcNews news(*m_engine, m_figures);
        Ear blocks;
        Ear batches;
        QVERIFY(!subscribe(news, blocks, {{"topic", "block"}}).error);
        QVERIFY(!subscribe(news, batches, {{"topic", "batch"}}).error);
        QCOMPARE(m_figures.subscriptions, std::uint64_t(2));
        QTest::qWait(2 * kNewsPauseMs); // the first look, from which on things are news
        QVERIFY(blocks.heard.empty());
        pay(m_somebody);
        QTRY_VERIFY(!blocks.heard.empty());
        QVERIFY(!misfitOf(blocks.heard[0]["params"], "News"));
        QVERIFY(!misfitOf(blocks.value(0), "NewHead"));
        QVERIFY(bool(commands::ask(*m_engine, engine::AdvanceTime{60})));
        QTRY_VERIFY(!batches.heard.empty());
        QVERIFY(!misfitOf(batches.value(0), "BatchNews"));
        QCOMPARE(batches.value(0)["number"].get<int>(), 1);
        QVERIFY(bool(commands::ask(*m_engine, engine::AdvanceTime{30 * kDay})));
        QTRY_COMPARE(batches.heard.back()["params"]["value"]["batch"]["stage"].get<int>(), 4);
        news.forget(blocks);
        news.forget(batches);
        QCOMPARE(m_figures.subscriptions, std::uint64_t(0));
    }

    void anAccountIsToldAtOnceAndWhenItChangesOnly()
    {
        startEngine();
        RpcNews news(*m_engine, m_figures);
        Ear ear;
        const std::string account = toHex(m_somebody);
        QVERIFY(!subscribe(news, ear, {{"topic", "account"}, {"account", account}}).error);
        QTRY_COMPARE(ear.heard.size(), std::size_t(1));
        QVERIFY(!misfitOf(ear.value(0), "AccountNews"));
        pay(Address::fromPrefix(Bytes(20, 9)));
        QTest::qWait(3 * kNewsPauseMs);
        QCOMPARE(ear.heard.size(), std::size_t(1));
        pay(m_somebody);
        QTRY_COMPARE(ear.heard.size(), std::size_t(2));
        const json path = ear.value(1)["record"]["path"];
        QCOMPARE(path["key"].get<std::string>(), toHex(state::accountKey(m_somebody)));
        const auto record = state::decodeRecord<state::Account>(*fromHex(path["value"].get<std::string>()));
        QVERIFY(bool(record));
        QCOMPARE(record->balance, Amount(1'000'000'000));
    }

    /// An account that could not be read when the chain moved is told at the next look, though nothing has
    /// moved since.
    void whatCouldNotBeReadIsToldLater()
    {
        startEngine();
        test::FakeEngine between{test::emptyWorld()};
        bool isBusy = false;
        int refused = 0;
        between.onServeRpc = [&](const engine::ServeRpc& request) -> Result<std::string> {
            if (request.method != "record" || !isBusy) return commands::ask(*m_engine, request);
            ++refused;
            return ErrorCode::Busy;
        };
        RpcNews news(between, m_figures);
        Ear ear;
        QVERIFY(!subscribe(news, ear, {{"topic", "account"}, {"account", toHex(m_somebody)}}).error);
        QTRY_COMPARE(ear.heard.size(), std::size_t(1));
        isBusy = true;
        pay(m_somebody);
        between.tell(engine::NetworkChanged{});
        QTRY_COMPARE(refused, 1);
        isBusy = false;
        between.tell(engine::NetworkChanged{});
        QTRY_COMPARE(ear.heard.size(), std::size_t(2));
    }

    void whoHasEndedASubscriptionIsToldNothing()
    {
        startEngine();
        RpcNews news(*m_engine, m_figures);
        Ear ear;
        Ear other;
        const auto answer = subscribe(news, ear, {{"topic", "block"}});
        QVERIFY(!subscribe(news, other, {{"topic", "block"}}).error);
        const json id = json::parse(answer.result);
        QCOMPARE(news.take(other, "unsubscribe", {{"subscription", id}}).result, std::string("false"));
        QCOMPARE(news.take(ear, "unsubscribe", {{"subscription", id}}).result, std::string("true"));
        QCOMPARE(news.take(ear, "unsubscribe", {{"subscription", id}}).result, std::string("false"));
        QTest::qWait(2 * kNewsPauseMs);
        pay(m_somebody);
        QTRY_VERIFY(!other.heard.empty());
        QVERIFY(ear.heard.empty());
    }

    void subscriptionsAreBounded()
    {
        test::FakeEngine engine{test::emptyWorld()};
        RpcNews news(engine, m_figures);
        std::vector<std::unique_ptr<Ear>> ears;
        for (std::size_t i = 0; i < kMaxListeners; ++i) {
            ears.push_back(std::make_unique<Ear>());
            for (int each = 0; each < kMaxSubscriptions; ++each)
                QVERIFY(!subscribe(news, *ears.back(), {{"topic", "block"}}).error);
            QCOMPARE(subscribe(news, *ears.back(), {{"topic", "block"}}).error->code, kTooManyRequests);
        }
        Ear late;
        QCOMPARE(subscribe(news, late, {{"topic", "block"}}).error->code, kTooManyRequests);
        Ear owner(true);
        QVERIFY(!subscribe(news, owner, {{"topic", "block"}}).error);
        news.forget(*ears.front());
        QVERIFY(!subscribe(news, late, {{"topic", "block"}}).error);
    }

    void senselessSubscriptionsAreRefused()
    {
        test::FakeEngine engine{test::emptyWorld()};
        RpcNews news(engine, m_figures);
        Ear ear;
        QCOMPARE(subscribe(news, ear, {{"topic", "weather"}}).error->name, std::string("not-found"));
        QCOMPARE(subscribe(news, ear, {{"topic", "account"}}).error->code, kInvalidParams);
        QCOMPARE(
            subscribe(news, ear, {{"topic", "block"}, {"account", "0x" + std::string(40, '1')}}).error->code,
            kInvalidParams);
        QCOMPARE(m_figures.subscriptions, std::uint64_t(0));
    }

    void aNodeThatAnswersNonsenseTellsNothing()
    {
        test::FakeEngine engine{test::emptyWorld()};
        int asked = 0;
        engine.onServeRpc = [&](const engine::ServeRpc&) -> Result<std::string> {
            ++asked;
            return std::string(asked % 2 == 0 ? "{\"head\":1}" : "nonsense");
        };
        RpcNews news(engine, m_figures);
        Ear ear;
        QVERIFY(!subscribe(news, ear, {{"topic", "block"}}).error);
        for (int round = 1; round <= 4; ++round) {
            QTRY_COMPARE(asked, round);
            engine.tell(engine::NetworkChanged{});
        }
        QVERIFY(ear.heard.empty());
    }
};

STOA_TEST(RpcNewsTest)

} // namespace stoa::net

#include "rpc_news_test.moc"
