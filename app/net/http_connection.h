// SPDX-License-Identifier: MIT
// One incoming connection until it is answered or has become a WebSocket. Every answer closes it: there is
// no second request on a connection, so nothing can be smuggled between two.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QHostAddress>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include "app/net/http_head.h"
#include "app/net/rpc_dispatcher.h"

namespace stoa::net {

inline constexpr std::size_t kMaxBodyBytes = kMaxRequestBytes;
inline constexpr std::uint64_t kMaxConnections = 64;
inline constexpr int kMaxOfOneAddress = 16;       ///< of these, unless it is this computer's own
inline constexpr std::uint64_t kOwnersPlaces = 8; ///< of these, so that nobody can shut the owner out

class RpcNews;

/// What all connections of a server share. Lives as long as the server.
struct ServerSide {
    RpcDispatcher* dispatcher = nullptr;
    RpcNews* news = nullptr;
    /// What GET /metrics answers; empty: there is no such path. The text may come later, once, on any thread.
    std::function<void(const RpcFigures&, std::function<void(std::string)>)> metrics;
    std::vector<std::string> hosts;
    bool isEverywhere = false; ///< listens on every address: a connection may be for the one it came to, too
    std::string token;         ///< empty: nobody is the owner
    std::function<void(QTcpSocket*, bool isOwner)> becomeWebSocket;
    bool trustsLoopback = true; ///< see RpcServerOptions
    int headTimeoutMs = 10'000;
    int bodyTimeoutMs = 30'000;
    int replyTimeoutMs = 30'000;
    int webSocketTimeoutMs = 5'000;
    int webSocketIdleMs = 60'000; ///< between two messages of somebody who is not the owner
};

/// Who shares a part of the room for what waits: an address; on this computer, a connection.
std::string clientOf(const ServerSide& server, const QHostAddress& address, quint16 port);

/// Whom a connection is for.
enum class Admission { Anybody, OwnerOnly };

/// Owns the socket until it is handed on or closed, then deletes itself.
class HttpConnection : public QObject {
    Q_OBJECT

public:
    /// OwnerOnly: one of the last places; whoever does not come with the token is answered with 503.
    HttpConnection(QTcpSocket* socket, const ServerSide& server, Admission admission, QObject* parent);
    ~HttpConnection() override;

    /// Answers with this status and closes.
    void refuse(int status, Refusal why);

private:
    enum class State { Head, Body, Waiting, Closing };

    void read();
    void readHeadPart();
    void readBodyPart();
    void judgeHead();
    void serveMetrics(bool isOwner);
    void reply(int status, const std::string& body, std::string_view type = "application/json");
    void drain();

    QTcpSocket* m_socket;
    const ServerSide& m_server;
    Admission m_admission;
    QTimer m_timer;
    State m_state = State::Head;
    HttpHead m_head;
    std::shared_ptr<Later<HttpConnection>> m_later; ///< for what comes from elsewhere
    bool m_isOwner = false;
    std::shared_ptr<RpcRoom::Place> m_place; ///< of the answer
    std::size_t m_bodyBytes = 0;
    std::size_t m_drained = 0;
};

} // namespace stoa::net
