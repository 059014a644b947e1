// SPDX-License-Identifier: MIT
// The whole story by command line: two or three people, each with programs and a data folder of their own.
#include "tests/e2e/programs.h"
#include "tests/support/registry.h"

namespace stoa::test {

namespace {

constexpr std::uint64_t kGwei = 1'000'000'000;

} // namespace

class StoryTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Person> m_ana;
    std::unique_ptr<Person> m_bob;
    std::unique_ptr<Person> m_carol;
    std::unique_ptr<Node> m_node;

    /// Ana founds a company on a network with a settable clock and serves it; Bob and Carol join, and Carol
    /// is its arbitrator.
    void found()
    {
        m_ana = std::make_unique<Person>(QStringLiteral("Ana"));
        m_bob = std::make_unique<Person>(QStringLiteral("Bob"));
        m_carol = std::make_unique<Person>(QStringLiteral("Carol"));
        STOA_RAN(m_ana->run("--test-clock wallet create"));
        STOA_RAN(m_bob->run("wallet create"));
        STOA_RAN(m_carol->run("wallet create"));
        STOA_RAN(m_ana->run("network faucet --amount 10000"));
        QVERIFY(m_ana->available() >= 10'000 * kGwei);
        const std::string carol = m_carol->address();
        STOA_RAN(m_ana->run(
            "company create --name Forge --purpose \"We build compilers.\" --stake 100 --arbitrator " +
            carol + " --court-fee 5"));
        m_node = std::make_unique<Node>(*m_ana, QStringList{QStringLiteral("--serve")});
        QVERIFY(m_node->isReady());
        const auto invited = m_ana->run("company invite --uses 2 --gift 400");
        QVERIFY2(invited.isGood(), invited.error.constData());
        const std::string link = invited.text("link");
        QVERIFY(!link.empty());
        for (const auto* person : {m_bob.get(), m_carol.get()}) {
            const auto joined = person->run(
                QStringList{QStringLiteral("company"), QStringLiteral("join"), QString::fromStdString(link)});
            QVERIFY2(joined.isGood(), joined.error.constData());
            QVERIFY(joined.text("company").starts_with("0x"));
        }
        QTRY_COMPARE(m_ana->run("company members").json["members"].size(), std::size_t(3));
    }

    /// Ana writes a task and offers it. The collaboration's id, or empty.
    std::string propose(const std::string& title, const std::string& more = "--work-days 10")
    {
        const QString file = m_ana->write(QStringLiteral("statement.md"), completeStatement(title.c_str()));
        const auto task = m_ana->run("task create --title '" + title + "' --reward 40 --statement-file " +
                                     file.toStdString());
        if (!task.isGood() || !task.json.value("isComplete", false)) {
            QTest::qFail((task.error + task.output).constData(), __FILE__, __LINE__);
            return {};
        }
        const auto offered = m_ana->run("collaboration propose --task " + task.text("task") +
                                        " --reward 40 --deposit 20 " + more);
        if (!offered.isGood()) QTest::qFail(offered.error.constData(), __FILE__, __LINE__);
        return offered.text("collaboration");
    }

    std::string stateOf(const Person& person, const std::string& id)
    {
        return person.run("collaboration show " + id).text("state");
    }

    void advance(const char* period)
    {
        STOA_RAN(m_ana->run(QStringList{QStringLiteral("network"), QStringLiteral("advance-time"),
                                        QString::fromLatin1(period)}));
    }

private Q_SLOTS:
    void initTestCase() { found(); }
    void cleanupTestCase()
    {
        for (const auto* person : {m_ana.get(), m_bob.get(), m_carol.get()}) {
            if (person == nullptr) continue;
            const auto verified = person->run("verify");
            QVERIFY2(verified.isGood(), verified.error.constData());
        }
        if (m_node) QVERIFY(m_node->stop());
        STOA_RAN(m_ana->run("verify"));
    }

    void aCollaborationIsPaidOutByItself()
    {
        const auto before = m_bob->available();
        const std::string id = propose("Port the lexer");
        QCOMPARE(stateOf(*m_ana, id), std::string("proposed"));
        QTRY_COMPARE(stateOf(*m_bob, id), std::string("proposed"));
        STOA_RAN(m_bob->run("collaboration accept " + id));
        QVERIFY(m_bob->available() < before - 19 * kGwei);
        STOA_RAN(m_bob->run("collaboration deliver " + id, "It is all in the repository.\n"));
        QTRY_COMPARE(stateOf(*m_ana, id), std::string("delivered"));
        STOA_RAN(m_ana->run("collaboration changes " + id + " --text \"A test is missing.\""));
        QTRY_COMPARE(stateOf(*m_bob, id), std::string("active"));
        STOA_RAN(m_bob->run("collaboration deliver " + id + " --text \"Now with the test.\""));
        const auto approved = m_ana->run("collaboration approve " + id);
        QVERIFY2(approved.isGood(), approved.error.constData());
        QCOMPARE(approved.text("state"), std::string("to-be-allocated"));
        const auto shown = m_ana->run("collaboration show " + id).json;
        for (const char* key : {"now", "who", "by", "otherwise"})
            QVERIFY(!shown["answers"].value(key, std::string()).empty());
        QCOMPARE(shown["next"].value("ifNobodyActs", std::string()), std::string("pays-out"));
        advance("13d");
        QCOMPARE(stateOf(*m_ana, id), std::string("to-be-allocated"));
        advance("2d");
        QCOMPARE(stateOf(*m_ana, id), std::string("settled"));
        QTRY_VERIFY(m_bob->available() > before + 38 * kGwei);
        QVERIFY(m_bob->available() <= before + 40 * kGwei);
    }

    void anUnansweredProposalLapses()
    {
        const auto before = m_ana->available();
        const std::string id = propose("Nobody wants this");
        QVERIFY(m_ana->available() < before - 59 * kGwei);
        advance("60d");
        QCOMPARE(stateOf(*m_ana, id), std::string("cancelled"));
        QVERIFY(m_ana->available() > before - 1 * kGwei);
    }

    void aProposalIsTakenBackOrDeclined()
    {
        const std::string mine = propose("A mistake");
        STOA_RAN(m_ana->run("collaboration cancel " + mine));
        QCOMPARE(stateOf(*m_ana, mine), std::string("cancelled"));
        const std::string offered = propose("For Bob", "--work-days 10 --with " + m_bob->address());
        STOA_RAN(m_bob->run("collaboration decline " + offered));
        QTRY_COMPARE(stateOf(*m_ana, offered), std::string("cancelled"));
        const auto again = m_ana->run("collaboration cancel " + mine);
        QCOMPARE(again.exitCode, 1);
        QVERIFY(!again.code().empty());
    }

    void aMissedDeadlineRefunds()
    {
        const auto before = m_ana->available();
        const std::string id = propose("Never done");
        QTRY_COMPARE(stateOf(*m_bob, id), std::string("proposed"));
        STOA_RAN(m_bob->run("collaboration accept " + id));
        advance("90d");
        QTRY_COMPARE(stateOf(*m_ana, id), std::string("refunded"));
        QVERIFY(m_ana->available() > before - 1 * kGwei);
    }

    void aDisputeIsRuledByTheArbitrator()
    {
        const std::string id = propose("Disputed work");
        QTRY_COMPARE(stateOf(*m_bob, id), std::string("proposed"));
        const auto before = m_bob->available();
        STOA_RAN(m_bob->run("collaboration accept " + id));
        STOA_RAN(m_bob->run("collaboration deliver " + id + " --text \"Done.\""));
        QTRY_COMPARE(stateOf(*m_ana, id), std::string("delivered"));
        STOA_RAN(m_ana->run("collaboration dispute " + id + " --amount 0 --text \"Nothing works.\""));
        QTRY_COMPARE(stateOf(*m_bob, id), std::string("disputed"));
        STOA_RAN(m_bob->run("collaboration answer " + id + " --amount 60 --text \"All tests pass.\""));
        QTRY_VERIFY(m_carol->run("collaboration show " + id).json["dispute"].value("isAnswered", false));
        const auto notYours = m_bob->run("collaboration rule " + id + " --amount 60 --text \"I win.\"");
        QCOMPARE(notYours.exitCode, 1);
        STOA_RAN(m_carol->run("collaboration rule " + id + " --amount 60 --text \"The tests do pass.\""));
        advance("30d");
        QTRY_COMPARE(stateOf(*m_ana, id), std::string("settled"));
        QTRY_VERIFY(m_bob->available() > before + 30 * kGwei);
    }

    void pagesHaveVersions()
    {
        STOA_RAN(m_ana->run("wiki put Lexer", "# Lexer\n\nFirst words. See [[Parser]].\n"));
        const auto second =
            m_ana->run("wiki put Lexer --summary better", "# Lexer\n\nBetter words. See [[Parser]].\n");
        QVERIFY2(second.isGood(), second.error.constData());
        QCOMPARE(second.json.value("version", 0), 2);
        QTRY_COMPARE(m_bob->run("wiki get Lexer").json.value("version", 0), 2);
        const auto newest = m_bob->run("wiki get Lexer").json;
        QCOMPARE(newest.value("text", std::string()),
                 std::string("# Lexer\n\nBetter words. See [[Parser]].\n"));
        const auto first = m_bob->run("wiki get Lexer --version 1").json;
        QCOMPARE(first.value("text", std::string()),
                 std::string("# Lexer\n\nFirst words. See [[Parser]].\n"));
        QCOMPARE(m_bob->run("wiki history Lexer").json["versions"].size(), std::size_t(2));
        const auto diff = m_bob->run("wiki diff Lexer --from 1 --to 2").json;
        QCOMPARE(diff.value("added", 0), 1);
        QCOMPARE(diff.value("removed", 0), 1);
        STOA_RAN(m_bob->run("wiki put Parser", "# Parser\n\nBob's page.\n"));
        QTRY_COMPARE(m_ana->run("wiki list").json["pages"].size(), std::size_t(2));
        QCOMPARE(m_ana->run("wiki get Nothing").exitCode, 1);

        QDir().mkpath(m_ana->file(QStringLiteral("notes/deep")));
        m_ana->write(QStringLiteral("notes/Ideas.md"), "# Ideas\n\nMany.\n");
        m_ana->write(QStringLiteral("notes/deep/More.md"), "# More\n");
        const auto imported = m_ana->run("wiki import " + m_ana->file(QStringLiteral("notes")).toStdString());
        QVERIFY2(imported.isGood(), imported.error.constData());
        QCOMPARE(imported.json.value("pages", 0), 2);
        QCOMPARE(m_ana->run("wiki list").json["pages"].size(), std::size_t(4));
        const auto exported = m_ana->run("wiki export " + m_ana->file(QStringLiteral("copy")).toStdString());
        QVERIFY2(exported.isGood(), exported.error.constData());
        QCOMPARE(exported.json.value("pages", 0), 4);
    }

    void tasksMoveAndAreGivenAway()
    {
        const auto task = m_ana->run("task create --title \"A small thing\"");
        QVERIFY2(task.isGood(), task.error.constData());
        const std::string id = task.text("task");
        STOA_RAN(m_ana->run("task move \"A small thing\" ready"));
        STOA_RAN(m_ana->run("task assign " + id + " me"));
        const auto shown = m_ana->run("task show " + id).json;
        QCOMPARE(shown.value("state", std::string()), std::string("ready"));
        QCOMPARE(shown["assignee"].value("isMe", false), true);
        QCOMPARE(m_ana->run("collaboration propose --task " + id + " --reward 1 --deposit 1").exitCode, 1);
    }

    void moneyMovesBetweenThem()
    {
        const auto before = m_bob->available();
        STOA_RAN(m_ana->run("wallet send " + m_bob->address() + " 12.5"));
        QTRY_COMPARE(m_bob->available(), before + 12'500'000'000);
        const auto tooMuch = m_bob->run("wallet send " + m_ana->address() + " 1000000");
        QCOMPARE(tooMuch.exitCode, 1);
        QCOMPARE(tooMuch.code(), std::string("insufficient-balance"));
    }

    void aWrongBatchIsRolledBackAndSentAgain()
    {
        STOA_RAN(m_ana->run("network corrupt-next-batch"));
        STOA_RAN(m_ana->run("wiki put Lost", "# Lost\n"));
        advance("1h");
        QTRY_VERIFY(m_ana->run("outbox list").output.contains("rolled-back"));
        QVERIFY(m_ana->run("network batches").output.contains("slashed"));
        QCOMPARE(m_ana->run("wiki get Lost").exitCode, 1);
        sendAllAgain();
        QCOMPARE(m_ana->run("wiki get Lost").text("text"), std::string("# Lost\n"));
    }

    void whatBuildsOnRolledBackThingsComesBackWithThem()
    {
        STOA_RAN(m_ana->run("network corrupt-next-batch"));
        STOA_RAN(m_ana->run("company create --name Second --purpose \"Work that must not be lost.\""));
        const std::string company = m_ana->run("company show Second").text("company");
        const auto task = m_ana->run("--company Second task create --title Chain");
        QVERIFY2(task.isGood(), task.error.constData());
        STOA_RAN(m_ana->run("--company Second task move Chain ready"));
        STOA_RAN(m_ana->run("--company Second task assign Chain me"));
        STOA_RAN(m_ana->run("--company Second wiki put Notes", "precious words\n"));
        advance("1h");
        QTRY_VERIFY(m_ana->run("outbox list").output.contains("rolled-back"));
        QCOMPARE(m_ana->run("company show Second").exitCode, 1);
        sendAllAgain();
        QCOMPARE(m_ana->run("company show Second").text("company"), company);
        const auto shown = m_ana->run("--company Second task show " + task.text("task")).json;
        QCOMPARE(shown.value("state", std::string()), std::string("ready"));
        QCOMPARE(shown["assignee"].value("isMe", false), true);
        QCOMPARE(m_ana->run("--company Second wiki get Notes").text("text"), std::string("precious words\n"));
    }

    void whatWasSignedInBetweenDoesNotStrandWhatWasRolledBack()
    {
        STOA_RAN(m_ana->run("network corrupt-next-batch"));
        STOA_RAN(m_ana->run("company create --name Third --purpose \"Work that must not be lost.\""));
        STOA_RAN(m_ana->run("--company Third wiki put Notes", "more words\n"));
        advance("1h");
        QTRY_VERIFY(m_ana->run("outbox list").output.contains("rolled-back"));
        STOA_RAN(m_ana->run("wallet send " + m_bob->address() + " 1")); // takes the place of the first
        sendAllAgain();
        QCOMPARE(m_ana->run("--company Third wiki get Notes").text("text"), std::string("more words\n"));
    }

private:
    /// Without an id, the oldest goes first: what came later may build on it.
    void sendAllAgain()
    {
        for (int i = 0; i < 20 && m_ana->run("outbox list").output.contains("rolled-back"); ++i)
            STOA_RAN(m_ana->run("outbox resend"));
        QVERIFY(!m_ana->run("outbox list").output.contains("rolled-back"));
    }
};

STOA_TEST(StoryTest)

} // namespace stoa::test

#include "story_test.moc"
