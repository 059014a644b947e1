// SPDX-License-Identifier: MIT
#include "ui/theme/visible_text.h"

#include <QTextDocument>

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

bool hides(char16_t code)
{
    return (code < 0x20 && code != u'\t') || (code >= 0x7f && code <= 0x9f) || code == 0x061c ||
           (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2060 && code <= 0x2069) || code == 0xfeff;
}

} // namespace

QString visibleText(const QString& text)
{
    QString out;
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t code = text[i].unicode();
        if (!hides(code)) continue;
        out += QStringView(text).mid(from, i - from);
        out += u"[U+%1]"_s.arg(QString::number(code, 16).toUpper().rightJustified(4, u'0'));
        from = i + 1;
    }
    if (from == 0) return text;
    out += QStringView(text).mid(from);
    return out;
}

QString tipText(const QString& text)
{
    const QString visible = visibleText(text);
    return Qt::mightBeRichText(visible) ? u"<span>"_s + visible.toHtmlEscaped() + u"</span>"_s : visible;
}

QString pageTitle(const QString& name)
{
    QString title = visibleText(name);
    return title.replace(u"/"_s, u" / "_s);
}

} // namespace stoa::ui
