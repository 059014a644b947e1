// SPDX-License-Identifier: MIT
#include "ui/web/web_surface.h"

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QEvent>
#include <QVBoxLayout>
#include <QWebEngineProfile>
#include <QWebEngineUrlRequestInfo>
#include <QWebEngineUrlRequestJob>
#include <QWebEngineView>

#include "ui/web/web_engine.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

void PageSchemeHandler::setDocument(const QByteArray& document, bool isNew)
{
    m_document = document;
    if (isNew) ++m_number;
}

QUrl PageSchemeHandler::address() const
{
    return QUrl(u"%1:/document/%2"_s.arg(wikiScheme(), QString::number(m_number)));
}

void PageSchemeHandler::requestStarted(QWebEngineUrlRequestJob* job)
{
    if (job->requestMethod() != QByteArrayLiteral("GET") ||
        job->requestUrl().adjusted(QUrl::RemoveFragment) != address()) {
        job->fail(QWebEngineUrlRequestJob::RequestDenied);
        return;
    }
    auto* content = new QBuffer(job);
    content->setData(m_document);
    content->open(QIODevice::ReadOnly);
    job->reply(QByteArrayLiteral("text/html;charset=utf-8"), content);
}

RequestGuard::RequestGuard(const PageSchemeHandler& handler, QObject* parent)
    : QWebEngineUrlRequestInterceptor(parent)
    , m_handler(handler)
{}

bool RequestGuard::allows(const QUrl& url, bool isMainFrame) const
{
    return isMainFrame && url.adjusted(QUrl::RemoveFragment) == m_handler.address();
}

void RequestGuard::interceptRequest(QWebEngineUrlRequestInfo& info)
{
    const bool isMainFrame = info.resourceType() == QWebEngineUrlRequestInfo::ResourceTypeMainFrame;
    if (allows(info.requestUrl(), isMainFrame)) return;
    ++m_blocked;
    info.block(true);
}

SealedPage::SealedPage(const PageSchemeHandler& handler, QWebEngineProfile* profile, QObject* parent)
    : QWebEnginePage(profile, parent)
    , m_handler(handler)
{
    setAudioMuted(true);
    connect(this, &QWebEnginePage::featurePermissionRequested, this,
            [this](const QUrl& origin, Feature feature) {
                setFeaturePermission(origin, feature, PermissionDeniedByUser);
            });
}

bool SealedPage::acceptNavigationRequest(const QUrl& url, NavigationType type, bool isMainFrame)
{
    const bool isOurs = isMainFrame && url.adjusted(QUrl::RemoveFragment) == m_handler.address();
    if (isOurs) return true;
    if (isMainFrame && type == NavigationTypeLinkClicked) Q_EMIT linkActivated(url);
    return false;
}

WebSurface::WebSurface(QWidget* parent)
    : PageSurface(parent)
    , m_profile(makeSealedProfile(this))
    , m_handler(new PageSchemeHandler(this))
    , m_guard(new RequestGuard(*m_handler, this))
    , m_view(new QWebEngineView(this))
    , m_page(new SealedPage(*m_handler, m_profile))
{
    m_profile->installUrlSchemeHandler(wikiScheme().toLatin1(), m_handler);
    m_profile->setUrlRequestInterceptor(m_guard);
    m_view->setPage(m_page);
    m_view->setAcceptDrops(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    setFocusProxy(m_view);
    // The engine's own menu offers to save, to print and to show the source.
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->addAction(m_page->action(QWebEnginePage::Copy));
    m_view->addAction(m_page->action(QWebEnginePage::SelectAll));
    connect(m_page, &SealedPage::linkActivated, this, &PageSurface::linkActivated);
    connect(m_page, &QWebEnginePage::renderProcessTerminated, this,
            [this](QWebEnginePage::RenderProcessTerminationStatus status) {
                if (status != QWebEnginePage::NormalTerminationStatus) Q_EMIT broke();
            });
}

WebSurface::~WebSurface()
{
    // A page has to go before its profile.
    delete m_view;
    delete m_page;
}

void WebSurface::show(const QString& title, const PageBody& body, bool isSamePage)
{
    m_title = title;
    m_body = body.html;
    load(isSamePage);
}

void WebSurface::load(bool isSamePage)
{
    const Tokens& tokens = tokensOf(this);
    m_view->setAccessibleName(m_title);
    m_page->setBackgroundColor(tokens.surface);
    m_handler->setDocument(pageDocument(m_title, m_body, pageStyle(tokens, QApplication::font(), false)),
                           !isSamePage);
    if (isSamePage)
        m_page->triggerAction(QWebEnginePage::Reload);
    else
        m_page->setUrl(m_handler->address());
}

void WebSurface::scrollTo(const QString& headingId)
{
    QUrl target = m_handler->address();
    target.setFragment(headingId);
    m_page->setUrl(target);
}

void WebSurface::find(const QString& text, bool backward)
{
    m_page->findText(text, backward ? QWebEnginePage::FindBackward : QWebEnginePage::FindFlags());
}

void WebSurface::changeEvent(QEvent* event)
{
    PageSurface::changeEvent(event);
    const bool isLook = event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange ||
                        event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange;
    if (isLook && !m_title.isNull()) load(true);
}

} // namespace stoa::ui
