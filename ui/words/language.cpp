// SPDX-License-Identifier: MIT
#include "ui/words/language.h"

#include <memory>

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include "ui/words/plurals.h"

namespace stoa::ui {

namespace {

/// The last one installed is asked first.
bool install(const QLocale& locale, const QString& name, const QString& folder)
{
    auto translator = std::make_unique<QTranslator>(QCoreApplication::instance());
    if (!translator->load(locale, name, QStringLiteral("_"), folder)) return false;
    return QCoreApplication::installTranslator(translator.release());
}

} // namespace

QString installLanguage(const QLocale& locale, const QString& folder)
{
    installPlurals();
    // The file names its language; nothing is taken for a language that was not asked for.
    if (!install(locale, QStringLiteral("stoa"), folder)) return QStringLiteral("en");
    install(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    return locale.name().section(QLatin1Char('_'), 0, 0);
}

} // namespace stoa::ui
