// SPDX-License-Identifier: MIT
// stoad as a program: its log, its metrics, its file of options, its roles over a real socket, its unit.
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTcpSocket>

#include "core/base/hex.h"
#include "core/crypto/key_derivation.h"
#include "core/crypto/mnemonic.h"
#include "tests/e2e/programs.h"
#include "tests/support/registry.h"

namespace stoa::test {

class NodeTest final : public QObject {
    Q_OBJECT

    static QByteArray get(const QString& url, const QByteArray& path)
    {
        const QUrl address(url);
        QTcpSocket socket;
        socket.connectToHost(address.host(), static_cast<quint16>(address.port()));
        if (!socket.waitForConnected(10'000)) return {};
        socket.write("GET " + path + " HTTP/1.1\r\nHost: " + address.authority().toUtf8() + "\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(10'000)) answer += socket.readAll();
        return answer + socket.readAll();
    }
    /// A metric's value, or -1.
    static qint64 metric(const QString& url, const QByteArray& name)
    {
        for (const QByteArray& line : get(url, "/metrics").split('\n'))
            if (line.startsWith(name + " ")) return line.mid(name.size() + 1).toLongLong();
        return -1;
    }
    /// The result of a method that needs no token; null if it failed.
    static nlohmann::json rpc(const QString& url, const char* method, const nlohmann::json& params)
    {
        const std::string body =
            nlohmann::json{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}}.dump();
        const QUrl address(url);
        QTcpSocket socket;
        socket.connectToHost(address.host(), static_cast<quint16>(address.port()));
        if (!socket.waitForConnected(10'000)) return {};
        socket.write("POST / HTTP/1.1\r\nHost: " + address.authority().toUtf8() +
                     "\r\nContent-Type: application/json\r\nContent-Length: " +
                     QByteArray::number(static_cast<qsizetype>(body.size())) + "\r\n\r\n" +
                     QByteArray::fromStdString(body));
        QByteArray answer;
        while (socket.waitForReadyRead(10'000)) answer += socket.readAll();
        answer += socket.readAll();
        const auto json =
            nlohmann::json::parse(answer.mid(answer.indexOf("\r\n\r\n") + 4).toStdString(), nullptr, false);
        return json.is_object() && json.contains("result") ? json["result"] : nlohmann::json();
    }
    static Ran stoad(const QStringList& words) { return runProgram(QStringLiteral("stoad"), words); }

private Q_SLOTS:
    void nothingSecretIsEverLogged()
    {
        const Person ana(QStringLiteral("Ana"));
        const Ran made = ana.run("wallet create --test-clock");
        STOA_RAN(made);
        const std::string phrase = made.text("phrase");
        QVERIFY(phrase.size() > 40);
        const QString log = ana.file(QStringLiteral("log"));
        const std::string password = "a long enough password of Ana";
        std::string token;
        {
            const Node node(ana,
                            {QStringLiteral("--log-format=json"), QStringLiteral("--log-level=debug"),
                             QStringLiteral("--port=0")},
                            log);
            QVERIFY(node.isReady());
            QFile connection(ana.data() + QStringLiteral("/rpc.json"));
            QVERIFY(connection.open(QIODevice::ReadOnly));
            token = nlohmann::json::parse(connection.readAll().toStdString())["token"].get<std::string>();
            STOA_RAN(ana.run("network faucet"));
            STOA_RAN(ana.run("wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 1"));
            // Keys are not for this program: refused, and not written down either.
            QVERIFY(!ana.run("wallet restore --phrase-file -", QByteArray::fromStdString(phrase)).isGood());
            QVERIFY(get(node.url(), "/?token=" + QByteArray::fromStdString(token)).startsWith("HTTP/1.1 4"));
            STOA_RAN(ana.run("network advance-time 100"));
            QTRY_VERIFY(metric(node.url(), "stoa_chain_events_total{what=\"posted\"}") >= 1);
        }
        QFile file(log);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("\"event\":\"batch_posted\""));
        for (const QByteArray& line : text.split('\n')) {
            if (line.isEmpty()) continue;
            const auto value = nlohmann::json::parse(line.toStdString(), nullptr, false);
            QVERIFY2(value.is_object() && value.contains("time") && value.contains("level") &&
                         value.contains("event") && value.contains("message"),
                     line.constData());
        }
        const auto entropy = crypto::parsePhrase(crypto::Secret(viewOf(phrase)));
        QVERIFY(bool(entropy));
        const auto key = crypto::accountKey(crypto::seedOf(*entropy), 0);
        QVERIFY(bool(key));
        QCOMPARE(toHex(key->address()), QString::fromStdString(ana.address()).toLower().toStdString());
        const std::string keyHex = toHex(key->secret().view()).substr(2);
        QVERIFY(!text.contains(QByteArray::fromStdString(phrase)));
        QVERIFY(!text.contains(QByteArray::fromStdString(password)));
        QVERIFY(!text.contains(QByteArray::fromStdString(token)));
        QVERIFY(!text.toLower().contains(QByteArray::fromStdString(keyHex)));
        const QByteArray raw(reinterpret_cast<const char*>(key->secret().view().data()), 32);
        QVERIFY(!text.contains(raw));
        QVERIFY(!text.contains(raw.toBase64()));
        // No two words of the phrase in a row, in whatever form.
        const QStringList words = QString::fromStdString(phrase).split(u' ');
        for (qsizetype i = 0; i + 1 < words.size(); ++i) {
            const QRegularExpression pair(QStringLiteral("\\b%1\\W+%2\\b").arg(words[i], words[i + 1]));
            QVERIFY(!pair.match(QString::fromUtf8(text)).hasMatch());
        }
    }

    void optionsInAFileAreThoseOfTheCommandLine()
    {
        const Person ana(QStringLiteral("Ana"));
        const QString config = ana.write(QStringLiteral("stoad.conf"),
                                         "log-format = json\nport = 0\nserve = no\nrole = aggregator\n");
        {
            Node node(ana, {QStringLiteral("--config"), config}, ana.file(QStringLiteral("log")));
            QVERIFY(node.isReady());
            QTRY_VERIFY(metric(node.url(), "stoa_up") == 1);
            QCOMPARE(metric(node.url(), "stoa_serving"), 0);
            QVERIFY(node.stop());
        }
        QCOMPARE(stoad({QStringLiteral("--config"),
                        ana.write(QStringLiteral("bad.conf"), "port = 1\nanswer = 42\n")})
                     .exitCode,
                 2);
        QCOMPARE(stoad({QStringLiteral("--role"), QStringLiteral("king")}).exitCode, 2);
        const Ran alone = stoad({QStringLiteral("--data"), ana.file(QStringLiteral("other")),
                                 QStringLiteral("--role"), QStringLiteral("validator")});
        QCOMPARE(alone.exitCode, 1);
        QVERIFY(alone.error.contains("--node"));
        const Ran example = stoad({QStringLiteral("config-example")});
        STOA_RAN(example);
        QVERIFY(example.output.contains("#role = "));
        QFile docs(QStringLiteral(STOA_SOURCE_DIR "/docs/RPC.md"));
        QVERIFY(docs.open(QIODevice::ReadOnly));
        QCOMPARE(stoad({QStringLiteral("rpc-docs")}).output, docs.readAll());
    }

    void aValidatorAndArchiveFollowsOverASocket()
    {
        const Person ana(QStringLiteral("Ana"));
        const Person ben(QStringLiteral("Ben"));
        STOA_RAN(ana.run("wallet create --test-clock"));
        Node first(ana, {QStringLiteral("--port=0")});
        QVERIFY(first.isReady());
        STOA_RAN(ana.run("network faucet"));
        STOA_RAN(ana.run("network advance-time 100"));
        Node second(ben, {QStringLiteral("--port=0"), QStringLiteral("--node"), first.url(),
                          QStringLiteral("--role=validator,archive,serve")});
        QVERIFY(second.isReady());
        const auto batch = [](const Node& node, const char* stage) {
            return metric(node.url(), "stoa_batch{stage=\"" + QByteArray(stage) + "\"}");
        };
        QVERIFY(batch(first, "posted") >= 1);
        QTRY_COMPARE_WITH_TIMEOUT(batch(second, "checked"), batch(first, "posted"), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(batch(second, "kept"), batch(first, "posted"), 30'000);
        QCOMPARE(metric(second.url(), "stoa_wrong_batch"), 0);
        QVERIFY(first.stop());
        QTRY_COMPARE_WITH_TIMEOUT(metric(second.url(), "stoa_synchronised"), 0, 30'000);
        QVERIFY(second.stop());
    }

    /// Two programs: one hosts the main chain and posts a wrong batch, the other finds and challenges it.
    void aValidatorElsewhereChallengesOverTheSocket()
    {
        const Person ana(QStringLiteral("Ana"));
        const Person ben(QStringLiteral("Ben"));
        STOA_RAN(ana.run("wallet create --test-clock"));
        Node first(ana, {QStringLiteral("--port=0"), QStringLiteral("--role=aggregator,serve")});
        QVERIFY(first.isReady());
        STOA_RAN(ana.run("network faucet"));
        STOA_RAN(ana.run("network advance-time 100"));
        const QString log = ben.file(QStringLiteral("log"));
        const auto written = [&] {
            QFile file(log);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        Node second(ben,
                    {QStringLiteral("--port=0"), QStringLiteral("--chain"), first.url(),
                     QStringLiteral("--role=validator,archive,serve"), QStringLiteral("--log-format=json")},
                    log);
        QVERIFY(second.isReady());
        const auto batch = [](const Node& node, const char* stage) {
            return metric(node.url(), "stoa_batch{stage=\"" + QByteArray(stage) + "\"}");
        };
        QTRY_COMPARE_WITH_TIMEOUT(batch(second, "checked"), batch(first, "posted"), 30'000);
        const qint64 good = batch(first, "posted");
        QCOMPARE(metric(first.url(), "stoa_rollbacks_total"), 0);
        STOA_RAN(ana.run("network corrupt-next-batch"));
        STOA_RAN(ana.run("wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 1"));
        STOA_RAN(ana.run("network advance-time 10"));
        QTRY_COMPARE_WITH_TIMEOUT(metric(first.url(), "stoa_rollbacks_total"), 1, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(metric(second.url(), "stoa_challenges_won_total"), 1, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(written().contains("\"event\":\"challenge_won\""), 30'000);
        QCOMPARE(metric(second.url(), "stoa_main_chain_followed"), 1);
        // The bond came from the faucet of the program that hosts the chain, and half of the liar's is paid.
        const auto status = ben.run("network status");
        STOA_RAN(status);
        QVERIFY(status.json["operators"]["validator"].is_string());
        // What comes after is checked as well.
        STOA_RAN(ana.run("wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 1"));
        STOA_RAN(ana.run("network advance-time 100"));
        QTRY_VERIFY_WITH_TIMEOUT(batch(second, "checked") > good, 30'000);
        QCOMPARE(metric(second.url(), "stoa_wrong_batch"), 0);
        // With the chain away it says so, and stays.
        QVERIFY(first.stop());
        QTRY_COMPARE_WITH_TIMEOUT(metric(second.url(), "stoa_main_chain_followed"), 0, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(written().contains("\"event\":\"main_chain_away\""), 30'000);
        QVERIFY(second.stop());
    }

    /// The aggregator of the program that hosts the main chain is switched off: another program takes over.
    void anotherProgramTakesOverTheBatches()
    {
        const Person ana(QStringLiteral("Ana"));
        const Person cleo(QStringLiteral("Cleo"));
        STOA_RAN(ana.run("wallet create --test-clock"));
        const auto tip = [](const Node& node) {
            return rpc(node.url(), "node_info", nlohmann::json::object()).value("tipBatch", 0);
        };
        {
            Node first(ana, {QStringLiteral("--port=0")});
            QVERIFY(first.isReady());
            STOA_RAN(ana.run("network faucet"));
            STOA_RAN(ana.run("network advance-time 100"));
            QVERIFY(first.stop());
        }
        Node host(ana, {QStringLiteral("--port=0"), QStringLiteral("--role=validator,serve")});
        QVERIFY(host.isReady());
        Node second(cleo, {QStringLiteral("--port=0"), QStringLiteral("--chain"), host.url(),
                           QStringLiteral("--role=aggregator,serve")});
        QVERIFY(second.isReady());
        QTRY_COMPARE_WITH_TIMEOUT(tip(second), tip(host), 30'000);
        const int before = tip(host);
        STOA_RAN(ana.run("network faucet --to 0x9858EfFD232B4033E47d90003D41EC34EcaEda94"));
        for (int i = 0; i < 60 && tip(host) == before; ++i) {
            STOA_RAN(ana.run("network advance-time 10"));
            QTest::qWait(300);
        }
        QVERIFY(tip(host) > before);
        QVERIFY(metric(second.url(), "stoa_bond_gwei") >= 1'000'000'000'000);
        QTRY_COMPARE_WITH_TIMEOUT(tip(second), tip(host), 30'000);
        QVERIFY(metric(second.url(), "stoa_last_posted_seconds") > 0);
        QCOMPARE(metric(host.url(), "stoa_rollbacks_total"), 0);
        QVERIFY(second.stop());
        QVERIFY(host.stop());
    }

    /// A key that can only challenge: its owner appoints it, and its owner is paid.
    void aLimitedKeyChallengesForItsOwner()
    {
        const Person ana(QStringLiteral("Ana"));
        const Person ben(QStringLiteral("Ben"));
        STOA_RAN(ana.run("wallet create --test-clock"));
        const std::string owner = ana.address();
        const QString log = ben.file(QStringLiteral("log"));
        const auto keyIn = [&](const char* event) {
            QFile file(log);
            if (!file.open(QIODevice::ReadOnly)) return std::string();
            for (const QByteArray& line : file.readAll().split('\n')) {
                const auto json = nlohmann::json::parse(line.toStdString(), nullptr, false);
                if (json.is_object() && json.value("event", "") == event) return json.value("key", "");
            }
            return std::string();
        };
        std::string key;
        const QStringList guard = {QStringLiteral("--port=0"),           QStringLiteral("--role=validator"),
                                   QStringLiteral("--challenger-owner"), QString::fromStdString(owner),
                                   QStringLiteral("--log-format=json"),  QStringLiteral("--chain")};
        {
            Node first(ana, {QStringLiteral("--port=0"), QStringLiteral("--role=aggregator,serve")});
            QVERIFY(first.isReady());
            STOA_RAN(ana.run("network faucet"));
            STOA_RAN(ana.run("network advance-time 100"));
            Node second(ben, guard + QStringList{first.url()}, log);
            QVERIFY(second.isReady());
            QTRY_VERIFY_WITH_TIMEOUT(!(key = keyIn("challenger_key")).empty(), 30'000);
            QTRY_COMPARE_WITH_TIMEOUT(metric(second.url(), "stoa_key_appointed"), 0, 30'000);
            QTRY_COMPARE_WITH_TIMEOUT(keyIn("key_not_appointed"), key, 30'000);
            QVERIFY(second.stop());
            QVERIFY(first.stop());
        }
        STOA_RAN(ana.run("network appoint " + key + " --allowance 50")); // her wallet, on her own computer
        Node first(ana, {QStringLiteral("--port=0"), QStringLiteral("--role=aggregator,serve")});
        QVERIFY(first.isReady());
        Node second(ben, guard + QStringList{first.url()}, log);
        QVERIFY(second.isReady());
        QTRY_COMPARE_WITH_TIMEOUT(metric(second.url(), "stoa_key_appointed"), 1, 30'000);
        STOA_RAN(ana.run("network corrupt-next-batch"));
        STOA_RAN(ana.run("wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 1"));
        STOA_RAN(ana.run("network advance-time 10"));
        QTRY_COMPARE_WITH_TIMEOUT(metric(second.url(), "stoa_challenges_won_total"), 1, 30'000);
        const auto credit = [&](const std::string& who) {
            const auto account = rpc(first.url(), "chain_account", {{"account", who}});
            return account.contains("credit") ? std::stoull(account["credit"].get<std::string>()) : 0;
        };
        constexpr std::uint64_t kToken = 1'000'000'000;
        QCOMPARE(credit(QString::fromStdString(owner).toLower().toStdString()), (50 + 500) * kToken);
        QCOMPARE(credit(key), std::uint64_t{0});
        QVERIFY(second.stop());
        QVERIFY(first.stop());
    }

    void theUnitIsInOrder()
    {
        const QString analyze = QStandardPaths::findExecutable(QStringLiteral("systemd-analyze"));
        if (analyze.isEmpty()) QSKIP("systemd-analyze is not here");
        QFile unit(QStringLiteral(STOA_SOURCE_DIR "/packaging/stoad.service"));
        QVERIFY(unit.open(QIODevice::ReadOnly));
        QByteArray text = unit.readAll();
        QVERIFY(text.contains("ExecStart=/usr/bin/stoad "));
        text.replace("/usr/bin/stoad", programPath(QStringLiteral("stoad")).toUtf8());
        const Person ana(QStringLiteral("Ana"));
        const QString here = ana.write(QStringLiteral("stoad.service"), text);
        const Ran verified = runProgram({}, {QStringLiteral("verify"), here}, {}, analyze);
        QVERIFY2(verified.isGood() && verified.error.isEmpty(), verified.error.constData());
        const Ran secure = runProgram({},
                                      {QStringLiteral("security"), QStringLiteral("--offline=true"),
                                       QStringLiteral("--threshold=20"), here},
                                      {}, analyze);
        QVERIFY2(secure.isGood(), secure.output.constData());
    }
};

STOA_TEST(NodeTest)

} // namespace stoa::test

#include "node_test.moc"
