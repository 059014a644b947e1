// SPDX-License-Identifier: MIT
#include "app/net/http_transport.h"

#include <algorithm>
#include <optional>

#include <QDeadlineTimer>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QUrl>

#include "app/net/http_head.h"

namespace stoa::net {

namespace {

constexpr std::size_t kMaxAnswerHead = 16 * 1024;

struct Target {
    QHostAddress address;
    quint16 port = 80;
    std::string host; ///< for the Host header
};

bool isNear(const QHostAddress& address)
{
    if (address.isLoopback() || address.isLinkLocal() || address.isUniqueLocalUnicast()) return true;
    for (const char* net : {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"}) {
        if (address.isInSubnet(QHostAddress::parseSubnet(QString::fromLatin1(net)))) return true;
    }
    return false;
}

Result<Target> readUrl(std::string_view text)
{
    const Error refused{ErrorCode::BadAnswer, "an address that is not called"};
    const QUrl url(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != QLatin1String("http") || !url.userInfo().isEmpty() ||
        url.hasQuery() || url.hasFragment())
        return refused;
    if (!url.path().isEmpty() && url.path() != QLatin1String("/")) return refused;
    const QString host = url.host();
    Target target;
    target.address =
        host == QLatin1String("localhost") ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(host);
    if (target.address.isNull() || !isNear(target.address)) return refused;
    target.port = static_cast<quint16>(url.port(80));
    if (target.port == 0) return refused;
    const bool isIpv6 = target.address.protocol() == QAbstractSocket::IPv6Protocol;
    const std::string name = host.toStdString();
    target.host = (isIpv6 ? "[" + name + "]" : name) + ":" + std::to_string(target.port);
    return target;
}

struct AnswerHead {
    int status = 0; ///< 0: not read yet
    bool hasLength = false;
    std::size_t length = 0;
};

/// The head without its empty line.
Result<AnswerHead> readAnswerHead(std::string_view head)
{
    const Error bad{ErrorCode::BadAnswer, "no HTTP"};
    const auto lineEnd = head.find("\r\n");
    const auto line = head.substr(0, lineEnd);
    if (line.size() < 12 || !line.starts_with("HTTP/1.") || line[8] != ' ') return bad;
    AnswerHead result;
    for (const char c : line.substr(9, 3)) {
        if (c < '0' || c > '9') return bad;
        result.status = result.status * 10 + (c - '0');
    }
    std::string_view rest = lineEnd == std::string_view::npos ? std::string_view() : head.substr(lineEnd + 2);
    while (!rest.empty()) {
        const auto end = std::min(rest.find("\r\n"), rest.size());
        const auto header = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 2, rest.size()));
        const auto colon = header.find(':');
        if (colon == std::string_view::npos) return bad;
        const std::string key =
            QByteArray(header.data(), static_cast<qsizetype>(colon)).toLower().toStdString();
        if (key == "transfer-encoding") return Error{ErrorCode::BadAnswer, "transfer encoding"};
        if (key != "content-length") continue;
        auto value = header.substr(colon + 1);
        while (value.starts_with(' ')) value.remove_prefix(1);
        while (value.ends_with(' ')) value.remove_suffix(1);
        const auto length = readContentLength(value);
        if (!length) return bad;
        result.hasLength = true;
        result.length = *length;
    }
    return result;
}

Result<std::string> exchange(const HttpTransport::Limits& limits, std::string_view url,
                             std::string_view token, std::string_view body)
{
    STOA_TRY(const Target target, readUrl(url));
    const QDeadlineTimer deadline(limits.totalMs);
    QTcpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHost(target.address, target.port);
    if (!socket.waitForConnected(limits.connectMs)) return Error{ErrorCode::Offline, "no connection"};

    std::string request = "POST / HTTP/1.1\r\nHost: " + target.host +
                          "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
                          std::to_string(body.size()) + "\r\n";
    if (!token.empty()) request.append("Authorization: Bearer ").append(token).append("\r\n");
    request.append("\r\n").append(body);
    socket.write(request.data(), static_cast<qint64>(request.size()));

    std::string answer;
    AnswerHead head;
    std::size_t bodyStart = 0;
    while (true) {
        const QByteArray more = socket.readAll();
        answer.append(more.constData(), static_cast<std::size_t>(more.size()));
        if (head.status == 0) {
            const auto end = answer.substr(0, kMaxAnswerHead).find("\r\n\r\n");
            if (end != std::string::npos) {
                STOA_TRY(head, readAnswerHead(std::string_view(answer).substr(0, end)));
                if (head.status == 100) {
                    answer.erase(0, end + 4);
                    head = {};
                    continue;
                }
                bodyStart = end + 4;
                if (head.hasLength && head.length > limits.answerBytes) return ErrorCode::TooLarge;
            } else if (answer.size() > kMaxAnswerHead) {
                return Error{ErrorCode::BadAnswer, "head too long"};
            }
        }
        if (head.status != 0) {
            const std::size_t size = answer.size() - bodyStart;
            if (size > limits.answerBytes) return ErrorCode::TooLarge;
            if (head.hasLength && size >= head.length) break;
        }
        if (deadline.hasExpired()) return Error{ErrorCode::Offline, "too slow"};
        if (socket.bytesAvailable() > 0) continue;
        if (!socket.waitForReadyRead(static_cast<int>(deadline.remainingTime()))) {
            if (deadline.hasExpired()) return Error{ErrorCode::Offline, "too slow"};
            if (socket.bytesAvailable() > 0) continue;
            if (head.status == 0) return Error{ErrorCode::Offline, "hung up"};
            if (head.hasLength) return Error{ErrorCode::Offline, "cut short"};
            break;
        }
    }
    if (head.status == 401) return ErrorCode::Unauthorized;
    if (head.status == 429 || head.status == 503) return Error{ErrorCode::Busy, std::to_string(head.status)};
    if (head.status == 204) return std::string();
    if (head.status != 200) return Error{ErrorCode::BadAnswer, "status " + std::to_string(head.status)};
    answer.erase(0, bodyStart);
    if (head.hasLength) answer.resize(head.length);
    return answer;
}

} // namespace

bool isCallable(std::string_view url) { return readUrl(url).has_value(); }

Result<std::string> HttpTransport::post(std::string_view url, std::string_view body)
{
    auto answer = exchange(m_limits, url, {}, body);
    if (answer) return answer;
    // Callers of a node wait and try again; why it has no time is the node's affair.
    if (answer.error().code == ErrorCode::Busy) return Error{ErrorCode::Offline, "busy"};
    if (answer.error().code == ErrorCode::Unauthorized) return Error{ErrorCode::BadAnswer, "status 401"};
    return answer;
}

Result<std::string> HttpTransport::postAsOwner(std::string_view url, std::string_view token,
                                               std::string_view body)
{
    return exchange(m_limits, url, token, body);
}

} // namespace stoa::net
