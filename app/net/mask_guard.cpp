// SPDX-License-Identifier: MIT
#include "app/net/mask_guard.h"

#include <algorithm>

namespace stoa::net {

bool MaskScan::take(const char* bytes, std::size_t count)
{
    for (std::size_t i = 0; i < count && m_isMasked;) {
        if (m_headSeen == m_headBytes && m_payload > 0) {
            const std::uint64_t step = std::min<std::uint64_t>(m_payload, count - i);
            m_payload -= step;
            i += static_cast<std::size_t>(step);
        }
        if (m_headSeen == m_headBytes && m_payload == 0) { // the next frame
            m_headSeen = 0;
            m_headBytes = 2;
        }
        if (i >= count) break;
        const auto byte = static_cast<unsigned char>(bytes[i++]);
        if (m_headSeen == 1) {
            m_isMasked = (byte & 0x80U) != 0;
            const unsigned length = byte & 0x7fU;
            m_payload = length < 126 ? length : 0;
            m_headBytes += length == 126 ? 2 : length == 127 ? 8 : 0;
            m_headBytes += 4; // the mask
        } else if (m_headSeen >= 2 && m_headSeen + 4 < m_headBytes) {
            m_payload = m_payload << 8U | byte;
        }
        ++m_headSeen;
    }
    return m_isMasked;
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
    const QByteArray bytes = m_socket->peek(available);
    const auto fresh = static_cast<std::size_t>(bytes.size() - m_seen);
    const bool isMasked = m_scan.take(bytes.constData() + m_seen, fresh);
    m_seen = available;
    if (isMasked) return;
    m_isOver = true;
    Q_EMIT foundUnmasked();
}

} // namespace stoa::net
