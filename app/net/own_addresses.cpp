// SPDX-License-Identifier: MIT
#include "app/net/own_addresses.h"

#include <algorithm>

#include <QHostAddress>
#include <QNetworkInterface>

#include "app/net/http_answer.h"
#include "app/net/http_transport.h"

namespace stoa::net {

namespace {

std::string urlAt(const std::string& address, std::uint16_t port)
{
    const bool isIpv6 = address.find(':') != std::string::npos;
    return "http://" + (isIpv6 ? "[" + address + "]" : address) + ":" + std::to_string(port) + "/";
}

} // namespace

std::vector<std::string> ownAddresses()
{
    std::vector<std::string> found;
    for (const QHostAddress& each : QNetworkInterface::allAddresses()) {
        const std::string text = each.toString().toStdString();
        if (!each.isLoopback() && !each.isLinkLocal() && isCallable(urlAt(text, 1))) found.push_back(text);
    }
    return found;
}

std::vector<std::string> urlsFromElsewhere(std::string_view bindAddress, std::uint16_t port)
{
    const QHostAddress bound(
        QString::fromUtf8(bindAddress.data(), static_cast<qsizetype>(bindAddress.size())));
    const bool isIpv4 = bound == QHostAddress(QHostAddress::AnyIPv4);
    if (!isIpv4 && bound != QHostAddress(QHostAddress::AnyIPv6)) return {};
    std::vector<std::string> urls;
    for (const std::string& address : ownAddresses()) {
        const bool isReached = !isIpv4 || address.find(':') == std::string::npos;
        if (isReached) urls.push_back(urlAt(address, port));
    }
    return urls;
}

bool leadsHere(std::string_view url, std::string_view bindAddress, std::uint16_t port)
{
    const auto target = readUrl(url);
    if (!target || target->port != port) return false;
    const QHostAddress bound(
        QString::fromUtf8(bindAddress.data(), static_cast<qsizetype>(bindAddress.size())));
    const auto is = [&](const QHostAddress& own) {
        return target->address.isEqual(own, QHostAddress::ConvertV4MappedToIPv4);
    };
    const bool isIpv4 = bound == QHostAddress(QHostAddress::AnyIPv4);
    if (!isIpv4 && bound != QHostAddress(QHostAddress::AnyIPv6)) return is(bound);
    const QList<QHostAddress> own = QNetworkInterface::allAddresses();
    return target->address.isLoopback() || std::any_of(own.begin(), own.end(), is);
}

bool isWholeAddress(std::string_view address)
{
    const QHostAddress parsed(QString::fromUtf8(address.data(), static_cast<qsizetype>(address.size())));
    if (parsed.isNull()) return false;
    return address.find(':') != std::string_view::npos ||
           std::count(address.begin(), address.end(), '.') == 3;
}

} // namespace stoa::net
