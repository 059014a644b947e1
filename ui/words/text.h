// SPDX-License-Identifier: MIT
// Text between core (UTF-8 in std::string) and Qt (QString).
#pragma once

#include <string>
#include <string_view>

#include <QByteArray>
#include <QString>

namespace stoa::ui {

inline QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

inline std::string toStd(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace stoa::ui
