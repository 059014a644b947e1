// SPDX-License-Identifier: MIT
// Heads of answers as a node that means no good may send them, and which URLs are called at all.
#include "app/net/http_answer.h"

#include <QtTest>

#include "tests/support/registry.h"

namespace stoa::test {

class HttpAnswerTest : public QObject {
    Q_OBJECT

private slots:
    void aHeadSaysStatusAndLength()
    {
        const auto head = net::readAnswerHead("HTTP/1.1 200 OK\r\ncontent-LENGTH:  12 \r\nX: y");
        QVERIFY(head && head->status == 200 && head->hasLength && head->length == 12);
        const auto bare = net::readAnswerHead("HTTP/1.0 503");
        QVERIFY(bare && bare->status == 503 && !bare->hasLength);
    }

    /// A status of zero would look as if no head had come yet, and what follows would be kept for ever.
    void whatIsNoStatusIsRefused_data()
    {
        QTest::addColumn<QByteArray>("head");
        for (const char* head :
             {"", "HTTP/1.1", "HTTP/1.1 000 x", "HTTP/1.1 099 x", "HTTP/1.1 2x0 OK", "HTTP/2.0 200 OK",
              "HTTP/1.1\t200 OK", "HTTP/1.1 200 OK\r\nno colon", "HTTP/1.1 200 OK\r\nContent-Length: -1",
              "HTTP/1.1 200 OK\r\nContent-Length: 1x",
              "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999",
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked"})
            QTest::newRow(head) << QByteArray(head);
    }
    void whatIsNoStatusIsRefused()
    {
        QFETCH(QByteArray, head);
        const auto read = net::readAnswerHead(head.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::BadAnswer);
    }

    void onlyPlainUrlsNearbyAreCalled()
    {
        for (const char* url :
             {"http://127.0.0.1:8686/", "http://localhost", "http://[::1]:1", "http://192.168.1.2:80"})
            QVERIFY2(net::readUrl(url), url);
        for (const char* url :
             {"", "https://127.0.0.1/", "http://8.8.8.8/", "http://example.org/", "http://127.0.0.1/x",
              "http://a@127.0.0.1/", "http://127.0.0.1/?q", "http://127.0.0.1/#f", "http://127.0.0.1:0/",
              "http://127.0.0.1:70000/", "file:///etc/passwd"})
            QVERIFY2(!net::readUrl(url), url);
        QCOMPARE(net::readUrl("http://[::1]:81/")->host, std::string("[::1]:81"));
    }
};

STOA_TEST(HttpAnswerTest)

} // namespace stoa::test

#include "http_answer_test.moc"
