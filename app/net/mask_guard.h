// SPDX-License-Identifier: MIT
// Looks over the frames that a WebSocket's caller sends, before QWebSocket does: it takes unmasked ones,
// which the standard forbids (RFC 6455, 5.1), and does not tell that a message has begun.
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
    /// Of the next `most` bytes those that are certainly payload count as taken, unseen. How many these are;
    /// 0 where a head is due.
    std::uint64_t skip(std::uint64_t most);

    /// Whether every message, and every control frame, that has begun is here to its end.
    bool isWhole() const { return m_headSeen == 0 && !m_isInMessage; }
    /// How many messages, and control frames outside of any, have come to their end.
    std::uint64_t ended() const { return m_ended; }

private:
    void takeHead(unsigned char byte);
    void endFrame();

    unsigned m_headSeen = 0; ///< bytes of the present frame's head; all of them: its payload is to come
    unsigned m_headBytes = 2;
    std::uint64_t m_payload = 0; ///< bytes of the present frame that are still to come
    std::uint64_t m_ended = 0;
    bool m_isMasked = true;
    bool m_isLast = false; ///< of its message, the present frame
    bool m_isControl = false;
    bool m_isInMessage = false; ///< between two frames of one
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
    /// How many bytes were copied to be looked at. A frame of any size is copied twice at most.
    qint64 bytesPeeked() const { return m_peeked; }

Q_SIGNALS:
    /// At most once, and before QWebSocket sees the frame.
    void foundUnmasked();
    /// A message, or a control frame, is not whole yet.
    void messageBegun();
    /// The one that was told of is.
    void messageEnded();

private:
    void look();
    void tellOfMessages();

    QTcpSocket* m_socket;
    MaskScan m_scan;
    qint64 m_seen = 0; ///< of the bytes that QWebSocket has not read yet
    qint64 m_peeked = 0;
    std::uint64_t m_ended = 0; ///< messages, as of the last look
    bool m_isBegun = false;    ///< a message that is not whole, likewise
    bool m_isOwner;
    bool m_hasBegun = false;
    bool m_isOver = false;
};

} // namespace stoa::net
