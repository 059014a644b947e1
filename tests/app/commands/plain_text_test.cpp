// SPDX-License-Identifier: MIT
#include "app/commands/plain_text.h"

#include <QTest>

#include "app/commands/statement_text.h"
#include "tests/support/registry.h"

namespace stoa::commands {

class PlainTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingThatSteersATerminalGetsThrough()
    {
        // Escape, C1 introducer, bell, overrides and isolates of direction, marks, a line separator.
        const std::string bad = "a\x1b[31mb\xc2\x9b"
                                "2Jc\x07"
                                "d\xe2\x80\xae"
                                "e\xe2\x81\xa6"
                                "f\xe2\x80\x8f"
                                "g\xd8\x9c"
                                "h\xe2\x80\xa8i\x7fj\rk\nl\tm";
        QCOMPARE(lineText(bad), std::string("a [31mb 2Jc d e f g h i j k l m"));
        QCOMPARE(safeText(bad), std::string("a [31mb 2Jc d e f g h i j k\nl\tm"));
        QCOMPARE(safeText("a\r\nb"), std::string("a\nb"));
        QCOMPARE(lineText("Mira Ł 漢字 🙂"), std::string("Mira Ł 漢字 🙂"));
        const Json json = {{"name", bad}};
        const std::string text = jsonText(json);
        for (const unsigned char c : text) QVERIFY(c >= 0x20 && c != 0x7f);
        QVERIFY(text.find("\xe2\x80\xae") == std::string::npos);
        QVERIFY(text.find("\xc2\x9b") == std::string::npos);
        QCOMPARE(Json::parse(text), json);
        QCOMPARE(jsonText({{"a", "Łódź 🙂"}}), std::string("{\"a\":\"Łódź 🙂\"}"));
    }

    void longLinesAreCutBetweenCharacters()
    {
        QCOMPARE(lineText("abcdef", 3), std::string("abc…"));
        QCOMPARE(lineText("ab🙂cd", 3), std::string("ab…"));
    }

    void namesThatLookLikeIdsAreSeen()
    {
        QVERIFY(looksLikeId("0x9858EfFD232B4033E47d90003D41EC34EcaEda94"));
        QVERIFY(looksLikeId("0xabcd"));
        QVERIFY(!looksLikeId("0x"));
        QVERIFY(!looksLikeId("Oxford"));
        QVERIFY(!looksLikeId("0xford"));
    }

    /// What is copied into a shell arrives as it is called, however long.
    void aWordForAShellStandsInItsQuotes()
    {
        QCOMPARE(shellWord("Home"), std::string("'Home'"));
        QCOMPARE(shellWord("Bob's $HOME \"page\""), std::string("'Bob'\\''s $HOME \"page\"'"));
        QCOMPARE(shellWord(std::string(500, 'x')).size(), std::size_t{502});
        QCOMPARE(shellWord("a\nb"), std::string("'a b'")); // never a second command
    }

    void countsAreRightEnglish()
    {
        QCOMPARE(countText(1, "page", "pages"), std::string("1 page"));
        QCOMPARE(countText(0, "page", "pages"), std::string("0 pages"));
    }

    void theTemplateIsAJobStatement()
    {
        const auto statement = readStatementText(statementTemplate("Port the lexer"));
        QVERIFY2(bool(statement), statement ? "" : statement.error().message.c_str());
        QCOMPARE(statement->title, std::string("Port the lexer"));
        QVERIFY(missingIn(*statement).empty());
        QVERIFY(statement->context.starts_with("Version 1"));
        // What is taken out is missed, by name.
        std::string text = statementTemplate("T");
        text.erase(text.find("- A newcomer"),
                   text.find('\n', text.find("- A newcomer")) - text.find("- A newcomer"));
        const auto missing = missingIn(*readStatementText(text));
        QCOMPARE(missing.size(), std::size_t(1));
        QVERIFY(missing[0].starts_with("Goals: "));
        const auto refused = readStatementText("# T\n\n## Results\n- a | b | c | d | much\n");
        QVERIFY(!refused);
        QVERIFY(refused.error().message.find("line 4: Measurable results: a number is wanted") !=
                std::string::npos);
    }
};

STOA_TEST(PlainTextTest)

} // namespace stoa::commands

#include "plain_text_test.moc"
