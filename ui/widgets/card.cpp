// SPDX-License-Identifier: MIT
#include "ui/widgets/card.h"

#include <QVBoxLayout>

#include "ui/widgets/text_label.h"

namespace stoa::ui {

Card::Card(const QString& title, QWidget* parent)
    : QFrame(parent)
    , m_body(new QVBoxLayout(this))
{
    setFrameShape(QFrame::StyledPanel);
    setProperty("card", true);
    m_body->setContentsMargins(16, 14, 16, 14);
    m_body->setSpacing(8);
    if (!title.isEmpty()) m_body->addWidget(textLabel(title, TextRole::Subtitle));
}

} // namespace stoa::ui
