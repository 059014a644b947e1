// SPDX-License-Identifier: MIT
// The wallet's history: one list of what was signed and what came in, with amounts and how final each is.
#pragma once

#include <optional>

#include "ui/models/table_model.h"
#include "ui/pages/page.h"
#include "ui/pages/wallet/history_rows.h"

class QCheckBox;
class QPushButton;

namespace stoa::ui {

class Table;
class TextLabel;

class WalletHistory : public QWidget {
    Q_OBJECT

public:
    explicit WalletHistory(const PageContext& context, QWidget* parent = nullptr);

    /// Asks the engine again, as far back as it is shown now.
    void refresh();

private:
    void read(const engine::HistoryPlace& before, int round);
    void showRows();
    std::size_t rowsThatFit() const;
    void showDetails(const WalletRow& row);

    PageContext m_context;
    std::vector<WalletLine> m_lines; ///< being read, newest first
    std::vector<WalletRow> m_rows;
    int m_round = 0; ///< answers to an earlier question are too late
    bool m_isRead = false;
    bool m_isCut = false;               ///< there is more than was read
    std::optional<ErrorCode> m_problem; ///< why what came in is not in the list, or nothing is
    std::size_t m_most;
    TableModel<WalletRow>* m_model;
    QCheckBox* m_onlyMoney;
    Table* m_table;
    TextLabel* m_nothing;
    TextLabel* m_end;
    QPushButton* m_older;
};

} // namespace stoa::ui
