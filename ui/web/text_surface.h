// SPDX-License-Identifier: MIT
// A page as a text document, for computers on which the web engine's sandbox cannot run.
#pragma once

#include <QTextBrowser>

#include "ui/web/page_surface.h"

namespace stoa::ui {

/// Loads nothing, whatever the text asks for.
class SealedTextBrowser : public QTextBrowser {
    Q_OBJECT

public:
    explicit SealedTextBrowser(QWidget* parent = nullptr);

    QVariant loadResource(int type, const QUrl& name) override;
    int refused() const { return m_refused; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int m_refused = 0;
};

class TextSurface : public PageSurface {
    Q_OBJECT

public:
    explicit TextSurface(QWidget* parent = nullptr);

    void show(const QString& title, const PageBody& body, bool isSamePage) override;
    void scrollTo(const QString& headingId) override;
    void find(const QString& text, bool backward) override;

    SealedTextBrowser* browser() const { return m_browser; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void load(bool isSamePage);

    SealedTextBrowser* m_browser;
    QString m_title;
    QString m_body;
    bool m_isLoading = false;
};

} // namespace stoa::ui
