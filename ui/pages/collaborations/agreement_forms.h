// SPDX-License-Identifier: MIT
// What both sides can change or end together: a settlement with an amount for each, and other terms beside
// the old ones.
#pragma once

#include "ui/models/payoff.h"
#include "ui/pages/collaborations/act_form.h"

class QCheckBox;
class QDateTimeEdit;

namespace stoa::ui {

class AmountEdit;
class AmountSlider;
class MoneyTable;

/// Who gets what under a settlement and without one: the amounts of each row are all that is locked.
QList<QStringList> settlementRows(const engine::CollaborationView& view, Amount toDoer,
                                  const QString& symbol);
/// Old terms against new ones.
QList<QStringList> termRowsOf(const engine::CollaborationView& view, Amount reward, Timestamp workBy,
                              bool isOtherStatement, const QString& symbol);
/// What happens to money at once if the reward changes from `before` to `after`.
QString rewardChangeText(const engine::CollaborationView& view, Amount after, const QString& symbol);

/// Offers to end it with an amount for the doer.
class OfferForm : public ActForm {
    Q_OBJECT

public:
    OfferForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent = nullptr);

    AmountSlider* amount() const { return m_amount; }
    QDateTimeEdit* until() const { return m_until; }
    MoneyTable* outcomes() const { return m_outcomes; }
    Fault fault() const override;
    engine::ActOnCollaboration action() const override;

private:
    void showOutcomes();

    AmountSlider* m_amount;
    QDateTimeEdit* m_until;
    MoneyTable* m_outcomes;
};

/// Accepts the other side's offer.
class SettleForm : public ActForm {
    Q_OBJECT

public:
    SettleForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent = nullptr);

    MoneyTable* outcomes() const { return m_outcomes; }
    Fault fault() const override { return {}; }
    engine::ActOnCollaboration action() const override;

private:
    MoneyTable* m_outcomes;
};

/// Offers other terms for work that is under way.
class AmendForm : public ActForm {
    Q_OBJECT

public:
    AmendForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent = nullptr);

    AmountEdit* reward() const { return m_reward; }
    QDateTimeEdit* workBy() const { return m_workBy; }
    QCheckBox* newStatement() const { return m_newStatement; }
    MoneyTable* terms() const { return m_terms; }
    Fault fault() const override;
    engine::ActOnCollaboration action() const override;

private:
    void change();
    Timestamp chosenWorkBy() const;

    AmountEdit* m_reward;
    QDateTimeEdit* m_workBy;
    QCheckBox* m_newStatement;
    MoneyTable* m_terms;
    QLabel* m_money;
};

/// Agrees to the terms that the other side has offered.
class AgreeForm : public ActForm {
    Q_OBJECT

public:
    AgreeForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent = nullptr);

    MoneyTable* terms() const { return m_terms; }
    Fault fault() const override;
    engine::ActOnCollaboration action() const override;

private:
    MoneyTable* m_terms;
};

/// The cards about what is offered now, for the top of a collaboration; nothing if nothing is.
QList<QWidget*> makeOfferCards(const engine::CollaborationView& view, const QString& symbol, Timestamp now);
/// Everything that those cards say.
QStringList offerWords(const engine::CollaborationView& view, const QString& symbol, Timestamp now);

} // namespace stoa::ui
