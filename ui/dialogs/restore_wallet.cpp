// SPDX-License-Identifier: MIT
#include <QFileDialog>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/crypto/secret.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/dialogs/wallet_dialogs.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/password_edit.h"
#include "ui/widgets/text_label.h"
#include "ui/words/error_text.h"
#include "ui/words/text.h"

namespace stoa::ui {

RestoreWalletDialog::RestoreWalletDialog(EngineBridge& bridge, QWidget* parent)
    : Dialog(tr("Restore a wallet"), parent)
    , m_bridge(bridge)
    , m_phrase(new QPlainTextEdit)
    , m_password(new PasswordEdit(tr("New password")))
    , m_repeat(new PasswordEdit(tr("The same password again")))
    , m_restore(nullptr)
{
    setObjectName(QStringLiteral("restoreWallet"));
    body()->addWidget(
        wrappedLabel(tr("Type the 12 or 24 words from your paper, in order, with spaces or on lines of "
                        "their own.")));
    m_phrase->setTabChangesFocus(true);
    m_phrase->setObjectName(QStringLiteral("phrase"));
    m_phrase->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    m_phrase->setFixedHeight(m_phrase->fontMetrics().lineSpacing() * 5);
    addField(body(), tr("Recovery &phrase"), m_phrase);
    addField(body(), tr("&New password"), m_password,
             tr("It opens the wallet on this computer only. It may differ from the one you used before."));
    addField(body(), tr("The same password &again"), m_repeat);
    addCancel();
    m_restore = addButton(tr("Restore the wallet"), "primary");
    connect(m_restore, &QPushButton::clicked, this, &RestoreWalletDialog::restore);
    finish(78, 32);
    m_phrase->setFocus();
}

void RestoreWalletDialog::restore()
{
    banners()->clear();
    const auto complain = [this](const QString& text, QWidget* field) {
        banners()->show(QStringLiteral("fault"), Tone::Danger, text);
        field->setFocus();
    };
    const QString phrase = m_phrase->toPlainText().simplified().toLower();
    if (phrase.isEmpty()) return complain(tr("Type the words of your recovery phrase."), m_phrase);
    if (!m_password->isLongEnough())
        return complain(tr("The password is too short. Use at least eight characters, better four words."),
                        m_password);
    if (!m_password->equals(*m_repeat))
        return complain(tr("The two passwords are not the same. Type the second one again."), m_repeat);
    QByteArray bytes = phrase.toUtf8();
    auto secret = std::make_shared<crypto::Secret>(
        std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    bytes.fill('\0');
    auto password = m_password->take();
    m_repeat->clear();
    m_restore->setEnabled(false);
    m_bridge.send(engine::CreateWallet{std::move(secret), std::move(password)}, this,
                  [this](const Result<Address>& reply) {
                      m_restore->setEnabled(true);
                      if (!reply) {
                          banners()->show(QStringLiteral("fault"), Tone::Danger, errorText(reply.error()));
                          m_phrase->setFocus();
                          return;
                      }
                      m_phrase->clear();
                      Q_EMIT restored(*reply);
                      accept();
                  });
}

void backUpWallet(EngineBridge& bridge, QWidget* origin)
{
    const QString path =
        QFileDialog::getSaveFileName(origin->window(), RestoreWalletDialog::tr("Save a copy of the wallet"),
                                     QStringLiteral("stoa-wallet-backup.json"));
    if (path.isEmpty()) return;
    bridge.send(engine::BackupWallet{toStd(path)}, origin, [origin](const Result<std::monostate>& reply) {
        BannerArea* area = BannerArea::nearest(origin);
        if (area == nullptr) return;
        if (reply)
            area->show(
                    QStringLiteral("backup"), Tone::Ok,
                    RestoreWalletDialog::tr(
                        "The copy is written. It opens with this wallet's password; the recovery phrase is "
                        "still needed if you forget it."))
                ->setClosable();
        else
            area->show(QStringLiteral("backup"), Tone::Danger, errorText(reply.error()))->setClosable();
    });
}

} // namespace stoa::ui
