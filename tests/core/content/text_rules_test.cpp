// SPDX-License-Identifier: MIT
#include "core/content/text_rules.h"

#include <QTest>

#include "core/base/random.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace content;

class TextRulesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordinaryPageNamesAreTaken()
    {
        for (const char* name :
             {"a", "eip-1", "Compiler/Front end", "Überblick", "日本語/設計", "v1.2", "..a"})
            QCOMPARE(*checkPageName(name), std::string(name));
        QVERIFY(checkPageName(std::string(200, 'x')));
    }

    void namesThatDeceiveOrLeaveTheirFolderAreRefused()
    {
        for (const std::string_view name : {std::string_view(""),
                                            std::string_view(" a"),
                                            std::string_view("a "),
                                            std::string_view("/a"),
                                            std::string_view("a/"),
                                            std::string_view("a//b"),
                                            std::string_view("../a"),
                                            std::string_view("a/../b"),
                                            std::string_view("."),
                                            std::string_view("a/ b"),
                                            std::string_view("a\\b"),
                                            std::string_view("a\nb"),
                                            std::string_view("a\0b", 3),
                                            std::string_view("a\x7F"),
                                            std::string_view("a\u202Eb"),
                                            std::string_view("a\u2066b"),
                                            std::string_view("a\u200Bb"),
                                            std::string_view("a\uFEFF"),
                                            std::string_view("a\u00A0b"),
                                            std::string_view("a\u00ADb"),
                                            std::string_view("\xFF"),
                                            std::string_view("\xC0\xAF"),
                                            std::string_view("\xED\xA0\x80"),
                                            std::string_view("\xF4\x90\x80\x80"),
                                            std::string_view("a\u0301\u0301\u0301\u0301"),
                                            std::string_view("\U000E0041")}) {
            const auto checked = checkPageName(name);
            QVERIFY2(!checked, std::string(name).c_str());
            QCOMPARE(checked.error().code, ErrorCode::BadPageName);
        }
        QVERIFY(!checkPageName(std::string(201, 'x')));
    }

    void companyNamesAreCheckedForLookAlikes()
    {
        for (const char* name : {"Opcode Owls", "Żółw 3000", "Мастерская", "東京 Lab", "A&B", "Жизнь Lab"})
            QVERIFY2(checkCompanyName(name), name);
        QCOMPARE(*checkCompanyName("  Owls "), std::string("Owls"));
        QCOMPARE(checkCompanyName("ab").error().detail, std::string("too-short"));
        QCOMPARE(checkCompanyName(std::string(41, 'a')).error().detail, std::string("too-long"));
        QVERIFY(checkCompanyName("ééééééééééééééééééééééééééééééééééééééé"));
        // Cyrillic а and о, Greek ο in Latin words.
        QCOMPARE(checkCompanyName("Op\u0430l Works").error().detail, std::string("mixed-script"));
        QCOMPARE(checkCompanyName("Stoa C\u043E").error().detail, std::string("mixed-script"));
        QCOMPARE(checkCompanyName("St\u03BFa").error().detail, std::string("mixed-script"));
        QCOMPARE(checkCompanyName("abc\u202Edef").error().detail, std::string("invisible"));
        QCOMPARE(checkCompanyName("abc\tdef").error().detail, std::string("invisible"));
        QCOMPARE(checkCompanyName("abc\xFF").error().detail, std::string("not-utf8"));
    }

    void titlesLoseTheSpaceAroundThem()
    {
        QCOMPARE(*checkTitle(" Lexer \n"), std::string("Lexer"));
        QVERIFY(!checkTitle("  "));
        QVERIFY(!checkTitle("a\nb"));
        QVERIFY(!checkTitle(std::string(201, 'x')));
    }

    void bodiesMayHaveLinesButNoOtherControls()
    {
        QVERIFY(checkBodyText("a\tb\r\nc", 100));
        QVERIFY(!checkBodyText(std::string_view("a\0", 2), 100));
        QVERIFY(!checkBodyText("a\x1B[31m", 100));
        QVERIFY(!checkBodyText("abc", 2));
        QVERIFY(!checkBodyText("\xFF", 2));
    }

    void whatIsQuotedTurnsNoReadingDirection()
    {
        QVERIFY(checkPlainText("Grants\n1 applied, 2 “paid” 👩‍🎨 שלום", 100));
        QCOMPARE(checkPlainText("a \u202Eb", 100).error().detail, std::string("reading direction"));
        QCOMPARE(checkPlainText("a \u2067b", 100).error().detail, std::string("reading direction"));
        QCOMPARE(checkPlainText("a \u009B31m", 100).error().detail, std::string("control character"));
        QCOMPARE(checkPlainText("abc", 2).error().detail, std::string("too long"));
    }

    void aShownLineHoldsOnlyWhatIsSeen()
    {
        QCOMPARE(shownLine("  Paint\tthe \u3000 hall \nTwo walls", 20), std::string("Paint the hall"));
        QCOMPARE(shownLine("a\u202Eb\u200Bc\x1B[31m", 20), std::string("abc[31m"));
        QCOMPARE(shownLine("ééééé", 5), std::string("ééééé"));
        QCOMPARE(shownLine("éééééé", 5), std::string("ééééé…"));
        QCOMPARE(shownLine("\u200B \u202E", 5), std::string());
        QCOMPARE(shownLine("\xFF", 5), std::string());
    }

    void charactersAreTakenOffOneByOne()
    {
        std::string_view text = "aé€😀";
        QCOMPARE(takeCharacter(text), U'a');
        QCOMPARE(takeCharacter(text), U'é');
        QCOMPARE(takeCharacter(text), U'€');
        QCOMPARE(takeCharacter(text), U'😀');
        QVERIFY(text.empty());
    }

    void anyBytesAreJudgedWithoutHarm()
    {
        SeededRandom random(13);
        for (int round = 0; round < 20'000; ++round) {
            std::string text(random.next() % 12, ' ');
            for (char& byte : text) byte = static_cast<char>(random.next());
            const bool isValid = isUtf8(text);
            QCOMPARE(isValid,
                     QString::fromUtf8(text.data(), qsizetype(text.size())).toUtf8().toStdString() == text);
            if (checkPageName(text)) QVERIFY(isValid);
            if (checkCompanyName(text)) QVERIFY(isValid);
        }
    }
};

STOA_TEST(TextRulesTest)

} // namespace stoa::test

#include "text_rules_test.moc"
