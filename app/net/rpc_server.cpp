// SPDX-License-Identifier: MIT
#include "app/net/rpc_server.h"

#include <utility>

#include <QCoreApplication>
#include <QHash>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QPointer>
#include <QTcpServer>
#include <QWebSocketServer>

#include "app/net/access.h"
#include "app/net/connection_file.h"
#include "app/net/http_connection.h"
#include "app/net/mask_guard.h"
#include "app/net/own_addresses.h"
#include "app/net/rpc_news.h"
#include "app/net/websocket_session.h"
#include "core/base/random.h"

namespace stoa::net {

namespace {

constexpr int kFreePortsTried = 3; ///< each is one of thousands

} // namespace

/// Everything that has a socket, on the server's thread.
class RpcServer::Listener : public QObject {
public:
    Listener(engine::Engine& engine, const RpcServerOptions& options, const std::atomic<bool>& isServing,
             const std::string& token)
        : m_trustsLoopback(options.trustsLoopback)
        , m_tcp(this)
        , m_webSockets(QStringLiteral("stoa"), QWebSocketServer::NonSecureMode, this)
        , m_dispatcher(methodsOf(engine, options, isServing), this)
        , m_news(engine, m_dispatcher.figures(), this)
    {
        m_side.dispatcher = &m_dispatcher;
        m_side.news = &m_news;
        m_side.metrics = options.metrics;
        m_side.token = token;
        m_side.trustsLoopback = options.trustsLoopback;
        m_side.headTimeoutMs = options.headTimeoutMs;
        m_side.bodyTimeoutMs = options.bodyTimeoutMs;
        m_side.replyTimeoutMs = options.replyTimeoutMs;
        m_side.webSocketTimeoutMs = options.webSocketTimeoutMs;
        m_side.webSocketIdleMs = options.webSocketIdleMs;
        m_side.becomeWebSocket = [this](QTcpSocket* socket, bool isOwner) {
            socket->setParent(&m_webSockets);
            const Peer peer{socket->peerAddress().toString(), socket->peerPort()};
            auto* guard = new MaskGuard(socket, isOwner);
            m_guards[peer] = guard;
            connect(socket, &QObject::destroyed, this, [this, peer, guard] {
                if (m_guards.value(peer) == guard)
                    m_guards.remove(peer); // the address may be another's by now
            });
            m_webSockets.handleConnection(socket);
        };
        m_tcp.setProxy(QNetworkProxy::NoProxy);
        m_webSockets.setProxy(QNetworkProxy::NoProxy);
        m_webSockets.setHandshakeTimeout(options.headTimeoutMs);
        connect(&m_tcp, &QTcpServer::newConnection, this, &Listener::accept);
        connect(&m_webSockets, &QWebSocketServer::newConnection, this, [this] {
            while (QWebSocket* socket = m_webSockets.nextPendingConnection())
                count(new WebSocketSession(
                          socket, m_guards.value({socket->peerAddress().toString(), socket->peerPort()}),
                          m_side, this),
                      socket->peerAddress());
        });
    }

    ~Listener() override
    {
        // They still speak to what is destroyed next.
        qDeleteAll(findChildren<HttpConnection*>(Qt::FindDirectChildrenOnly));
        qDeleteAll(findChildren<WebSocketSession*>(Qt::FindDirectChildrenOnly));
    }

    /// The port, or 0. The one at which the node `followed` is expected is taken only if it is `wanted`.
    std::uint16_t listen(const QHostAddress& address, const std::string& shownAddress, std::uint16_t wanted,
                         const std::string& followed)
    {
        const bool isTheirs = wanted == 0 && leadsHere(followed, shownAddress, kUsualPort);
        bool isOpen = !isTheirs && m_tcp.listen(address, wanted == 0 ? kUsualPort : wanted);
        for (int i = 0; !isOpen && wanted == 0 && i < kFreePortsTried; ++i) {
            isOpen = m_tcp.listen(address, 0);
            if (!isOpen || !leadsHere(followed, shownAddress, m_tcp.serverPort())) continue;
            m_tcp.close();
            isOpen = false;
        }
        m_problem = m_tcp.serverError();
        if (!isOpen) return 0;
        m_side.hosts = allowedHosts(m_tcp.serverPort(), shownAddress);
        m_side.isEverywhere = address == QHostAddress(QHostAddress::AnyIPv4) ||
                              address == QHostAddress(QHostAddress::AnyIPv6) ||
                              address == QHostAddress(QHostAddress::Any);
        return m_tcp.serverPort();
    }

    /// Why listen() gave no port.
    QAbstractSocket::SocketError problem() const { return m_problem; }

private:
    Methods methodsOf(engine::Engine& engine, const RpcServerOptions& options,
                      const std::atomic<bool>& isServing)
    {
        Methods methods;
        methods.describe = &findMethod;
        methods.listener = [this](net::Listener& listener, std::string_view method,
                                  const nlohmann::json& params) {
            return m_news.take(listener, method, params);
        };
        methods.isServing = [&isServing] { return isServing.load(); };
        methods.owner = options.owner;
        methods.network = [&engine](std::string method, nlohmann::json params, const MethodDone& done) {
            engine.submit(engine::ServeRpc{std::move(method),
                                           std::make_shared<const nlohmann::json>(std::move(params))},
                          [done](const Result<std::string>& reply) {
                              done(reply ? MethodAnswer{*reply, {}} : answerOf(reply.error()));
                          });
        };
        return methods;
    }

    void accept()
    {
        RpcFigures& figures = m_dispatcher.figures();
        while (QTcpSocket* socket = m_tcp.nextPendingConnection()) {
            const bool isFull = figures.connections >= kMaxConnections;
            const QHostAddress address = socket->peerAddress();
            const bool isLimited = !address.isLoopback() || !m_trustsLoopback;
            const bool isOwnersPlace = figures.connections >= kMaxConnections - kOwnersPlaces ||
                                       (isLimited && m_ofAddress.value(address) >= kMaxOfOneAddress);
            const auto admission = isOwnersPlace ? Admission::OwnerOnly : Admission::Anybody;
            ++figures.accepted;
            auto* connection = new HttpConnection(socket, m_side, admission, this);
            count(connection, address);
            if (isFull) connection->refuse(503, Refusal::Full);
        }
    }

    void count(QObject* connection, const QHostAddress& address)
    {
        ++m_dispatcher.figures().connections;
        ++m_ofAddress[address];
        connect(connection, &QObject::destroyed, this, [this, address] {
            --m_dispatcher.figures().connections;
            if (--m_ofAddress[address] == 0) m_ofAddress.remove(address);
        });
    }

    using Peer = std::pair<QString, quint16>;

    bool m_trustsLoopback;
    QAbstractSocket::SocketError m_problem = QAbstractSocket::UnknownSocketError;
    ServerSide m_side;
    QHash<QHostAddress, int> m_ofAddress;      ///< how many connections each has
    QHash<Peer, QPointer<MaskGuard>> m_guards; ///< of WebSockets; gone with their sockets
    QTcpServer m_tcp;
    QWebSocketServer m_webSockets;
    RpcDispatcher m_dispatcher;
    RpcNews m_news;
};

Result<std::unique_ptr<RpcServer>> RpcServer::start(engine::Engine& engine, RpcServerOptions options)
{
    std::unique_ptr<RpcServer> server(new RpcServer(engine, std::move(options)));
    STOA_TRY_VOID(server->listen());
    return server;
}

RpcServer::RpcServer(engine::Engine& engine, RpcServerOptions options)
    : m_engine(engine)
    , m_options(std::move(options))
    , m_isServing(m_options.isServing)
{}

/// Why the port could not be opened.
Error RpcServer::unopened(QAbstractSocket::SocketError why, const std::string& bindAddress,
                          std::uint16_t wanted)
{
    const std::string port = std::to_string(wanted == 0 ? kUsualPort : wanted);
    if (why == QAbstractSocket::SocketAccessError) return {ErrorCode::NotPermitted, "port " + port};
    if (why == QAbstractSocket::SocketAddressNotAvailableError)
        return {ErrorCode::InvalidArgument, "address " + bindAddress};
    return {ErrorCode::PortInUse, port};
}

Result<void> RpcServer::tryPort(const std::string& bindAddress, std::uint16_t port)
{
    const QHostAddress address(QString::fromStdString(bindAddress));
    if (address.isNull()) return Error{ErrorCode::InvalidArgument, "bind address"};
    QTcpServer probe;
    if (!probe.listen(address, port)) return unopened(probe.serverError(), bindAddress, port);
    return {};
}

Result<void> RpcServer::listen()
{
    const QHostAddress address(QString::fromStdString(m_options.bindAddress));
    if (address.isNull()) return Error{ErrorCode::InvalidArgument, "bind address"};
    const bool hasOwner = m_options.owner != nullptr;
    if (m_options.port != 0 && leadsHere(m_engine.followed(), m_options.bindAddress, m_options.port))
        return Error{ErrorCode::PortInUse, std::to_string(m_options.port)};
    if (hasOwner && !address.isLoopback())
        return Error{ErrorCode::NotPermitted, "the owner's methods are on loopback only"};
    if (hasOwner) {
        SystemRandom random;
        m_token = newToken(random);
    }

    m_listener = new Listener(m_engine, m_options, m_isServing, m_token);
    m_listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_listener, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("rpc"));
    m_thread.start();
    const std::string shown = address.toString().toStdString();
    QMetaObject::invokeMethod(
        m_listener, [&] { m_port = m_listener->listen(address, shown, m_options.port, m_engine.followed()); },
        Qt::BlockingQueuedConnection);
    if (m_port == 0) return unopened(m_listener->problem(), m_options.bindAddress, m_options.port);

    const bool isIpv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    m_url = "http://" + (isIpv6 ? "[" + shown + "]" : shown) + ":" + std::to_string(m_port) + "/";
    if (hasOwner) {
        STOA_TRY_VOID(
            writeConnection(m_options.dataFolder, {m_url, m_token, QCoreApplication::applicationPid(),
                                                   STOA_VERSION, m_options.build}));
    }
    if (m_isServing) setServing(true);
    return {};
}

RpcServer::~RpcServer()
{
    if (!m_token.empty() && m_port != 0) removeConnection(m_options.dataFolder, m_token);
    m_thread.quit();
    m_thread.wait();
}

void RpcServer::setServing(bool isServing)
{
    m_isServing = isServing;
    m_engine.submit(engine::SetServing{isServing ? m_port : std::uint16_t{0}}, [](const auto&) {});
}

} // namespace stoa::net
