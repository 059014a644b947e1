// SPDX-License-Identifier: MIT
// The reader of wiki pages. Shows what the engine rendered, opens nothing by itself.
#pragma once

#include <QWidget>

#include "ui/web/page_document.h"

class QVBoxLayout;

namespace stoa::ui {

class PageSurface;

/// Uses the web engine in its sandbox; a text document where that cannot run, and from the moment on at which
/// the engine's process dies. Nothing is started before the first page is shown.
class PageView : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Best, TextDocument };
    explicit PageView(Kind kind = Kind::Best, QWidget* parent = nullptr);

    /// `html` is what the engine rendered. The same `name` again keeps the place in the text.
    void showPage(const QString& name, const QString& html);
    QString page() const { return m_name; }
    const QList<PageHeading>& headings() const { return m_body.headings; }
    void scrollTo(const QString& headingId);
    void find(const QString& text, bool backward = false);
    /// Null until the first page is shown.
    PageSurface* surface() const { return m_surface; }

Q_SIGNALS:
    /// A link to a page of the wiki, there or not; `heading` is empty or the id of a heading in it.
    void pageLinkActivated(const QString& name, const QString& heading);
    /// A link to the web or to a mail address, every character as it is sent. Nothing was opened.
    void outsideLinkActivated(const QString& address);

private:
    void makeSurface(bool withWebEngine);
    void follow(const QUrl& link);

    Kind m_kind;
    QVBoxLayout* m_column;
    PageSurface* m_surface = nullptr;
    QString m_name;
    PageBody m_body;
};

/// The reader that this computer can run.
PageView* makePageView(QWidget* parent = nullptr);

} // namespace stoa::ui
