// SPDX-License-Identifier: MIT
// /metrics, read by a strict parser of the text format, and asked for over a real socket.
#include "app/node/metrics.h"

#include <map>
#include <set>
#include <sstream>

#include <QRegularExpression>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include "app/net/connection_file.h"
#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"

namespace stoa::node_program {

namespace {

/// The text format, version 0.0.4, as strictly as it can be read: HELP, then TYPE, then samples of that
/// family only; no family, no series twice; whole numbers.
struct Parsed {
    std::map<std::string, std::string> types;
    std::map<std::string, double> series; ///< by name and labels, as written
    std::string problem;
};

Parsed parse(const std::string& text)
{
    static const QRegularExpression help(QStringLiteral(R"(^# HELP ([a-z_]+) ([^\\\n]+)$)"));
    static const QRegularExpression type(QStringLiteral(R"(^# TYPE ([a-z_]+) (gauge|counter)$)"));
    static const QRegularExpression sample(
        QStringLiteral(R"(^([a-z_]+)(\{[a-z_]+="[a-z_]+"(,[a-z_]+="[a-z_0-9]+")*\})? (0|[1-9][0-9]*)$)"));
    Parsed parsed;
    const auto fail = [&](const std::string& line) { parsed.problem = line; };
    if (!text.ends_with('\n')) fail("no end of line at the end");
    std::string family;
    std::string awaited;
    std::istringstream lines(text);
    for (std::string line; parsed.problem.empty() && std::getline(lines, line);) {
        const QString words = QString::fromStdString(line);
        if (const auto found = help.match(words); found.hasMatch()) {
            awaited = found.captured(1).toStdString();
            if (parsed.types.contains(awaited)) fail("a family twice: " + line);
        } else if (const auto kind = type.match(words); kind.hasMatch()) {
            family = kind.captured(1).toStdString();
            if (family != awaited) fail("TYPE without HELP: " + line);
            parsed.types[family] = kind.captured(2).toStdString();
            const bool isTotal = family.ends_with("_total");
            if (isTotal != (parsed.types[family] == "counter")) fail("a counter ends in _total: " + line);
        } else if (const auto value = sample.match(words); value.hasMatch()) {
            if (value.captured(1).toStdString() != family) fail("a sample of another family: " + line);
            const std::string name = (value.captured(1) + value.captured(2)).toStdString();
            if (!parsed.series.emplace(name, value.captured(4).toDouble()).second) fail("twice: " + line);
        } else {
            fail("not in the format: " + line);
        }
    }
    for (const auto& [name, kind] : parsed.types) {
        const bool isThere = std::any_of(parsed.series.begin(), parsed.series.end(), [&](const auto& each) {
            return each.first == name || each.first.starts_with(name + "{");
        });
        if (!isThere) fail("no sample of " + name);
    }
    return parsed;
}

} // namespace

class MetricsTest : public QObject {
    Q_OBJECT

    test::FakeEngine m_engine{test::sampleWorld()};
    std::ostringstream m_lines;
    const SystemClock m_clock;
    EventLog m_log{m_lines, m_clock, LogFormat::Json, LogLevel::Error};
    QTemporaryDir m_folder;
    std::unique_ptr<NodeWatch> m_watch;
    std::unique_ptr<net::RpcServer> m_server;
    std::string m_token;

    QByteArray talk(const QByteArray& request) const
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_server->port());
        if (!socket.waitForConnected(5'000)) return "no connection";
        socket.write(request);
        QByteArray answer;
        while (socket.waitForReadyRead(5'000)) answer += socket.readAll();
        return answer + socket.readAll();
    }
    QByteArray get(const QByteArray& headers = {}, const QByteArray& host = {}) const
    {
        const QByteArray name = host.isEmpty() ? "127.0.0.1:" + QByteArray::number(m_server->port()) : host;
        return talk("GET /metrics HTTP/1.1\r\nHost: " + name + "\r\n" + headers + "\r\n");
    }
    static int statusOf(const QByteArray& answer) { return answer.mid(9, 3).toInt(); }
    static std::string bodyOf(const QByteArray& answer)
    {
        return answer.mid(answer.indexOf("\r\n\r\n") + 4).toStdString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_watch = std::make_unique<NodeWatch>(m_engine, m_log);
        net::RpcServerOptions options;
        options.dataFolder = m_folder.path().toStdString();
        options.isServing = true;
        options.owner = [](const std::string&, const nlohmann::json&, const net::MethodDone& done) {
            done({"1", std::nullopt});
        };
        options.metrics = metricsOf(m_engine, *m_watch, options.dataFolder);
        auto server = net::RpcServer::start(m_engine, std::move(options));
        QVERIFY(bool(server));
        m_server = *std::move(server);
        m_token = net::readConnection(m_folder.path().toStdString())->token;
    }
    void cleanupTestCase() { m_server.reset(); }

    void theParserIsStrict()
    {
        QVERIFY(parse("# HELP a_total x\n# TYPE a_total counter\na_total 1\n").problem.empty());
        for (const char* bad :
             {"a_total 1\n", "# TYPE a gauge\na 1\n", "# HELP a x\n# TYPE a gauge\na 1",
              "# HELP a x\n# TYPE a gauge\na 1\na 1\n", "# HELP a x\n# TYPE a gauge\n",
              "# HELP a x\n# TYPE a counter\na 1\n", "# HELP a x\n# TYPE a gauge\nb 1\n",
              "# HELP a x\n# TYPE a gauge\na{l=\"0xab\"} 1\n", "# HELP a x\n# TYPE a gauge\na -1\n",
              "# HELP a x\n# TYPE a gauge\na 1 \n", "# HELP a x\n# TYPE a gauge\n\na 1\n"})
            QVERIFY2(!parse(bad).problem.empty(), bad);
    }

    void operatorsSayWhichOfTheirAddressesNeedsMoney()
    {
        engine::OperatorView& own = m_engine.world.network.operators;
        own = {};
        QVERIFY(bodyOf(get()).find("stoa_missing_gwei") == std::string::npos);
        own.isAggregator = own.isValidator = true;
        own.aggregator = Address::fromPrefix(Bytes(20, 0xab));
        own.validator = Address::fromPrefix(Bytes(20, 0xcd));
        own.bond = 5;
        own.missingBond = 7;
        own.missingStake = 9;
        own.challengesWon = 2;
        own.chainProblem = ErrorCode::Offline;
        own.inboxMessages = 3;
        own.inboxSince = m_engine.world.network.now - 45;
        const auto value = [this](const std::string& name) {
            const Parsed page = parse(bodyOf(get()));
            return page.problem.empty() && page.series.contains(name) ? page.series.at(name) : -1;
        };
        QCOMPARE(value("stoa_chain_events_total{what=\"forced\"}"), -1.0); // not known here
        own.quietEvents = {1, 2, 3, 4, 5};
        const char* const quiet[] = {"forced", "expired", "claimed", "appointed", "returned"};
        for (int i = 0; i < 5; ++i)
            QCOMPARE(value("stoa_chain_events_total{what=\"" + std::string(quiet[i]) + "\"}"), i + 1.0);
        const auto missing = [&](const char* role, const char* digits) {
            std::string address = "0x";
            for (int i = 0; i < 20; ++i) address += digits;
            return value("stoa_missing_gwei{role=\"" + std::string(role) + "\",address=\"" + address + "\"}");
        };
        QCOMPARE(missing("aggregator", "ab"), 7.0);
        QCOMPARE(missing("validator", "cd"), 9.0);
        QCOMPARE(value("stoa_bond_gwei"), 5.0);
        QCOMPARE(value("stoa_challenges_won_total"), 2.0);
        QCOMPARE(value("stoa_main_chain_followed"), 0.0);
        QCOMPARE(value("stoa_inbox_messages"), 3.0);
        QCOMPARE(value("stoa_inbox_oldest_seconds"), 45.0);
        own.challengerOwner = Address::fromPrefix(Bytes(20, 0xef));
        QCOMPARE(missing("validator", "ef"), 9.0); // who has to bring it
        own = {};
    }

    /// Whoever runs a node reads of a full disk there, while members are told in the window.
    void aDiskThatCannotBeWrittenIsTold()
    {
        std::optional<ErrorCode>& disk = m_engine.world.network.disk;
        const auto told = [this] { return parse(bodyOf(get())).series.at("stoa_disk_unwritable"); };
        QCOMPARE(told(), 0.0);
        disk = ErrorCode::DiskFull;
        QCOMPARE(told(), 1.0);
        disk.reset();
        QCOMPARE(told(), 0.0);
    }

    void aClockThatCannotBeRightIsTold()
    {
        m_engine.world.network.clock = {600, 0, 86'400};
        const Parsed page = parse(bodyOf(get()));
        QCOMPARE(page.series.at("stoa_clock_apart_seconds{way=\"behind\"}"), 600.0);
        QCOMPARE(page.series.at("stoa_clock_apart_seconds{way=\"ahead\"}"), 0.0);
        QCOMPARE(page.series.at("stoa_stood_still_seconds"), 86'400.0);
        m_engine.world.network.clock = {};
    }

    void thePageIsInTheFormatAndSaysWhatTheNetworkIs()
    {
        const QByteArray answer = get();
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(answer.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"));
        const Parsed page = parse(bodyOf(answer));
        QVERIFY2(page.problem.empty(), page.problem.c_str());
        const engine::NetworkView& network = m_engine.world.network;
        QCOMPARE(page.series.at("stoa_up"), 1.0);
        QCOMPARE(page.series.at("stoa_block"), double(network.headBlock));
        QCOMPARE(page.series.at("stoa_batch{stage=\"final\"}"), double(network.finalBatch));
        QVERIFY(page.series.at("stoa_memory_bytes") > 1'000'000);
        QCOMPARE(page.series.at("stoa_rpc_open{what=\"connections\"}"), 1.0); // this one
    }

    void nobodyIsNamed()
    {
        const std::string text = bodyOf(get());
        QVERIFY(text.find("0x") == std::string::npos);
        QVERIFY(text.find(m_token) == std::string::npos);
        QVERIFY(!QRegularExpression(QStringLiteral("[0-9a-fA-F]{21}"))
                     .match(QString::fromStdString(text))
                     .hasMatch());
        QVERIFY(text.find(m_engine.world.network.name) == std::string::npos);
    }

    void refusalsAreCountedByTheirReason()
    {
        const auto count = [&](const char* reason) {
            return parse(bodyOf(get()))
                .series.at("stoa_rpc_refused_total{reason=\"" + std::string(reason) + "\"}");
        };
        const double before = count("host");
        QCOMPARE(statusOf(get({}, "evil.example")), 403);
        QCOMPARE(count("host"), before + 1);
        const double origins = count("origin");
        QCOMPARE(statusOf(get("Origin: http://e\r\n")), 403);
        QCOMPARE(count("origin"), origins + 1);
        const double tokens = count("token");
        QCOMPARE(statusOf(get("Authorization: Bearer " + QByteArray(64, '0') + "\r\n")), 401);
        QCOMPARE(count("token"), tokens + 1);
    }

    void pagesInABrowserGetNothing()
    {
        QCOMPARE(statusOf(get("Sec-Fetch-Site: cross-site\r\n")), 401);
        QCOMPARE(statusOf(get("Sec-Fetch-Site: none\r\n")), 200); // typed by a person
        QCOMPARE(statusOf(get("Authorization: Bearer " + QByteArray::fromStdString(m_token) + "\r\n")), 200);
        QCOMPARE(statusOf(talk("POST /metrics HTTP/1.1\r\nHost: 127.0.0.1:" +
                               QByteArray::number(m_server->port()) + "\r\n\r\n")),
                 404);
    }

    void anEngineThatDoesNotAnswerIsAMetricToo()
    {
        m_engine.onReadNetwork = [](const auto&) -> Result<engine::NetworkView> {
            return ErrorCode::EngineStopped;
        };
        const Parsed page = parse(bodyOf(get()));
        QVERIFY2(page.problem.empty(), page.problem.c_str());
        QCOMPARE(page.series.at("stoa_up"), 0.0);
    }
};

STOA_TEST(MetricsTest)

} // namespace stoa::node_program

#include "metrics_test.moc"
