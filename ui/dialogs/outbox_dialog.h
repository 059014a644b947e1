// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/views.h"
#include "ui/dialogs/dialog.h"

namespace stoa::ui {

class ActionRunner;
class EngineBridge;
class Session;

/// What waits, was refused or was rolled back: each with "Send again…" and "Let it go".
class OutboxDialog : public Dialog {
    Q_OBJECT

public:
    OutboxDialog(EngineBridge& bridge, Session& session, ActionRunner& actions, QWidget* parent);

private:
    void reload();
    void showItems(const std::vector<engine::OutboxItem>& items);
    QWidget* makeRow(const engine::OutboxItem& item);

    EngineBridge& m_bridge;
    Session& m_session;
    ActionRunner& m_actions;
    QVBoxLayout* m_list;
};

} // namespace stoa::ui
