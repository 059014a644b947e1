// SPDX-License-Identifier: MIT
// What only a panel of drawn arbitrators knows: opening a sealed ruling, and the appeal against what came
// out.
#pragma once

#include "ui/pages/collaborations/act_form.h"

class QCheckBox;

namespace stoa::ui {

class AmountSlider;

/// An arbitrator opens the ruling that was sealed, here or on another computer.
class OpenRulingForm : public ActForm {
    Q_OBJECT

public:
    OpenRulingForm(const PageContext& context, const engine::CollaborationView& view,
                   QWidget* parent = nullptr);

    QCheckBox* elsewhere() const { return m_elsewhere; }
    AmountSlider* ruling() const { return m_ruling; }
    QPlainTextEdit* reasons() const { return m_reasons; }
    Fault fault() const override;
    engine::ActOnCollaboration action() const override;

private:
    QCheckBox* m_elsewhere;
    QWidget* m_again;
    AmountSlider* m_ruling;
    QPlainTextEdit* m_reasons;
};

/// A party asks a larger panel to decide again.
class AppealForm : public ActForm {
    Q_OBJECT

public:
    AppealForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent = nullptr);

    QPlainTextEdit* reasons() const { return m_reasons; }
    Fault fault() const override;
    engine::ActOnCollaboration action() const override;

private:
    QPlainTextEdit* m_reasons;
};

/// Fills the column with the dispute as it stands: who asks for what, in whose words, how far the arbitrators
/// are, what was ruled, and who pays.
void fillCase(QVBoxLayout* column, const engine::CollaborationView& view, const QString& symbol,
              Timestamp now);

} // namespace stoa::ui
