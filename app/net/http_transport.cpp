// SPDX-License-Identifier: MIT
#include "app/net/http_transport.h"

#include <algorithm>
#include <optional>

#include <QDeadlineTimer>
#include <QNetworkProxy>
#include <QTcpSocket>

#include "app/net/http_answer.h"

namespace stoa::net {

namespace {

constexpr std::size_t kMaxAnswerHead = 16 * 1024;

/// Errors also: Offline (nothing was sent), Unanswered (no whole answer came; who was asked may have done
/// it).
Result<std::string> exchange(const HttpTransport::Limits& limits, std::string_view url,
                             std::string_view token, std::string_view body)
{
    STOA_TRY(const Target target, readUrl(url));
    const QDeadlineTimer deadline(limits.totalMs);
    const QDeadlineTimer first(std::min(limits.firstMs, limits.totalMs));
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
    bool hasContinued = false; // one head before the answer's own is allowed; without end they would hold us
    while (true) {
        const QByteArray more = socket.readAll();
        answer.append(more.constData(), static_cast<std::size_t>(more.size()));
        if (head.status == 0) {
            const auto end = answer.substr(0, kMaxAnswerHead).find("\r\n\r\n");
            if (end != std::string::npos) {
                STOA_TRY(head, readAnswerHead(std::string_view(answer).substr(0, end)));
                if (head.status == 100) {
                    if (hasContinued) return Error{ErrorCode::BadAnswer, "continues again"};
                    hasContinued = true;
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
        if (deadline.hasExpired()) return Error{ErrorCode::Unanswered, "too slow"};
        if (socket.bytesAvailable() > 0) continue;
        const QDeadlineTimer& patience = answer.empty() ? first : deadline;
        if (!socket.waitForReadyRead(static_cast<int>(patience.remainingTime()))) {
            if (patience.hasExpired() && socket.bytesAvailable() == 0)
                return Error{ErrorCode::Unanswered, answer.empty() ? "silent" : "too slow"};
            if (socket.bytesAvailable() > 0) continue;
            if (head.status == 0) return Error{ErrorCode::Unanswered, "hung up"};
            if (head.hasLength) return Error{ErrorCode::Unanswered, "cut short"};
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
    if (answer.error().code == ErrorCode::Unanswered) return Error{ErrorCode::Offline, answer.error().detail};
    if (answer.error().code == ErrorCode::Unauthorized) return Error{ErrorCode::BadAnswer, "status 401"};
    return answer;
}

Result<std::string> HttpTransport::postAsOwner(std::string_view url, std::string_view token,
                                               std::string_view body)
{
    Limits limits = m_limits;
    limits.firstMs = limits.totalMs; // a command may take its time
    return exchange(limits, url, token, body);
}

} // namespace stoa::net
