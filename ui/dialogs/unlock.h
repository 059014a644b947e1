// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "ui/dialogs/dialog.h"

namespace stoa::ui {

class EngineBridge;
class PasswordEdit;

/// Asks for the wallet password and unlocks the wallet. After five wrong ones it waits a little longer each
/// time.
class UnlockDialog : public Dialog {
    Q_OBJECT

public:
    UnlockDialog(EngineBridge& bridge, QWidget* parent);

Q_SIGNALS:
    void unlocked();
    /// The person wants to use the recovery phrase instead.
    void restoreWanted();

private:
    void unlock();
    void enable(bool enabled);

    EngineBridge& m_bridge;
    PasswordEdit* m_password;
    QPushButton* m_unlock;
    int m_wrong = 0;
};

} // namespace stoa::ui
