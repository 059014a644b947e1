// SPDX-License-Identifier: MIT
#include "app/net/mask_guard.h"

#include <algorithm>
#include <utility>

namespace stoa::net {

std::uint64_t MaskScan::skip(std::uint64_t most)
{
    if (!m_isMasked || m_headSeen < m_headBytes) return 0;
    const std::uint64_t step = std::min(m_payload, most);
    m_payload -= step;
    if (m_payload == 0) endFrame();
    return step;
}

bool MaskScan::take(const char* bytes, std::size_t count)
{
    for (std::size_t i = 0; i < count && m_isMasked;) {
        i += static_cast<std::size_t>(skip(count - i));
        if (i < count) takeHead(static_cast<unsigned char>(bytes[i++]));
    }
    return m_isMasked;
}

void MaskScan::takeHead(unsigned char byte)
{
    if (m_headSeen == 0) {
        m_isLast = (byte & 0x80U) != 0;
        m_isControl = (byte & 0x08U) != 0;
    } else if (m_headSeen == 1) {
        m_isMasked = (byte & 0x80U) != 0;
        const unsigned length = byte & 0x7fU;
        m_payload = length < 126 ? length : 0;
        m_headBytes += length == 126 ? 2 : length == 127 ? 8 : 0;
        m_headBytes += 4; // the mask
    } else if (m_headSeen + 4 < m_headBytes) {
        m_payload = m_payload << 8U | byte;
    }
    if (++m_headSeen == m_headBytes && m_payload == 0) endFrame();
}

void MaskScan::endFrame()
{
    m_headSeen = 0;
    m_headBytes = 2;
    if (!m_isControl) m_isInMessage = !m_isLast; // a control frame may come between two parts of a message
    if (!m_isInMessage) ++m_ended;
}

MaskGuard::MaskGuard(QTcpSocket* socket, bool isOwner)
    : QObject(socket)
    , m_socket(socket)
    , m_isOwner(isOwner)
{
    connect(socket, &QTcpSocket::readyRead, this, &MaskGuard::look);
}

void MaskGuard::begin()
{
    m_hasBegun = true;
    // Connected after QWebSocket's own: what it has left unread has been looked at.
    connect(m_socket, &QTcpSocket::readyRead, this, [this] { m_seen = m_socket->bytesAvailable(); });
    look();
}

void MaskGuard::look()
{
    if (!m_hasBegun || m_isOver) return;
    const qint64 available = m_socket->bytesAvailable();
    if (available <= m_seen) return;
    // A payload is counted, not copied: QWebSocket leaves it unread until its frame is whole.
    const qint64 seen =
        m_seen + static_cast<qint64>(m_scan.skip(static_cast<std::uint64_t>(available - m_seen)));
    bool isMasked = true;
    if (seen < available) {
        const QByteArray bytes = m_socket->peek(available);
        m_peeked += bytes.size();
        isMasked = m_scan.take(bytes.constData() + seen, static_cast<std::size_t>(bytes.size() - seen));
    }
    m_seen = available;
    if (isMasked) {
        tellOfMessages();
        return;
    }
    m_isOver = true;
    Q_EMIT foundUnmasked();
}

void MaskGuard::tellOfMessages()
{
    const bool hasEnded = std::exchange(m_ended, m_scan.ended()) != m_scan.ended();
    const bool wasBegun = std::exchange(m_isBegun, !m_scan.isWhole());
    if (wasBegun && (hasEnded || !m_isBegun)) Q_EMIT messageEnded();
    if (m_isBegun && (hasEnded || !wasBegun)) Q_EMIT messageBegun();
}

} // namespace stoa::net
