// SPDX-License-Identifier: MIT
// A language that does not exist: every text that can be translated stands in brackets, with accents, and is
// about half as long again. What stands without brackets cannot be translated; what is cut would be cut in
// German, too.
#pragma once

#include <QTranslator>

#include "ui/words/plurals.h"

namespace stoa::test {

class PseudoLanguage : public QTranslator {
public:
    using QTranslator::QTranslator;

    QString translate(const char*, const char* source, const char*, int count) const override
    {
        const QString text = QString::fromUtf8(source);
        return pseudo(count >= 0 ? ui::englishPlural(text, count) : text);
    }
    bool isEmpty() const override { return false; }

    static QString pseudo(const QString& text)
    {
        static const QString plain = QStringLiteral("aeiouAEIOUcny");
        static const QString other = QStringLiteral("áéíöüÁÉÍÖÜçñý");
        QString out;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const bool isPlaceholder = i > 0 && text[i - 1] == QLatin1Char('%');
            const qsizetype at = isPlaceholder ? -1 : plain.indexOf(text[i]);
            out += at < 0 ? text[i] : other[at];
        }
        // Longer by words, and by one word that is longer than an English one.
        static const QString more = QStringLiteral(" überein stimmungs verträge gegenwärtigkeiten");
        const qsizetype extra = text.size() < 4 ? 2 : text.size() / 2;
        QString filling;
        while (filling.size() < extra) filling += more;
        return QLatin1Char('[') + out + filling.left(extra) + QLatin1Char(']');
    }
};

} // namespace stoa::test
