// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/page_drafts.h"

#include "ui/bridge/convert.h"
#include "ui/bridge/ui_settings.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

QString PageDrafts::key(const QString& kind, const QString& page) const
{
    // The name as digits: the settings' file gives characters such as "/" a meaning of its own.
    return u"wiki-%1-%2-%3"_s.arg(kind, idText(m_dac), QString::fromLatin1(page.toUtf8().toHex()));
}

Hash PageDrafts::base(const QString& page) const
{
    return idFrom<Hash>(m_settings->draft(key(u"base"_s, page)));
}

void PageDrafts::setBase(const QString& page, const Hash& base)
{
    m_settings->setDraft(key(u"base"_s, page), base.isZero() ? QString() : idText(base));
}

QString PageDrafts::newText(const QString& page) const { return m_settings->draft(key(u"new"_s, page)); }

void PageDrafts::setNewText(const QString& page, const QString& text)
{
    m_settings->setDraft(key(u"new"_s, page), text);
    QStringList names = newPages();
    names.removeAll(page);
    if (!text.isEmpty()) names.append(page);
    m_settings->setDraft(key(u"names"_s, {}), names.join(u'\n'));
}

QStringList PageDrafts::newPages() const
{
    return m_settings->draft(key(u"names"_s, {})).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace stoa::ui
