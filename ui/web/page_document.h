// SPDX-License-Identifier: MIT
// Rendered wiki text as a whole document: its headings, its style from the theme's tokens, and a policy that
// allows nothing but that style.
#pragma once

#include <QFont>
#include <QList>
#include <QString>

#include "ui/theme/tokens.h"

namespace stoa::ui {

struct PageHeading {
    int level = 1; ///< 1 to 6
    QString text;
    QString id;

    bool operator==(const PageHeading&) const = default;
};

struct PageBody {
    QString html;
    QList<PageHeading> headings;
};

/// Takes what the engine rendered (safe already): gives every heading an id and marks links to missing pages
/// in words.
PageBody pageBody(const QString& rendered);

/// The style of pages. `font` is the application's; `forTextDocument` leaves out what QTextDocument cannot.
QString pageStyle(const Tokens& tokens, const QFont& font, bool forTextDocument);

/// The document that the scheme handler serves. Its policy allows this one style sheet, by its hash.
QByteArray pageDocument(const QString& title, const QString& body, const QString& style);

} // namespace stoa::ui
