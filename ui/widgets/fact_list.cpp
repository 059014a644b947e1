// SPDX-License-Identifier: MIT
#include "ui/widgets/fact_list.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/widgets/text_label.h"

namespace stoa::ui {

namespace {
const auto kNameLabel = QStringLiteral("factName");
}

FactList::FactList(QWidget* parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout(this))
    , m_together(std::make_shared<Together>(std::size_t{1}, this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(6);
}

FactList::~FactList() { std::erase(*m_together, this); }

void FactList::alignWith(FactList& other)
{
    if (m_together == other.m_together) return;
    const std::shared_ptr<Together> joining = other.m_together;
    for (FactList* each : *joining) {
        m_together->push_back(each);
        each->m_together = m_together;
    }
    align();
}

TextLabel* FactList::addFact(const QString& name, const QString& value)
{
    auto* label = wrappedLabel(value);
    label->setSelectable();
    addFact(name, label);
    return label;
}

void FactList::addFact(const QString& name, QWidget* value)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    auto* label = wrappedLabel(name);
    label->setSecondary(true);
    label->setObjectName(kNameLabel);
    label->setBuddy(value);
    // Texts begin in one line; a chip or a field is higher than its name, which stands beside its middle.
    const auto side = qobject_cast<QLabel*>(value) ? Qt::AlignTop : Qt::AlignVCenter;
    layout->addWidget(label, 0, side);
    layout->addWidget(value, 1, side);
    if (value->accessibleName().isEmpty() && !qobject_cast<QLabel*>(value)) value->setAccessibleName(name);
    m_rows->addWidget(row);
    align();
}

void FactList::clear()
{
    while (m_rows->count() > 0) {
        QWidget* row = m_rows->takeAt(0)->widget();
        row->hide();
        row->deleteLater();
    }
}

void FactList::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) align();
}

void FactList::align()
{
    int widest = 0;
    QList<TextLabel*> labels;
    for (const FactList* each : *m_together) labels += each->findChildren<TextLabel*>(kNameLabel);
    for (const TextLabel* label : labels)
        widest = std::max(widest, label->fontMetrics().horizontalAdvance(label->text()) + 2);
    widest = std::min(widest, charactersWide(this, 22));
    for (TextLabel* label : labels) label->setFixedWidth(widest);
}

} // namespace stoa::ui
