// SPDX-License-Identifier: MIT
// By command line alone: pages edited while the node is away, and what was refused given back word for word.
#include <QTcpServer>

#include "tests/e2e/programs.h"
#include "tests/support/registry.h"

namespace stoa::test {

class OfflineCommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsWrittenOfflineComeThroughOrComeBack()
    {
        const Person ana(QStringLiteral("Ana"));
        const Person ben(QStringLiteral("Ben"));
        STOA_RAN(ana.run("--test-clock wallet create"));
        STOA_RAN(ana.run("network faucet"));
        STOA_RAN(ana.run("company create --name Harbour --purpose Boats"));
        auto node = std::make_unique<Node>(ana);
        QVERIFY(node->isReady());
        const QString port = node->url().section(QLatin1Char(':'), -1).remove(QLatin1Char('/'));
        const auto link = ana.run("company invite --gift 20").text("link");
        STOA_RAN(ben.run("wallet create"));
        STOA_RAN(ben.run({QStringLiteral("company"), QStringLiteral("join"), QString::fromStdString(link)}));
        STOA_RAN(ben.run("wiki put Far", "1\n2\n3\n4\n5\n"));
        STOA_RAN(ben.run("wiki put Near", "1\n2\n3\n"));
        QVERIFY(node->stop());
        node.reset();

        const auto once = ben.run("wiki put Far", "1 B\n2\n3\n4\n5\n");
        STOA_WAITS(once);
        QCOMPARE(once.json.value("version", 0), 2);
        QCOMPARE(once.json.value("isSent", true), false);
        const auto twice = ben.run("wiki put Far", "1 Ben\n2\n3\n4\n5\n");
        STOA_WAITS(twice);
        QCOMPARE(twice.json.value("version", 0), 3);
        STOA_WAITS(ben.run("wiki put Near", "1 Ben\n2\n3\n"));
        STOA_WAITS(ben.run("wiki put New", "new\n"));
        STOA_WAITS(ben.run("batch", "wallet show\nwiki put Other --text words\n"));
        QCOMPARE(ben.run("batch", "wiki put Other --text more\nwiki get Nowhere\n").exitCode, 1);
        STOA_RAN(ben.run("wiki get New"));
        {
            // Signed here, sent by another program; not at the port of the node that it follows.
            QTcpServer unused;
            QVERIFY(unused.listen(QHostAddress::LocalHost));
            const QString other = QString::number(unused.serverPort());
            unused.close();
            QVERIFY(other != port);
            const Node follower(ben, {QStringLiteral("--port"), other});
            QVERIFY(follower.isReady());
            STOA_WAITS(ben.run("wiki put Other --text most"));
        }
        QCOMPARE(ben.run("wiki get New").text("text"), std::string("new\n"));
        QCOMPARE(ben.run("wiki get New").json.value("isSent", true), false);
        QVERIFY(ben.run("wallet show").json.value("isKnown", false));
        QVERIFY(ben.run("wallet show").json.value("asOf", 0) > 0);
        STOA_RAN(ana.run("wiki put Far", "1\n2\n3\n4\n5 Ana\n"));
        STOA_RAN(ana.run("wiki put Near", "1 Ana\n2\n3\n"));

        node = std::make_unique<Node>(ana, QStringList{QStringLiteral("--port"), port});
        QVERIFY(node->isReady());
        QCOMPARE(ben.run("wiki get Near").text("text"), std::string("1 Ana\n2\n3\n"));
        const auto mine = ben.run("wiki get Near --mine");
        STOA_RAN(mine);
        QCOMPARE(mine.text("text"), std::string("1 Ben\n2\n3\n"));
        QCOMPARE(mine.text("needs"), std::string("choice"));
        const auto shown = ben.run(
            {QStringLiteral("outbox"), QStringLiteral("show"), QString::fromStdString(mine.text("id"))});
        STOA_RAN(shown);
        QCOMPARE(shown.text("text"), std::string("1 Ben\n2\n3\n"));
        const auto refused = ben.run(
            {QStringLiteral("outbox"), QStringLiteral("resend"), QString::fromStdString(mine.text("id"))});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.error.contains("--resolve"), refused.error.constData());
        QVERIFY(ben.run("wiki history Near").json.contains("mine"));
        // Where both can stand, sending it again is enough; where not, a file with both, made one.
        QCOMPARE(ben.run("wiki get Far --mine").text("needs"), std::string("signature"));
        STOA_RAN(ben.run({QStringLiteral("outbox"), QStringLiteral("resend"),
                          QString::fromStdString(ben.run("wiki get Far --mine").text("id"))}));
        QCOMPARE(ana.run("wiki get Far").text("text"), std::string("1 Ben\n2\n3\n4\n5 Ana\n"));
        const auto marked = ben.run("wiki get Near --marked").text("marked");
        QVERIFY(marked.find("1 Ben") != std::string::npos && marked.find("1 Ana") != std::string::npos);
        ben.write(QStringLiteral("both.md"), QByteArray::fromStdString(marked));
        const std::string file = ben.file(QStringLiteral("both.md")).toStdString();
        QCOMPARE(ben.run("wiki put Near " + file + " --mine").code(), std::string("merge-conflict"));
        ben.write(QStringLiteral("both.md"), "1 Ana and Ben\n2\n3\n");
        STOA_RAN(ben.run("wiki put Near " + file + " --mine"));
        QCOMPARE(ana.run("wiki get Near").text("text"), std::string("1 Ana and Ben\n2\n3\n"));

        const std::string base = ben.run("wiki get Near").text("revision");
        STOA_RAN(ben.run("wiki put Near", "1 later\n2\n3\n"));
        const auto late = ben.run("wiki put Near --base " + base, "1 late\n2\n3\n");
        QCOMPARE(late.code(), std::string("merge-conflict"));
        QVERIFY2(late.error.contains("1 later") && late.error.contains("--resolve"), late.error.constData());
        QCOMPARE(ben.run("wiki get Near --mine").text("text"), std::string("1 late\n2\n3\n"));
        STOA_RAN(ben.run("wiki put Near --mine --resolve mine"));
        QCOMPARE(ana.run("wiki get Near").text("text"), std::string("1 late\n2\n3\n"));
        QCOMPARE(ben.run("wiki get Near --mine").exitCode, 1);
    }
};

STOA_TEST(OfflineCommandsTest)

} // namespace stoa::test

#include "offline_pages_test.moc"
