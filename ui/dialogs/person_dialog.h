// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/views.h"
#include "ui/dialogs/dialog.h"

class QLineEdit;

namespace stoa::ui {

class EngineBridge;
class Session;

/// Somebody of a company: whole address, record in facts, and a name that stays on this computer.
class PersonDialog : public Dialog {
    Q_OBJECT

public:
    PersonDialog(EngineBridge& bridge, Session& session, const engine::MemberView& member, QWidget* parent);

Q_SIGNALS:
    void named();
    void moneyWanted(const stoa::Address& address);

private:
    void keepName();

    EngineBridge& m_bridge;
    Address m_address;
    QLineEdit* m_name = nullptr;
};

} // namespace stoa::ui
