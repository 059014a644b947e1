// SPDX-License-Identifier: MIT
#include "ui/widgets/page_header.h"

#include <QPushButton>
#include <QVBoxLayout>

#include "ui/widgets/flow_layout.h"
#include "ui/widgets/text_label.h"

namespace stoa::ui {

PageHeader::PageHeader(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_title(wrappedLabel(title, TextRole::Title))
    , m_subtitle(secondaryLabel({}))
    , m_row(new FlowLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_row->setSpacing(8);
    m_row->stretchFirst();
    m_row->addWidget(m_title);
    column->addLayout(m_row);
    m_subtitle->hide();
    column->addWidget(m_subtitle);
}

void PageHeader::setTitle(const QString& title) { m_title->setText(title); }

void PageHeader::setSubtitle(const QString& subtitle)
{
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
}

void PageHeader::addChip(QWidget* chip) { m_row->addWidget(chip); }

QPushButton* PageHeader::addButton(const QString& label, const char* kind)
{
    auto* button = new QPushButton(label);
    button->setAutoDefault(false);
    if (kind[0] != '\0') button->setProperty("kind", QByteArray(kind));
    m_row->addWidget(button);
    return button;
}

void PageHeader::addWidget(QWidget* widget) { m_row->addWidget(widget); }

} // namespace stoa::ui
