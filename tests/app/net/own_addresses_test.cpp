// SPDX-License-Identifier: MIT
#include "app/net/own_addresses.h"

#include <QHostAddress>
#include <QTest>

#include "app/net/http_transport.h"
#include "tests/support/registry.h"

namespace stoa::net {

class OwnAddressesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsNamedCanBeCalledFromElsewhere()
    {
        for (const std::string& address : ownAddresses())
            QVERIFY2(!QHostAddress(QString::fromStdString(address)).isLoopback(), address.c_str());
        std::size_t ofIpv4 = 0;
        for (const std::string& address : ownAddresses()) ofIpv4 += address.find(':') == std::string::npos;
        QCOMPARE(urlsFromElsewhere("0.0.0.0", 8686).size(), ofIpv4);
        QCOMPARE(urlsFromElsewhere("::", 8686).size(), ownAddresses().size());
        for (const std::string& url : urlsFromElsewhere("::", 8686)) {
            QVERIFY2(isCallable(url), url.c_str());
            QVERIFY2(url.ends_with(":8686/"), url.c_str());
        }
        for (const char* one : {"127.0.0.1", "192.168.1.5", "::1", "nonsense", ""})
            QVERIFY2(urlsFromElsewhere(one, 8686).empty(), one);
    }

    void whoWouldCallThemselvesIsFound()
    {
        for (const char* url : {"http://127.0.0.1:8686/", "http://localhost:8686", "http://127.0.0.1:8686"}) {
            for (const char* bound : {"127.0.0.1", "0.0.0.0", "::"})
                QVERIFY2(leadsHere(url, bound, 8686), bound);
            QVERIFY(!leadsHere(url, "127.0.0.1", 8687));
            QVERIFY(!leadsHere(url, "192.168.77.5", 8686));
        }
        QVERIFY(leadsHere("http://[::1]:8686/", "::1", 8686));
        QVERIFY(leadsHere("http://192.168.77.5:8686/", "192.168.77.5", 8686));
        QVERIFY(!leadsHere("http://192.168.77.5:8686/", "127.0.0.1", 8686));
        for (const std::string& url : urlsFromElsewhere("::", 8686)) QVERIFY(leadsHere(url, "::", 8686));
        QVERIFY(!leadsHere("", "127.0.0.1", 80));
    }

    void anAddressIsWrittenOut()
    {
        for (const char* good : {"127.0.0.1", "0.0.0.0", "::", "::1", "fd00::1"})
            QVERIFY2(isWholeAddress(good), good);
        for (const char* bad : {"", "1.2.3", "16909060", "localhost", "1.2.3.4.5", "1.2.3.400"})
            QVERIFY2(!isWholeAddress(bad), bad);
    }
};

STOA_TEST(OwnAddressesTest)

} // namespace stoa::net

#include "own_addresses_test.moc"
