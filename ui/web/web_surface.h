// SPDX-License-Identifier: MIT
// A page in the web engine. One document is served at a time, from memory; every other request is refused.
#pragma once

#include <QWebEnginePage>
#include <QWebEngineUrlRequestInterceptor>
#include <QWebEngineUrlSchemeHandler>

#include "ui/web/page_surface.h"

class QWebEngineProfile;
class QWebEngineView;

namespace stoa::ui {

/// Serves the one document that is shown.
class PageSchemeHandler : public QWebEngineUrlSchemeHandler {
    Q_OBJECT

public:
    using QWebEngineUrlSchemeHandler::QWebEngineUrlSchemeHandler;

    /// Takes the place of the earlier document; `isNew` gives it an address of its own.
    void setDocument(const QByteArray& document, bool isNew);
    /// Where the document is.
    QUrl address() const;
    void requestStarted(QWebEngineUrlRequestJob* job) override;

private:
    QByteArray m_document;
    quint64 m_number = 0;
};

/// Lets through the one document and nothing else: no file, no host, no frame, no image.
class RequestGuard : public QWebEngineUrlRequestInterceptor {
    Q_OBJECT

public:
    explicit RequestGuard(const PageSchemeHandler& handler, QObject* parent = nullptr);

    void interceptRequest(QWebEngineUrlRequestInfo& info) override;
    bool allows(const QUrl& url, bool isMainFrame) const;
    int blocked() const { return m_blocked; }

private:
    const PageSchemeHandler& m_handler;
    int m_blocked = 0;
};

/// Goes nowhere by itself: links become a signal, windows, dialogs and permissions are refused.
class SealedPage : public QWebEnginePage {
    Q_OBJECT

public:
    SealedPage(const PageSchemeHandler& handler, QWebEngineProfile* profile, QObject* parent = nullptr);

Q_SIGNALS:
    void linkActivated(const QUrl& link);

protected:
    bool acceptNavigationRequest(const QUrl& url, NavigationType type, bool isMainFrame) override;
    QWebEnginePage* createWindow(WebWindowType) override { return nullptr; }
    QStringList chooseFiles(FileSelectionMode, const QStringList&, const QStringList&) override { return {}; }
    void javaScriptAlert(const QUrl&, const QString&) override {}
    bool javaScriptConfirm(const QUrl&, const QString&) override { return false; }
    bool javaScriptPrompt(const QUrl&, const QString&, const QString&, QString*) override { return false; }
    void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel, const QString&, int, const QString&) override
    {}

private:
    const PageSchemeHandler& m_handler;
};

class WebSurface : public PageSurface {
    Q_OBJECT

public:
    explicit WebSurface(QWidget* parent = nullptr);
    ~WebSurface() override;

    void show(const QString& title, const PageBody& body, bool isSamePage) override;
    void scrollTo(const QString& headingId) override;
    void find(const QString& text, bool backward) override;

    SealedPage* page() const { return m_page; }
    const RequestGuard* guard() const { return m_guard; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void load(bool isSamePage);

    QWebEngineProfile* m_profile;
    PageSchemeHandler* m_handler;
    RequestGuard* m_guard;
    QWebEngineView* m_view;
    SealedPage* m_page;
    QString m_title;
    QString m_body;
};

} // namespace stoa::ui
