// SPDX-License-Identifier: MIT
// Terms of a collaboration: with whom, for how much, by when — and what can be won and lost, before anybody
// locks anything.
#pragma once

#include <QWidget>

#include "ui/models/payoff.h"
#include "ui/pages/page.h"

class QBoxLayout;
class QComboBox;
class QDateTimeEdit;
class QLabel;
class QPushButton;

namespace stoa::ui {

class AmountEdit;
class MoneyTable;

class ProposePanel : public QWidget {
    Q_OBJECT

public:
    explicit ProposePanel(const PageContext& context, QWidget* parent = nullptr);

    /// Fills in what the task and the company's rules say.
    void start(const engine::TaskView& task, const engine::CompanyView& company);
    /// What is wrong with the terms, as a sentence; empty if they can be proposed.
    QString fault() const;

    QComboBox* asker() const { return m_asker; }
    QComboBox* doer() const { return m_doer; }
    AmountEdit* reward() const { return m_reward; }
    AmountEdit* askerDeposit() const { return m_askerDeposit; }
    AmountEdit* doerDeposit() const { return m_doerDeposit; }
    QDateTimeEdit* workBy() const { return m_workBy; }
    QDateTimeEdit* answerBy() const { return m_answerBy; }
    QString prospect() const;
    MoneyTable* outcomes() const { return m_outcomes; }
    QPushButton* proposeButton() const { return m_propose; }

Q_SIGNALS:
    void cancelled();
    void proposed(const stoa::ObjectId& collaboration);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeForm();
    QWidget* makeProspect();
    void change();
    void propose();
    Stakes stakes() const;
    QString doerName() const;
    /// Whether the company asks, out of its treasury, instead of me.
    bool isCompanyAsking() const;
    QString prospectOf(const Stakes& money) const;

    PageContext m_context;
    engine::TaskView m_task;
    engine::CompanyView m_company;
    bool m_isFilling = false;
    bool m_ownDeposits = false; ///< the person typed deposits; the charter's share no longer follows
    QBoxLayout* m_cards = nullptr;
    QComboBox* m_asker;
    QWidget* m_askerField = nullptr;
    QComboBox* m_doer;
    AmountEdit* m_reward;
    AmountEdit* m_askerDeposit;
    AmountEdit* m_doerDeposit;
    QDateTimeEdit* m_answerBy;
    QDateTimeEdit* m_workBy;
    QLabel* m_depositRule;
    QLabel* m_rules;
    QLabel* m_prospect;
    MoneyTable* m_outcomes;
    QLabel* m_fault;
    QPushButton* m_propose;
};

} // namespace stoa::ui
