// SPDX-License-Identifier: MIT
#include "app/net/http_connection.h"

#include <algorithm>
#include <string_view>

#include <QPointer>

#include "app/net/access.h"

namespace stoa::net {

namespace {

constexpr std::size_t kMaxDrained = 16'000'000;
constexpr int kDrainMs = 1'000;

std::string_view reasonOf(int status)
{
    switch (status) {
    case 200: return "OK";
    case 204: return "No Content";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 501: return "Not Supported";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Error";
    }
}

/// An IPv4 address that came in through IPv6 is written as IPv4.
std::string plainAddress(QHostAddress address)
{
    bool isIpv4 = false;
    if (const quint32 number = address.toIPv4Address(&isIpv4); isIpv4) address = QHostAddress(number);
    address.setScopeId({});
    return address.toString().toStdString();
}

bool isJson(std::string_view contentType)
{
    const std::string type = lowered(contentType);
    return type == "application/json" || type == "application/json; charset=utf-8" ||
           type == "application/json;charset=utf-8";
}

} // namespace

std::string clientOf(const ServerSide& server, const QHostAddress& address, quint16 port)
{
    const std::string name = plainAddress(address);
    return server.trustsLoopback && address.isLoopback() ? name + " " + std::to_string(port) : name;
}

HttpConnection::HttpConnection(QTcpSocket* socket, const ServerSide& server, Admission admission,
                               QObject* parent)
    : QObject(parent)
    , m_socket(socket)
    , m_server(server)
    , m_admission(admission)
    , m_later(std::make_shared<Later<HttpConnection>>(this))
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(static_cast<qint64>(kMaxBodyBytes + kMaxHeadBytes));
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_state == State::Head || m_state == State::Body) {
            refuse(408, Refusal::TooSlow);
        } else {
            if (m_socket->bytesToWrite() > 0) m_server.dispatcher->figures().refuse(Refusal::Reader);
            m_socket->abort();
            deleteLater();
        }
    });
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    m_timer.start(m_server.headTimeoutMs);
    if (m_socket->bytesAvailable() > 0) read();
}

HttpConnection::~HttpConnection() { m_later->close(); }

void HttpConnection::read()
{
    switch (m_state) {
    case State::Head: readHeadPart(); break;
    case State::Body: readBodyPart(); break;
    case State::Waiting: break;
    case State::Closing: drain(); break;
    }
}

void HttpConnection::readHeadPart()
{
    // Only looked at: a WebSocket's server wants to read the head itself.
    const QByteArray seen = m_socket->peek(static_cast<qint64>(kMaxHeadBytes));
    HeadResult result = readHead(std::string_view(seen.constData(), static_cast<std::size_t>(seen.size())));
    switch (result.state) {
    case HeadResult::State::Incomplete: return;
    case HeadResult::State::Refused: refuse(result.status, Refusal::Head); return;
    case HeadResult::State::Complete: break;
    }
    m_head = std::move(result.head);
    judgeHead();
}

void HttpConnection::judgeHead()
{
    std::vector<std::string> hosts = m_server.hosts;
    if (m_server.isEverywhere) {
        const auto here = allowedHosts(m_socket->localPort(), plainAddress(m_socket->localAddress()));
        hosts.insert(hosts.end(), here.begin(), here.end());
    }
    if (const int status = refusalOf(m_head, hosts); status != 0) {
        const bool isOrigin = m_head.header("origin").has_value();
        refuse(status, status == 400 ? Refusal::Head : isOrigin ? Refusal::Origin : Refusal::Host);
        return;
    }
    const TokenCheck token = checkToken(m_head, m_server.token);
    if (m_admission == Admission::OwnerOnly && token != TokenCheck::Right) {
        refuse(503, Refusal::Full);
        return;
    }
    if (token == TokenCheck::Wrong) {
        refuse(401, Refusal::Token);
        return;
    }
    if (m_server.metrics && m_head.target == "/metrics" && m_head.method == "GET") {
        serveMetrics(token == TokenCheck::Right);
        return;
    }
    if (const auto upgrade = m_head.header("upgrade"); upgrade && lowered(*upgrade) == "websocket") {
        if (m_head.method != "GET" || m_head.target != "/") {
            refuse(400, Refusal::Head);
            return;
        }
        disconnect(m_socket, nullptr, this, nullptr);
        m_timer.stop();
        m_socket->setReadBufferSize(0);
        m_socket->setParent(nullptr);
        m_server.becomeWebSocket(m_socket, token == TokenCheck::Right);
        deleteLater();
        return;
    }
    if (m_head.method != "POST") {
        refuse(405, Refusal::Head);
        return;
    }
    if (m_head.target != "/") {
        refuse(404, Refusal::Head);
        return;
    }
    if (const auto type = m_head.header("content-type"); !type || !isJson(*type)) {
        refuse(415, Refusal::Head);
        return;
    }
    if (const auto coding = m_head.header("content-encoding"); coding && *coding != "identity") {
        refuse(415, Refusal::Head);
        return;
    }
    if (m_head.header("transfer-encoding")) {
        refuse(501, Refusal::Head);
        return;
    }
    const auto lengthText = m_head.header("content-length");
    if (!lengthText) {
        refuse(411, Refusal::Head);
        return;
    }
    const auto length = readContentLength(*lengthText);
    if (!length) {
        refuse(400, Refusal::Head);
        return;
    }
    if (*length > kMaxBodyBytes) {
        refuse(413, Refusal::TooLarge);
        return;
    }
    if (const auto expect = m_head.header("expect")) {
        if (lowered(*expect) != "100-continue") {
            refuse(417, Refusal::Head);
            return;
        }
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    }
    m_isOwner = token == TokenCheck::Right;
    m_bodyBytes = *length;
    m_socket->read(static_cast<qint64>(m_head.bytes));
    m_state = State::Body;
    m_timer.start(m_server.bodyTimeoutMs);
    readBodyPart();
}

void HttpConnection::readBodyPart()
{
    const auto available = static_cast<std::size_t>(m_socket->bytesAvailable());
    if (available < m_bodyBytes) return;
    if (available > m_bodyBytes) {
        refuse(400, Refusal::Head);
        return;
    }
    m_state = State::Waiting;
    m_timer.stop();
    const QByteArray body = m_socket->read(static_cast<qint64>(m_bodyBytes));
    m_server.dispatcher->handle(
        std::string_view(body.constData(), static_cast<std::size_t>(body.size())),
        Caller(m_isOwner, nullptr, clientOf(m_server, m_socket->peerAddress(), m_socket->peerPort())),
        [self = QPointer<HttpConnection>(this)](const RpcReply& answer) {
            if (!self) return;
            self->m_place = answer.place; // until all of it is sent
            self->reply(answer.status, answer.body);
        });
}

/// To this computer and to the owner only. A page in a browser cannot read the answer, and gets none.
void HttpConnection::serveMetrics(bool isOwner)
{
    const auto site = m_head.header("sec-fetch-site");
    if (!isOwner && (!m_socket->peerAddress().isLoopback() || (site && *site != "none"))) {
        refuse(401, Refusal::NotOwner);
        return;
    }
    m_state = State::Waiting;
    m_timer.stop();
    m_server.metrics(m_server.dispatcher->figures(), [later = m_later](std::string text) {
        later->post([text = std::move(text)](HttpConnection& self) {
            self.reply(200, text, "text/plain; version=0.0.4; charset=utf-8");
        });
    });
}

void HttpConnection::refuse(int status, Refusal why)
{
    m_server.dispatcher->figures().refuse(why);
    reply(status, {});
}

void HttpConnection::reply(int status, const std::string& body, std::string_view type)
{
    if (m_state == State::Closing || m_socket->state() != QAbstractSocket::ConnectedState) return;
    std::string head = "HTTP/1.1 " + std::to_string(status) + " ";
    head.append(reasonOf(status)).append("\r\nConnection: close\r\nCache-Control: no-store\r\n");
    if (status == 405) head.append("Allow: POST\r\n");
    if (status == 401) head.append("WWW-Authenticate: Bearer\r\n");
    if (!body.empty()) head.append("Content-Type: ").append(type).append("\r\n");
    if (status != 204) head.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    head.append("\r\n");
    m_socket->write(head.data(), static_cast<qint64>(head.size()));
    m_socket->write(body.data(), static_cast<qint64>(body.size()));
    m_state = State::Closing;
    if (status == 200 || status == 204) {
        // A reader that is too slow is dropped; everybody else gets all of it first.
        m_timer.start(m_server.replyTimeoutMs);
        m_socket->disconnectFromHost();
        return;
    }
    // What is still coming is swallowed for a moment: closing on unread bytes would reset the connection
    // and could take our answer with it.
    m_timer.start(kDrainMs);
    connect(m_socket, &QTcpSocket::readChannelFinished, m_socket, &QTcpSocket::disconnectFromHost);
    drain();
}

void HttpConnection::drain()
{
    m_drained += static_cast<std::size_t>(m_socket->bytesAvailable());
    m_socket->skip(m_socket->bytesAvailable());
    if (m_drained > kMaxDrained) m_socket->abort();
}

} // namespace stoa::net
