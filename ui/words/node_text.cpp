// SPDX-License-Identifier: MIT
#include "ui/words/node_text.h"

#include <algorithm>

#include <QStringList>
#include <QUrl>

#include "ui/words/text.h"

namespace stoa::ui {
namespace {

/// 127.0.0.0/8, written out as QUrl leaves every address of numbers.
bool isLoopbackIpv4(const QString& host)
{
    const QStringList parts = host.split(QLatin1Char('.'));
    const bool areNumbers = std::all_of(parts.begin(), parts.end(), [](const QString& part) {
        bool isNumber = false;
        return part.toUInt(&isNumber) <= 255 && isNumber;
    });
    return parts.size() == 4 && areNumbers && parts.front() == QLatin1String("127");
}

} // namespace

bool leadsToOneself(std::string_view url)
{
    const QString host = QUrl(toQt(url), QUrl::StrictMode).host();
    // An IPv4 address inside of an IPv6 one.
    const QLatin1String mapped("::ffff:");
    const QString inner = host.startsWith(mapped) ? host.mid(mapped.size()) : host;
    return host == QLatin1String("localhost") || host == QLatin1String("::1") || isLoopbackIpv4(inner);
}

} // namespace stoa::ui
