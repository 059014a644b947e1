// SPDX-License-Identifier: MIT
#include "ui/web/page_document.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFontDatabase>
#include <QFontInfo>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PageDocument)
public:
    static QString isNew() { return tr("(new)", "after a link to a page that does not exist yet"); }
};

QString plainText(QString html)
{
    static const QRegularExpression tag(u"<[^>]*>"_s);
    html.remove(tag);
    html.replace(u"&lt;"_s, u"<"_s).replace(u"&gt;"_s, u">"_s).replace(u"&quot;"_s, u"\""_s);
    html.replace(u"&#39;"_s, u"'"_s).replace(u"&amp;"_s, u"&"_s);
    return html.simplified();
}

QString withHeadingIds(const QString& html, QList<PageHeading>& headings)
{
    static const QRegularExpression heading(u"<h([1-6])((?:\\s[^>]*)?)>(.*?)</h\\1>"_s,
                                            QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression givenId(u"\\sid=\"([^\"]*)\""_s);
    QString out;
    out.reserve(html.size() + html.size() / 16);
    qsizetype from = 0;
    auto found = heading.globalMatch(html);
    while (found.hasNext()) {
        const auto match = found.next();
        const auto given = givenId.match(match.captured(2));
        PageHeading each;
        each.level = match.captured(1).toInt();
        each.text = plainText(match.captured(3));
        each.id = given.hasMatch() ? given.captured(1) : u"part-%1"_s.arg(headings.size() + 1);
        headings.append(each);
        out += QStringView(html).mid(from, match.capturedStart() - from);
        out += u"<h%1 id=\"%2\"><a name=\"%2\"></a>%3</h%1>"_s.arg(QString::number(each.level), each.id,
                                                                   match.captured(3));
        from = match.capturedEnd();
    }
    out += QStringView(html).mid(from);
    return out;
}

QString withMarkedNewLinks(QString html)
{
    static const QRegularExpression missing(u"(<a\\b[^>]*\\bclass=\"new\"[^>]*>)(.*?)</a>"_s,
                                            QRegularExpression::DotMatchesEverythingOption);
    html.replace(missing, u"\\1\\2 "_s + Words::isNew().toHtmlEscaped() + u"</a>"_s);
    return html;
}

} // namespace

PageBody pageBody(const QString& rendered)
{
    PageBody body;
    body.html = withMarkedNewLinks(withHeadingIds(rendered, body.headings));
    return body;
}

QString pageStyle(const Tokens& tokens, const QFont& font, bool forTextDocument)
{
    const QFontInfo info(font);
    const QString fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    const double size = 1.1 * (info.pixelSize() > 0 ? info.pixelSize() : 13);
    const auto px = [size](double factor) { return QString::number(size * factor, 'f', 1) + u"px"_s; };
    QString css;
    const auto rule = [&css](const QString& selector, const QString& body) {
        css += selector + u" { "_s + body + u" }\n"_s;
    };
    const QString ink = tokens.text.name();
    const QString line = tokens.borderSubtle.name();
    rule(u"body"_s, u"color: %1; font-family: '%2', sans-serif; font-size: %3; line-height: %4;"_s.arg(
                        ink, info.family(), px(1), forTextDocument ? u"150%"_s : u"1.5"_s));
    rule(u"a"_s, u"color: %1; text-decoration: underline;"_s.arg(tokens.link.name()));
    rule(u"a.new"_s, u"color: %1;"_s.arg(tokens.danger.name()));
    rule(u"h1"_s, u"font-size: %1; font-weight: 600;"_s.arg(px(1.6)));
    rule(u"h2"_s, u"font-size: %1; font-weight: 600;"_s.arg(px(1.3)));
    rule(u"h3"_s, u"font-size: %1; font-weight: 600;"_s.arg(px(1.1)));
    rule(u"h4, h5, h6"_s, u"font-size: %1; font-weight: 600;"_s.arg(px(1)));
    rule(u"code, pre"_s, u"font-family: '%1', monospace; font-size: %2; background-color: %3;"_s.arg(
                             fixed, px(0.9), tokens.sunken.name()));
    rule(u"blockquote"_s, u"color: %1;"_s.arg(tokens.text2.name()));
    rule(u"th"_s, u"background-color: %1; font-weight: 600;"_s.arg(tokens.sunken.name()));
    rule(u".center"_s, u"text-align: center;"_s);
    rule(u".right"_s, u"text-align: right;"_s);
    rule(u".image, .refused-link"_s, u"color: %1;"_s.arg(tokens.text2.name()));
    if (forTextDocument) {
        rule(u"td, th"_s, u"padding: 4px 8px;"_s);
        return css;
    }
    rule(u":root"_s, u"color-scheme: %1;"_s.arg(tokens.isDark() ? u"dark"_s : u"light"_s));
    rule(u"html"_s, u"background: %1;"_s.arg(tokens.surface.name()));
    rule(u"body"_s, u"margin: 0; overflow-wrap: anywhere;"_s);
    rule(u"main"_s, u"max-width: 72ch; margin: 0 auto; padding: 16px 24px 48px;"_s);
    rule(u"main > :first-child"_s, u"margin-top: 0;"_s);
    rule(u"h1, h2, h3, h4, h5, h6"_s,
         u"line-height: 1.25; margin: 1.4em 0 0.5em; scroll-margin-top: 12px;"_s);
    rule(u"h1, h2"_s, u"border-bottom: 1px solid %1; padding-bottom: 0.2em;"_s.arg(line));
    rule(u"a"_s, u"text-underline-offset: 0.15em;"_s);
    rule(u"a.new"_s, u"text-decoration-style: dashed;"_s);
    rule(u"a:focus-visible"_s, u"outline: 2px solid %1; outline-offset: 2px;"_s.arg(tokens.focus.name()));
    rule(u"code"_s, u"padding: 0.1em 0.3em; border-radius: 4px;"_s);
    rule(u"pre"_s, u"padding: 12px; border: 1px solid %1; border-radius: 6px; overflow-x: auto; "
                   "line-height: 1.4;"_s.arg(line));
    rule(u"pre code"_s, u"padding: 0; background: none; overflow-wrap: normal;"_s);
    rule(u"blockquote"_s, u"margin: 1em 0; padding: 0 0 0 16px; border-left: 3px solid %1;"_s.arg(
                              tokens.borderControl.name()));
    rule(u"table"_s, u"display: block; overflow-x: auto; border-collapse: collapse; margin: 1em 0;"_s);
    rule(u"td, th"_s, u"border: 1px solid %1; padding: 6px 10px; vertical-align: top; "
                      "overflow-wrap: normal;"_s.arg(line));
    rule(u"hr"_s, u"border: 0; border-top: 1px solid %1; margin: 2em 0;"_s.arg(line));
    rule(u"ul, ol"_s, u"padding-left: 1.6em;"_s);
    rule(u"li"_s, u"margin: 0.25em 0;"_s);
    rule(u"li.task"_s, u"list-style: none; margin-left: -1.3em;"_s);
    rule(u".image"_s,
         u"border: 1px dashed %1; border-radius: 4px; padding: 0 0.4em;"_s.arg(tokens.borderControl.name()));
    rule(u".refused-link"_s, u"text-decoration: line-through;"_s);
    rule(u"a.external::after"_s, u"content: '\\00a0↗'; font-size: 0.8em;"_s);
    rule(u"pre.plain"_s, u"white-space: pre-wrap;"_s);
    rule(u"table.front-matter"_s, u"font-size: 0.9em; color: %1;"_s.arg(tokens.text2.name()));
    rule(u"::selection"_s, u"background: %1; color: %2;"_s.arg(tokens.select.name(), ink));
    return css;
}

QByteArray pageDocument(const QString& title, const QString& body, const QString& style)
{
    const QByteArray sheet = style.toUtf8();
    const QByteArray hash = QCryptographicHash::hash(sheet, QCryptographicHash::Sha256).toBase64();
    QByteArray out = "<!doctype html><html><head><meta charset=\"utf-8\">"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "style-src 'sha256-" +
                     hash +
                     "'; img-src 'none'; form-action 'none'; base-uri 'none'\">"
                     "<meta name=\"referrer\" content=\"no-referrer\"><title>";
    out += title.toHtmlEscaped().toUtf8();
    out += "</title><style>" + sheet + "</style></head><body><main>";
    out += body.toUtf8();
    out += "</main></body></html>";
    return out;
}

} // namespace stoa::ui
