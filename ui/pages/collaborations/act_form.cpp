// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/act_form.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/session.h"
#include "ui/dialogs/action_runner.h"
#include "ui/theme/text_role.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/text_label.h"
#include "ui/words/text.h"

namespace stoa::ui {

ActForm::ActForm(const PageContext& context, const engine::CollaborationView& view, const QString& title,
                 QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_view(view)
    , m_fault(wrappedLabel({}))
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
    auto* cancel = new QPushButton(tr("Back"));
    foot->addWidget(cancel);
    foot->addWidget(m_send);
    column->addLayout(foot);
    connect(cancel, &QPushButton::clicked, this, &ActForm::cancelled);
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
