// SPDX-License-Identifier: MIT
// One collaboration: where it stands, the four answers that every state owes, who gets what, and exactly the
// buttons that the engine allows.
#pragma once

#include <QWidget>

#include "core/engine/views.h"
#include "ui/pages/page.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace stoa::ui {

class ActForm;
class BannerArea;
class Card;
class CollaborationChip;
class Countdown;
class FinalityChip;
class FlowLayout;
class FourLinesView;
class JobStatementView;
class MoneyTable;
class PageHeader;
class RowList;
class ScrollPage;
class Stepper;

class CollaborationDetail : public QWidget {
    Q_OBJECT

public:
    explicit CollaborationDetail(const PageContext& context, QWidget* parent = nullptr);

    enum class Part { Statement, Deliverables, Dispute, History };
    /// Shows the collaboration from its top.
    void show(const engine::CollaborationView& view);
    void showPart(Part part);
    /// Takes a fresh view of the same collaboration; a form that is being written stays.
    void update(const engine::CollaborationView& view);
    const engine::CollaborationView& view() const { return m_view; }

    /// The buttons of what I may do, in order.
    QList<QPushButton*> actButtons() const { return m_buttons; }
    /// Begins the act: its form, or review and signing at once where nothing is to be written.
    void begin(engine::Act act);
    /// The form that is open; null if none.
    ActForm* form() const { return m_form; }
    QStringList fourLineTexts() const;
    QTabBar* tabs() const { return m_tabs; }

Q_SIGNALS:
    void backWanted();
    void changed();

private:
    QWidget* makeTop();
    QWidget* makeTabs();
    void showTop();
    void showTime();
    void showButtons();
    void showMoney();
    void showTabs();
    void showDispute();
    void showHistory();
    void closeForm();
    QString buttonHint() const;

    PageContext m_context;
    engine::CollaborationView m_view;
    QStackedWidget* m_stack;
    ScrollPage* m_scroll = nullptr;
    PageHeader* m_head = nullptr;
    CollaborationChip* m_state;
    FinalityChip* m_finality;
    BannerArea* m_banners;
    Stepper* m_stepper;
    FourLinesView* m_lines;
    Countdown* m_countdown;
    QLabel* m_period;
    MoneyTable* m_money;
    QLabel* m_moneyWords; ///< what a court or a tax took, and where it is
    FlowLayout* m_buttonRow = nullptr;
    QLabel* m_hint;
    RowList* m_offers; ///< what one side offers the other
    QList<QPushButton*> m_buttons;
    std::vector<engine::Act> m_shownActs;
    QTabBar* m_tabs = nullptr;
    QList<Card*> m_parts;
    JobStatementView* m_statement;
    QLabel* m_noStatement;
    QVBoxLayout* m_deliverables = nullptr;
    QVBoxLayout* m_dispute = nullptr;
    QVBoxLayout* m_history = nullptr;
    ActForm* m_form = nullptr;
};

} // namespace stoa::ui
