// SPDX-License-Identifier: MIT
#include "app/net/websocket_session.h"

#include <utility>

#include <QPointer>

#include "app/net/access.h"
#include "app/net/http_connection.h"
#include "app/net/mask_guard.h"
#include "app/net/rpc_news.h"
#include "app/net/strict_json.h"

namespace stoa::net {

WebSocketSession::WebSocketSession(QWebSocket* socket, MaskGuard* guard, const ServerSide& server,
                                   QObject* parent)
    : QObject(parent)
    , m_socket(socket)
    , m_server(server)
{
    m_socket->setParent(this);
    m_socket->setMaxAllowedIncomingFrameSize(kMaxBodyBytes);
    m_socket->setMaxAllowedIncomingMessageSize(kMaxBodyBytes);
    connect(m_socket, &QWebSocket::textMessageReceived, this, &WebSocketSession::take);
    connect(m_socket, &QWebSocket::binaryMessageReceived, this,
            [this] { m_socket->close(QWebSocketProtocol::CloseCodeDatatypeNotSupported); });
    connect(m_socket, &QWebSocket::disconnected, this, &QObject::deleteLater);
    connect(m_socket, &QWebSocket::pong, this, [this] {
        if (!std::exchange(m_isPinged, false)) return; // nobody asked
        if (!m_isOwner && m_hasSpoken) m_silence.start(m_server.webSocketIdleMs);
    });
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, &WebSocketSession::checkSilence);
    m_silence.start(m_server.webSocketTimeoutMs);
    m_message.setSingleShot(true);
    connect(&m_message, &QTimer::timeout, this, [this] {
        m_server.dispatcher->figures().refuse(Refusal::TooSlow);
        end(QWebSocketProtocol::CloseCodePolicyViolated, QStringLiteral("slow"));
    });
    if (guard == nullptr) {
        end(QWebSocketProtocol::CloseCodeAbnormalDisconnection, {});
    } else {
        m_isOwner = guard->isOwner();
        connect(guard, &MaskGuard::foundUnmasked, this, [this] {
            m_server.dispatcher->figures().refuse(Refusal::Head);
            end(QWebSocketProtocol::CloseCodeProtocolError, QStringLiteral("a frame is not masked"));
        });
        connect(guard, &MaskGuard::messageBegun, this, [this] {
            if (!m_isEnded) m_message.start(m_server.bodyTimeoutMs);
        });
        connect(guard, &MaskGuard::messageEnded, &m_message, &QTimer::stop);
        guard->begin();
    }
    ++m_server.dispatcher->figures().webSockets;
}

WebSocketSession::~WebSocketSession()
{
    m_server.news->forget(*this);
    --m_server.dispatcher->figures().webSockets;
}

void WebSocketSession::checkSilence()
{
    if (m_server.news->isListening(*this) && !m_isPinged) {
        m_isPinged = true;
        m_socket->ping();
        m_silence.start(m_server.webSocketIdleMs);
        return;
    }
    m_server.dispatcher->figures().refuse(Refusal::Silent);
    end(QWebSocketProtocol::CloseCodePolicyViolated, QStringLiteral("silent"));
}

void WebSocketSession::end(QWebSocketProtocol::CloseCode code, const QString& reason)
{
    m_isEnded = true;
    m_silence.stop();
    m_message.stop();
    m_socket->close(code, reason);
    // A peer that does not answer the closing is not waited for.
    QTimer::singleShot(1'000, this, [this] { m_socket->abort(); });
}

void WebSocketSession::take(const QString& message)
{
    if (m_isEnded) return;
    m_silence.stop();
    const QByteArray bytes = message.toUtf8();
    const bool isFirst = !m_hasSpoken;
    m_hasSpoken = true;
    if (isFirst && authenticate(bytes)) return;
    if (!m_isOwner) m_silence.start(m_server.webSocketIdleMs);
    m_server.dispatcher->handle(
        std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())),
        Caller(m_isOwner, this, clientOf(m_server, m_socket->peerAddress(), m_socket->peerPort())),
        [self = QPointer<WebSocketSession>(this)](const RpcReply& reply) {
            if (self && !reply.body.empty()) self->send(reply.body);
        });
}

void WebSocketSession::hear(const std::string& text) { send(text); }

bool WebSocketSession::authenticate(const QByteArray& message)
{
    const auto value =
        parseStrictJson(std::string_view(message.constData(), static_cast<std::size_t>(message.size())));
    if (!value || !value->is_object() || value->value("method", nlohmann::json()) != "authenticate")
        return false;
    const auto params = value->value("params", nlohmann::json::object());
    const auto token = params.is_object() ? params.value("token", nlohmann::json()) : nlohmann::json();
    const bool isRight =
        token.is_string() && isSameToken(token.get_ref<const std::string&>(), m_server.token);
    m_isOwner = isRight; // a wrong one counts also after a right one in the head
    if (const auto id = value->find("id"); id != value->end()) { // else a notification, which is not answered
        nlohmann::json answer = {{"jsonrpc", "2.0"}, {"id", *id}};
        if (m_isOwner) {
            answer["result"] = true;
        } else {
            answer["error"] = {{"code", kUnauthorized},
                               {"message", "This is not the owner's token."},
                               {"data", {{"code", name(ErrorCode::Unauthorized)}}}};
        }
        send(toJsonText(answer));
    }
    if (!m_isOwner) {
        m_server.dispatcher->figures().refuse(Refusal::Token);
        m_socket->close(QWebSocketProtocol::CloseCodePolicyViolated);
    }
    return true;
}

void WebSocketSession::send(const std::string& text)
{
    if (m_socket->bytesToWrite() + static_cast<qint64>(text.size()) > kMaxUnsentBytes &&
        m_socket->bytesToWrite() > 0) {
        m_server.dispatcher->figures().refuse(Refusal::Reader);
        m_socket->abort();
        return;
    }
    m_socket->sendTextMessage(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

} // namespace stoa::net
