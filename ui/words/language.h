// SPDX-License-Identifier: MIT
// The person's language: translations/stoa_LANGUAGE.ts, which is :/i18n/stoa_LANGUAGE.qm in the program.
#pragma once

#include <QLocale>
#include <QString>

namespace stoa::ui {

/// Speaks the language of `locale` from here on, if `folder` has it, and else English. Once a program, after
/// its application and before its first window. Returns the language that was found, "en" if none was.
QString installLanguage(const QLocale& locale = QLocale(), const QString& folder = QStringLiteral(":/i18n"));

} // namespace stoa::ui
