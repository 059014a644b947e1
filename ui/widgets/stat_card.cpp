// SPDX-License-Identifier: MIT
#include "ui/widgets/stat_card.h"

#include <QVBoxLayout>

#include "ui/widgets/text_label.h"

namespace stoa::ui {

StatCard::StatCard(const QString& name, QWidget* parent)
    : Card({}, parent)
    , m_name(name)
    , m_value(textLabel({}, TextRole::Title))
    , m_remark(captionLabel({}))
{
    body()->setSpacing(2);
    body()->addWidget(captionLabel(name));
    body()->addWidget(m_value);
    body()->addWidget(m_remark);
    body()->addStretch(1);
}

void StatCard::setValue(const QString& value, const QString& remark)
{
    m_value->setText(value);
    m_remark->setText(remark);
    setAccessibleName(m_name + QStringLiteral(": ") + value);
}

} // namespace stoa::ui
