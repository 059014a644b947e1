// SPDX-License-Identifier: MIT
#include "ui/widgets/scroll_page.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/theme/text_role.h"

namespace stoa::ui {

ScrollPage::ScrollPage(QWidget* parent, int maxCharacters)
    : QScrollArea(parent)
    , m_body(new QVBoxLayout)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(24, 20, 24, 24);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(12);
    if (maxCharacters > 0) {
        auto* column = new QWidget;
        column->setLayout(m_body);
        column->setMaximumWidth(charactersWide(this, maxCharacters));
        row->addWidget(column, 100);
        row->addStretch(1);
    } else
        row->addLayout(m_body, 1);
    setWidget(content);
    content->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
}

void ScrollPage::finish() { m_body->addStretch(1); }

QSize ScrollPage::minimumSizeHint() const { return {charactersWide(this, 30), fontMetrics().height() * 8}; }

int ScrollPage::heightForContent(int width) const
{
    // Fonts are set by polishing, and a layout remembers what it has measured.
    for (QWidget* each : widget()->findChildren<QWidget*>()) {
        each->ensurePolished();
        if (each->layout()) each->layout()->invalidate();
        each->updateGeometry();
    }
    QLayout* layout = widget()->layout();
    layout->invalidate();
    const int needed =
        layout->hasHeightForWidth() ? layout->totalHeightForWidth(width) : layout->totalSizeHint().height();
    return std::max(needed, layout->totalMinimumSize().height()) + 2 * frameWidth();
}

} // namespace stoa::ui
