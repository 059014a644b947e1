// SPDX-License-Identifier: MIT
// The seven factors as forms, one card each, with what is still missing.
#pragma once

#include <array>

#include <QWidget>

#include "core/content/job_statement.h"

class QCheckBox;
class QLabel;
class QPlainTextEdit;

namespace stoa::ui {

class Card;
class RowTable;
class StateChip;

class FactorEditor : public QWidget {
    Q_OBJECT

public:
    explicit FactorEditor(QWidget* parent = nullptr);

    /// Without the title, which stands elsewhere.
    content::JobStatement statement() const;
    void setStatement(const content::JobStatement& statement);
    void setReadOnly(bool isReadOnly);

    QWidget* section(content::Factor factor) const;
    /// Puts the keyboard into the first field of the factor.
    void focusFactor(content::Factor factor);
    content::FactorState state(content::Factor factor) const;
    int complete() const;
    RowTable* results() const { return m_results; }
    QPlainTextEdit* context() const { return m_context; }
    /// The sentence below the factor about what is missing; empty if it is complete.
    QString missing(content::Factor factor) const;

Q_SIGNALS:
    void edited();
    /// The state of a factor changed.
    void progressed();

private:
    struct Section {
        Card* card = nullptr;
        StateChip* chip = nullptr;
        QLabel* missing = nullptr;
        QWidget* first = nullptr;
    };
    Section& makeSection(content::Factor factor, QWidget* first);
    void change();
    void showStates();

    std::array<Section, content::kFactors> m_sections;
    std::array<content::FactorState, content::kFactors> m_states{};
    QPlainTextEdit* m_context;
    RowTable* m_inside;
    RowTable* m_outside;
    RowTable* m_goals;
    RowTable* m_results;
    RowTable* m_input;
    QCheckBox* m_nothingNeeded;
    RowTable* m_activities;
    RowTable* m_output;
    bool m_isFilling = false;
};

} // namespace stoa::ui
