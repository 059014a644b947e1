// SPDX-License-Identifier: MIT
// The forms around the work itself: hand it over, send it back.
#pragma once

#include "ui/pages/collaborations/act_form.h"

class QCheckBox;
class QDateTimeEdit;
class QLineEdit;

namespace stoa::ui {

/// The doer hands the work over: what was done, and for each measurable result whether it is met.
class DeliverForm : public ActForm {
    Q_OBJECT

public:
    DeliverForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent = nullptr);

    struct ResultRow {
        QCheckBox* met;
        QLineEdit* evidence;
    };
    const QList<ResultRow>& results() const { return m_results; }
    QPlainTextEdit* summary() const { return m_summary; }
    /// The text that is delivered.
    QString text() const;
    Fault fault() const override;
    engine::ActOnCollaboration action() const override;

private:
    QPlainTextEdit* m_summary;
    QPlainTextEdit* m_links;
    QList<ResultRow> m_results;
};

/// The asker sends delivered work back, with reasons and a new day.
class ChangesForm : public ActForm {
    Q_OBJECT

public:
    ChangesForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent = nullptr);

    QPlainTextEdit* reasons() const { return m_reasons; }
    QDateTimeEdit* workBy() const { return m_workBy; }
    Fault fault() const override;
    engine::ActOnCollaboration action() const override;

private:
    Timestamp earliest() const;

    QPlainTextEdit* m_reasons;
    QDateTimeEdit* m_workBy;
};

} // namespace stoa::ui
