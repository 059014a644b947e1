// SPDX-License-Identifier: MIT
#include "core/content/wiki_links.h"

#include <QTest>

#include "tests/support/registry.h"

namespace stoa::test {

using namespace content;

class WikiLinksTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWayToLinkIsFound()
    {
        const auto links =
            findPageLinks("See [[Home]], [[Home|the start]], [[Home#Steps]] and [parser](Parser.md).\n\n"
                          "[x](#here) [y](https://example.org) [z](javascript:x) ![p](Picture)\n");
        QCOMPARE(links.size(), std::size_t{5});
        QCOMPARE(links[0].page, std::string("Home"));
        QCOMPARE(links[0].label, std::string("Home"));
        QCOMPARE(links[0].context, std::string("See Home, the start, Home#Steps and parser."));
        QCOMPARE(links[1].label, std::string("the start"));
        QCOMPARE(links[2].heading, std::string("Steps"));
        QCOMPARE(links[3].page, std::string("Parser"));
        QCOMPARE(links[4].page, std::string());
        QCOMPARE(links[4].heading, std::string("here"));
    }

    void codeHoldsNoLinks()
    {
        QVERIFY(findPageLinks("`[[a]]` ``[[b]]``\n\n```\n[[c]]\n```\n\n    [[d]]\n\n\\[[e]]\n").empty());
    }

    void contextIsCutBetweenCharacters()
    {
        std::string around;
        for (int count = 0; count < 100; ++count) around += "é";
        const auto links = findPageLinks(around + " [[Home]] " + around);
        QCOMPARE(links.size(), std::size_t{1});
        QVERIFY(QString::fromStdString(links[0].context).startsWith(QStringLiteral("…é")));
        QVERIFY(!QString::fromStdString(links[0].context).contains(QChar::ReplacementCharacter));
        QVERIFY(links[0].context.size() < 200);
    }

    void theIndexFollowsEveryEdit()
    {
        LinkIndex index;
        index.update("Home", "[[Lexer]] [[Parser]] [[Home]]");
        index.update("Lexer", "[[Parser]] [[Tokens]]");
        QCOMPARE(index.linksTo("Parser"), (std::vector<std::string>{"Home", "Lexer"}));
        QCOMPARE(index.linksTo("Home"), std::vector<std::string>());
        QCOMPARE(index.missing(), (std::vector<std::string>{"Parser", "Tokens"}));
        index.update("Home", "nothing");
        QCOMPARE(index.linksTo("Parser"), std::vector<std::string>{"Lexer"});
        index.remove("Lexer");
        QVERIFY(index.missing().empty());
        index.remove("Lexer");
    }

    void hostileTextsEndSoon()
    {
        std::string text = "[a]: " + std::string(500'000, 'u') + "\n\n";
        while (text.size() < 1'000'000) text += "[a] ";
        // A method that is not bounded does not come back within the time that a test may take.
        findPageLinks(text);
        std::string many;
        while (many.size() < 1'000'000) many += "[[a]]";
        QCOMPARE(findPageLinks(many).size(), std::size_t{10'000});
    }
};

STOA_TEST(WikiLinksTest)

} // namespace stoa::test

#include "wiki_links_test.moc"
