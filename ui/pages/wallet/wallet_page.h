// SPDX-License-Identifier: MIT
// My money: four numbers that are never merged into one, deposits, history.
#pragma once

#include <optional>

#include "core/engine/views.h"
#include "ui/models/table_model.h"
#include "ui/pages/page.h"

class QPushButton;

namespace stoa::ui {

class AccountKey;
class AddressLabel;
class BannerArea;
class PageHeader;
class StatCard;
class Table;
class TextLabel;
class WalletHistory;
class Withdrawals;

class WalletPage : public Page {
    Q_OBJECT

public:
    explicit WalletPage(const PageContext& context, QWidget* parent = nullptr);

    QString title() const override;
    void open(const QString& object) override;
    void refresh() override;

private:
    static QString whatText(engine::DepositView::What what);
    void buildTables();
    void showWallet(const engine::WalletView& wallet);
    void send();
    void receive();
    void withdraw();
    void useFaucet();
    void changeName();

    PageContext m_context;
    PageHeader* m_header;
    BannerArea* m_banners;
    AddressLabel* m_address;
    StatCard* m_available;
    StatCard* m_locked;
    StatCard* m_comingIn;
    StatCard* m_frozen;
    TableModel<engine::DepositView>* m_deposits = nullptr;
    Table* m_depositTable = nullptr;
    TextLabel* m_noDeposits;
    AccountKey* m_key;
    Withdrawals* m_withdrawals;
    WalletHistory* m_history;
    QPushButton* m_send;
    QPushButton* m_withdraw;
    QPushButton* m_receive;
    QPushButton* m_faucet;
    std::optional<Amount> m_beforeFaucet; ///< until its money has arrived
    QPushButton* m_name;
};

} // namespace stoa::ui
