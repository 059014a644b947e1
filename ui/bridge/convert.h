// SPDX-License-Identifier: MIT
// Values of the engine as Qt keeps them, and secrets on their way in.
#pragma once

#include <memory>

#include <QMetaType>

#include "core/base/bytes.h"
#include "core/crypto/secret.h"
#include "core/engine/views.h"
#include "ui/words/text.h"

class QLineEdit;

namespace stoa::ui {

/// An id as text for selections, saved state and navigation; `idFrom` reads it back, zero if it is none.
template <typename Fixed>
QString idText(const Fixed& id)
{
    QString text;
    text.reserve(2 * static_cast<qsizetype>(Fixed::kSize));
    for (const std::uint8_t byte : id) text += QString::number(byte, 16).rightJustified(2, QLatin1Char('0'));
    return text;
}

template <typename Fixed>
Fixed idFrom(const QString& text)
{
    const QByteArray bytes = QByteArray::fromHex(text.toLatin1());
    if (bytes.size() != static_cast<qsizetype>(Fixed::kSize)) return {};
    return Fixed::fromPrefix({reinterpret_cast<const std::uint8_t*>(bytes.constData()), Fixed::kSize});
}

/// Takes the text of a password field as a secret and empties the field.
std::shared_ptr<crypto::Secret> takeSecret(QLineEdit& edit);

} // namespace stoa::ui
