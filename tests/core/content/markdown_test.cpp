// SPDX-License-Identifier: MIT
#include "core/content/markdown.h"

#include <set>

#include <QTest>

#include "core/base/random.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace content;

namespace {

std::string html(std::string_view text, const MarkdownOptions& options = {})
{
    return renderMarkdown(text, options).html;
}

std::string repeated(std::string_view part, std::size_t count)
{
    std::string text;
    for (std::size_t index = 0; index < count; ++index) text += part;
    return text;
}

/// Only tags and attributes on the list, all closed in order, nothing that could load or run. Says what is
/// wrong; empty if nothing is.
std::string problemOf(const std::string& page)
{
    static const std::set<std::string> kTags{"h1",         "h2",     "h3",    "h4",    "h5",  "h6",  "p",
                                             "blockquote", "ul",     "ol",    "li",    "hr",  "pre", "code",
                                             "table",      "tr",     "thead", "tbody", "th",  "td",  "em",
                                             "a",          "strong", "span",  "br",    "del", "u"};
    static const std::set<std::string> kAttributes{"class", "href", "id", "rel", "start"};
    std::vector<std::string> open;
    for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
        const std::size_t end = page.find('>', at);
        if (end == std::string::npos) return "tag without end";
        std::string tag = page.substr(at + 1, end - at - 1);
        if (tag.starts_with('/')) {
            if (open.empty() || open.back() != tag.substr(1)) return "wrong closing tag " + tag;
            open.pop_back();
            continue;
        }
        const std::string name = tag.substr(0, tag.find(' '));
        if (!kTags.contains(name)) return "tag " + name;
        std::string rest = tag.substr(name.size());
        while (!rest.empty()) {
            const std::size_t equals = rest.find("=\"");
            if (rest[0] != ' ' || equals == std::string::npos) return "attributes " + rest;
            const std::string attribute = rest.substr(1, equals - 1);
            if (!kAttributes.contains(attribute)) return "attribute " + attribute;
            const std::size_t quote = rest.find('"', equals + 2);
            if (quote == std::string::npos) return "attribute without end";
            const std::string value = rest.substr(equals + 2, quote - equals - 2);
            const bool isGood = value.starts_with("http:") || value.starts_with("https:") ||
                                value.starts_with("HTTP") || value.starts_with("mailto:") ||
                                value.starts_with("stoa-wiki:/page/") || value.starts_with('#');
            if (attribute == "href" && !isGood) return "link to " + value;
            rest = rest.substr(quote + 1);
        }
        if (name != "br" && name != "hr") open.push_back(name);
    }
    return open.empty() ? "" : "left open: " + open.back();
}

} // namespace

class MarkdownTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordinaryTextsAreRendered()
    {
        QCOMPARE(html("# Hello *you*\n\nA **b** `c<d` ~~e~~"),
                 std::string("<h1 id=\"hello-you\">Hello <em>you</em></h1>\n"
                             "<p>A <strong>b</strong> <code>c&lt;d</code> <del>e</del></p>\n"));
        QCOMPARE(html("- [ ] a\n- [x] b\n"),
                 std::string("<ul>\n<li class=\"task\">☐ a</li>\n<li class=\"task\">☑ b</li>\n</ul>\n"));
        QCOMPARE(
            html("|a|b|\n|:--|--:|\n|1|2|\n"),
            std::string("<table>\n<thead>\n<tr><th class=\"left\">a</th><th class=\"right\">b</th></tr>\n"
                        "</thead>\n<tbody>\n<tr><td class=\"left\">1</td><td class=\"right\">2</td></tr>\n"
                        "</tbody>\n</table>\n"));
        QCOMPARE(html("```c++\nint a;\n```"),
                 std::string("<pre><code class=\"language-c++\">int a;\n</code></pre>\n"));
        QCOMPARE(html(""), std::string());
    }

    void linksLeadToPagesOrAreMarked()
    {
        MarkdownOptions options;
        options.page = "Compiler/Lexer";
        options.exists = [](std::string_view page) {
            return page == "Home" || page == "Compiler/Parser" || page == "a b";
        };
        const auto link = [&](const std::string& text) { return html(text, options); };
        QCOMPARE(link("[[Home]]"), std::string("<p><a href=\"stoa-wiki:/page/Home\">Home</a></p>\n"));
        QCOMPARE(link("[[Home|start]]"), std::string("<p><a href=\"stoa-wiki:/page/Home\">start</a></p>\n"));
        QCOMPARE(link("[[Home#First Steps]]"),
                 std::string("<p><a href=\"stoa-wiki:/page/Home#first-steps\">Home#First Steps</a></p>\n"));
        QCOMPARE(link("[[Nowhere]]"),
                 std::string("<p><a class=\"new\" href=\"stoa-wiki:/page/Nowhere\">Nowhere</a></p>\n"));
        QCOMPARE(link("[p](Parser.md)"),
                 std::string("<p><a href=\"stoa-wiki:/page/Compiler%2FParser\">p</a></p>\n"));
        QCOMPARE(link("[p](../Home)"), std::string("<p><a href=\"stoa-wiki:/page/Home\">p</a></p>\n"));
        QCOMPARE(link("[p](a%20b)"), std::string("<p><a href=\"stoa-wiki:/page/a%20b\">p</a></p>\n"));
        QCOMPARE(link("[p](#Top)"), std::string("<p><a href=\"#top\">p</a></p>\n"));
        QCOMPARE(link("[p](https://example.org/?a=1&b=\"2\")"),
                 std::string("<p><a class=\"external\" rel=\"noopener noreferrer\" "
                             "href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">p</a></p>\n"));
        for (const char* bad : {"[p](javascript:alert(1))",
                                "[p](JaVaScRiPt:alert(1))",
                                "[p](java&#115;cript:alert(1))",
                                "[p](javascript&colon;alert(1))",
                                "[p](<java\tscript:alert(1)>)",
                                "[p](data:text/html,x)",
                                "[p](file:///etc/passwd)",
                                "[p](//example.org/x)",
                                "[p](/etc/passwd)",
                                "[p](\\\\host\\x)",
                                "[p](../../../etc/passwd)",
                                "[p](%2e%2e/%2e%2e/x)",
                                "[p](vbscript:x)",
                                "[p](&#1;javascript:x)",
                                "[p](stoa-wiki:/page/x)",
                                "[p](qrc:/x)",
                                "[p](http:\\\\x)",
                                "<javascript:alert(1)>",
                                "[p](blob:x)",
                                "[[../x]]",
                                "[p](a%00b)",
                                "[p](a%e2%80%aeb)",
                                "[p](%ff)"}) {
            const std::string page = link(bad);
            QVERIFY2(page.find("<a") == std::string::npos, page.c_str());
            QCOMPARE(QString::fromStdString(problemOf(page)), QString());
        }
    }

    void htmlIsShownNotRun()
    {
        for (const char* bad : {"<script>alert(1)</script>",
                                "<img src=x onerror=alert(1)>",
                                "<a href='javascript:x'>y</a>",
                                "text <b onclick=x>y</b>",
                                "<svg/onload=x>",
                                "<!-- x --><iframe src=x>",
                                "<?php x ?>",
                                "<![CDATA[<script>]]>",
                                "&lt;script&gt;",
                                "&#60;script&#62;",
                                "`<script>`",
                                "    <script>",
                                "```\n</code></pre><script>\n```",
                                "``` \"><script>\nx\n```",
                                "# <script>",
                                "|<script>|\n|--|\n",
                                "[<script>](x)",
                                "![<script>](x)",
                                "[x](http://a/\"onmouseover=alert(1))",
                                "[x](http://a 'title\"><script>')",
                                "[[a|<script>]]",
                                "[[<script>]]",
                                "<http://a/<script>>",
                                "---\ntitle: <script>\n---\n"}) {
            const std::string page = html(bad);
            QVERIFY2(page.find("<script") == std::string::npos, page.c_str());
            QCOMPARE(QString::fromStdString(problemOf(page)), QString());
        }
    }

    void picturesAreShownAsTheirDescription()
    {
        QCOMPARE(html("![a cat](https://example.org/cat.png)"),
                 std::string("<p><span class=\"image\">a cat</span></p>\n"));
        QVERIFY(html("![y](file:///etc/passwd)").find("passwd") == std::string::npos);
    }

    void headingsHaveIdsOfTheirOwn()
    {
        const auto page = renderMarkdown("# A\n## A\n## A-2\n# A\n# &amp; *x*!\n# \n");
        std::set<std::string> ids;
        for (const auto& heading : page.headings) ids.insert(heading.id);
        QCOMPARE(ids.size(), page.headings.size());
        QCOMPARE(page.headings.size(), std::size_t{6});
        QCOMPARE(page.headings[0].id, std::string("a"));
        QCOMPARE(page.headings[1].level, 2U);
        QCOMPARE(page.headings[4].text, std::string("& x!"));
    }

    void propertiesAtTheTopAreATable()
    {
        const std::string page = html("---\neip: 1\ntitle: EIP: Purpose\n---\n\n## Text\n");
        QVERIFY(page.starts_with("<table class=\"front-matter\">\n<tr><th>eip</th><td>1</td></tr>\n"
                                 "<tr><th>title</th><td>EIP: Purpose</td></tr>\n</table>\n<h2"));
        QVERIFY(html("---\nno end").find("front-matter") == std::string::npos);
    }

    void turningCharactersBecomeVisible()
    {
        const std::string page = html("a\u202Eb `c\u2066d` &#x202E; [x\u202D](y)");
        for (const char* sign : {"\u202E", "\u2066", "\u202D"}) QVERIFY(page.find(sign) == std::string::npos);
        QVERIFY(page.find("a[U+202E]b") != std::string::npos);
        QCOMPARE(escapeHtml("\u2069<&>\"'"), std::string("[U+2069]&lt;&amp;&gt;&quot;&#39;"));
        QCOMPARE(html(std::string_view("a\0b\x01", 4)), std::string("<p>a\uFFFDb\uFFFD</p>\n"));
    }

    void hostileTextsStayBounded_data()
    {
        static constexpr std::size_t kSize = 1U << 20U;
        QTest::addColumn<QByteArray>("text");
        const auto add = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QByteArray(text.data(), qsizetype(std::min(text.size(), kSize)));
        };
        for (const char* part : {"*_",
                                 "`a ",
                                 "](\n",
                                 "[",
                                 "[[",
                                 "![",
                                 "[a](",
                                 "<",
                                 "<a@",
                                 ">",
                                 "> > > >\n",
                                 "- ",
                                 "~a~~",
                                 "&",
                                 "&amp;",
                                 "http://a.b ",
                                 "a@b.c ",
                                 "**a *a ",
                                 "a***b ",
                                 "|a",
                                 "<!--",
                                 "<![CDATA[",
                                 "a\n=\n",
                                 "\\",
                                 "\n",
                                 "1.\n",
                                 "[x](<",
                                 "[a](b \"",
                                 "[[a|",
                                 "[[a]]",
                                 "*a[",
                                 "```\n",
                                 "-\n\n",
                                 "# a\n",
                                 "# \n",
                                 "\"",
                                 "'",
                                 "|--|\n",
                                 "a|b\n--|--\n\n",
                                 "\xE2\x80\xAE",
                                 "[a]: u\n",
                                 "![a](b)",
                                 "\xFF"})
            add(QByteArray(part).replace('\n', "\\n").constData(),
                repeated(part, kSize / std::char_traits<char>::length(part)));
        add("huge reference", "[a]: " + std::string(50'000, 'u') + "\n\n" + repeated("[a] ", 5000));
        add("larger reference", "[a]: " + std::string(500'000, 'u') + "\n\n" + repeated("[a] ", 120'000));
        add("picture reference", "[a]: " + std::string(500'000, 'u') + "\n\n" + repeated("![a] ", 90'000));
        add("wide table",
            '|' + repeated("a|", 3000) + "\n|" + repeated("--|", 3000) + '\n' + repeated("|\n", 500'000));
        add("long table",
            '|' + repeated("a|", 64) + "\n|" + repeated("--|", 63) + '\n' + repeated("|\n", 500'000));
        add("quoted table", "> |" + repeated("a|", 3000) + "\n> |" + repeated("--|", 3000) + '\n' +
                                repeated("> |\n", 200'000));
        add("many tables",
            repeated('|' + repeated("a|", 60) + "\n|" + repeated("--|", 60) + "\n|\n|\n|\n\n", 4000));
        std::string ticks;
        for (std::size_t size = 1; ticks.size() < kSize; ++size) ticks += std::string(size, '`') + ' ';
        add("ticks", ticks);
        std::string nested;
        for (std::size_t level = 0; level < 1400; ++level) nested += std::string(level, ' ') + "- a\n";
        add("nested lists", nested);
    }

    void hostileTextsStayBounded()
    {
        QFETCH(QByteArray, text);
        const std::string_view view(text.constData(), std::size_t(text.size()));
        // A method that is not bounded does not come back within the time that a test may take.
        const auto page = renderMarkdown(view);
        QVERIFY(page.html.size() <= std::min<std::size_t>(4'000'000, 16 * view.size() + 1'000'000) + 10'000);
        QCOMPARE(QString::fromStdString(problemOf(page.html)), QString());
    }

    void tooMuchTextIsShownPlain()
    {
        const auto page = renderMarkdown(std::string((1U << 20U) + 1, '<'));
        QVERIFY(page.isPlain);
        QVERIFY(page.html.size() <= 4'000'000);
        QVERIFY(page.html.ends_with("</pre>\n"));
    }

    void randomTextsAreAlwaysSafe()
    {
        SeededRandom random(53);
        const std::string parts[] = {
            "*",    "_",         "`",   "```\n", "[",    "]",        "(",  ")",     "<",
            ">",    "!",         "|",   "-",     "\n",   "\n\n",     "# ", "- ",    "1. ",
            "> ",   "    ",      "\"",  "'",     "&",    ";",        "a",  "b c",   "[[",
            "]]",   "|--|--|\n", "://", "http",  "&lt;", "\\",       "~~", "=",     "\t",
            "\xFF", "é",         "<b>", "@",     ".",    "[a]: b\n", ":",  "&#60;", std::string(1, '\0')};
        for (int round = 0; round < 20'000; ++round) {
            std::string text;
            for (auto size = random.next() % 60; size > 0; --size)
                text += parts[random.next() % std::size(parts)];
            const std::string problem = problemOf(html(text));
            QVERIFY2(problem.empty(), (problem + " in " + text).c_str());
        }
    }
};

STOA_TEST(MarkdownTest)

} // namespace stoa::test

#include "markdown_test.moc"
