// SPDX-License-Identifier: MIT
#include "app/net/http_head.h"

#include <QTest>

#include "core/base/random.h"
#include "tests/support/registry.h"

namespace stoa::net {

class HttpHeadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlainRequestIsRead()
    {
        const auto result = readHead("POST / HTTP/1.1\r\nHost: localhost:1\r\nX-Y:  a b \r\n\r\n{}");
        QCOMPARE(result.state, HeadResult::State::Complete);
        QCOMPARE(result.head.method, std::string("POST"));
        QCOMPARE(result.head.target, std::string("/"));
        QVERIFY(result.head.header("x-y") == std::string_view("a b"));
        QVERIFY(!result.head.header("y"));
        QCOMPARE(result.head.bytes, std::size_t(50));
    }

    void everyBeginningOfARequestIsIncomplete()
    {
        const std::string whole = "POST / HTTP/1.1\r\nHost: a\r\n\r\n";
        for (std::size_t size = 0; size < whole.size(); ++size)
            QCOMPARE(readHead(whole.substr(0, size)).state, HeadResult::State::Incomplete);
    }

    void hostileHeadsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, QByteArray text, int status) {
            QTest::newRow(name) << text << status;
        };
        row("no HTTP", QByteArray("\x16\x03\x01", 3), 400);
        row("lower-case method", "post / HTTP/1.1\r\n\r\n", 400);
        row("long method", "POSTPOSTPOSTPOSTPOST / HTTP/1.1\r\n\r\n", 400);
        row("no target", "POST HTTP/1.1\r\n\r\n", 400);
        row("space in target", "POST / a HTTP/1.1\r\n\r\n", 400);
        row("HTTP/1.0", "POST / HTTP/1.0\r\n\r\n", 505);
        row("HTTP/2.0", "POST / HTTP/2.0\r\n\r\n", 505);
        row("no version", "POST / HTP\r\n\r\n", 400);
        row("bare line feed", "POST / HTTP/1.1\nHost: a\r\n\r\n", 400);
        row("bare carriage return", "POST / HTTP/1.1\r\nA: b\rHost: a\r\n\r\n", 400);
        row("folded line", "POST / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", 400);
        row("space before colon", "POST / HTTP/1.1\r\nHost : a\r\n\r\n", 400);
        row("no colon", "POST / HTTP/1.1\r\nHost\r\n\r\n", 400);
        row("empty name", "POST / HTTP/1.1\r\n: a\r\n\r\n", 400);
        row("zero byte", QByteArray("POST / HTTP/1.1\r\nA: b\0c\r\n\r\n", 28), 400);
        row("eight-bit value", "POST / HTTP/1.1\r\nA: \xc3\xa4\r\n\r\n", 400);
        row("two hosts", "POST / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", 400);
        row("two lengths", "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 400);
        row("two origins", "POST / HTTP/1.1\r\nOrigin: a\r\nOrigin: b\r\n\r\n", 400);
        row("two tokens", "POST / HTTP/1.1\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", 400);
        row("too long", "POST / HTTP/1.1\r\nA: " + QByteArray(9000, 'a') + "\r\n\r\n", 431);
        row("endless", QByteArray("A").repeated(9000), 431);
        QByteArray many = "POST / HTTP/1.1\r\n";
        for (int i = 0; i < 100; ++i) many += "A: b\r\n";
        row("too many headers", many + "\r\n", 400);
    }
    void hostileHeadsAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, status);
        const auto result = readHead({text.constData(), static_cast<std::size_t>(text.size())});
        QCOMPARE(result.state, HeadResult::State::Refused);
        QCOMPARE(result.status, status);
    }

    void lengthsAreDigitsOnly()
    {
        QCOMPARE(readContentLength("0").value(), std::size_t(0));
        QCOMPARE(readContentLength("5000000").value(), std::size_t(5'000'000));
        for (const char* bad : {"", "-1", "+1", "1 ", "0x10", "1e3", "99999999999", "1,2"})
            QVERIFY2(!readContentLength(bad), bad);
    }

    void noChangeOfARequestBreaksTheReader()
    {
        SeededRandom random(7);
        const std::string whole = "POST / HTTP/1.1\r\nHost: localhost:1\r\nContent-Length: 2\r\n\r\n{}";
        for (int i = 0; i < 20'000; ++i) {
            std::string text = whole;
            for (int change = 0; change < 3; ++change)
                text[random.next() % text.size()] = static_cast<char>(random.next());
            static_cast<void>(readHead(text));
        }
    }
};

STOA_TEST(HttpHeadTest)

} // namespace stoa::net

#include "http_head_test.moc"
