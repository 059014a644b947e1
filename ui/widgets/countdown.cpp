// SPDX-License-Identifier: MIT
#include "ui/widgets/countdown.h"

#include <QVBoxLayout>

#include "ui/bridge/session.h"
#include "ui/widgets/text_label.h"
#include "ui/words/dates.h"

namespace stoa::ui {

Countdown::Countdown(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_caption(captionLabel({}))
    , m_number(wrappedLabel({}, TextRole::Figure))
    , m_date(secondaryLabel({}))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_caption);
    column->addWidget(m_number);
    column->addWidget(m_date);
    connect(&session, &Session::clockTicked, this, &Countdown::tick);
}

void Countdown::setDeadline(Timestamp deadline, const QString& caption, const QString& atZero)
{
    m_deadline = deadline;
    m_atZero = atZero;
    m_caption->setText(caption);
    m_date->setText(deadline == 0 ? QString() : dateText(deadline));
    setVisible(deadline != 0);
    tick();
}

void Countdown::tick()
{
    if (m_deadline == 0) return;
    const Timestamp now = m_session.now();
    const QString text = now >= m_deadline ? m_atZero : countdownText(m_deadline - now);
    if (text != m_number->text()) m_number->setText(text);
}

} // namespace stoa::ui
