// SPDX-License-Identifier: MIT
// The forms of a dispute: open it, answer it, rule, take it back. Each shows who would get what before
// anything is signed.
#pragma once

#include "ui/models/payoff.h"
#include "ui/pages/collaborations/act_form.h"

class QCheckBox;
class QRadioButton;

namespace stoa::ui {

class AmountSlider;
class MoneyTable;

/// Asks the arbitrator to decide: what was broken, what happened, what the doer should receive.
class DisputeForm : public ActForm {
    Q_OBJECT

public:
    DisputeForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent = nullptr);

    const QList<QCheckBox*>& broken() const { return m_broken; }
    QPlainTextEdit* story() const { return m_story; }
    AmountSlider* claim() const { return m_claim; }
    MoneyTable* outcomes() const { return m_outcomes; }
    QString text() const;
    Fault fault() const override;
    engine::ActOnCollaboration action() const override;

private:
    void makeBroken();
    void makeClaim();
    void showOutcomes();

    Stakes m_stakes;
    Amount m_statusQuo = 0;
    QList<QCheckBox*> m_broken;
    QPlainTextEdit* m_story;
    QPlainTextEdit* m_evidence;
    QLabel* m_count;
    AmountSlider* m_claim;
    MoneyTable* m_outcomes;
};

/// The other side answers: accepts the claim, or names its own amount and says why.
class AnswerForm : public ActForm {
    Q_OBJECT

public:
    AnswerForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent = nullptr);

    QRadioButton* acceptsClaim() const { return m_accepts; }
    QPlainTextEdit* story() const { return m_story; }
    AmountSlider* counterClaim() const { return m_counter; }
    MoneyTable* outcomes() const { return m_outcomes; }
    Fault fault() const override;
    engine::ActOnCollaboration action() const override;

private:
    void change();

    Stakes m_stakes;
    QRadioButton* m_accepts;
    QRadioButton* m_rejects;
    QPlainTextEdit* m_story;
    QWidget* m_own = nullptr;
    AmountSlider* m_counter;
    MoneyTable* m_outcomes;
};

/// The arbitrator rules, or one of a panel seals a ruling: an amount between what both sides ask for, and the
/// reasons.
class RulingForm : public ActForm {
    Q_OBJECT

public:
    /// `act` is Rule or CommitRuling.
    RulingForm(const PageContext& context, const engine::CollaborationView& view,
               engine::Act act = engine::Act::Rule, QWidget* parent = nullptr);

    AmountSlider* ruling() const { return m_ruling; }
    QPlainTextEdit* reasons() const { return m_reasons; }
    MoneyTable* outcomes() const { return m_outcomes; }
    Fault fault() const override;
    engine::ActOnCollaboration action() const override;

private:
    void showOutcomes();

    bool isSealed() const { return m_act == engine::Act::CommitRuling; }

    engine::Act m_act;
    Stakes m_stakes;
    QPlainTextEdit* m_reasons;
    AmountSlider* m_ruling;
    MoneyTable* m_outcomes;
};

/// Takes back one's own dispute or appeal: what was paid for it goes to the other side.
class WithdrawForm : public ActForm {
    Q_OBJECT

public:
    WithdrawForm(const PageContext& context, const engine::CollaborationView& view,
                 QWidget* parent = nullptr);

    MoneyTable* outcomes() const { return m_outcomes; }
    Fault fault() const override { return {}; }
    engine::ActOnCollaboration action() const override;

private:
    void showOutcomes();

    MoneyTable* m_outcomes;
};

/// The caption above a text that `person` wrote.
QString wordsOfText(const engine::PersonView& person);
/// The claim as one sentence that an outsider understands.
QString claimSentence(const engine::CollaborationView& view, const QString& symbol);
/// The counter-claim, or what stands in its place.
QString counterSentence(const engine::CollaborationView& view, const QString& symbol);

} // namespace stoa::ui
