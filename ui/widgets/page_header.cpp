// SPDX-License-Identifier: MIT
#include "ui/widgets/page_header.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/widgets/text_label.h"

namespace stoa::ui {

PageHeader::PageHeader(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_title(wrappedLabel(title, TextRole::Title))
    , m_subtitle(secondaryLabel({}))
    , m_chips(new QHBoxLayout)
    , m_buttons(new QHBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_title, 1);
    m_chips->setSpacing(8);
    m_buttons->setSpacing(4);
    row->addLayout(m_chips);
    row->addLayout(m_buttons);
    column->addLayout(row);
    m_subtitle->hide();
    column->addWidget(m_subtitle);
}

void PageHeader::setTitle(const QString& title) { m_title->setText(title); }

void PageHeader::setSubtitle(const QString& subtitle)
{
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
}

void PageHeader::addChip(QWidget* chip) { m_chips->addWidget(chip); }

QPushButton* PageHeader::addButton(const QString& label, const char* kind)
{
    auto* button = new QPushButton(label);
    button->setAutoDefault(false);
    if (kind[0] != '\0') button->setProperty("kind", QByteArray(kind));
    m_buttons->addWidget(button);
    return button;
}

void PageHeader::addWidget(QWidget* widget) { m_buttons->addWidget(widget); }

} // namespace stoa::ui
