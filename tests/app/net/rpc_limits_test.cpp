// SPDX-License-Identifier: MIT
// What the port bounds, from outside: sizes, depth, slow clients, listeners. Each limit ends one connection
// or refuses one request, and the next one is answered.
#include <QNetworkInterface>
#include <QNetworkRequest>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

#include "app/net/connection_file.h"
#include "app/net/http_connection.h"
#include "app/net/mask_guard.h"
#include "app/net/rpc_news.h"
#include "app/net/rpc_server.h"
#include "app/net/strict_json.h"
#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"

namespace stoa::net {

class RpcLimitsTest : public QObject {
    Q_OBJECT

    test::FakeEngine m_engine{test::emptyWorld()};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RpcServer> m_server;
    std::string m_token;

    static constexpr const char* kCall = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"node_info\"}";

    void start(const std::function<void(RpcServerOptions&)>& change = {})
    {
        m_server.reset();
        RpcServerOptions options;
        options.dataFolder = m_folder->path().toStdString();
        options.isServing = true;
        options.owner = [](const std::string&, const nlohmann::json&, const MethodDone& done) {
            done({"1", std::nullopt});
        };
        options.metrics = [](const RpcFigures& figures, const std::function<void(std::string)>& done) {
            nlohmann::json all = {{"connections", figures.connections}, {"listening", figures.subscriptions}};
            for (std::size_t i = 0; i < kRefusalNames.size(); ++i)
                all[std::string(kRefusalNames[i])] = figures.refused[i];
            done(all.dump());
        };
        if (change) change(options);
        auto server = RpcServer::start(m_engine, std::move(options));
        QVERIFY(bool(server));
        m_server = *std::move(server);
        const auto connection = readConnection(m_folder->path().toStdString());
        m_token = connection ? connection->token : std::string();
    }

    QByteArray host() const { return "Host: 127.0.0.1:" + QByteArray::number(m_server->port()) + "\r\n"; }
    QByteArray head(qsizetype length) const
    {
        return "POST / HTTP/1.1\r\n" + host() +
               "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(length) + "\r\n\r\n";
    }
    void connectTo(QTcpSocket& socket) const
    {
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_server->port());
        QVERIFY(socket.waitForConnected(5'000));
    }
    /// Everything that comes back until the server hangs up.
    QByteArray talk(const QByteArray& request) const
    {
        QTcpSocket socket;
        connectTo(socket);
        socket.write(request);
        QByteArray answer;
        while (socket.waitForReadyRead(10'000)) answer += socket.readAll();
        return answer + socket.readAll();
    }
    QByteArray post(const QByteArray& body) const { return talk(head(body.size()) + body); }
    static int statusOf(const QByteArray& answer) { return answer.mid(9, 3).toInt(); }
    static int codeOf(const QByteArray& answer)
    {
        const auto value =
            nlohmann::json::parse(answer.mid(answer.indexOf("\r\n\r\n") + 4).toStdString(), nullptr, false);
        return value.is_object() && value.contains("error") ? value["error"]["code"].get<int>() : 0;
    }
    nlohmann::json figures() const
    {
        const QByteArray answer = talk("GET /metrics HTTP/1.1\r\n" + host() + "\r\n");
        return nlohmann::json::parse(answer.mid(answer.indexOf("\r\n\r\n") + 4).toStdString());
    }
    int figure(const char* name) const { return figures()[name].get<int>(); }
    QUrl webSocketUrl() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(m_server->port())); }
    /// A text message as a client has to mask it.
    static QByteArray frame(const QByteArray& text)
    {
        return QByteArray("\x81") + static_cast<char>(0x80 | text.size()) + QByteArray(4, '\0') + text;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_engine.onServeRpc = [](const engine::ServeRpc&) -> Result<std::string> { return std::string("1"); };
        start();
    }
    void cleanup()
    {
        m_server.reset();
        m_folder.reset();
    }

    void aBodyMayBeAsLargeAsTheLimit()
    {
        QByteArray body(kCall);
        body.append(QByteArray(static_cast<qsizetype>(kMaxBodyBytes) - body.size(), ' '));
        QCOMPARE(statusOf(post(body)), 200);
        QCOMPARE(statusOf(talk(head(body.size() + 1))), 413);
        QCOMPARE(figure("too_large"), 1);
    }

    void depthIsBounded()
    {
        const auto nested = [](std::size_t depth) {
            // The request is one level, its parameters the next.
            return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"node_info\",\"params\":" +
                   QByteArray("[").repeated(static_cast<qsizetype>(depth)) +
                   QByteArray("]").repeated(static_cast<qsizetype>(depth)) + "}";
        };
        QCOMPARE(codeOf(post(nested(kMaxJsonDepth - 1))), kInvalidParams); // read, and then not liked
        QCOMPARE(codeOf(post(nested(kMaxJsonDepth))), kParseError);
        QCOMPARE(codeOf(post(nested(1'000'000))), kParseError);
        QCOMPARE(figure("json"), 2);
    }

    void aBatchIsBounded()
    {
        const auto batch = [](qsizetype count) {
            QByteArray all = QByteArray(kCall) + ",";
            all = all.repeated(count);
            all.chop(1);
            return "[" + all + "]";
        };
        const QByteArray whole = post(batch(static_cast<qsizetype>(kMaxBatchItems)));
        QCOMPARE(whole.count("\"result\""), static_cast<qsizetype>(kMaxBatchItems));
        QCOMPARE(codeOf(post(batch(static_cast<qsizetype>(kMaxBatchItems) + 1))), kInvalidRequest);
        QCOMPARE(codeOf(post("[" + QByteArray("{},").repeated(100'000) + "{}]")), kInvalidRequest);
        QCOMPARE(statusOf(post(kCall)), 200);
    }

    void repliesAreBounded()
    {
        m_engine.onServeRpc = [](const engine::ServeRpc&) -> Result<std::string> {
            return "\"" + std::string(kMaxReplyBytes, 'a') + "\"";
        };
        QCOMPARE(codeOf(post(kCall)), kReplyTooLarge);
        QCOMPARE(figure("reply"), 1);
    }

    void aNodeForOtherComputersIsCalledByTheAddressTheyReach()
    {
        const auto statusAt = [&](const QString& address, const QByteArray& name) {
            QTcpSocket socket;
            socket.connectToHost(address, m_server->port());
            if (!socket.waitForConnected(5'000)) return 0;
            socket.write("POST / HTTP/1.1\r\nHost: " + name + ":" + QByteArray::number(m_server->port()) +
                         "\r\nContent-Type: application/json\r\nContent-Length: " +
                         QByteArray::number(qstrlen(kCall)) + "\r\n\r\n" + kCall);
            QByteArray answer;
            while (socket.waitForReadyRead(5'000)) answer += socket.readAll();
            return statusOf(answer + socket.readAll());
        };
        // This computer has many addresses that begin with 127.
        const QString other = QStringLiteral("127.0.0.2");
        start([](RpcServerOptions& options) {
            options.bindAddress = "0.0.0.0";
            options.owner = nullptr;
        });
        QCOMPARE(statusAt(other, "127.0.0.2"), 200);
        QCOMPARE(statusAt(QStringLiteral("127.0.0.1"), "127.0.0.1"), 200);
        QCOMPARE(statusAt(other, "127.0.0.3"), 403);
        QCOMPARE(statusAt(other, "evil.example"), 403);
        QCOMPARE(statusAt(other, "127.0.0.2.nip.io"), 403);
        // Bound to one address, it is called by that one only.
        start([](RpcServerOptions& options) {
            options.bindAddress = "127.0.0.2";
            options.owner = nullptr;
        });
        QCOMPARE(statusAt(other, "127.0.0.2"), 200);
        QCOMPARE(statusAt(other, "127.0.0.3"), 403);
    }

    void metricsAreForThisComputerUnlessTheTokenComes()
    {
        QHostAddress outer;
        for (const QHostAddress& address : QNetworkInterface::allAddresses())
            if (!address.isLoopback() && address.protocol() == QAbstractSocket::IPv4Protocol) outer = address;
        if (outer.isNull()) QSKIP("this computer has no address but loopback");
        start([](RpcServerOptions& options) {
            options.bindAddress = "0.0.0.0";
            options.owner = nullptr;
        });
        QTcpSocket socket;
        socket.connectToHost(outer, m_server->port());
        QVERIFY(socket.waitForConnected(5'000));
        socket.write("GET /metrics HTTP/1.1\r\nHost: " + outer.toString().toUtf8() + ":" +
                     QByteArray::number(m_server->port()) + "\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(5'000)) answer += socket.readAll();
        QCOMPARE(statusOf(answer + socket.readAll()), 401);
        QCOMPARE(figure("not_owner"), 1);
    }

    void slowBodiesAreCut()
    {
        start([](RpcServerOptions& options) { options.bodyTimeoutMs = 300; });
        QCOMPARE(statusOf(talk(head(100) + "{")), 408);
        QCOMPARE(figure("too_slow"), 1);
    }

    void slowReadersOfAnAnswerAreCut()
    {
        start([](RpcServerOptions& options) { options.replyTimeoutMs = 300; });
        m_engine.onServeRpc = [](const engine::ServeRpc&) -> Result<std::string> {
            return "\"" + std::string(24'000'000, 'a') + "\"";
        };
        QTcpSocket socket;
        socket.setReadBufferSize(1'024);
        connectTo(socket);
        socket.write(head(qstrlen(kCall)) + kCall);
        QTRY_COMPARE(figure("reader"), 1);
        QTRY_COMPARE(figure("connections"), 1); // the one that asks for the figures
    }

    void slowReadersOfAWebSocketAreDropped()
    {
        m_engine.onServeRpc = [](const engine::ServeRpc&) -> Result<std::string> {
            return "\"" + std::string(4'000'000, 'a') + "\"";
        };
        QTcpSocket socket;
        socket.setReadBufferSize(1'024);
        connectTo(socket);
        socket.write("GET / HTTP/1.1\r\n" + host() +
                     "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        for (int i = 0; i < 10; ++i) socket.write(frame(kCall));
        QTRY_COMPARE_WITH_TIMEOUT(figure("reader"), 1, 20'000);
        QTRY_COMPARE(figure("connections"), 1);
    }

    void framesWithoutAMaskEndTheWebSocket()
    {
        const auto bytes = [](std::initializer_list<int> list) {
            QByteArray all;
            for (const int each : list) all += static_cast<char>(each);
            return all;
        };
        const QByteArray call(kCall);
        const QByteArray bare = bytes({0x81, static_cast<int>(call.size())}) + call;
        // Alone, behind a good one, and in two pieces.
        for (const QByteArray& sent : {bare, frame(kCall) + bare, bare.left(1)}) {
            const int before = figure("head");
            QTcpSocket socket;
            connectTo(socket);
            socket.write("GET / HTTP/1.1\r\n" + host() +
                         "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            QTRY_VERIFY(socket.bytesAvailable() > 0);
            QTest::qWait(20);
            (void)socket.readAll();
            socket.write(sent);
            if (sent.size() == 1) {
                QTest::qWait(20);
                socket.write(bare.mid(1));
            }
            QTRY_COMPARE(figure("head"), before + 1);
            QByteArray answer;
            while (socket.waitForReadyRead(5'000)) answer += socket.readAll();
            answer += socket.readAll();
            const QByteArray goodbye = bytes({0x88}); // close, and 1002 behind its length
            const auto at = answer.lastIndexOf(goodbye);
            QVERIFY(at >= 0 && answer.size() >= at + 4);
            QCOMPARE(answer.mid(at + 2, 2), bytes({1002 >> 8, 1002 & 0xff}));
            QVERIFY(sent.size() != bare.size() || !answer.contains("jsonrpc"));
        }
    }

    void masksAreLookedForInPiecesOfAnySize()
    {
        QByteArray good;
        for (const qsizetype size : {0, 1, 125}) good += frame(QByteArray(size, 'a'));
        const auto large = [](qsizetype size, int digits) {
            QByteArray head("\x82");
            head += static_cast<char>(0x80 | (digits == 2 ? 126 : 127));
            for (int i = digits - 1; i >= 0; --i) head += static_cast<char>(size >> (8 * i));
            return head + QByteArray(4, 'm') + QByteArray(size, '\x01');
        };
        good += large(126, 2) + large(70'000, 8) + frame("end");
        for (const qsizetype piece :
             {qsizetype{1}, qsizetype{2}, qsizetype{7}, qsizetype{1000}, good.size()}) {
            MaskScan scan;
            bool isGood = true;
            for (qsizetype at = 0; at < good.size(); at += piece) {
                const QByteArray part = good.mid(at, piece);
                isGood = scan.take(part.constData(), static_cast<std::size_t>(part.size())) && isGood;
            }
            QVERIFY(isGood);
            QVERIFY(scan.isWhole());
            QCOMPARE(scan.ended(), std::uint64_t{6});
            QVERIFY(!scan.take("\x81\x01", 2));
            QVERIFY(!scan.take("\x81\x81", 2)); // and for good
        }
    }

    void aMessageIsWholeWithTheLastOfItsFrames()
    {
        const auto hex = [](const char* digits) { return QByteArray::fromHex(digits); };
        MaskScan scan;
        const auto take = [&](const QByteArray& bytes) {
            return scan.take(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        };
        QVERIFY(take(hex("01 82 00000000 61")) && !scan.isWhole()); // the first of two, without its last byte
        QCOMPARE(scan.skip(9), std::uint64_t{1});
        QCOMPARE(scan.skip(9), std::uint64_t{0}); // a head is due
        QVERIFY(!scan.isWhole());
        QVERIFY(take(hex("89 80 00000000")) && !scan.isWhole()); // a ping in between is none of it
        QCOMPARE(scan.ended(), std::uint64_t{0});
        QVERIFY(take(hex("80 80 00000000")) && scan.isWhole());
        QCOMPARE(scan.ended(), std::uint64_t{1});
        QVERIFY(take(hex("8a")) && !scan.isWhole());
        QVERIFY(take(hex("80 00000000")) && scan.isWhole());
        QCOMPARE(scan.ended(), std::uint64_t{2});
    }

    /// QWebSocket leaves a frame unread until it is whole: nobody looks at it again with every byte.
    void aPayloadIsCountedAndNotLookedAt()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QTcpSocket caller;
        caller.connectToHost(server.serverAddress(), server.serverPort());
        QVERIFY(caller.waitForConnected(5'000));
        QTRY_VERIFY(server.hasPendingConnections());
        const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
        auto* guard = new MaskGuard(socket.get(), false);
        bool isRead = false; // by who is connected between the guard's two looks
        connect(socket.get(), &QTcpSocket::readyRead, this, [&] {
            if (isRead) (void)socket->readAll();
        });
        const QSignalSpy begun(guard, &MaskGuard::messageBegun);
        const QSignalSpy ended(guard, &MaskGuard::messageEnded);
        guard->begin();

        const QByteArray start = QByteArray::fromHex("81 ff 00000000000f4240 00000000"); // of a million
        caller.write(start);
        QTRY_COMPARE(socket->bytesAvailable(), qint64{start.size()});
        const qint64 peeked = guard->bytesPeeked();
        qint64 expected = start.size() + 999'900;
        caller.write(QByteArray(999'900, 'a'));
        QTRY_COMPARE(socket->bytesAvailable(), expected);
        for (int i = 0; i < 99; ++i) {
            caller.write("a");
            ++expected;
            QTRY_COMPARE(socket->bytesAvailable(), expected);
        }
        QCOMPARE(guard->bytesPeeked(), peeked);
        QCOMPARE(begun.size(), 1);
        QCOMPARE(ended.size(), 0);
        isRead = true;
        caller.write("a");
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(socket->bytesAvailable(), qint64{0});
        QCOMPARE(guard->bytesPeeked(), peeked);
        const QByteArray next = frame("x");
        caller.write(next);
        QTRY_COMPARE(guard->bytesPeeked(), peeked + next.size());
    }

    /// A trickle, fragments without an end, half a head: from the owner as from everybody.
    void aMessageThatIsNotWholeInTimeEndsTheWebSocket()
    {
        start([](RpcServerOptions& options) { options.bodyTimeoutMs = 300; });
        struct Slow {
            QByteArray begin;
            QByteArray more;
        };
        const auto hex = [](const char* digits) { return QByteArray::fromHex(digits); };
        const std::initializer_list<Slow> all = {{hex("81 fe ffff 00000000"), "a"},
                                                 {hex("01 81 00000000 61"), hex("00 81 00000000 61")},
                                                 {hex("81"), {}}};
        int cut = 0;
        for (const bool isOwner : {false, true})
            for (const Slow& slow : all) {
                QTcpSocket socket;
                connectTo(socket);
                const QByteArray token =
                    isOwner ? "Authorization: Bearer " + QByteArray::fromStdString(m_token) + "\r\n"
                            : QByteArray();
                socket.write("GET / HTTP/1.1\r\n" + host() + token +
                             "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
                QTRY_VERIFY(socket.bytesAvailable() > 0);
                socket.write(frame(kCall)); // one that is whole ends nothing
                QByteArray answer;
                QTRY_VERIFY((answer += socket.readAll()).contains("jsonrpc"));
                socket.write(slow.begin);
                for (int i = 0; i < 1'000 && socket.state() == QAbstractSocket::ConnectedState; ++i) {
                    socket.write(slow.more);
                    QTest::qWait(10);
                }
                QCOMPARE(figure("too_slow"), ++cut);
            }
    }

    void aMessageThatWasWholeInTimeEndsNothing()
    {
        start([](RpcServerOptions& options) { options.bodyTimeoutMs = 1'000; });
        QTcpSocket socket;
        connectTo(socket);
        socket.write("GET / HTTP/1.1\r\n" + host() +
                     "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        const QByteArray call = frame(kCall);
        for (int i = 0; i < 2; ++i) {
            socket.write(call.left(9)); // in two pieces
            QTest::qWait(20);
            socket.write(call.mid(9));
            QByteArray answer;
            QTRY_VERIFY((answer += socket.readAll()).contains("jsonrpc"));
            QTest::qWait(1'100);
        }
        QCOMPARE(figure("too_slow"), 0);
        QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
    }

    void theTokenCountsInTheRequestThatOpensAWebSocket()
    {
        for (const bool isRight : {true, false}) {
            QNetworkRequest request(webSocketUrl());
            if (isRight)
                request.setRawHeader("Authorization", "Bearer " + QByteArray::fromStdString(m_token));
            QWebSocket socket;
            QSignalSpy answers(&socket, &QWebSocket::textMessageReceived);
            socket.open(request);
            QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
            socket.sendTextMessage(
                QStringLiteral("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"owner_status\"}"));
            QTRY_COMPARE(answers.size(), 1);
            QCOMPARE(answers[0][0].toString().contains(QStringLiteral("error")), !isRight);
        }
    }

    void tokensCountInTheHeaderOnly()
    {
        const QByteArray body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"owner_status\"}";
        const QByteArray token = QByteArray::fromStdString(m_token);
        QCOMPARE(statusOf(talk("POST /?token=" + token + " HTTP/1.1\r\n" + head(body.size()).mid(17) + body)),
                 404);
        QCOMPARE(statusOf(post(
                     "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"owner_status\",\"params\":{\"token\":\"" +
                     token + "\"}}")),
                 401);
        QCOMPARE(figure("not_owner"), 1);
    }

    void aListenerThatAnswersPingsMayStayAndOneThatDoesNotMayNot()
    {
        start([](RpcServerOptions& options) { options.webSocketIdleMs = 200; });
        QWebSocket listener; // answers pings by itself
        QSignalSpy answers(&listener, &QWebSocket::textMessageReceived);
        listener.open(webSocketUrl());
        QTRY_COMPARE(listener.state(), QAbstractSocket::ConnectedState);
        const QString subscribe =
            QStringLiteral(R"({"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"topic":"block"}})");
        listener.sendTextMessage(subscribe);
        QTRY_COMPARE(answers.size(), 1);
        QTcpSocket deaf;
        connectTo(deaf);
        deaf.write("GET / HTTP/1.1\r\n" + host() +
                   "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QTRY_VERIFY(deaf.bytesAvailable() > 0);
        deaf.write(frame(R"({"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"topic":"block"}})"));
        QTRY_COMPARE(figure("listening"), 2);
        QTRY_COMPARE(figure("silent"), 1);
        QTRY_COMPARE(figure("listening"), 1);
        QCOMPARE(listener.state(), QAbstractSocket::ConnectedState);
        // Without its subscription it goes like anybody else.
        listener.sendTextMessage(
            QStringLiteral(R"({"jsonrpc":"2.0","id":2,"method":"unsubscribe","params":{"subscription":1}})"));
        QTRY_COMPARE(listener.state(), QAbstractSocket::UnconnectedState);
    }

    void whoIsGoneListensNoMore()
    {
        {
            QWebSocket listener;
            QSignalSpy answers(&listener, &QWebSocket::textMessageReceived);
            listener.open(webSocketUrl());
            QTRY_COMPARE(listener.state(), QAbstractSocket::ConnectedState);
            listener.sendTextMessage(QStringLiteral(
                R"({"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"topic":"block"}})"));
            QTRY_COMPARE(answers.size(), 1);
            QCOMPARE(figure("listening"), 1);
        }
        QTRY_COMPARE(figure("listening"), 0);
        m_engine.tell(engine::NetworkChanged{});
        QCOMPARE(statusOf(post(kCall)), 200);
        // And the server may end while somebody listens.
        QWebSocket last;
        QSignalSpy answers(&last, &QWebSocket::textMessageReceived);
        last.open(webSocketUrl());
        QTRY_COMPARE(last.state(), QAbstractSocket::ConnectedState);
        last.sendTextMessage(
            QStringLiteral(R"({"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"topic":"block"}})"));
        QTRY_COMPARE(answers.size(), 1);
        m_server.reset();
        m_engine.tell(engine::NetworkChanged{});
        QTRY_COMPARE(last.state(), QAbstractSocket::UnconnectedState);
    }
};

STOA_TEST(RpcLimitsTest)

} // namespace stoa::net

#include "rpc_limits_test.moc"
