// SPDX-License-Identifier: MIT
#include "ui/dialogs/act_dialog.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include "ui/bridge/session.h"
#include "ui/dialogs/action_runner.h"
#include "ui/dialogs/person_picker.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/money.h"
#include "ui/widgets/period_edit.h"
#include "ui/widgets/text_label.h"
#include "ui/words/amounts.h"
#include "ui/words/dates.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

QLabel* faultLabel()
{
    auto* label = captionLabel({});
    label->setProperty("fault", true);
    label->hide();
    return label;
}

} // namespace

ActDialog::ActDialog(Session& session, ActionRunner& actions, const QString& title, QWidget* parent)
    : Dialog(title, parent)
    , m_session(session)
    , m_actions(actions)
    , m_column(body())
{}

void ActDialog::explain(const QString& text) { m_column->addWidget(wrappedLabel(text)); }

void ActDialog::startSection(const QString& title)
{
    auto* card = new Card(title);
    body()->addWidget(card);
    m_column = card->body();
}

void ActDialog::add(const QString& label, QWidget* field, const QString& hint)
{
    addField(m_column, label, field, hint);
}

void ActDialog::require(QWidget* field, std::function<QString()> wrong)
{
    auto* label = faultLabel();
    m_column->addWidget(label);
    m_rules.push_back({field, label, std::move(wrong)});
}

AmountEdit* ActDialog::addAmount(const QString& label, const QString& hint, bool mayBeZero, Amount most)
{
    auto* edit = new AmountEdit(m_session.symbol());
    add(label, edit, hint);
    require(edit, [this, edit, mayBeZero, most]() -> QString {
        const bool isEmpty = edit->text().trimmed().isEmpty();
        if (isEmpty && mayBeZero) return {};
        if (isEmpty || (!mayBeZero && edit->amount() == Amount{0})) return tr("Write an amount above zero.");
        if (!edit->fault().isEmpty()) return edit->fault();
        if (most > 0 && *edit->amount() > most)
            return tr("It can be %1 at most.").arg(amountText(most, m_session.symbol()));
        return {};
    });
    return edit;
}

PersonPicker* ActDialog::addPerson(const QString& label, const QString& hint, const QString& missing,
                                   const std::vector<engine::PersonView>& known)
{
    auto* picker = new PersonPicker;
    picker->addPeople(known);
    add(label, picker, hint);
    require(picker, [picker, missing]() -> QString {
        if (picker->address()) return {};
        return picker->fault().isEmpty() ? missing : picker->fault();
    });
    return picker;
}

QComboBox* ActDialog::addChoice(const QString& label, const QString& hint,
                                const QList<QPair<QString, int>>& entries)
{
    auto* box = new QComboBox;
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(20); // long names must not make the form wider than the screen
    for (const auto& [text, number] : entries) box->addItem(text, number);
    add(label, box, hint);
    return box;
}

QPlainTextEdit* ActDialog::addText(const QString& label, const QString& hint, int lines,
                                   const QString& missing)
{
    auto* edit = new QPlainTextEdit;
    edit->setTabChangesFocus(true);
    edit->setFixedHeight((lines + 1) * edit->fontMetrics().lineSpacing());
    add(label, edit, hint);
    if (!missing.isEmpty())
        require(edit,
                [edit, missing] { return edit->toPlainText().trimmed().isEmpty() ? missing : QString(); });
    return edit;
}

PeriodEdit* ActDialog::addPeriod(const QString& label, const QString& hint, Seconds value)
{
    auto* edit = new PeriodEdit;
    edit->setPeriod(value);
    add(label, edit, hint);
    return edit;
}

QDoubleSpinBox* ActDialog::addShare(const QString& label, const QString& hint,
                                    std::uint16_t hundredthsOfPercent)
{
    auto* box = new QDoubleSpinBox;
    box->setRange(0, 100);
    box->setDecimals(2);
    box->setSuffix(tr(" %"));
    box->setValue(hundredthsOfPercent / 100.0);
    add(label, box, hint);
    return box;
}

QCheckBox* ActDialog::addTick(const QString& label, const QString& hint)
{
    auto* box = new QCheckBox(label);
    box->setAccessibleDescription(hint);
    m_column->addWidget(box);
    if (!hint.isEmpty()) m_column->addWidget(captionLabel(hint));
    return box;
}

// ---- at once, or by the members -----------------------------------------------------------------------

void ActDialog::addDecision(const engine::CompanyView& company, std::function<QString()> whyNotNow,
                            std::function<bool()> needsMajority)
{
    m_company = company;
    m_whyNotNow = std::move(whyNotNow);
    m_needsMajority = std::move(needsMajority);
    startSection(tr("Who decides?"));
    m_now = new QRadioButton(tr("I &do, and it happens at once"));
    m_asMotion = new QRadioButton(tr("The mem&bers: put it to them as a motion"));
    m_column->addWidget(m_now);
    m_column->addWidget(m_asMotion);
    m_decision = wrappedLabel({});
    m_column->addWidget(m_decision);
    m_asMotion->setChecked(!m_whyNotNow().isEmpty());
    m_now->setChecked(m_whyNotNow().isEmpty());
    require(m_asMotion, [this]() -> QString {
        const auto& wallet = m_session.wallet();
        if (!isMotion()) return m_whyNotNow();
        if (!wallet.isKnown || wallet.available >= m_company.terms.motionBond) return {};
        return tr("A motion locks %1, and you have %2.")
            .arg(amountText(m_company.terms.motionBond, m_session.symbol()),
                 amountText(wallet.available, m_session.symbol()));
    });
    m_column = body();
}

bool ActDialog::isMotion() const { return m_asMotion && m_asMotion->isChecked(); }

void ActDialog::showDecision()
{
    if (!m_decision) return;
    const QString why = m_whyNotNow();
    m_now->setEnabled(why.isEmpty() || m_now->isChecked());
    m_now->setToolTip(why);
    m_now->setAccessibleDescription(why);
    const tx::CharterTerms& terms = m_company.terms;
    const QString bond = amountText(terms.motionBond, m_session.symbol());
    const QString until = dayText(m_session.now() + terms.objectionPeriod, m_session.now());
    const QString decided =
        dayText(m_session.now() + terms.objectionPeriod + terms.votePeriod, m_session.now());
    if (!isMotion()) {
        m_decision->setText(why.isEmpty() ? tr("Your role allows it.") : why);
        return;
    }
    const QString locked = tr("You lock %1 until then. It comes back when the motion is carried out or "
                              "lapses; if the members reject it, it goes to the treasury.")
                               .arg(bond);
    const QString how =
        m_needsMajority()
            ? tr("More than half of the members must vote for it until %1; otherwise it is rejected.")
                  .arg(decided)
            : tr("The members can object until %1. If fewer than %2 do, it has passed, also when nobody says "
                 "anything; else they vote until %3.")
                  .arg(until, shareText(terms.objectionThreshold), decided);
    const QString text = terms.motionBond == 0 ? how : how + u' ' + locked;
    m_decision->setText(why.isEmpty() ? text : why + u' ' + text);
}

// ---- what comes of it ---------------------------------------------------------------------------------

void ActDialog::preview(const QString& title, std::function<Facts()> facts)
{
    auto* card = new Card(title);
    auto* list = new FactList;
    card->body()->addWidget(list);
    body()->addWidget(card);
    m_previews.emplace_back(list, std::move(facts));
    m_shown.emplace_back();
}

void ActDialog::setAct(const QString& button, std::function<engine::Action()> make, const char* kind)
{
    addCancel();
    m_send = addButton(button, kind);
    m_send->setObjectName(u"sendAct"_s);
    m_make = std::move(make);
    connect(m_send, &QPushButton::clicked, this, &ActDialog::send);
}

void ActDialog::setDeed(const QString& button, std::function<void()> deed)
{
    setAct(button, {});
    m_deed = std::move(deed);
}

void ActDialog::refuse(const QString& why)
{
    m_send->setEnabled(true);
    banners()->show(u"refusal"_s, Tone::Danger, why);
}

void ActDialog::setButtonText(std::function<QString()> text) { m_buttonText = std::move(text); }

void ActDialog::begin(int characters)
{
    watchFields();
    refresh();
    finish(characters, 20);
    open();
    for (QWidget* at = nextInFocusChain(); at != this; at = at->nextInFocusChain()) {
        if (!isAncestorOf(at) || !at->isVisible() || !at->isEnabled()) continue;
        if (!(at->focusPolicy() & Qt::TabFocus) || at == m_send) continue;
        at->setFocus();
        return;
    }
}

void ActDialog::watchFields()
{
    const auto changed = [this] { refresh(); };
    for (auto* each : findChildren<QLineEdit*>())
        if (!qobject_cast<QAbstractSpinBox*>(each->parentWidget()))
            connect(each, &QLineEdit::textChanged, this, changed);
    for (auto* each : findChildren<QPlainTextEdit*>())
        connect(each, &QPlainTextEdit::textChanged, this, changed);
    for (auto* each : findChildren<QComboBox*>())
        connect(each, &QComboBox::currentIndexChanged, this, changed);
    for (auto* each : findChildren<QSpinBox*>()) connect(each, &QSpinBox::valueChanged, this, changed);
    for (auto* each : findChildren<QDoubleSpinBox*>())
        connect(each, &QDoubleSpinBox::valueChanged, this, changed);
    for (auto* each : findChildren<QDateTimeEdit*>())
        connect(each, &QDateTimeEdit::dateTimeChanged, this, changed);
    for (auto* each : findChildren<QAbstractButton*>())
        if (each->isCheckable()) connect(each, &QAbstractButton::toggled, this, changed);
}

void ActDialog::refresh()
{
    showDecision();
    for (std::size_t i = 0; i < m_previews.size(); ++i) {
        auto& [list, facts] = m_previews[i];
        Facts fresh = facts();
        if (fresh == m_shown[i]) continue; // a screen reader must not hear what has not changed
        list->clear();
        for (const auto& [name, value] : fresh) list->addFact(name, value);
        m_shown[i] = std::move(fresh);
    }
    if (m_send && m_buttonText) m_send->setText(m_buttonText());
    if (m_wasTried) check();
}

QWidget* ActDialog::check()
{
    QWidget* first = nullptr;
    const auto fieldOf = [](const Rule& rule) {
        return rule.field->focusProxy() ? rule.field->focusProxy() : rule.field;
    };
    for (const Rule& rule : m_rules) fieldOf(rule)->setProperty("invalid", false);
    for (const Rule& rule : m_rules) {
        const bool isAsked = rule.field->isVisibleTo(this) && rule.field->isEnabled();
        const QString wrong = isAsked ? rule.wrong() : QString();
        QPalette red = rule.label->palette();
        red.setColor(QPalette::WindowText, tokensOf(this).danger);
        rule.label->setPalette(red);
        rule.label->setText(wrong);
        rule.label->setVisible(!wrong.isEmpty());
        QWidget* field = fieldOf(rule);
        if (!wrong.isEmpty()) {
            field->setProperty("invalid", true);
            field->setAccessibleDescription(wrong);
            if (!first) first = field;
        }
        field->update();
    }
    return first;
}

void ActDialog::send()
{
    if (!m_send->isEnabled()) return;
    m_wasTried = true;
    if (QWidget* first = check()) {
        first->setFocus();
        return;
    }
    if (m_deed) {
        m_send->setEnabled(false); // until the answer
        m_deed();
        return;
    }
    m_actions.run(m_make(), m_send, [this](const engine::Sent& result) {
        Q_EMIT sent(result);
        accept();
    });
}

QStringList ActDialog::shownFaults() const
{
    QStringList texts;
    for (const Rule& rule : m_rules)
        if (!rule.label->text().isEmpty()) texts << rule.label->text();
    return texts;
}

Timestamp timeOf(const QDateTimeEdit& edit)
{
    const qint64 seconds = edit.dateTime().toSecsSinceEpoch();
    return seconds < 0 ? 0 : static_cast<Timestamp>(seconds);
}

QDateTimeEdit* makeTimeEdit(Timestamp value)
{
    auto* edit = new QDateTimeEdit;
    edit->setCalendarPopup(true);
    edit->setDisplayFormat(u"ddd d MMM yyyy, HH:mm"_s);
    edit->setDateTime(QDateTime::fromSecsSinceEpoch(static_cast<qint64>(value)));
    return edit;
}

} // namespace stoa::ui
