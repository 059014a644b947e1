// SPDX-License-Identifier: MIT
#include "app/net/access.h"

#include <QTest>

#include "tests/support/registry.h"

namespace stoa::net {

namespace {

HttpHead headWith(std::vector<std::pair<std::string, std::string>> headers)
{
    HttpHead head;
    head.headers = std::move(headers);
    return head;
}

} // namespace

class AccessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyOurOwnNamesAreHosts()
    {
        const auto hosts = allowedHosts(8686, "127.0.0.1");
        for (const char* good : {"127.0.0.1:8686", "localhost:8686", "LOCALHOST:8686", "[::1]:8686"})
            QCOMPARE(refusalOf(headWith({{"host", good}}), hosts), 0);
        for (const char* bad : {"127.0.0.1", "127.0.0.1:8687", "evil.example", "evil.example:8686",
                                "localhost.evil.example:8686", "127.0.0.1.nip.io:8686", "0.0.0.0:8686",
                                "2130706433:8686", "127.0.0.1:8686 ", "localhost:08686", "::1:8686"})
            QCOMPARE(refusalOf(headWith({{"host", bad}}), hosts), 403);
        QCOMPARE(refusalOf(headWith({}), hosts), 400);
        QCOMPARE(refusalOf(headWith({{"host", ""}}), hosts), 400);
    }

    void theBoundAddressIsAHost()
    {
        const auto hosts = allowedHosts(1, "192.168.0.7");
        QCOMPARE(refusalOf(headWith({{"host", "192.168.0.7:1"}}), hosts), 0);
        QCOMPARE(refusalOf(headWith({{"host", "192.168.0.8:1"}}), hosts), 403);
    }

    void noPageMayCall()
    {
        const auto hosts = allowedHosts(1, "127.0.0.1");
        for (const char* origin : {"http://e", "null", "tool://a", "http://localhost:1", ""})
            QCOMPARE(refusalOf(headWith({{"host", "localhost:1"}, {"origin", origin}}), hosts), 403);
    }

    void tokensAreLongAndNew()
    {
        SystemRandom random;
        const std::string one = newToken(random);
        QCOMPARE(one.size(), std::size_t(64));
        QVERIFY(one != newToken(random));
    }

    void onlyTheRightTokenIsRight()
    {
        const std::string right(64, 'a');
        QCOMPARE(checkToken(headWith({}), right), TokenCheck::Absent);
        QCOMPARE(checkToken(headWith({{"authorization", "Bearer " + right}}), right), TokenCheck::Right);
        for (const std::string& bad :
             {"Bearer " + std::string(64, 'b'), "Bearer " + right + "a", "bearer " + right, "Basic " + right,
              right, std::string("Bearer "), std::string()})
            QCOMPARE(checkToken(headWith({{"authorization", bad}}), right), TokenCheck::Wrong);
        // Where nobody is the owner, no token is right, not even the empty one.
        QCOMPARE(checkToken(headWith({{"authorization", "Bearer "}}), ""), TokenCheck::Wrong);
    }
};

STOA_TEST(AccessTest)

} // namespace stoa::net

#include "access_test.moc"
