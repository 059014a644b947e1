// SPDX-License-Identifier: MIT
#include "ui/widgets/money_table.h"

#include <QFrame>
#include <QGridLayout>

#include "ui/widgets/text_label.h"

namespace stoa::ui {

MoneyTable::MoneyTable(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(gridUnits(5));
    m_grid->setVerticalSpacing(gridUnits(1));
    m_grid->setColumnStretch(0, 1);
}

void MoneyTable::setTable(const QStringList& heads, const QList<QStringList>& rows, int strongRow)
{
    const bool isSameShape = m_labels.size() == rows.size() + 1 && m_labels.first().size() == heads.size();
    if (!isSameShape) {
        for (const auto& row : std::as_const(m_labels)) qDeleteAll(row);
        qDeleteAll(m_lines);
        m_labels.clear();
        m_lines.clear();
        for (int row = 0; row <= rows.size(); ++row) {
            QList<QLabel*> labels;
            const int line = 2 * row;
            for (int i = 0; i < heads.size(); ++i) {
                TextLabel* label = i == 0 ? wrappedLabel({}) : textLabel({});
                if (row == 0) setTextRole(label, TextRole::Caption);
                label->setSecondary(row == 0);
                label->setAlignment((i == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
                m_grid->addWidget(label, line, i);
                labels << label;
            }
            m_labels << labels;
            if (row == rows.size()) break;
            auto* rule = new QFrame;
            rule->setFrameShape(QFrame::HLine);
            rule->setFrameShadow(QFrame::Plain);
            rule->setForegroundRole(QPalette::Midlight);
            m_grid->addWidget(rule, line + 1, 0, 1, static_cast<int>(heads.size()));
            m_lines << rule;
        }
    }
    for (int row = 0; row <= rows.size(); ++row) {
        const QStringList& texts = row == 0 ? heads : rows.at(row - 1);
        for (int i = 0; i < heads.size(); ++i) {
            QLabel* label = m_labels.at(row).at(i);
            if (row > 0) setTextRole(label, row - 1 == strongRow ? TextRole::Strong : TextRole::Body);
            label->setText(texts.value(i));
            if (row > 0 && i > 0)
                label->setAccessibleName(tr("%1, %2: %3").arg(texts.value(0), heads.at(i), texts.value(i)));
        }
    }
}

QString MoneyTable::text(int row, int column) const
{
    const QLabel* label = m_labels.value(row + 1).value(column, nullptr);
    return label ? label->text() : QString();
}

} // namespace stoa::ui
