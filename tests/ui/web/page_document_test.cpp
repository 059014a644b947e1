// SPDX-License-Identifier: MIT
#include "ui/web/page_document.h"

#include <QCryptographicHash>
#include <QFont>
#include <QTest>

#include "tests/support/registry.h"

using namespace Qt::Literals::StringLiterals;
using namespace stoa::ui;

class PageDocumentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headingsGetIdsAndPlainText()
    {
        const PageBody body =
            pageBody(u"<h1>One &amp; <em>two</em></h1><p>x</p><h2 id=\"given\">Three</h2>"_s);
        QCOMPARE(body.headings.size(), 2);
        QCOMPARE(body.headings[0].text, u"One & two"_s);
        QCOMPARE(body.headings[0].level, 1);
        QCOMPARE(body.headings[0].id, u"part-1"_s);
        QCOMPARE(body.headings[1].id, u"given"_s);
        QVERIFY(body.html.contains(u"<h1 id=\"part-1\">"_s));
        QVERIFY(body.html.contains(u"<h2 id=\"given\">"_s));
        QVERIFY(body.html.contains(u"<p>x</p>"_s));
    }

    void escapedTagsOfAHeadingStayText()
    {
        const PageBody body = pageBody(u"<h2>&lt;script&gt; &amp;lt;</h2>"_s);
        QCOMPARE(body.headings.first().text, u"<script> &lt;"_s);
    }

    void linksToMissingPagesAreMarkedInWords()
    {
        const PageBody body = pageBody(
            u"<a href=\"stoa-wiki:/page/X\" class=\"new\">X</a> <a href=\"stoa-wiki:/page/Y\">Y</a>"_s);
        QVERIFY(body.html.contains(u"X (new)</a>"_s));
        QVERIFY(!body.html.contains(u"Y (new)</a>"_s));
    }

    void policyAllowsOnlyThisStyleSheet()
    {
        const QString style = pageStyle(tokensOf(Scheme::Dark), QFont(), false);
        const QByteArray document = pageDocument(u"<b>title</b>"_s, u"<p>text</p>"_s, style);
        const QByteArray hash =
            QCryptographicHash::hash(style.toUtf8(), QCryptographicHash::Sha256).toBase64();
        QVERIFY(document.contains("default-src 'none'"));
        QVERIFY(document.contains("style-src 'sha256-" + hash + "'"));
        QVERIFY(!document.contains("unsafe"));
        QVERIFY(document.contains("<title>&lt;b&gt;title&lt;/b&gt;</title>"));
        // The policy stands before everything that it has to govern.
        QVERIFY(document.indexOf("Content-Security-Policy") < document.indexOf("<style>"));
    }

    void styleIsMadeFromTheTokens()
    {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
            const Tokens& tokens = tokensOf(scheme);
            const QString style = pageStyle(tokens, QFont(), false);
            QVERIFY(style.contains(tokens.text.name()));
            QVERIFY(style.contains(tokens.surface.name()));
            QVERIFY(style.contains(tokens.link.name()));
            QVERIFY(style.contains(u"max-width: 72ch"_s));
            QVERIFY(style.contains(u"line-height: 1.5"_s));
        }
    }
};

STOA_TEST(PageDocumentTest)
#include "page_document_test.moc"
