// SPDX-License-Identifier: MIT
// How the company decides: motions, money and rules, tools, arbitrators; and the forms of all of that.
#pragma once

#include <functional>

#include "ui/pages/decisions/company_state.h"
#include "ui/pages/page.h"

class QPushButton;
class QTabBar;

namespace stoa::ui {

class ActDialog;
class BannerArea;
class MoneyAndRules;
class MotionList;
class PageHeader;
class SeatList;
class ToolList;
struct FormDesk;

class DecisionsPage : public Page {
    Q_OBJECT

public:
    explicit DecisionsPage(const PageContext& context, QWidget* parent = nullptr);

    QString title() const override;
    /// A motion's id, "rules", "tools" or "seats".
    void open(const QString& object) override;
    void refresh() override;
    QList<QAction*> pageActions() const override { return m_actions; }

    enum Part { Motions, Rules, Tools, Seats };
    QTabBar* tabs() const { return m_tabs; }

private:
    void addActions();
    void read();
    void showState();
    /// Opens a form about the company as it is known now.
    void begin(const std::function<ActDialog*(const FormDesk&, const engine::CompanyView&)>& make);

    PageContext m_context;
    PageHeader* m_header;
    BannerArea* m_banners;
    QPushButton* m_propose;
    QTabBar* m_tabs;
    MotionList* m_motions;
    MoneyAndRules* m_rules;
    ToolList* m_tools;
    SeatList* m_seats;
    QList<QWidget*> m_parts;
    QList<QAction*> m_actions;
    CompanyState m_fresh; ///< being read
    CompanyState m_state;
    Timestamp m_minute = 0; ///< for which times are shown
    int m_round = 0;        ///< answers to an earlier question are too late
    int m_missing = 0;
    QString m_wanted; ///< a motion to be shown once it is there
};

} // namespace stoa::ui
