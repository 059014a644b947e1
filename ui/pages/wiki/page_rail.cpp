// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/page_rail.h"

#include <algorithm>

#include <QListWidget>
#include <QVBoxLayout>

#include "ui/theme/text_role.h"
#include "ui/theme/visible_text.h"
#include "ui/widgets/address.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/text_label.h"
#include "ui/words/address_text.h"
#include "ui/words/dates.h"
#include "ui/words/text.h"

namespace stoa::ui {

namespace {
constexpr int kMostRows = 12;
}

PageRail::PageRail(QWidget* parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(12, 16, 16, 16);
    column->setSpacing(8);
    setWidget(content);
    content->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    m_contents = addList(tr("Contents"), m_noContents, tr("This page has no headings."));
    m_links = addList(tr("Links here"), m_noLinks, tr("No page links here."));
    column->addWidget(wrappedLabel(tr("Properties"), TextRole::Strong));
    m_facts = new FactList;
    column->addWidget(m_facts);
    column->addStretch(1);
    const auto heading = [this](const QListWidgetItem* item) {
        if (item) Q_EMIT headingActivated(item->data(Qt::UserRole).toString());
    };
    const auto page = [this](const QListWidgetItem* item) {
        if (item) Q_EMIT pageActivated(item->data(Qt::UserRole).toString());
    };
    connect(m_contents, &QListWidget::itemActivated, this, heading);
    connect(m_contents, &QListWidget::itemClicked, this, heading);
    connect(m_links, &QListWidget::itemActivated, this, page);
    connect(m_links, &QListWidget::itemClicked, this, page);
}

QListWidget* PageRail::addList(const QString& title, TextLabel*& empty, const QString& whyEmpty)
{
    auto* column = static_cast<QVBoxLayout*>(widget()->layout());
    column->addWidget(wrappedLabel(title, TextRole::Strong));
    auto* list = new QListWidget;
    list->setAccessibleName(title);
    list->setWordWrap(true);
    list->setFrameShape(QFrame::NoFrame);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setTextElideMode(Qt::ElideRight);
    QPalette clear = list->palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    list->setPalette(clear);
    column->addWidget(list);
    empty = secondaryLabel(whyEmpty);
    column->addWidget(empty);
    column->addSpacing(8);
    return list;
}

void PageRail::fit(QListWidget* list, TextLabel* empty)
{
    list->setVisible(list->count() > 0);
    empty->setVisible(list->count() == 0);
    int height = 2;
    for (int i = 0; i < std::min(list->count(), kMostRows); ++i) height += list->sizeHintForRow(i);
    list->setFixedHeight(height);
}

void PageRail::setHeadings(const QList<PageHeading>& headings)
{
    m_contents->clear();
    int least = 6;
    for (const PageHeading& heading : headings) least = std::min(least, heading.level);
    for (const PageHeading& heading : headings) {
        const QString indent(3 * std::min(heading.level - least, 3), QChar::Nbsp);
        auto* item = new QListWidgetItem(indent + visibleText(heading.text), m_contents);
        item->setData(Qt::UserRole, heading.id);
        item->setData(Qt::AccessibleTextRole,
                      tr("%1, level %2").arg(visibleText(heading.text)).arg(heading.level));
        item->setToolTip(tipText(heading.text));
    }
    fit(m_contents, m_noContents);
}

void PageRail::setPage(const engine::PageView& page, Timestamp now)
{
    m_links->clear();
    for (const std::string& name : page.linksHere) {
        auto* item = new QListWidgetItem(pageTitle(toQt(name)), m_links);
        item->setData(Qt::UserRole, toQt(name));
    }
    fit(m_links, m_noLinks);

    m_facts->clear();
    m_facts->addFact(tr("Version"), page.version == page.summary.versions
                                        ? QString::number(page.version)
                                        : tr("%1 of %2").arg(page.version).arg(page.summary.versions));
    const QString author =
        page.author.empty() ? shortAddress(page.authorAddress) : visibleText(toQt(page.author));
    m_facts->addFact(tr("Author"), author)->setToolTip(groupedHex(page.authorAddress));
    m_facts->addFact(tr("Changed"), shortDateText(page.time, now))->setToolTip(dateText(page.time));
    if (!page.changeSummary.empty()) m_facts->addFact(tr("Summary"), visibleText(toQt(page.changeSummary)));
    m_facts->addFact(tr("Fingerprint"), shortHash(page.revision))->setToolTip(groupedHex(page.revision));
}

QSize PageRail::minimumSizeHint() const { return {charactersWide(this, 28), 6 * fontMetrics().height()}; }

} // namespace stoa::ui
