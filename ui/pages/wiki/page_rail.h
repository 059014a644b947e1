// SPDX-License-Identifier: MIT
#pragma once

#include <QScrollArea>

#include "core/engine/views.h"
#include "ui/web/page_document.h"

class QListWidget;

namespace stoa::ui {

class FactList;
class FinalityChip;
class TextLabel;

/// The right side of the reader: contents, links here, properties.
class PageRail : public QScrollArea {
    Q_OBJECT

public:
    explicit PageRail(QWidget* parent = nullptr);

    void setPage(const engine::PageView& page, Timestamp now);
    void setHeadings(const QList<PageHeading>& headings);
    QListWidget* contents() const { return m_contents; }
    QListWidget* linksHere() const { return m_links; }
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void headingActivated(const QString& id);
    void pageActivated(const QString& name);

private:
    QListWidget* addList(const QString& title, TextLabel*& empty, const QString& whyEmpty);
    static void fit(QListWidget* list, TextLabel* empty);

    QListWidget* m_contents;
    QListWidget* m_links;
    TextLabel* m_noContents = nullptr;
    TextLabel* m_noLinks = nullptr;
    FactList* m_facts;
};

} // namespace stoa::ui
