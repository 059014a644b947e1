// SPDX-License-Identifier: MIT
// A company in three steps: purpose, rules, review and create. What was typed is kept until it is created.
#pragma once

#include "core/engine/requests.h"
#include "ui/dialogs/step_dialog.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace stoa::ui {

class ActionRunner;
class AddressEdit;
class AmountEdit;
class EngineBridge;
class FactList;
class Session;
class UiSettings;

class CreateCompanyDialog : public StepDialog {
    Q_OBJECT

public:
    CreateCompanyDialog(EngineBridge& bridge, Session& session, ActionRunner& actions, UiSettings& settings,
                        QWidget* parent);

Q_SIGNALS:
    void created(const stoa::DacId& dac);

protected:
    QString faultOf(int step) override;
    void entered(int step) override;
    void finishAll() override;

private:
    void buildPurpose();
    void buildRules();
    void buildReview();
    void takeDefaults(const tx::CharterTerms& terms);
    tx::CharterTerms terms() const;
    QString name() const;
    QString meaning() const; ///< the rules in two or three sentences
    void preview();
    void summarize();
    void keepDraft();
    void readDraft();

    EngineBridge& m_bridge;
    Session& m_session;
    ActionRunner& m_actions;
    UiSettings& m_settings;
    tx::CharterTerms m_terms;
    bool m_hasTerms = false;

    QLineEdit* m_name = nullptr;
    QPlainTextEdit* m_purpose = nullptr;
    QLabel* m_counter = nullptr;
    QLabel* m_previewName = nullptr;
    QLabel* m_previewPurpose = nullptr;

    QDoubleSpinBox* m_depositShare = nullptr;
    AmountEdit* m_minimumDeposit = nullptr;
    QSpinBox* m_answerDays = nullptr;
    QSpinBox* m_reviewDays = nullptr;
    QSpinBox* m_challengeDays = nullptr;
    QSpinBox* m_changes = nullptr;
    QDoubleSpinBox* m_tax = nullptr;
    QComboBox* m_court = nullptr;
    QWidget* m_courtRow = nullptr;
    AddressEdit* m_courtAddress = nullptr;
    AmountEdit* m_courtFee = nullptr;
    AmountEdit* m_stake = nullptr;
    QLabel* m_meaning = nullptr;

    FactList* m_summary = nullptr;
    FactList* m_cost = nullptr;
    QLabel* m_reviewPurpose = nullptr;
    QCheckBox* m_understood = nullptr;
};

} // namespace stoa::ui
