// SPDX-License-Identifier: MIT
#include "app/net/http_answer.h"

#include <algorithm>

#include <QUrl>

#include "app/net/http_head.h"

namespace stoa::net {
namespace {

bool isNear(const QHostAddress& address)
{
    if (address.isLoopback() || address.isLinkLocal() || address.isUniqueLocalUnicast()) return true;
    for (const char* net : {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"}) {
        if (address.isInSubnet(QHostAddress::parseSubnet(QString::fromLatin1(net)))) return true;
    }
    return false;
}

} // namespace

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
    if (result.status < 100) return bad;
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

} // namespace stoa::net
