// SPDX-License-Identifier: MIT
// The other parts of the page of decisions: money and rules, tools, arbitrators.
#pragma once

#include "ui/models/table_model.h"
#include "ui/pages/decisions/company_state.h"
#include "ui/pages/page.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace stoa::ui {

class FlowLayout;
class RowList;
class StatCard;
class Table;

/// The treasury, and every rule with its value.
class MoneyAndRules : public QWidget {
    Q_OBJECT

public:
    explicit MoneyAndRules(const PageContext& context, QWidget* parent = nullptr);
    void showState(const CompanyState& state);

Q_SIGNALS:
    void payWanted();
    void fundWanted();
    void rulesWanted();
    void stakeWanted();
    void leaveWanted();

private:
    PageContext m_context;
    StatCard* m_treasury;
    StatCard* m_spendable;
    StatCard* m_mine;
    RowList* m_rules;
    QList<QPushButton*> m_memberButtons;
};

/// The tools that the company has installed, each with its records and what can be done with them; then
/// those that were removed, whose records can be read.
class ToolList : public QWidget {
    Q_OBJECT

public:
    explicit ToolList(const PageContext& context, QWidget* parent = nullptr);
    void showState(const CompanyState& state);

Q_SIGNALS:
    void addWanted();
    void dropWanted(const stoa::engine::ToolView& tool);
    /// `record` has no id where `move` makes a new one.
    void recordWanted(const stoa::engine::ToolView& tool, const stoa::engine::ToolRecordView& record,
                      const stoa::engine::ToolMove& move);

private:
    QWidget* makeRow(const engine::ToolView& tool, const engine::ToolRecordsView& records);
    QWidget* makeRemovedRow(const engine::ToolRecordsView& records);
    void addRecords(QVBoxLayout* column, const engine::ToolView& tool,
                    const engine::ToolRecordsView& records);
    void addRecord(QVBoxLayout* column, const engine::ToolView& tool, const engine::ToolRecordView& record);
    QPushButton* addMove(FlowLayout* row, const engine::ToolView& tool, const engine::ToolRecordView& record,
                         const engine::ToolMove& move, const QString& label);

    PageContext m_context;
    RowList* m_rows;
    QLabel* m_nothing;
    QPushButton* m_add;
    QLabel* m_whyNot; ///< why no tool can be added
};

/// The seats of a company that judges for others.
class SeatList : public QWidget {
    Q_OBJECT

public:
    explicit SeatList(const PageContext& context, QWidget* parent = nullptr);
    void showState(const CompanyState& state);

Q_SIGNALS:
    void takeWanted();
    void leaveWanted(const stoa::engine::SeatView& seat);

private:
    PageContext m_context;
    QLabel* m_about;
    TableModel<engine::SeatView>* m_model;
    Table* m_table;
    QLabel* m_nothing;
    QLabel* m_mine;
    QPushButton* m_take;
    QPushButton* m_leave;
    std::optional<engine::SeatView> m_mySeat;
};

} // namespace stoa::ui
