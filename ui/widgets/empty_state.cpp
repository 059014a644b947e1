// SPDX-License-Identifier: MIT
#include "ui/widgets/empty_state.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/widgets/text_label.h"

namespace stoa::ui {

EmptyState::EmptyState(const QString& icon, const QString& what, const QString& why, QWidget* parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_picture(new QLabel)
    , m_what(wrappedLabel(what, TextRole::Subtitle))
    , m_why(secondaryLabel(why))
    , m_buttons(new QHBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 32, 24, 32);
    column->setSpacing(8);
    column->addStretch(1);
    m_picture->setAlignment(Qt::AlignCenter);
    m_what->setAlignment(Qt::AlignCenter);
    m_why->setAlignment(Qt::AlignCenter);
    column->addWidget(m_picture);
    column->addWidget(m_what);
    column->addWidget(m_why);
    m_buttons->setContentsMargins(0, 8, 0, 0);
    m_buttons->addStretch(1);
    m_buttons->addStretch(1);
    column->addLayout(m_buttons);
    column->addStretch(2);
    drawIcon();
}

void EmptyState::setProminent()
{
    m_isProminent = true;
    setTextRole(m_what, TextRole::Title);
    drawIcon();
}

void EmptyState::setWords(const QString& what, const QString& why)
{
    m_what->setText(what);
    m_why->setText(why);
}

void EmptyState::addAction(const QString& label, std::function<void()> run)
{
    auto* button = new QPushButton(label);
    button->setAutoDefault(false);
    if (m_buttons->count() == 2) button->setProperty("kind", QByteArray("primary"));
    connect(button, &QPushButton::clicked, this, [run = std::move(run)] { run(); });
    m_buttons->insertWidget(m_buttons->count() - 1, button);
}

void EmptyState::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) drawIcon();
}

void EmptyState::drawIcon()
{
    const Tokens& tokens = tokensOf(this);
    m_picture->setPixmap(iconPixmap(m_icon, m_isProminent ? tokens.accent : tokens.text2,
                                    (m_isProminent ? 6 : 3) * fontMetrics().height(), devicePixelRatioF()));
}

} // namespace stoa::ui
