// SPDX-License-Identifier: MIT
#include "ui/web/text_surface.h"

#include <algorithm>

#include <QApplication>
#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/theme/text_role.h"

namespace stoa::ui {

SealedTextBrowser::SealedTextBrowser(QWidget* parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setSearchPaths({});
    setUndoRedoEnabled(false);
    setAcceptDrops(false);
    setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
}

QVariant SealedTextBrowser::loadResource(int, const QUrl&)
{
    ++m_refused;
    return {};
}

void SealedTextBrowser::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    const int side = std::max(24, (contentsRect().width() - charactersWide(this, 80)) / 2);
    if (viewportMargins().left() != side) setViewportMargins(side, 12, 12, 12);
}

TextSurface::TextSurface(QWidget* parent)
    : PageSurface(parent)
    , m_browser(new SealedTextBrowser)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_browser);
    setFocusProxy(m_browser);
    connect(m_browser, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        if (link.scheme().isEmpty() && link.hasFragment())
            scrollTo(link.fragment());
        else
            Q_EMIT linkActivated(link);
    });
}

void TextSurface::show(const QString& title, const PageBody& body, bool isSamePage)
{
    m_title = title;
    m_body = body.html;
    load(isSamePage);
}

void TextSurface::load(bool isSamePage)
{
    m_isLoading = true;
    const int place = m_browser->verticalScrollBar()->value();
    const Tokens& tokens = tokensOf(this);
    QPalette colors = m_browser->palette();
    colors.setColor(QPalette::Base, tokens.surface);
    m_browser->setPalette(colors);
    m_browser->setAccessibleName(m_title);
    m_browser->document()->setDefaultStyleSheet(pageStyle(tokens, QApplication::font(), true));
    m_browser->setHtml(m_body);
    m_browser->verticalScrollBar()->setValue(isSamePage ? place : 0);
    m_isLoading = false;
}

void TextSurface::scrollTo(const QString& headingId) { m_browser->scrollToAnchor(headingId); }

void TextSurface::find(const QString& text, bool backward)
{
    if (text.isEmpty()) return;
    const auto direction = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (m_browser->find(text, direction)) return;
    // From the other end.
    m_browser->moveCursor(backward ? QTextCursor::End : QTextCursor::Start);
    m_browser->find(text, direction);
}

void TextSurface::changeEvent(QEvent* event)
{
    PageSurface::changeEvent(event);
    const bool isLook = event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange ||
                        event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange;
    if (isLook && !m_title.isNull() && !m_isLoading) load(true);
}

} // namespace stoa::ui
