// SPDX-License-Identifier: MIT
// The first page: a wallet, an invitation, or a look around; then the first company.
#pragma once

#include <functional>

#include "ui/pages/page.h"

class QVBoxLayout;

namespace stoa::ui {

class BannerArea;
class EmptyState;

class WelcomePage : public Page {
    Q_OBJECT

public:
    explicit WelcomePage(const PageContext& context, QWidget* parent = nullptr);

    QString title() const override;
    void refresh() override;

private:
    void addChoice(const QString& icon, const QString& title, const QString& text, const QString& button,
                   bool isMain, std::function<void(QWidget*)> run);
    void createWallet();
    void restoreWallet();
    void createCompany();
    void join();
    void openJoinDialog();
    void walletIsReady();

    PageContext m_context;
    QVBoxLayout* m_choices;
    BannerArea* m_banners;
    QWidget* m_head;
    EmptyState* m_starting;
    QWidget* m_scroll;
    int m_shown = -1;
};

} // namespace stoa::ui
