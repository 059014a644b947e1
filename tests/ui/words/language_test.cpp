// SPDX-License-Identifier: MIT
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/registry.h"
#include "ui/words/language.h"

using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A translation of two texts into German, as lrelease writes it.
constexpr const char* kGerman =
    "PLhkGMrvnJXNIRy/YKG93acAAAAFZGVfREVCAAAAEAZ/vykAAAAACcRi0QAAAFppAAAAmAMAAAAUAGUAaQBuAGUA"
    "IABTAGUAaQB0AGUDAAAAEgAlAG4AIABTAGUAaQB0AGUAbggAAAAABgAAAAolbiBwYWdlKHMpBwAAABBzdG9hOjp1"
    "aTo6U2FtcGxlAQMAAAASACUAMQAgAHMAZQBuAGQAZQBuCAAAAAAGAAAAB1NlbmQgJTEHAAAAEHN0b2E6OnVpOjpT"
    "YW1wbGUBiAAAAAIBAQ==";

QString say(const char* text, int count = -1)
{
    return QCoreApplication::translate("stoa::ui::Sample", text, nullptr, count);
}

} // namespace

class LanguageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void speaksThePersonsLanguageAndEnglishWhereThereIsNone()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"stoa_de.qm"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromBase64(kGerman));
        file.close();

        QCOMPARE(installLanguage(QLocale(u"fr_FR"_s), folder.path()), u"en"_s);
        QCOMPARE(say("Send %1"), u"Send %1"_s);
        QCOMPARE(say("%n page(s)", 3), u"3 pages"_s);

        QCOMPARE(installLanguage(QLocale(u"de_AT"_s), folder.path()), u"de"_s);
        QCOMPARE(say("Send %1"), u"%1 senden"_s);
        QCOMPARE(say("%n page(s)", 1), u"eine Seite"_s);
        QCOMPARE(say("%n page(s)", 3), u"3 Seiten"_s);
        QCOMPARE(say("Join"), u"Join"_s); // what is not translated is English
        QCOMPARE(say("%n task(s)", 3), u"3 tasks"_s);
    }
};

STOA_TEST(LanguageTest)
#include "language_test.moc"
