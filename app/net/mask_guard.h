// SPDX-License-Identifier: MIT
// Looks over the frames that a WebSocket's caller sends, before QWebSocket does: it takes unmasked ones,
// which the standard forbids (RFC 6455, 5.1).
#pragma once

#include <cstdint>

#include <QObject>
#include <QTcpSocket>

namespace stoa::net {

/// Reads the heads of frames in a stream of bytes, in pieces of any size.
class MaskScan {
public:
    /// False once a frame without a mask has begun: and from then on.
    bool take(const char* bytes, std::size_t count);

private:
    unsigned m_headSeen = 0; ///< bytes of the present frame's head
    unsigned m_headBytes = 2;
    std::uint64_t m_payload = 0; ///< bytes of the present frame that are still to come
    bool m_isMasked = true;
};

/// A child of the socket. Made before QWebSocket reads from it, so that it sees everything first.
class MaskGuard : public QObject {
    Q_OBJECT

public:
    MaskGuard(QTcpSocket* socket, bool isOwner);

    /// From here on the bytes are frames. To be called when QWebSocket has been connected to the socket.
    void begin();
    /// Whether the request that opened the WebSocket came with the owner's token.
    bool isOwner() const { return m_isOwner; }

Q_SIGNALS:
    /// At most once, and before QWebSocket sees the frame.
    void foundUnmasked();

private:
    void look();

    QTcpSocket* m_socket;
    MaskScan m_scan;
    qint64 m_seen = 0; ///< of the bytes that QWebSocket has not read yet
    bool m_isOwner;
    bool m_hasBegun = false;
    bool m_isOver = false;
};

} // namespace stoa::net
