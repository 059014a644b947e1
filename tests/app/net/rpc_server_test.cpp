// SPDX-License-Identifier: MIT
// The server over real sockets on loopback.
#include "app/net/rpc_server.h"

#include <filesystem>
#include <semaphore>
#include <thread>

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

#include "app/net/connection_file.h"
#include "app/net/http_connection.h"
#include "app/net/http_transport.h"
#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"

namespace stoa::net {

class RpcServerTest : public QObject {
    Q_OBJECT

    test::FakeEngine m_engine{test::emptyWorld()};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RpcServer> m_server;
    std::string m_token;

    RpcServerOptions options() const
    {
        RpcServerOptions options;
        options.dataFolder = m_folder->path().toStdString();
        options.isServing = true;
        options.headTimeoutMs = 300;
        options.webSocketTimeoutMs = 300;
        options.owner = [](const std::string& method, const nlohmann::json&, const MethodDone& done) {
            done({"\"" + method + "\"", std::nullopt});
        };
        return options;
    }

    /// Sends bytes, gives everything that comes back until the server hangs up.
    QByteArray talk(const QByteArray& request, int patienceMs = 5'000) const
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_server->port());
        if (!socket.waitForConnected(2'000)) return "no connection";
        socket.write(request);
        while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(patienceMs)) {
        }
        return socket.readAll();
    }

    QByteArray request(const QByteArray& body, const QByteArray& headers = {}, QByteArray host = {}) const
    {
        if (host.isEmpty()) host = "127.0.0.1:" + QByteArray::number(m_server->port());
        return "POST / HTTP/1.1\r\nHost: " + host +
               "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) +
               "\r\n" + headers + "\r\n" + body;
    }

    QByteArray upgradeRequest() const
    {
        return "GET / HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_server->port()) +
               "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: "
               "13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    }

    void restartWith(const std::function<void(RpcServerOptions&)>& change)
    {
        m_server.reset();
        RpcServerOptions changed = options();
        change(changed);
        auto server = RpcServer::start(m_engine, changed);
        QVERIFY(bool(server));
        m_server = *std::move(server);
        m_token = readConnection(m_folder->path().toStdString())->token;
    }

    /// So many that say nothing.
    std::vector<std::unique_ptr<QTcpSocket>> connections(int count) const
    {
        std::vector<std::unique_ptr<QTcpSocket>> open;
        for (int i = 0; i < count; ++i) {
            open.push_back(std::make_unique<QTcpSocket>());
            open.back()->connectToHost(QStringLiteral("127.0.0.1"), m_server->port());
            if (!open.back()->waitForConnected(2'000)) qFatal("no connection");
        }
        return open;
    }

    QByteArray bearer() const
    {
        return "Authorization: Bearer " + QByteArray::fromStdString(m_token) + "\r\n";
    }

    static int statusOf(const QByteArray& answer) { return answer.mid(9, 3).toInt(); }

    QUrl webSocketUrl() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(m_server->port())); }

    static constexpr const char* kCall = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"node_info\"}";
    static constexpr const char* kOwnerCall = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"owner_status\"}";

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_engine.onServeRpc = [](const engine::ServeRpc& call) -> Result<std::string> {
            if (call.method == "node_info") return std::string("{\"ok\":true}");
            return Error{ErrorCode::NotFound, "method"};
        };
        auto server = RpcServer::start(m_engine, options());
        QVERIFY(bool(server));
        m_server = *std::move(server);
        m_token = readConnection(m_folder->path().toStdString())->token;
    }
    void cleanup()
    {
        m_server.reset();
        m_folder.reset();
    }

    void rpcFileIsPrivateNewAndGoneAtTheEnd()
    {
        const std::string folder = m_folder->path().toStdString();
        const auto path = std::filesystem::path(folder) / "rpc.json";
        QCOMPARE(std::filesystem::status(path).permissions(),
                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        const auto connection = readConnection(folder);
        QVERIFY(bool(connection));
        QCOMPARE(connection->url, m_server->url());
        QCOMPARE(connection->token.size(), std::size_t(64));
        QCOMPARE(connection->pid, QCoreApplication::applicationPid());
        m_server.reset();
        QVERIFY(!std::filesystem::exists(path));
        auto again = RpcServer::start(m_engine, options());
        QVERIFY(bool(again));
        QVERIFY(readConnection(folder)->token != m_token);
    }

    /// Whoever follows a node of this computer leaves it its port, also while that node is not there.
    void thePortOfTheFollowedNodeIsLeftToIt()
    {
        const std::uint16_t freed = m_server->port();
        m_server.reset();
        m_engine.followedUrl = "http://localhost:" + std::to_string(kUsualPort) + "/";
        auto own = RpcServer::start(m_engine, options());
        QVERIFY(bool(own));
        QVERIFY((*own)->port() != kUsualPort);
        own->reset();
        m_engine.followedUrl = "http://127.0.0.1:" + std::to_string(freed) + "/";
        RpcServerOptions same = options();
        same.port = freed;
        QCOMPARE(RpcServer::start(m_engine, same).error().code, ErrorCode::PortInUse);
        m_engine.followedUrl.clear();
    }

    void networkMethodsNeedNoToken()
    {
        const QByteArray answer = talk(request(kCall));
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(answer.endsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"ok\":true}}"));
        QVERIFY(!answer.contains("Access-Control"));
        const QByteArray unknown = talk(request("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nothing\"}"));
        QVERIFY(unknown.contains("-32601"));
    }

    void ownersMethodsNeedTheRightToken()
    {
        QCOMPARE(statusOf(talk(request(kOwnerCall))), 401);
        QCOMPARE(statusOf(talk(request("{\"method\":\"wallet_list\"}"))), 401);
        QCOMPARE(statusOf(talk(request(kOwnerCall, "Authorization: Bearer " + QByteArray(64, '0') + "\r\n"))),
                 401);
        QCOMPARE(statusOf(talk(request(kCall, "Authorization: Bearer x\r\n"))), 401);
        const QByteArray answer = talk(request(kOwnerCall, bearer()));
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(answer.contains("owner_status"));
    }

    void foreignHostsAndOriginsAreRefusedEvenWithTheToken()
    {
        const QByteArray port = ":" + QByteArray::number(m_server->port());
        for (const QByteArray& host : {QByteArray("evil.example"), "evil.example" + port,
                                       "localhost.evil.example" + port, "127.0.0.1.nip.io" + port})
            QCOMPARE(statusOf(talk(request(kCall, bearer(), host))), 403);
        QCOMPARE(statusOf(talk(request(kCall, bearer(), "localhost" + port))), 200);
        for (const QByteArray origin : {"http://e", "null", "tool://a"})
            QCOMPARE(statusOf(talk(request(kCall, bearer() + "Origin: " + origin + "\r\n"))), 403);
        QCOMPARE(statusOf(talk("POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n")), 400);
        QCOMPARE(statusOf(talk(request(kCall, "Host: localhost" + port + "\r\n"))), 400);
    }

    void onlyJsonIsPosted()
    {
        const QByteArray host = "Host: 127.0.0.1:" + QByteArray::number(m_server->port()) + "\r\n";
        QCOMPARE(statusOf(talk("POST / HTTP/1.1\r\n" + host +
                               "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}")),
                 415);
        QCOMPARE(statusOf(talk("POST / HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\n{}")), 415);
        QCOMPARE(statusOf(talk(request(kCall, "Content-Encoding: gzip\r\n"))), 415);
        QCOMPARE(statusOf(talk(request(kCall, "Content-Encoding: identity\r\n"))), 200);
        const QByteArray options = talk("OPTIONS / HTTP/1.1\r\n" + host + "Origin: http://e\r\n\r\n");
        QVERIFY(!options.contains("Access-Control"));
        QVERIFY(statusOf(options) == 403);
        const QByteArray plainOptions = talk("OPTIONS / HTTP/1.1\r\n" + host + "\r\n");
        QCOMPARE(statusOf(plainOptions), 405);
        QVERIFY(!plainOptions.contains("Access-Control"));
        QCOMPARE(statusOf(talk("GET / HTTP/1.1\r\n" + host + "\r\n")), 405);
        QCOMPARE(statusOf(talk("POST /other HTTP/1.1\r\n" + host + "Content-Type: application/json\r\n\r\n")),
                 404);
        QCOMPARE(statusOf(talk("POST / HTTP/1.1\r\n" + host + "Content-Type: application/json\r\n\r\n")),
                 411);
        QCOMPARE(statusOf(talk("POST / HTTP/1.1\r\n" + host +
                               "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")),
                 501);
    }

    void sizesAreBounded()
    {
        const QByteArray host = "Host: 127.0.0.1:" + QByteArray::number(m_server->port()) + "\r\n";
        QCOMPARE(statusOf(talk("POST / HTTP/1.1\r\n" + host +
                               "Content-Type: application/json\r\nContent-Length: 5000001\r\n\r\n")),
                 413);
        QCOMPARE(statusOf(talk("POST / HTTP/1.1\r\n" + host + "X: " + QByteArray(10'000, 'a') + "\r\n\r\n")),
                 431);
        // More than was announced.
        QCOMPARE(statusOf(talk(request("{}") + "x")), 400);
        QByteArray many = "[" + QByteArray("{},").repeated(100'000) + "{}]";
        const QByteArray answer = talk(request(many));
        QVERIFY(answer.contains("-32600"));
        QCOMPARE(statusOf(talk(request(kCall))), 200);
    }

    void slowHeadsAreCut() { QCOMPARE(statusOf(talk("POST / HTTP/1.1\r\nHost: ")), 408); }

    void connectionsAreBounded()
    {
        restartWith([](RpcServerOptions& options) { options.headTimeoutMs = 20'000; });
        std::vector<std::unique_ptr<QTcpSocket>> open = connections(56);
        QCOMPARE(statusOf(talk(request(kCall))), 503);
        QCOMPARE(statusOf(talk(upgradeRequest() + "\r\n")), 503);
        // The last places are the owner's.
        QCOMPARE(statusOf(talk(request(kOwnerCall, bearer()))), 200);
        for (auto& more : connections(8)) open.push_back(std::move(more));
        QCOMPARE(statusOf(talk(request(kOwnerCall, bearer()))), 503);
        open.clear();
        QTRY_COMPARE(statusOf(talk(request(kCall))), 200);
    }

    /// One stranger does not take everybody's place, and the owner comes through from there, too.
    void oneAddressHasNotAllPlaces()
    {
        restartWith([](RpcServerOptions& options) {
            options.headTimeoutMs = 20'000;
            options.trustsLoopback = false;
        });
        std::vector<std::unique_ptr<QTcpSocket>> open = connections(16);
        QCOMPARE(statusOf(talk(request(kCall))), 503);
        QCOMPARE(statusOf(talk(request(kOwnerCall, bearer()))), 200);
        open.pop_back();
        QTRY_COMPARE(statusOf(talk(request(kCall))), 200);
    }

    void webSocketsSpeakTheSame()
    {
        QWebSocket socket;
        QSignalSpy answers(&socket, &QWebSocket::textMessageReceived);
        socket.open(webSocketUrl());
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        socket.sendTextMessage(QString::fromLatin1(kCall));
        QTRY_COMPARE(answers.size(), 1);
        QVERIFY(answers[0][0].toString().contains(QStringLiteral("\"ok\":true")));
        socket.sendTextMessage(QString::fromLatin1(kOwnerCall));
        QTRY_COMPARE(answers.size(), 2);
        QVERIFY(answers[1][0].toString().contains(QStringLiteral("-32001")));
        // The token counts in the first message only.
        socket.sendTextMessage(
            QStringLiteral(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"authenticate\",\"params\":{\"token\":\"%1\"}}")
                .arg(QString::fromStdString(m_token)));
        QTRY_COMPARE(answers.size(), 3);
        QVERIFY(answers[2][0].toString().contains(QStringLiteral("error")));
        QVERIFY(answers[2][0].toString().contains(QStringLiteral("\"unauthorized\""))); // data.code
    }

    void webSocketsTakeTheTokenFirst()
    {
        QWebSocket socket;
        QSignalSpy answers(&socket, &QWebSocket::textMessageReceived);
        socket.open(webSocketUrl());
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        socket.sendTextMessage(
            QStringLiteral(
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"authenticate\",\"params\":{\"token\":\"%1\"}}")
                .arg(QString::fromStdString(m_token)));
        socket.sendTextMessage(QString::fromLatin1(kOwnerCall));
        QTRY_COMPARE(answers.size(), 2);
        QVERIFY(answers[0][0].toString().contains(QStringLiteral("\"result\":true")));
        QVERIFY(answers[1][0].toString().contains(QStringLiteral("owner_status")));
    }

    void theTokenMayComeAsANotification()
    {
        QWebSocket socket;
        QSignalSpy answers(&socket, &QWebSocket::textMessageReceived);
        socket.open(webSocketUrl());
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        socket.sendTextMessage(
            QStringLiteral("{\"jsonrpc\":\"2.0\",\"method\":\"authenticate\",\"params\":{\"token\":\"%1\"}}")
                .arg(QString::fromStdString(m_token)));
        socket.sendTextMessage(QString::fromLatin1(kOwnerCall));
        QTRY_COMPARE(answers.size(), 1);
        QVERIFY(answers[0][0].toString().contains(QStringLiteral("owner_status")));
    }

    void aWrongTokenEndsTheWebSocket()
    {
        QWebSocket socket;
        socket.open(webSocketUrl());
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        socket.sendTextMessage(QStringLiteral(
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"authenticate\",\"params\":{\"token\":\"no\"}}"));
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    }

    void silentWebSocketsAreClosed()
    {
        QWebSocket socket;
        socket.open(webSocketUrl());
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 3'000);
    }

    void webSocketsThatFallSilentAreClosedUnlessTheyAreTheOwners()
    {
        restartWith([](RpcServerOptions& options) { options.webSocketIdleMs = 300; });
        QWebSocket owner;
        QSignalSpy answers(&owner, &QWebSocket::textMessageReceived);
        owner.open(webSocketUrl());
        QTRY_COMPARE(owner.state(), QAbstractSocket::ConnectedState);
        owner.sendTextMessage(
            QStringLiteral(
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"authenticate\",\"params\":{\"token\":\"%1\"}}")
                .arg(QString::fromStdString(m_token)));
        QTRY_COMPARE(answers.size(), 1);
        QWebSocket member;
        QSignalSpy replies(&member, &QWebSocket::textMessageReceived);
        member.open(webSocketUrl());
        QTRY_COMPARE(member.state(), QAbstractSocket::ConnectedState);
        member.sendTextMessage(QString::fromLatin1(kCall));
        QTRY_COMPARE(replies.size(), 1);
        QTRY_COMPARE(member.state(), QAbstractSocket::UnconnectedState);
        owner.sendTextMessage(QString::fromLatin1(kOwnerCall));
        QTRY_COMPARE(answers.size(), 2);
    }

    void pagesCannotOpenWebSockets()
    {
        const QByteArray upgrade = upgradeRequest();
        for (const QByteArray origin : {"http://e", "null", "tool://a"})
            QCOMPARE(statusOf(talk(upgrade + "Origin: " + origin + "\r\n\r\n")), 403);
        QCOMPARE(statusOf(talk(upgrade + "Authorization: Bearer no\r\n\r\n")), 401);
        QCOMPARE(statusOf(talk(upgrade + "\r\n", 200)), 101);
    }

    void servingIsASwitch()
    {
        m_server->setServing(false);
        QVERIFY(talk(request(kCall)).contains("-32004"));
        QCOMPARE(statusOf(talk(request(kCall, bearer()))), 200);
        m_server->setServing(true);
        QVERIFY(talk(request(kCall)).contains("\"ok\":true"));
    }

    void ownersMethodsStayOnLoopback()
    {
        auto exposed = options();
        exposed.bindAddress = "0.0.0.0";
        const auto server = RpcServer::start(m_engine, exposed);
        QVERIFY(!server);
        QCOMPARE(server.error().code, ErrorCode::NotPermitted);
        exposed.owner = nullptr;
        exposed.dataFolder += "/none";
        QVERIFY(bool(RpcServer::start(m_engine, exposed)));
    }

    void aTakenPortIsAnError()
    {
        auto second = options();
        second.port = m_server->port();
        const auto server = RpcServer::start(m_engine, second);
        QVERIFY(!server);
        QCOMPARE(server.error().code, ErrorCode::PortInUse);
        // Left to us, another port is found.
        second.port = 0;
        second.dataFolder += "/.";
        QVERIFY(bool(RpcServer::start(m_engine, second)));
    }

    void theTransportReachesTheServer()
    {
        HttpTransport transport;
        const auto answer = transport.post(m_server->url(), kCall);
        QVERIFY(bool(answer));
        QVERIFY(answer->find("\"ok\":true") != std::string::npos);
        QCOMPARE(transport.postAsOwner(m_server->url(), "wrong", kOwnerCall).error().code,
                 ErrorCode::Unauthorized);
        QVERIFY(bool(transport.postAsOwner(m_server->url(), m_token, kOwnerCall)));
        m_engine.onServeRpc = [](const engine::ServeRpc&) -> Result<std::string> {
            return "\"" + std::string(20'000'000, 'a') + "\"";
        };
        const auto large = transport.post(m_server->url(), kCall);
        QVERIFY(bool(large));
        QVERIFY(large->size() > 20'000'000);
        HttpTransport small({1'000, 1'000, 1'000});
        QCOMPARE(small.post(m_server->url(), kCall).error().code, ErrorCode::TooLarge);
    }

    void whyAPortIsNotOpenedIsTold()
    {
        RpcServerOptions nowhere = options();
        nowhere.owner = {};
        nowhere.bindAddress = "192.0.2.7"; // of documents, nobody's
        nowhere.port = 0;
        const auto elsewhere = RpcServer::start(m_engine, nowhere);
        QCOMPARE(elsewhere.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(elsewhere.error().detail, std::string("address 192.0.2.7"));
    }

    /// It takes the connection and says nothing.
    void theTransportDoesNotWaitLongForWhoIsSilent()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const std::string url = "http://127.0.0.1:" + std::to_string(silent.serverPort()) + "/";
        HttpTransport transport({1'000, 90'000, 1'000, 100});
        const auto answer = transport.post(url, kCall);
        QCOMPARE(answer.error().code, ErrorCode::Offline);
        QCOMPARE(answer.error().detail, std::string("silent"));
        // A command of the owner's may take as long as it takes.
        HttpTransport patient({1'000, 200, 1'000, 100});
        QCOMPARE(patient.postAsOwner(url, m_token, kOwnerCall).error().detail, std::string("silent"));
    }

    /// Each such head would start the waiting anew; one may come before an answer.
    void theTransportReadsOneHeadBeforeTheAnswersOwn()
    {
        const auto answerAfter = [](int interim) {
            quint16 port = 0;
            std::binary_semaphore isListening(0);
            std::jthread node([&port, &isListening, interim] {
                QTcpServer server;
                if (server.listen(QHostAddress::LocalHost)) port = server.serverPort();
                isListening.release();
                if (port == 0 || !server.waitForNewConnection(10'000)) return;
                QTcpSocket* socket = server.nextPendingConnection();
                QByteArray asked;
                while (!asked.endsWith("{}") && socket->waitForReadyRead(10'000)) asked += socket->readAll();
                socket->write(QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(interim) +
                              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                socket->disconnectFromHost();
                if (socket->state() != QAbstractSocket::UnconnectedState) socket->waitForDisconnected(10'000);
            });
            isListening.acquire();
            return HttpTransport().post("http://127.0.0.1:" + std::to_string(port) + "/", "{}");
        };
        for (const int interim : {0, 1}) {
            const auto answer = answerAfter(interim);
            QVERIFY(bool(answer));
            QCOMPARE(*answer, std::string("ok"));
        }
        const auto endless = answerAfter(2);
        QVERIFY(!endless);
        QCOMPARE(endless.error().code, ErrorCode::BadAnswer);
    }

    void theTransportCallsOnlyWhereItMay()
    {
        HttpTransport transport({200, 500, 1'000});
        for (const char* bad : {"", "http://", "https://127.0.0.1:1/", "http://example.org/",
                                "http://8.8.8.8/", "http://user@127.0.0.1:1/", "file:///etc/passwd",
                                "http://127.0.0.1:1/path", "http://127.0.0.1:1/?q"})
            QCOMPARE(transport.post(bad, "{}").error().code, ErrorCode::BadAnswer);
        QCOMPARE(transport.post("http://127.0.0.1:1/", "{}").error().code, ErrorCode::Offline);
    }
};

STOA_TEST(RpcServerTest)

} // namespace stoa::net

#include "rpc_server_test.moc"
