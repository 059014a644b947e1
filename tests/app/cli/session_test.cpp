// SPDX-License-Identifier: MIT
// What a command says when the program that has the data folder goes away, before or while it works on it.
#include "app/cli/session.h"

#include <atomic>

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include "app/net/connection_file.h"
#include "app/net/rpc_server.h"
#include "core/engine/data_folder.h"
#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"

namespace stoa::cli {

namespace {

/// Answers who asks for its status. It takes every other request whole, then sends `last` and hangs up, as
/// one that is killed at its work.
class DyingProgram {
public:
    explicit DyingProgram(QByteArray last)
        : m_last(std::move(last))
    {
        m_thread.reset(QThread::create([this] { serve(); }));
        m_thread->start();
        while (m_port == 0) QThread::yieldCurrentThread();
    }
    ~DyingProgram() { stop(); }

    /// From here on nobody listens.
    void stop()
    {
        m_isStopping = true;
        m_thread->wait();
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/"; }
    int commandsTaken() const { return m_taken; }

private:
    void serve()
    {
        QTcpServer server;
        if (!server.listen(QHostAddress::LocalHost)) qFatal("no port");
        m_port = server.serverPort();
        while (!m_isStopping) {
            if (!server.waitForNewConnection(20)) continue;
            const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
            socket->write(answerTo(wholeRequest(*socket)));
            socket->disconnectFromHost();
            if (socket->state() != QAbstractSocket::UnconnectedState) socket->waitForDisconnected();
        }
    }

    static QByteArray wholeRequest(QTcpSocket& socket)
    {
        static const QByteArray kLength = "Content-Length: ";
        QByteArray request;
        while (true) {
            request += socket.readAll();
            const auto end = request.indexOf("\r\n\r\n");
            const auto at = request.indexOf(kLength) + kLength.size();
            if (end >= 0 &&
                request.size() >= end + 4 + request.mid(at, request.indexOf("\r\n", at) - at).toInt())
                return request;
            if (!socket.waitForReadyRead()) return request;
        }
    }

    QByteArray answerTo(const QByteArray& request)
    {
        if (request.contains("owner_run")) {
            ++m_taken;
            return m_last;
        }
        const QByteArray body = R"({"jsonrpc":"2.0","id":1,"result":{"node":""}})";
        return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    QByteArray m_last;
    std::atomic<int> m_taken = 0;
    std::atomic<quint16> m_port = 0;
    std::atomic<bool> m_isStopping = false;
    std::unique_ptr<QThread> m_thread;
};

} // namespace

class SessionTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<engine::DataFolder> m_held; ///< somebody else has it
    test::FakeEngine m_engine{test::emptyWorld()};
    std::atomic<bool> m_isWaiting = false;

    std::string folder() const { return m_folder->path().toStdString(); }

    SessionOptions options(std::string nodeUrl = {}) const
    {
        SessionOptions options;
        options.dataFolder = folder();
        options.nodeUrl = std::move(nodeUrl);
        options.inputIsCommands = true;
        return options;
    }

    static commands::CommandLine showWallet()
    {
        auto line = commands::parseCommandLine({"wallet", "show"});
        if (!line) qFatal("not a command");
        return *std::move(line);
    }

    /// A program that answers commands with its name.
    std::unique_ptr<net::RpcServer> program(const std::string& name, std::uint16_t port,
                                            const std::string& node = {})
    {
        net::RpcServerOptions options;
        options.dataFolder = folder();
        options.port = port;
        options.owner = [name, node](const std::string& method, const nlohmann::json&,
                                     const net::MethodDone& done) {
            const nlohmann::json answer = method == "owner_status"
                                              ? nlohmann::json{{"node", node}}
                                              : nlohmann::json{{"result", nullptr}, {"text", name}};
            done({answer.dump(), std::nullopt});
        };
        auto server = net::RpcServer::start(m_engine, std::move(options));
        return server ? *std::move(server) : nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto held = engine::DataFolder::open(folder());
        QVERIFY(bool(held));
        m_held = std::make_unique<engine::DataFolder>(*std::move(held));
    }
    void cleanup()
    {
        m_held.reset();
        m_folder.reset();
    }

    void whatWasTakenAndNotAnsweredMayBeDone_data()
    {
        QTest::addColumn<QByteArray>("last");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
        QTest::newRow("half an answer") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
    }
    void whatWasTakenAndNotAnsweredMayBeDone()
    {
        QFETCH(const QByteArray, last);
        DyingProgram dying(last);
        QVERIFY(bool(net::writeConnection(folder(), {dying.url(), "token", 1, "", ""})));
        const auto session = openSession(options());
        QVERIFY(bool(session));
        const auto reply = (*session)->run(showWallet());
        QVERIFY(!reply);
        QCOMPARE(reply.error().code, std::string("unanswered"));
        QCOMPARE(reply.error().exitCode, commands::kExitRefused);
        QVERIFY(reply.error().message.find("may have been done") != std::string::npos);
        QVERIFY(reply.error().message.find("not done") == std::string::npos);
        QCOMPARE(dying.commandsTaken(), 1); // and it was not asked twice
    }

    void whatNobodyTookIsNotDone()
    {
        DyingProgram dying("");
        QVERIFY(bool(net::writeConnection(folder(), {dying.url(), "token", 1, "", ""})));
        const auto session = openSession(options());
        QVERIFY(bool(session));
        dying.stop();
        const auto reply = (*session)->run(showWallet());
        QVERIFY(!reply);
        QCOMPARE(reply.error().code, std::string("offline"));
        QCOMPARE(dying.commandsTaken(), 0);
    }

    void whatOnlyLooksBeginsNoFolder()
    {
        SessionOptions mistyped = options();
        mistyped.dataFolder = m_folder->filePath(QStringLiteral("mistyped")).toStdString();
        const auto refused = openSession(mistyped);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, std::string("not-found"));
        QCOMPARE(refused.error().exitCode, commands::kExitRefused);
        QVERIFY2(refused.error().message.find(mistyped.dataFolder) != std::string::npos,
                 refused.error().message.c_str());
        QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("mistyped"))));
        mistyped.mayBegin = true;
        QVERIFY(bool(openSession(mistyped)));
        QVERIFY(QFile::exists(m_folder->filePath(QStringLiteral("mistyped/format"))));
    }

    void whoTakesNoCommandsIsSaidToTakeNone()
    {
        const auto session = openSession(options()); // nobody has left an rpc.json
        QVERIFY(!session);
        QCOMPARE(session.error().code, std::string("data-in-use"));
        QVERIFY2(session.error().message.find("--no-owner") != std::string::npos,
                 session.error().message.c_str());
        QVERIFY(session.error().message.find(folder()) != std::string::npos);
    }

    void aBatchGoesOnWithTheProgramThatWasStartedAnew_data()
    {
        QTest::addColumn<bool>("isElsewhere");
        QTest::newRow("same port, another token") << false;
        QTest::newRow("another port") << true;
    }
    void aBatchGoesOnWithTheProgramThatWasStartedAnew()
    {
        QFETCH(const bool, isElsewhere);
        auto server = program("first", 0);
        QVERIFY(server != nullptr);
        const auto session = openSession(options());
        QVERIFY(bool(session));
        const auto before = (*session)->run(showWallet());
        QVERIFY(bool(before));
        QCOMPARE(before->text, std::string("first"));

        std::uint16_t port = server->port();
        if (isElsewhere) {
            QTcpServer probe; // while the first one still has its own
            QVERIFY(probe.listen(QHostAddress::LocalHost));
            port = probe.serverPort();
        }
        server.reset();
        server = program("second", port);
        QVERIFY(server != nullptr);
        const auto after = (*session)->run(showWallet());
        QVERIFY2(bool(after), after ? "" : after.error().message.c_str());
        QCOMPARE(after->text, std::string("second"));
    }

    /// Scripts hear the same from a program that runs already as from one of their own.
    void whatOnlyWaitsInAnotherProgramIsToldAsWaiting()
    {
        net::RpcServerOptions serverOptions;
        serverOptions.dataFolder = folder();
        serverOptions.port = 0;
        serverOptions.owner = [this](const std::string& method, const nlohmann::json&,
                                     const net::MethodDone& done) {
            const nlohmann::json answer = method == "owner_status"
                                              ? nlohmann::json{{"node", ""}}
                                              : nlohmann::json{{"result", nullptr},
                                                               {"text", "Kept."},
                                                               {"isWaiting", m_isWaiting.load()}};
            done({answer.dump(), std::nullopt});
        };
        const auto server = net::RpcServer::start(m_engine, std::move(serverOptions));
        QVERIFY(bool(server));
        const auto session = openSession(options());
        QVERIFY(bool(session));
        for (const bool isWaiting : {true, false}) {
            m_isWaiting = isWaiting;
            const auto reply = (*session)->run(showWallet());
            QVERIFY(bool(reply));
            QCOMPARE(reply->isWaiting, isWaiting);
        }
    }

    void aProgramOfAnotherNodeIsNotAskedAndBothAreNamed()
    {
        auto server = program("first", 0, "http://127.0.0.1:4242/");
        QVERIFY(server != nullptr);
        const auto refused = openSession(options("http://127.0.0.1:5555/"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, std::string("wrong-network"));
        for (const char* part : {"http://127.0.0.1:4242/", "--node http://127.0.0.1:5555/", "--data"})
            QVERIFY2(refused.error().message.find(part) != std::string::npos,
                     refused.error().message.c_str());
        // Its own address is no other node.
        QVERIFY(bool(openSession(options(server->url()))));
        QVERIFY(bool(openSession(options("http://127.0.0.1:4242"))));
    }

    void aBatchDoesNotGoOnWhereAnotherNodeIsFollowed()
    {
        const std::string node = "http://127.0.0.1:4242";
        auto server = program("first", 0, node + "/");
        QVERIFY(server != nullptr);
        const auto session = openSession(options(node));
        QVERIFY(bool(session));
        QVERIFY(bool((*session)->run(showWallet())));
        const auto port = server->port();
        server.reset();
        server = program("second", port, "http://127.0.0.1:5555/");
        QVERIFY(server != nullptr);
        for (int i = 0; i < 2; ++i) {
            const auto reply = (*session)->run(showWallet());
            QVERIFY(!reply);
            QCOMPARE(reply.error().code, std::string("unauthorized"));
            QVERIFY(reply.error().message.find("nothing was done") != std::string::npos);
        }
    }
};

STOA_TEST(SessionTest)

} // namespace stoa::cli

#include "session_test.moc"
