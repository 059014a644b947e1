// SPDX-License-Identifier: MIT
#include "ui/widgets/scroll_page.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/theme/text_role.h"

namespace stoa::ui {

namespace {

/// As high as its texts need at the width that it has. A layout's own least height is that of its texts at
/// the width that they would like best, which leaves a gap below, or cuts.
class ScrollBody : public QWidget {
public:
    using QWidget::QWidget;
    QSize minimumSizeHint() const override
    {
        QSize size = QWidget::minimumSizeHint();
        if (hasHeightForWidth()) size.setHeight(0);
        return size;
    }
};

/// At most so many average characters wide, but never narrower than what is in it.
class ReadingColumn : public QWidget {
public:
    explicit ReadingColumn(int characters)
        : m_characters(characters)
    {}
    void fit()
    {
        const int most = std::max(charactersWide(this, m_characters), layout()->minimumSize().width());
        if (most != maximumWidth()) setMaximumWidth(most);
    }

protected:
    bool event(QEvent* event) override
    {
        if (layout() && (event->type() == QEvent::LayoutRequest || event->type() == QEvent::FontChange))
            fit();
        return QWidget::event(event);
    }

private:
    int m_characters;
};

} // namespace

void clearLayout(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->layout()) clearLayout(item->layout());
        delete item->widget();
        delete item;
    }
}

ScrollPage::ScrollPage(QWidget* parent, int maxCharacters)
    : QScrollArea(parent)
    , m_body(new QVBoxLayout)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto* content = new ScrollBody;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(24, 20, 24, 24);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(12);
    if (maxCharacters > 0) {
        auto* column = new ReadingColumn(maxCharacters);
        column->setLayout(m_body);
        column->fit();
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

void ScrollPage::measureAnew() const
{
    // Fonts are set by polishing, and a layout remembers what it has measured.
    for (QWidget* each : widget()->findChildren<QWidget*>()) {
        each->ensurePolished();
        if (each->layout()) each->layout()->invalidate();
        each->updateGeometry();
    }
    widget()->layout()->invalidate();
}

int ScrollPage::widthForContent() const
{
    measureAnew();
    return widget()->layout()->totalMinimumSize().width() + 2 * frameWidth() +
           verticalScrollBar()->sizeHint().width();
}

int ScrollPage::heightForContent(int width) const
{
    measureAnew();
    QLayout* layout = widget()->layout();
    const int needed =
        layout->hasHeightForWidth() ? layout->totalHeightForWidth(width) : layout->totalSizeHint().height();
    return needed + 2 * frameWidth();
}

} // namespace stoa::ui
