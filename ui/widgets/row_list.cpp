// SPDX-License-Identifier: MIT
#include "ui/widgets/row_list.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace stoa::ui {

RowList::RowList(int spacing, QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(spacing);
}

void RowList::setRows(const QStringList& words, const std::function<void(QVBoxLayout*)>& make)
{
    if (m_isFilled && words == m_words) return;
    m_isFilled = true;
    m_words = words;
    const QWidget* focused = window()->focusWidget();
    const QString name = focused && isAncestorOf(focused) ? focused->objectName() : QString();
    while (m_column->count() > 0) {
        QWidget* row = m_column->takeAt(0)->widget();
        row->hide();
        row->deleteLater();
    }
    make(m_column);
    if (name.isEmpty()) return;
    const auto buttons = findChildren<QPushButton*>(name);
    if (!buttons.isEmpty()) buttons.last()->setFocus(); // the last: old rows are still on their way out
}

} // namespace stoa::ui
