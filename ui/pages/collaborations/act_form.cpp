// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/act_form.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/action_runner.h"
#include "ui/theme/text_role.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/text_label.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

ActForm::ActForm(const PageContext& context, const engine::CollaborationView& view, const QString& title,
                 QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_view(view)
    , m_fault(wrappedLabel({}))
    , m_back(new QPushButton(tr("Back")))
    , m_send(new QPushButton)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* scroll = new ScrollPage(nullptr, 92);
    m_body = scroll->body();
    m_body->addWidget(wrappedLabel(title, TextRole::Title));
    m_body->addWidget(secondaryLabel(toQt(view.title)));
    m_body->addWidget(new BannerArea);
    column->addWidget(scroll, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(24, 8, 24, 12);
    m_fault->setAccessibleName(tr("What is missing"));
    foot->addWidget(m_fault, 1);
    foot->addWidget(m_back);
    foot->addWidget(m_send);
    column->addLayout(foot);
    connect(m_back, &QPushButton::clicked, this, &ActForm::cancelled);
    connect(m_send, &QPushButton::clicked, this, &ActForm::send);
}

QString ActForm::symbol() const { return m_context.session.symbol(); }

Card* ActForm::addCard(const QString& title)
{
    auto* card = new Card(title);
    m_body->addWidget(card);
    return card;
}

void ActForm::setSendLabel(const QString& label, const char* kind)
{
    m_send->setText(label);
    m_send->setProperty("kind", QByteArray(kind));
}

engine::ActOnCollaboration ActForm::makeAction(engine::Act act) const
{
    engine::ActOnCollaboration action;
    action.dac = m_view.dac;
    action.id = m_view.id;
    action.act = act;
    return action;
}

QString ActForm::shownFault() const { return m_fault->text(); }

void ActForm::send()
{
    const Fault wrong = fault();
    if (m_marked) {
        m_marked->setProperty("invalid", false);
        m_marked->update();
        m_marked = nullptr;
    }
    m_fault->setText(wrong.text);
    if (!wrong.text.isEmpty()) {
        QPalette red = m_fault->palette();
        red.setColor(QPalette::WindowText, tokensOf(this).danger);
        m_fault->setPalette(red);
        if (wrong.field) {
            m_marked = wrong.field;
            m_marked->setProperty("invalid", true);
            m_marked->setAccessibleDescription(wrong.text);
            m_marked->update();
            m_marked->setFocus();
        }
        return;
    }
    m_context.actions.run(action(), m_send, [this](const engine::Sent&) { Q_EMIT done(); });
}

namespace {

/// What a person fills in, in the order in which it was made: the same for the same form.
template <typename Text, typename Line, typename Tick>
void forEachField(const QWidget* form, Text text, Line line, Tick tick)
{
    for (auto* each : form->findChildren<QPlainTextEdit*>())
        if (!each->isReadOnly()) text(each);
    for (auto* each : form->findChildren<QLineEdit*>())
        if (!each->isReadOnly() && !qobject_cast<QAbstractSpinBox*>(each->parentWidget())) line(each);
    for (auto* each : form->findChildren<QAbstractButton*>())
        if (each->isCheckable()) tick(each);
}

} // namespace

QString ActForm::draftKey() const
{
    return u"%1-%2-%3"_s
        .arg(QString::fromLatin1(metaObject()->className()).section(u':', -1), idText(m_view.id))
        .arg(m_view.seq);
}

void ActForm::writeDraft() const
{
    QJsonArray fields;
    forEachField(
        this, [&](const QPlainTextEdit* edit) { fields.append(edit->toPlainText()); },
        [&](const QLineEdit* edit) { fields.append(edit->text()); },
        [&](const QAbstractButton* button) { fields.append(button->isChecked()); });
    m_context.settings.setDraft(draftKey(),
                                QString::fromUtf8(QJsonDocument(fields).toJson(QJsonDocument::Compact)));
}

void ActForm::keepWriting()
{
    const auto fields = QJsonDocument::fromJson(m_context.settings.draft(draftKey()).toUtf8()).array();
    qsizetype count = 0;
    const auto counted = [&](const auto*) { ++count; };
    forEachField(this, counted, counted, counted);
    if (fields.size() == count) {
        qsizetype at = 0;
        forEachField(
            this, [&](QPlainTextEdit* edit) { edit->setPlainText(fields.at(at++).toString()); },
            [&](QLineEdit* edit) { edit->setText(fields.at(at++).toString()); },
            [&](QAbstractButton* button) { button->setChecked(fields.at(at++).toBool()); });
    }
    const auto write = [this] { writeDraft(); };
    forEachField(
        this, [&](QPlainTextEdit* edit) { connect(edit, &QPlainTextEdit::textChanged, this, write); },
        [&](QLineEdit* edit) { connect(edit, &QLineEdit::textChanged, this, write); },
        [&](QAbstractButton* button) { connect(button, &QAbstractButton::toggled, this, write); });
}

void ActForm::takeKeyboard()
{
    QWidget* first = nullptr;
    QWidget* last = nullptr;
    for (QWidget* at = nextInFocusChain(); at != this; at = at->nextInFocusChain()) {
        const bool isField = isAncestorOf(at) && at != m_back && at != m_send;
        if (!isField || !(at->focusPolicy() & Qt::TabFocus)) continue;
        if (!first && at->isVisible() && at->isEnabled()) first = at;
        last = at;
    }
    if (!last) { // nothing to fill in: the keyboard begins where nothing happens
        m_back->setFocus();
        return;
    }
    setTabOrder(last, m_back);
    setTabOrder(m_back, m_send);
    const QWidget* focused = focusWidget();
    if (first && (!focused || focused == m_back || focused == m_send)) first->setFocus();
}

void ActForm::dropWriting() { m_context.settings.setDraft(draftKey(), {}); }

void ActForm::recheck()
{
    if (!m_fault->text().isEmpty()) m_fault->setText(fault().text);
    if (m_marked && m_fault->text().isEmpty()) {
        m_marked->setProperty("invalid", false);
        m_marked->update();
        m_marked = nullptr;
    }
}

QPlainTextEdit* makeTextEdit(int lines)
{
    auto* edit = new QPlainTextEdit;
    edit->setTabChangesFocus(true);
    edit->setMinimumHeight((lines + 1) * edit->fontMetrics().lineSpacing());
    edit->setMaximumHeight((2 * lines + 1) * edit->fontMetrics().lineSpacing());
    return edit;
}

} // namespace stoa::ui
