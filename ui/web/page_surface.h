// SPDX-License-Identifier: MIT
#pragma once

#include <QUrl>
#include <QWidget>

#include "ui/web/page_document.h"

namespace stoa::ui {

/// What draws a rendered page: the web engine in its sandbox, or a text document.
class PageSurface : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// `isSamePage`: a new text of what is shown already; the place in the text is kept.
    virtual void show(const QString& title, const PageBody& body, bool isSamePage) = 0;
    virtual void scrollTo(const QString& headingId) = 0;
    /// Finds the next place; empty text ends the search.
    virtual void find(const QString& text, bool backward) = 0;

Q_SIGNALS:
    /// A link was activated. Nothing has been opened.
    void linkActivated(const QUrl& link);
    /// The surface cannot go on; what it showed has to be shown by another one.
    void broke();
};

} // namespace stoa::ui
