// SPDX-License-Identifier: MIT
// One WebSocket: each text message is a JSON-RPC request, each answer a text message. The token may come in
// the first message only, and somebody who says nothing, or nothing more for a minute, is let go: only the
// owner may stay and listen.
#pragma once

#include <QObject>
#include <QTimer>
#include <QWebSocket>

#include "app/net/http_connection.h"

namespace stoa::net {

/// What may wait for a slow reader before it is dropped.
inline constexpr qint64 kMaxUnsentBytes = 8 * 1024 * 1024;

/// Owns the socket; deletes itself with it.
class WebSocketSession : public QObject {
    Q_OBJECT

public:
    WebSocketSession(QWebSocket* socket, const ServerSide& server, QObject* parent);

private:
    void take(const QString& message);
    /// True if the message was an `authenticate` and has been answered.
    bool authenticate(const QByteArray& message);
    void send(const std::string& text);

    QWebSocket* m_socket;
    const ServerSide& m_server;
    QTimer m_silence;
    bool m_hasSpoken = false;
    bool m_isOwner = false;
};

} // namespace stoa::net
