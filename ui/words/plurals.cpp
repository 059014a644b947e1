// SPDX-License-Identifier: MIT
#include "ui/words/plurals.h"

#include <QCoreApplication>
#include <QTranslator>

namespace stoa::ui {

namespace {

/// Answers only what has a number in it.
class EnglishPlurals : public QTranslator {
public:
    using QTranslator::QTranslator;

    QString translate(const char*, const char* source, const char*, int count) const override
    {
        if (count < 0) return {};
        const QString text = QString::fromUtf8(source);
        return text.contains(QLatin1String("%n")) ? englishPlural(text, count) : QString();
    }
    bool isEmpty() const override { return false; }
};

} // namespace

QString englishPlural(const QString& source, int count)
{
    QString text = source;
    if (count != 1) text.replace(QLatin1String("person(s)"), QLatin1String("people"));
    for (const char* ending : {"(s)", "(es)"}) {
        const QString inBrackets = QString::fromLatin1(ending);
        text.replace(inBrackets, count == 1 ? QString() : inBrackets.mid(1, inBrackets.size() - 2));
    }
    return text.replace(QLatin1String("%n"), countText(static_cast<quint64>(count)));
}

void installPlurals()
{
    static bool isInstalled = false;
    if (isInstalled || QCoreApplication::instance() == nullptr) return;
    isInstalled = true;
    QCoreApplication::installTranslator(new EnglishPlurals(QCoreApplication::instance()));
}

QString countText(quint64 number)
{
    QString text = QString::number(number);
    for (qsizetype at = text.size() - 3; at > 0; at -= 3) text.insert(at, QChar(0x2009));
    return text;
}

} // namespace stoa::ui
