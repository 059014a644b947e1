// SPDX-License-Identifier: MIT
#include "ui/dialogs/unlock.h"

#include <algorithm>

#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/bridge/engine_bridge.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/password_edit.h"
#include "ui/widgets/text_label.h"
#include "ui/words/error_text.h"

namespace stoa::ui {

namespace {
constexpr int kFreeTries = 5;
constexpr int kLongestWaitMs = 30'000;
} // namespace

UnlockDialog::UnlockDialog(EngineBridge& bridge, QWidget* parent)
    : Dialog(tr("Unlock the wallet"), parent)
    , m_bridge(bridge)
    , m_password(new PasswordEdit(tr("Wallet password")))
    , m_unlock(nullptr)
{
    setObjectName(QStringLiteral("unlock"));
    addField(body(), tr("Wallet &password"), m_password,
             tr("It opens the wallet on this computer only. Nobody can reset it."));
    auto* forgot = new QPushButton(tr("Forgot it? Use the recovery phrase…"));
    forgot->setProperty("kind", QByteArray("quiet"));
    forgot->setAutoDefault(false);
    connect(forgot, &QPushButton::clicked, this, [this] {
        Q_EMIT restoreWanted();
        reject();
    });
    body()->addWidget(forgot, 0, Qt::AlignLeft);
    addCancel();
    m_unlock = addButton(tr("Unlock"), "primary");
    connect(m_unlock, &QPushButton::clicked, this, &UnlockDialog::unlock);
    connect(m_password, &PasswordEdit::returnPressed, this, &UnlockDialog::unlock);
    connect(m_password, &PasswordEdit::edited, this,
            [this] { m_unlock->setEnabled(!m_password->isEmpty()); });
    m_unlock->setEnabled(false);
    finish(56, 14);
    m_password->setFocus();
}

void UnlockDialog::enable(bool enabled)
{
    m_password->setEnabled(enabled);
    m_unlock->setEnabled(enabled && !m_password->isEmpty());
    if (enabled) m_password->setFocus();
}

void UnlockDialog::unlock()
{
    if (m_password->isEmpty()) return;
    auto secret = m_password->take();
    enable(false);
    m_bridge.send(engine::UnlockWallet{std::move(secret)}, this, [this](const Result<Address>& reply) {
        if (reply) {
            Q_EMIT unlocked();
            accept();
            return;
        }
        if (reply.error().code == ErrorCode::WrongPassword) ++m_wrong;
        banners()->show(QStringLiteral("password"), Tone::Danger, errorText(reply.error()));
        const int over = std::max(0, m_wrong - kFreeTries);
        const int wait = over == 0 ? 0 : std::min(kLongestWaitMs, 1000 << std::min(over, 5));
        QTimer::singleShot(wait, this, [this] { enable(true); });
    });
}

} // namespace stoa::ui
