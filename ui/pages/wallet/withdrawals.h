// SPDX-License-Identifier: MIT
// Money on its way out to the main chain: what is withdrawn, how far it is, and the button that claims it.
#pragma once

#include "core/engine/views.h"
#include "ui/pages/page.h"

class QPushButton;

namespace stoa::ui {

class BannerArea;
class RowList;
class TextLabel;

class Withdrawals : public QWidget {
    Q_OBJECT

public:
    explicit Withdrawals(const PageContext& context, QWidget* parent = nullptr);

    /// Asks the engine again.
    void refresh();

private:
    void showAll(const std::vector<engine::WithdrawalView>& all);
    QWidget* makeRow(const engine::WithdrawalView& view);
    void claim(const engine::WithdrawalView& view, QPushButton* button);

    PageContext m_context;
    BannerArea* m_banners;
    RowList* m_rows;
};

} // namespace stoa::ui
