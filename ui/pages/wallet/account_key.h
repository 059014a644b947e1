// SPDX-License-Identifier: MIT
// Who signs for this account, who could give it another key, and what can be done about it.
#pragma once

#include "core/engine/views.h"
#include "ui/pages/page.h"

class QPushButton;

namespace stoa::ui {

class TextLabel;

class AccountKey : public QWidget {
    Q_OBJECT

public:
    explicit AccountKey(const PageContext& context, QWidget* parent = nullptr);

    void showWallet(const engine::WalletView& wallet);

private:
    std::vector<engine::PersonView> known() const;
    void keepKey();

    PageContext m_context;
    TextLabel* m_key;
    TextLabel* m_guardian;
    TextLabel* m_change;
    QPushButton* m_setGuardian;
    QPushButton* m_setKey;
    QPushButton* m_actFor;
    QPushButton* m_help;
    QPushButton* m_keep;
};

/// Whom this wallet has dealt with, for choosing somebody.
std::vector<engine::PersonView> knownPeople(const engine::WalletView& wallet);

} // namespace stoa::ui
