// SPDX-License-Identifier: MIT
// Sending and receiving.
#pragma once

#include <vector>

#include "core/engine/views.h"
#include "ui/dialogs/dialog.h"

class QComboBox;
class QLabel;

namespace stoa::ui {

class ActionRunner;
class AddressEdit;
class AmountEdit;
class EngineBridge;
class Session;

/// To whom and how much; the rest is said in review and sign. Warns of an address that only looks like one of
/// somebody known.
class SendDialog : public Dialog {
    Q_OBJECT

public:
    SendDialog(EngineBridge& bridge, Session& session, ActionRunner& actions, QWidget* parent);

    void setRecipient(const Address& address);

Q_SIGNALS:
    void sent();

private:
    void addPeople(const std::vector<engine::PersonView>& people);
    void checkAddress();
    void review();

    EngineBridge& m_bridge;
    Session& m_session;
    ActionRunner& m_actions;
    std::vector<engine::PersonView> m_people;
    QComboBox* m_known;
    AddressEdit* m_to;
    QLabel* m_toFault;
    AmountEdit* m_amount;
    QLabel* m_amountFault;
    QPushButton* m_review;
};

/// Whether two different addresses could be taken for each other: same first and last four digits.
bool looksAlike(const Address& a, const Address& b);

/// My address, as text and as a QR code.
class ReceiveDialog : public Dialog {
    Q_OBJECT

public:
    ReceiveDialog(Session& session, QWidget* parent);
};

} // namespace stoa::ui
