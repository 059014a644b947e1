// SPDX-License-Identifier: MIT
#include "ui/bridge/convert.h"

#include <QLineEdit>

namespace stoa::ui {

std::shared_ptr<crypto::Secret> takeSecret(QLineEdit& edit)
{
    QByteArray bytes = edit.text().toUtf8();
    auto secret = std::make_shared<crypto::Secret>(
        std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    bytes.fill('\0');
    edit.clear();
    return secret;
}

} // namespace stoa::ui
