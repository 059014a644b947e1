// SPDX-License-Identifier: MIT
// One act as a form: its fields from top to bottom, what each of them needs, what will come of it while it is
// filled in, and one button that leads to review and sign. Whoever needs a form lists what is in it.
#pragma once

#include <functional>

#include <QPair>

#include "core/engine/requests.h"
#include "ui/dialogs/dialog.h"

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QDoubleSpinBox;
class QLabel;
class QPlainTextEdit;
class QRadioButton;

namespace stoa::ui {

class ActionRunner;
class AmountEdit;
class Card;
class FactList;
class PeriodEdit;
class PersonPicker;
class Session;

class ActDialog : public Dialog {
    Q_OBJECT

public:
    ActDialog(Session& session, ActionRunner& actions, const QString& title, QWidget* parent);

    // ---- fields, in order -------------------------------------------------------------------------------

    /// Words between the fields: what this is and what follows from it.
    void explain(const QString& text);
    /// The fields that follow stand together below a heading.
    void startSection(const QString& title);
    /// Needed unless `mayBeZero`. At most `most`, unless that is zero.
    AmountEdit* addAmount(const QString& label, const QString& hint, bool mayBeZero = false, Amount most = 0);
    /// Somebody, known or not. `missing` asks for whom, if nobody is given.
    PersonPicker* addPerson(const QString& label, const QString& hint, const QString& missing,
                            const std::vector<engine::PersonView>& known);
    /// The entries' numbers are the combo box's data.
    QComboBox* addChoice(const QString& label, const QString& hint,
                         const QList<QPair<QString, int>>& entries);
    /// Needed if `missing` is not empty.
    QPlainTextEdit* addText(const QString& label, const QString& hint, int lines,
                            const QString& missing = {});
    PeriodEdit* addPeriod(const QString& label, const QString& hint, Seconds value);
    QDoubleSpinBox* addShare(const QString& label, const QString& hint, std::uint16_t hundredthsOfPercent);
    QCheckBox* addTick(const QString& label, const QString& hint = {});
    void add(const QString& label, QWidget* field, const QString& hint = {});
    /// The field is wrong as long as `wrong` says how, as a sentence, which stands below it once sending was
    /// tried. Call it after the field was added.
    void require(QWidget* field, std::function<QString()> wrong);

    /// Whether the act is done at once or put to the members. At once only while `whyNotNow` says nothing;
    /// `needsMajority`: silence would not be enough.
    void addDecision(const engine::CompanyView& company, std::function<QString()> whyNotNow,
                     std::function<bool()> needsMajority);
    /// Of the decision above.
    bool isMotion() const;

    // ---- what comes of it -------------------------------------------------------------------------------

    using Facts = QList<QPair<QString, QString>>;
    /// Shown below the fields, anew whenever one changes. An amount that is not known is left out.
    void preview(const QString& title, std::function<Facts()> facts);
    /// The button, and what it prepares; asked for only when nothing is wrong. A form is sent once: it closes
    /// when the network or the outbox has it, and stays with the reason when it is refused.
    void setAct(const QString& button, std::function<engine::Action()> make, const char* kind = "primary");
    /// A button for something that is not signed: `deed` is called when nothing is wrong, and closes the form
    /// or calls refuse().
    void setDeed(const QString& button, std::function<void()> deed);
    void refuse(const QString& why);
    /// Asked for anew whenever a field changes.
    void setButtonText(std::function<QString()> text);
    /// Once everything is in. Shows the form.
    void begin(int characters = 78);

    /// Looks at the fields anew; only a field that comes later than `begin` has to ask for it.
    void refresh();
    /// Says what is wrong, or begins review and signing.
    void send();
    QPushButton* sendButton() const { return m_send; }
    /// The sentences that are shown now, from top to bottom.
    QStringList shownFaults() const;

Q_SIGNALS:
    void sent(const stoa::engine::Sent& sent);

private:
    struct Rule {
        QWidget* field;
        QLabel* label;
        std::function<QString()> wrong;
    };
    /// Shows what is wrong with every field; the first of them, null if none is.
    QWidget* check();
    void watchFields();
    void showDecision();

    Session& m_session;
    ActionRunner& m_actions;
    QVBoxLayout* m_column;
    std::vector<Rule> m_rules;
    std::vector<std::pair<FactList*, std::function<Facts()>>> m_previews;
    std::vector<Facts> m_shown;
    std::function<engine::Action()> m_make;
    std::function<void()> m_deed;
    std::function<QString()> m_buttonText;
    std::function<QString()> m_whyNotNow;
    std::function<bool()> m_needsMajority;
    engine::CompanyView m_company;
    QRadioButton* m_now = nullptr;
    QRadioButton* m_asMotion = nullptr;
    QLabel* m_decision = nullptr;
    QPushButton* m_send = nullptr;
    bool m_wasTried = false;
};

/// The time that the field holds.
Timestamp timeOf(const QDateTimeEdit& edit);
/// A field for a date and a time of day.
QDateTimeEdit* makeTimeEdit(Timestamp value);

} // namespace stoa::ui
