// SPDX-License-Identifier: MIT
#include "ui/words/node_text.h"

#include <QTest>

#include "tests/support/registry.h"

namespace stoa::ui {

class NodeTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWholeHostSaysWhetherItIsThisComputer()
    {
        // The whole name decides, not how it begins, and an address is one however it is written.
        for (const char* own :
             {"http://127.0.0.1", "http://127.9.8.7:1/", "http://localhost:8686/", "HTTP://LocalHost/",
              "http://[::1]:8686/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/"})
            QVERIFY2(leadsToOneself(own), own);
        for (const char* others :
             {"http://localhost.evil.example/", "http://127.0.0.1.example.org/", "http://127.example.org/",
              "http://192.168.1.5:8686/", "http://[fe80::1]/", "http://[::1:1]/", "localhost", ""})
            QVERIFY2(!leadsToOneself(others), others);
    }
};

STOA_TEST(NodeTextTest)

} // namespace stoa::ui

#include "node_text_test.moc"
