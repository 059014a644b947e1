// SPDX-License-Identifier: MIT
#include "ui/web/page_view.h"

#include <utility>

#include <QVBoxLayout>

#include "ui/web/text_surface.h"
#include "ui/web/web_engine.h"
#include "ui/web/web_surface.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

PageView::PageView(Kind kind, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    setFocusPolicy(Qt::StrongFocus);
}

void PageView::makeSurface(bool withWebEngine)
{
    if (m_surface) m_surface->deleteLater();
    if (withWebEngine)
        m_surface = new WebSurface(this);
    else
        m_surface = new TextSurface(this);
    m_column->addWidget(m_surface);
    setFocusProxy(m_surface);
    connect(m_surface, &PageSurface::linkActivated, this, &PageView::follow);
    connect(m_surface, &PageSurface::broke, this, [this] {
        makeSurface(false);
        m_surface->show(m_name, m_body, false);
    });
}

void PageView::showPage(const QString& name, const QString& html)
{
    if (!m_surface) makeSurface(m_kind == Kind::Best && whyNoWebEngine().isEmpty());
    const bool isSamePage = !m_name.isNull() && name == m_name;
    PageBody body = pageBody(html);
    if (isSamePage && body.html == m_body.html) return; // nothing would change but the flicker
    m_name = name;
    m_body = std::move(body);
    m_surface->show(name, m_body, isSamePage);
}

void PageView::scrollTo(const QString& headingId)
{
    if (m_surface) m_surface->scrollTo(headingId);
}

void PageView::find(const QString& text, bool backward)
{
    if (m_surface) m_surface->find(text, backward);
}

void PageView::follow(const QUrl& link)
{
    const QString name = pageNameOf(link);
    if (!name.isEmpty()) {
        Q_EMIT pageLinkActivated(name, link.fragment(QUrl::FullyDecoded));
        return;
    }
    const QString scheme = link.scheme();
    if (scheme == "http"_L1 || scheme == "https"_L1 || scheme == "mailto"_L1)
        Q_EMIT outsideLinkActivated(link.toString(QUrl::FullyEncoded));
}

PageView* makePageView(QWidget* parent) { return new PageView(PageView::Kind::Best, parent); }

} // namespace stoa::ui
