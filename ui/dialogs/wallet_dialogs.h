// SPDX-License-Identifier: MIT
// Making a wallet, bringing one back, and keeping a copy.
#pragma once

#include <array>
#include <vector>

#include "core/base/bytes.h"
#include "ui/dialogs/dialog.h"
#include "ui/dialogs/step_dialog.h"

class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace stoa::crypto {
class Secret;
}

namespace stoa::ui {

class EngineBridge;
class PasswordEdit;

/// Password, recovery phrase, check of three words. The wallet is made at the end.
class CreateWalletDialog : public StepDialog {
    Q_OBJECT

public:
    CreateWalletDialog(EngineBridge& bridge, QWidget* parent);
    ~CreateWalletDialog() override;

Q_SIGNALS:
    void created(const stoa::Address& address);

protected:
    QString faultOf(int step) override;
    void entered(int step) override;
    void finishAll() override;

private:
    void buildPassword();
    void buildPhrase();
    void buildCheck();
    void askForPhrase();
    void showWords(bool shown);
    bool isWord(std::size_t position, const QString& typed) const;

    EngineBridge& m_bridge;
    std::shared_ptr<crypto::Secret> m_phrase;
    PasswordEdit* m_password = nullptr;
    PasswordEdit* m_repeat = nullptr;
    QLabel* m_strength = nullptr;
    QPushButton* m_show = nullptr;
    std::vector<QLabel*> m_words;
    std::array<std::size_t, 3> m_asked{}; ///< positions from 0
    std::array<QLineEdit*, 3> m_answers{};
    bool m_wasShown = false;
};

/// A recovery phrase in any spacing and case, and a new password for this computer.
class RestoreWalletDialog : public Dialog {
    Q_OBJECT

public:
    RestoreWalletDialog(EngineBridge& bridge, QWidget* parent);

Q_SIGNALS:
    void restored(const stoa::Address& address);

private:
    void restore();

    EngineBridge& m_bridge;
    QPlainTextEdit* m_phrase;
    PasswordEdit* m_password;
    PasswordEdit* m_repeat;
    QPushButton* m_restore;
};

/// Asks for a file name and writes the sealed wallet there; says in the nearest banner area what became of
/// it.
void backUpWallet(EngineBridge& bridge, QWidget* origin);

} // namespace stoa::ui
