// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/views.h"
#include "ui/dialogs/dialog.h"

class QPushButton;

namespace stoa::ui {

class ActionRunner;
class EngineBridge;
class Session;

/// What waits, was refused or was rolled back: each with what happened, what it means, "Send again…" and
/// "Let it go"; and all of them again, oldest first.
class OutboxDialog : public Dialog {
    Q_OBJECT

public:
    OutboxDialog(EngineBridge& bridge, Session& session, ActionRunner& actions, QWidget* parent);

private:
    void reload();
    void showItems(const std::vector<engine::OutboxItem>& items);
    QWidget* makeRow(const engine::OutboxItem& item);
    /// Where nobody who makes blocks can leave it out.
    void sendOverMainChain(const Hash& action, QWidget* button);
    /// Sends the oldest of those that are left of `m_again`, and so on until none is or one is refused.
    void sendNext();
    void stopSending(const Error& error);
    void finishSending();

    EngineBridge& m_bridge;
    Session& m_session;
    ActionRunner& m_actions;
    QVBoxLayout* m_list;
    QPushButton* m_all;
    std::vector<engine::OutboxItem> m_items;
    std::vector<Hash> m_again; ///< while all are sent: those still to come, oldest first
    int m_sentAgain = 0;
};

} // namespace stoa::ui
