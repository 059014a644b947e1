// SPDX-License-Identifier: MIT
// One WebSocket: each text message is a JSON-RPC request, each answer a text message. The token may come with
// the request that opens it or in the first message only, and somebody who says nothing, or nothing more for
// a minute, is let go. The owner may stay, and whoever has a subscription and answers pings. What has begun
// to come has the time of a request's body to be whole, also from the owner.
#pragma once

#include <QObject>
#include <QTimer>
#include <QWebSocket>

#include "app/net/http_connection.h"

namespace stoa::net {

class MaskGuard;

/// What may wait for a slow reader before it is dropped.
inline constexpr qint64 kMaxUnsentBytes = 8 * 1024 * 1024;

/// Owns the socket; deletes itself with it.
class WebSocketSession : public QObject, public Listener {
    Q_OBJECT

public:
    /// `guard`: of the socket below; null: nothing is known of it, and the WebSocket is ended.
    WebSocketSession(QWebSocket* socket, MaskGuard* guard, const ServerSide& server, QObject* parent);
    ~WebSocketSession() override;

    bool isOwner() const override { return m_isOwner; }
    void hear(const std::string& text) override;

private:
    void take(const QString& message);
    /// Time has passed without a word.
    void checkSilence();
    /// True if the message was an `authenticate` and has been answered.
    bool authenticate(const QByteArray& message);
    void send(const std::string& text);
    /// Nothing is taken from it any more.
    void end(QWebSocketProtocol::CloseCode code, const QString& reason);

    QWebSocket* m_socket;
    const ServerSide& m_server;
    QTimer m_silence;
    QTimer m_message;        ///< runs while one is not whole
    bool m_isPinged = false; ///< and has not answered yet
    bool m_hasSpoken = false;
    bool m_isOwner = false;
    bool m_isEnded = false;
};

} // namespace stoa::net
