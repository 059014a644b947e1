// SPDX-License-Identifier: MIT
// Inviting somebody without knowing an address, and joining with such a link.
#pragma once

#include <string_view>

#include "core/engine/views.h"
#include "ui/dialogs/dialog.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace stoa::ui {

class ActionRunner;
class AmountEdit;
class Session;

class InviteDialog : public Dialog {
    Q_OBJECT

public:
    InviteDialog(Session& session, ActionRunner& actions, QWidget* parent);

private:
    void invite();
    /// `node`: URL of the one where it leads.
    void showLink(const QString& link, std::string_view node);

    Session& m_session;
    ActionRunner& m_actions;
    QWidget* m_form;
    QWidget* m_result;
    QComboBox* m_role;
    QSpinBox* m_uses;
    QSpinBox* m_days;
    AmountEdit* m_gift;
    QPlainTextEdit* m_link;
    QPushButton* m_close = nullptr;
    QPushButton* m_invite = nullptr;
};

class JoinDialog : public Dialog {
    Q_OBJECT

public:
    JoinDialog(ActionRunner& actions, QWidget* parent);

Q_SIGNALS:
    void joined(const stoa::DacId& dac);

private:
    void join();

    ActionRunner& m_actions;
    QPlainTextEdit* m_link;
    QPushButton* m_join;
};

} // namespace stoa::ui
