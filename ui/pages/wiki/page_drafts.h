// SPDX-License-Identifier: MIT
// Unpublished texts on this computer: which version each was begun from, and those of pages that do not
// exist yet.
#pragma once

#include <QObject>
#include <QStringList>

#include "core/base/bytes.h"

namespace stoa::ui {

class UiSettings;

/// The engine keeps the draft of a page that exists; what it has no room for is kept in the settings' file.
class PageDrafts {
public:
    PageDrafts(UiSettings& settings, const DacId& dac)
        : m_settings(&settings)
        , m_dac(dac)
    {}

    /// The revision that the draft was begun from; zero if it is not known or the page was new.
    Hash base(const QString& page) const;
    void setBase(const QString& page, const Hash& base);

    /// Text of a page that does not exist yet; empty if none was begun.
    QString newText(const QString& page) const;
    /// Empty text forgets it.
    void setNewText(const QString& page, const QString& text);
    /// Names of pages that were begun and do not exist yet.
    QStringList newPages() const;

private:
    QString key(const QString& kind, const QString& page) const;

    UiSettings* m_settings;
    DacId m_dac;
};

} // namespace stoa::ui
