// SPDX-License-Identifier: MIT
// What other programs rely on: exit codes, one JSON object, one sentence, and what happens when two programs
// meet at one data folder, or one of them is killed.
#include <filesystem>

#include <QTcpServer>
#include <QTcpSocket>

#include "core/base/random.h"
#include "tests/e2e/programs.h"
#include "tests/support/registry.h"

namespace stoa::test {

class CommandLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyProgramTellsItsVersion()
    {
        for (const char* name : {"stoad", "stoa-cli"}) {
            const auto ran = runProgram(QString::fromLatin1(name), {QStringLiteral("--version")});
            QCOMPARE(ran.exitCode, 0);
            QVERIFY(ran.output.startsWith(name));
            QCOMPARE(runProgram(QString::fromLatin1(name), {QStringLiteral("--help")}).exitCode, 0);
            const auto wrong = runProgram(QString::fromLatin1(name), {QStringLiteral("--nothing")});
            QCOMPARE(wrong.exitCode, 2);
            QCOMPARE(wrong.error.count('\n'), 1);
        }
    }

    void refusalsAreOneSentenceAndOne()
    {
        const Person ana(QStringLiteral("Ana"));
        for (const char* line :
             {"wallet show", "wallet receive", "company show", "task list", "wiki get Page",
              "collaboration show 0x1234", "network advance-time 1d", "outbox resend",
              "company join nonsense", "wallet restore --phrase-file none.txt",
              "wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 1"}) {
            const auto ran = ana.run(line);
            QVERIFY2(ran.exitCode == 1, line);
            QVERIFY2(!ran.code().empty(), line);
            QVERIFY2(ran.error.count('\n') == 1, ran.error.constData());
            QVERIFY2(!ran.error.startsWith('{'), ran.error.constData()); // the object is the other output's
        }
        STOA_RAN(ana.run("wallet create"));
        for (const char* line :
             {"wallet", "wallet send", "nothing", "network advance-time soon", "wallet send 0x12 1",
              "wallet send 0x0000000000000000000000000000000000000000 1",
              "wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 x"}) {
            const auto ran = ana.run(line);
            QVERIFY2(ran.exitCode == 2, line);
            QVERIFY2(!ran.code().empty(), line);
            QVERIFY2(ran.error.count('\n') == 1, ran.error.constData());
        }
    }

    /// Who reads both outputs in one place reads everything once.
    void aRefusalStandsOnceWhereBothOutputsAreOne()
    {
        const Person ana(QStringLiteral("Ana"));
        const auto both = [&](const QString& options) {
            return runProgram(QStringLiteral("sh"),
                              {QStringLiteral("-c"),
                               QStringLiteral("\"%1\" --data \"%2\" %3 wallet show 2>&1")
                                   .arg(programPath(QStringLiteral("stoa-cli")), ana.data(), options)},
                              {}, QStringLiteral("sh"));
        };
        const auto object = both(QStringLiteral("--json"));
        QCOMPARE(object.output.count('\n'), 1);
        QCOMPARE(object.code(), std::string("not-found"));
        const auto sentence = both({});
        QCOMPARE(sentence.output.count('\n'), 1);
        QVERIFY2(sentence.output.contains(ana.data().toUtf8()), sentence.output.constData());
        QVERIFY(!QDir(ana.data()).exists()); // who only looks begins nothing
    }

    void aNodeThatCannotBeOneIsWrongUsage()
    {
        const Person ana(QStringLiteral("Ana"));
        for (const char* url : {"", "nonsense", "ftp://127.0.0.1/", "http://", "http://127.0.0.1:0/",
                                "http://127.0.0.1:70000/", "http://8.8.8.8/", "http://user@127.0.0.1/",
                                "https://127.0.0.1:8686/", "http://127.0.0.1 :8686/"}) {
            const QStringList node{QStringLiteral("--node"), QString::fromLatin1(url)};
            const auto ran = ana.run(node + QStringList{QStringLiteral("wallet"), QStringLiteral("show")});
            QVERIFY2(ran.exitCode == 2, url);
            QCOMPARE(ran.code(), std::string("usage"));
            QVERIFY2(ran.error.count('\n') == 1, ran.error.constData());
            const auto daemon =
                runProgram(QStringLiteral("stoad"), QStringList{QStringLiteral("--data"), ana.data()} + node);
            QVERIFY2(daemon.exitCode == 2, url);
            QVERIFY2(daemon.error.count('\n') == 1, daemon.error.constData());
        }
        QVERIFY(!QDir(ana.data()).exists()); // nothing was begun
    }

    void aPasswordFileWithoutAPasswordIsNoWrongPassword()
    {
        const Person ana(QStringLiteral("Ana"));
        STOA_RAN(ana.run("wallet create"));
        STOA_RAN(ana.run("network faucet")); // the fee is there, so that the password is asked for
        QCOMPARE(ana.run("wallet name " + std::string(300, 'x')).exitCode, 2); // no name, whoever asks
        ana.write(QStringLiteral("empty"), "\n");
        for (const QString& file :
             {ana.file(QStringLiteral("empty")), ana.data(), ana.file(QStringLiteral("none"))}) {
            const auto ran =
                runProgram(QStringLiteral("stoa-cli"),
                           {QStringLiteral("--data"), ana.data(), QStringLiteral("--password-file"), file,
                            QStringLiteral("--json"), QStringLiteral("wallet"), QStringLiteral("name"),
                            QStringLiteral("Ana")});
            QCOMPARE(ran.exitCode, 1);
            QCOMPARE(ran.code(), std::string("file-unreadable"));
        }
    }

    void whereNoNodeAnswersAFolderIsNotTiedDown()
    {
        const Person ana(QStringLiteral("Ana"));
        const auto ran = ana.run("--node http://127.0.0.1:9/ network status");
        QCOMPARE(ran.exitCode, 1);
        QCOMPARE(ran.code(), std::string("offline"));
        QVERIFY(!QDir(ana.data()).exists());
        STOA_RAN(ana.run("wallet create"));
        QCOMPARE(ana.run("network status").text("mode"), std::string("local"));
    }

    /// What fails before it did anything leaves nothing, and what was there before stays.
    void whatFailsAtOnceBeginsNothing()
    {
        const Person ana(QStringLiteral("Ana"));
        ana.write(QStringLiteral("weak"), "short\n");
        ana.write(QStringLiteral("wrong.txt"), "abandon abandon abandon\n");
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        const auto failAll = [&] {
            for (const char* line : {"wallet restore", "wallet restore --phrase-file none.txt",
                                     "wallet restore --backup none.json"})
                QVERIFY2(!ana.run(line).isGood(), line);
            const auto wrong = ana.run("wallet restore --phrase-file " +
                                       ana.file(QStringLiteral("wrong.txt")).toStdString());
            QCOMPARE(wrong.code(), std::string("bad-phrase-length"));
            for (const char* password : {"none", "weak"}) {
                const auto ran =
                    runProgram(QStringLiteral("stoa-cli"),
                               {QStringLiteral("--data"), ana.data(), QStringLiteral("--password-file"),
                                ana.file(QString::fromLatin1(password)), QStringLiteral("wallet"),
                                QStringLiteral("create")});
                QVERIFY2(ran.exitCode == 1, password);
            }
            const auto daemon = [&](const QStringList& words) {
                return runProgram(QStringLiteral("stoad"),
                                  QStringList{QStringLiteral("--data"), ana.data()} + words);
            };
            const auto inUse = daemon({QStringLiteral("--port"), QString::number(taken.serverPort())});
            QCOMPARE(inUse.exitCode, 1);
            QVERIFY2(inUse.error.contains("is used by another program"), inUse.error.constData());
            const auto itself = daemon({QStringLiteral("--port=8699"), QStringLiteral("--node"),
                                        QStringLiteral("http://127.0.0.1:8699/")});
            QCOMPARE(itself.exitCode, 2);
            QVERIFY2(itself.error.contains("follow itself"), itself.error.constData());
        };
        failAll();
        QVERIFY(!QDir(ana.data()).exists());
        QVERIFY(QDir().mkpath(ana.data()));
        ana.write(QStringLiteral("data/mine"), "words\n");
        failAll();
        QCOMPARE(QDir(ana.data()).entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot),
                 QStringList{QStringLiteral("mine")});
    }

    void programsOfDifferentBuildsSaySo()
    {
        const Person ana(QStringLiteral("Ana"));
        Node node(ana);
        QVERIFY(node.isReady());
        QCOMPARE(ana.run("wallet history --before x").exitCode, 2);
        QVERIFY(!ana.run("wallet history --before x").error.contains("build"));
        QCOMPARE(ana.run("wiki put Page", QByteArray(6'000'000, 'a')).code(), std::string("too-large"));
        // As if another build had started it.
        QFile file(ana.data() + QStringLiteral("/rpc.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto connection = nlohmann::json::parse(file.readAll().toStdString());
        file.close();
        QVERIFY(!connection.value("build", std::string()).empty());
        const auto pretend = [&](const char* key, const std::string& value) {
            connection[key] = value;
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString(connection.dump()));
            file.close();
        };
        pretend("build", "another");
        STOA_RAN(ana.run("network status")); // where it does not matter, nothing is said
        const auto wrong = ana.run("wallet history --before x");
        QCOMPARE(wrong.exitCode, 2);
        QVERIFY2(wrong.error.contains("another build of version"), wrong.error.constData());
        QCOMPARE(wrong.error.count('\n'), 1);

        // And one that knows no owner's method at all.
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
            QTcpSocket* socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                const QByteArray body = R"({"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"No."}})";
                socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                              QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
                socket->disconnectFromHost();
            });
        });
        pretend("url", "http://127.0.0.1:" + std::to_string(server.serverPort()) + "/");
        pretend("version", "9.9.9");
        QProcess process;
        process.start(
            programPath(QStringLiteral("stoa-cli")),
            {QStringLiteral("--data"), ana.data(), QStringLiteral("wallet"), QStringLiteral("show")});
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, kPatienceMs);
        const QByteArray said = process.readAllStandardError();
        QCOMPARE(process.exitCode(), 1);
        QVERIFY2(said.contains("9.9.9"), said.constData());
        QCOMPARE(said.count('\n'), 1);
    }

    void anAnswerThatDoesNotArriveIsAFailure()
    {
        const Person ana(QStringLiteral("Ana"));
        const auto intoNothing = [&](const QString& words) {
            return runProgram(QStringLiteral("sh"),
                              {QStringLiteral("-c"),
                               QStringLiteral("\"%1\" --data \"%2\" --password-file \"%3\" %4 > /dev/full")
                                   .arg(programPath(QStringLiteral("stoa-cli")), ana.data(),
                                        ana.file(QStringLiteral("password.txt")), words)},
                              {}, QStringLiteral("sh"));
        };
        for (const char* words :
             {"wallet create", "--json wallet create", "--help", "--version", "company list"}) {
            const auto ran = intoNothing(QString::fromLatin1(words));
            QCOMPARE(ran.exitCode, 1);
            QVERIFY2(ran.error.count('\n') == 1, ran.error.constData());
        }
        // The phrase was not seen, so there is no wallet in its way.
        QCOMPARE(ana.run("wallet show").code(), std::string("no-wallet"));
        STOA_RAN(ana.run("wallet create"));
    }

    void aBackupIsAWalletOnAnotherComputer()
    {
        const Person ana(QStringLiteral("Ana"));
        const Person again(QStringLiteral("Ana"));
        const auto created = ana.run("wallet create");
        QVERIFY(created.isGood());
        const QString copy = ana.file(QStringLiteral("copy.json"));
        STOA_RAN(ana.run({QStringLiteral("wallet"), QStringLiteral("backup"), copy}));
        const auto restored = again.run(
            {QStringLiteral("wallet"), QStringLiteral("restore"), QStringLiteral("--backup"), copy});
        QVERIFY2(restored.isGood(), restored.error.constData());
        QCOMPARE(restored.text("address"), created.text("address"));
        STOA_RAN(again.run("network faucet"));
        STOA_RAN(again.run("company create --name Forge --purpose \"We build.\""));
        ana.write(QStringLiteral("diary"), "dear diary");
        const auto refused =
            ana.run({QStringLiteral("wallet"), QStringLiteral("backup"), ana.file(QStringLiteral("diary"))});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(refused.error.contains("left as it is") || refused.error.contains("left as it was"));
    }

    void everyExampleOfTheHelpRuns()
    {
        const auto help =
            runProgram(QStringLiteral("stoa-cli"), {QStringLiteral("--json"), QStringLiteral("--help")});
        QVERIFY(help.json.contains("commands"));
        const Person ana(QStringLiteral("Ana"));
        const Person other(QStringLiteral("Other"));
        STOA_RAN(ana.run("--test-clock wallet create"));
        STOA_RAN(ana.run("network faucet"));
        STOA_RAN(ana.run("company create --name Forge --purpose \"We build.\""));
        const auto form = ana.run("task template --title \"Port the lexer\"").text("template");
        const auto write = [&](const char* name, const QByteArray& text) {
            ana.write(QString::fromLatin1(name), text);
            other.write(QString::fromLatin1(name), text);
        };
        write("lexer.md", QByteArray::fromStdString(form));
        write("delivery.md", "It is done.\n");
        write("history.jsonl.zst",
              R"({"page":"Old","time":5,"author":1,"revision":"a","previous":null,"text":"x"})"
              "\n");
        QVERIFY(QDir(ana.file(QStringLiteral("."))).mkpath(QStringLiteral("notes")));
        ana.write(QStringLiteral("notes/Hello.md"), "# Hello\n");
        std::string task;
        std::string collaboration;
        int good = 0;
        for (const auto& command : help.json["commands"]) {
            const std::string group = command["group"];
            const std::string verb = command["verb"];
            QString example = QString::fromStdString(command["example"]);
            if (!task.empty()) example.replace(QStringLiteral("T-3f2a"), QString::fromStdString(task));
            if (!collaboration.empty())
                example.replace(QStringLiteral("0x3f2a"), QString::fromStdString(collaboration));
            // A wallet is made where none is.
            const bool isFresh = group == "wallet" && (verb == "create" || verb == "restore");
            QProcess process;
            process.setWorkingDirectory(isFresh ? other.file(QStringLiteral("."))
                                                : ana.file(QStringLiteral(".")));
            process.start(programPath(QStringLiteral("stoa-cli")),
                          QStringList{QStringLiteral("--data"),
                                      verb == "restore" ? QStringLiteral("restored") : QStringLiteral("data"),
                                      QStringLiteral("--json")} +
                              QProcess::splitCommand(example));
            process.closeWriteChannel();
            QVERIFY(process.waitForFinished(kPatienceMs));
            const QByteArray said = process.readAllStandardOutput();
            QVERIFY2(process.exitCode() == 0 || process.exitCode() == 1,
                     (example.toUtf8() + said).constData());
            if (process.exitCode() != 0) continue;
            ++good;
            const auto json = nlohmann::json::parse(said.toStdString(), nullptr, false);
            if (group == "task" && verb == "create") task = json.value("number", std::string());
            if (group == "collaboration" && verb == "propose")
                collaboration = json.value("collaboration", std::string());
        }
        QVERIFY(!task.empty() && !collaboration.empty());
        QVERIFY2(good >= 30, QByteArray::number(good).constData());
    }

    void malformedValuesAreWrongUsageWhoeverRunsThem()
    {
        const Person ana(QStringLiteral("Ana"));
        STOA_RAN(ana.run("wallet create"));
        STOA_RAN(ana.run("network faucet"));
        STOA_RAN(ana.run("company create --name Forge --purpose \"We build.\""));
        const auto check = [&] {
            for (const char* line :
                 {"wallet send 0x12 1", "wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 x",
                  "wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 0",
                  "company create --name F --purpose P", "wiki get ../x", "company invite --role king",
                  "task move T-1 nowhere", "wiki get P --version 0", "network faucet --amount 0",
                  "network advance-time soon", "company invite --uses 0"})
                QVERIFY2(ana.run(line).exitCode == 2, line);
            for (const char* line : {"wiki get Nowhere", "task show T-ffff", "company join nonsense"})
                QVERIFY2(ana.run(line).exitCode == 1, line);
        };
        check();
        const Node node(ana);
        check();
    }

    void aWalletComesBackFromItsPhrase()
    {
        const Person ana(QStringLiteral("Ana"));
        const Person again(QStringLiteral("Ana"));
        const auto created =
            ana.run(QStringList{QStringLiteral("wallet"), QStringLiteral("create"),
                                QStringLiteral("--phrase-out"), ana.file(QStringLiteral("phrase"))});
        QVERIFY2(created.isGood(), created.error.constData());
        const auto restored =
            again.run(QStringList{QStringLiteral("wallet"), QStringLiteral("restore"),
                                  QStringLiteral("--phrase-file"), ana.file(QStringLiteral("phrase"))});
        QVERIFY2(restored.isGood(), restored.error.constData());
        QCOMPARE(restored.text("address"), created.text("address"));
        QCOMPARE(ana.run("wallet create").code(), std::string("wallet-exists"));

        const Person known(QStringLiteral("Known"));
        const QString words =
            known.write(QStringLiteral("words"), "abandon abandon abandon abandon abandon abandon "
                                                 "abandon abandon abandon abandon abandon about\n");
        const auto vector = known.run(QStringList{QStringLiteral("wallet"), QStringLiteral("restore"),
                                                  QStringLiteral("--phrase-file"), words});
        QCOMPARE(vector.text("address"), std::string("0x9858EfFD232B4033E47d90003D41EC34EcaEda94"));
    }

    void theWrongPasswordSignsNothing()
    {
        const Person ana(QStringLiteral("Ana"));
        STOA_RAN(ana.run("wallet create"));
        STOA_RAN(ana.run("network faucet"));
        const auto before = ana.available();
        ana.write(QStringLiteral("password.txt"), "something else entirely\n");
        const auto ran = ana.run("wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 1");
        QCOMPARE(ran.code(), std::string("wrong-password"));
        {
            const Node node(ana);
            QCOMPARE(ana.run("wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 1").code(),
                     std::string("wrong-password"));
        }
        QCOMPARE(ana.available(), before);
    }

    void manyCommandsRunInOneStart()
    {
        const Person ana(QStringLiteral("Ana"));
        const auto ran = ana.run("--test-clock batch", "# a beginning\n"
                                                       "wallet create\n\n"
                                                       "network faucet --amount 1000\n"
                                                       "company create --name Forge --purpose \"We build.\"\n"
                                                       "wiki put Page --text '# Words'\n"
                                                       "wiki get Page\n");
        QVERIFY2(ran.isGood(), (ran.error + ran.output).constData());
        const auto lines = ran.output.trimmed().split('\n');
        QCOMPARE(lines.size(), 5);
        for (const QByteArray& line : lines)
            QVERIFY(nlohmann::json::parse(line.toStdString(), nullptr, false).is_object());
        QCOMPARE(nlohmann::json::parse(lines[4].toStdString()).value("text", std::string()),
                 std::string("# Words"));
        const auto mixed = ana.run("batch", "wallet nothing\nwallet receive\n");
        QCOMPARE(mixed.exitCode, 1);
        QCOMPARE(mixed.output.trimmed().split('\n').size(), 2);
    }

    void aRunningProgramIsSpokenTo()
    {
        const Person ana(QStringLiteral("Ana"));
        STOA_RAN(ana.run("wallet create"));
        STOA_RAN(ana.run("network faucet"));
        Node node(ana);
        QVERIFY(node.isReady());
        QVERIFY(std::filesystem::exists(ana.data().toStdString() + "/rpc.json"));
        STOA_RAN(ana.run("company create --name Forge --purpose \"We build.\""));
        STOA_RAN(ana.run("wiki put Page", "# Words\n"));
        QCOMPARE(ana.run("wiki get Page").text("text"), std::string("# Words\n"));
        // Paths are the caller's, not the running program's.
        ana.write(QStringLiteral("page.md"), "# From a file\n");
        QProcess process;
        process.setWorkingDirectory(ana.file(QStringLiteral(".")));
        process.start(programPath(QStringLiteral("stoa-cli")),
                      {QStringLiteral("--data"), QStringLiteral("data"), QStringLiteral("--password-file"),
                       QStringLiteral("password.txt"), QStringLiteral("wiki"), QStringLiteral("put"),
                       QStringLiteral("Page"), QStringLiteral("page.md")});
        QVERIFY(process.waitForFinished(kPatienceMs));
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(ana.run("wiki get Page").text("text"), std::string("# From a file\n"));
        // What handles keys is not passed on; stoad has no window to be sent to.
        const auto keys = ana.run("wallet create");
        QCOMPARE(keys.code(), std::string("data-in-use"));
        QVERIFY2((keys.output + keys.error).contains("stoad"), keys.output.constData());
        // A second holder is turned away, at once and without harm.
        const auto second = runProgram(QStringLiteral("stoad"), {QStringLiteral("--data"), ana.data()});
        QCOMPARE(second.exitCode, 1);
        QCOMPARE(second.error.count('\n'), 1);
        QVERIFY(node.stop());
        QVERIFY(!std::filesystem::exists(ana.data().toStdString() + "/rpc.json"));
        QCOMPARE(ana.run("wiki get Page").text("text"), std::string("# From a file\n"));
    }

    void offLoopbackTheOwnerIsRefused()
    {
        const Person ana(QStringLiteral("Ana"));
        const auto ran =
            runProgram(QStringLiteral("stoad"), {QStringLiteral("--data"), ana.data(),
                                                 QStringLiteral("--rpc-bind"), QStringLiteral("0.0.0.0")});
        QVERIFY(ran.exitCode == 1 || ran.exitCode == 2);
        QCOMPARE(ran.error.count('\n'), 1);
    }

    void onlyTestNetworksMoveTheirClock()
    {
        const Person ana(QStringLiteral("Ana"));
        STOA_RAN(ana.run("wallet create"));
        QCOMPARE(ana.run("network advance-time 1d").code(), std::string("test-clock-only"));
        const Person bob(QStringLiteral("Bob"));
        STOA_RAN(bob.run("--test-clock network advance-time 1d"));
        STOA_RAN(bob.run("network advance-time 1d"));
    }

    void aNameIsPublishedWithOrWithoutARunningNode()
    {
        const Person ada(QStringLiteral("ada"));
        STOA_RAN(ada.run("--test-clock wallet create"));
        STOA_RAN(ada.run("network faucet"));
        STOA_RAN(ada.run("wallet name Ada"));
        QCOMPARE(ada.run("wallet show").text("name"), std::string("Ada"));
        Node node(ada);
        QVERIFY(node.isReady());
        STOA_RAN(ada.run("wallet name Countess"));
        QCOMPARE(ada.run("wallet show").text("name"), std::string("Countess"));
    }

    void aBatchAnswersOthersWhoComeToItsFolder()
    {
        const Person ada(QStringLiteral("ada"));
        STOA_RAN(ada.run("wallet create"));
        STOA_RAN(ada.run("network faucet"));
        STOA_RAN(ada.run("company create --name Harbour --purpose Boats"));
        QProcess batch;
        batch.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        batch.start(programPath(QStringLiteral("stoa-cli")),
                    {QStringLiteral("--data"), ada.data(), QStringLiteral("batch")});
        QVERIFY(batch.waitForStarted());
        batch.write("wallet show\n");
        while (batch.state() == QProcess::Running && !batch.canReadLine()) batch.waitForReadyRead(1'000);
        STOA_RAN(ada.run("wallet show"));
        STOA_RAN(ada.run("wiki put Home --text hello"));
        STOA_RAN(ada.run("company show --company harbour"));
        batch.closeWriteChannel();
        QVERIFY(batch.waitForFinished(30'000));
        QCOMPARE(batch.exitCode(), 0);
        QCOMPARE(ada.run("wiki get Home").text("text"), std::string("hello"));
    }

    void anInvitationSaysWhereTheNodeWillBe()
    {
        const Person ada(QStringLiteral("ada"));
        STOA_RAN(ada.run("wallet create"));
        STOA_RAN(ada.run("network faucet"));
        STOA_RAN(ada.run("company create --name Harbour --purpose Boats"));
        const Ran invited = ada.run("company invite");
        STOA_RAN(invited);
        QVERIFY(invited.text("link").find("node=http://127.0.0.1:8686") != std::string::npos);
        QCOMPARE(invited.json.at("isServing").get<bool>(), false);
        QCOMPARE(invited.json.at("isOnlyHere").get<bool>(), true);
        const Ran elsewhere = ada.run("company invite --at http://192.168.7.9:8686/");
        STOA_RAN(elsewhere);
        QVERIFY(elsewhere.text("link").find("node=http://192.168.7.9:8686/&") != std::string::npos);
        QCOMPARE(elsewhere.json.at("isOnlyHere").get<bool>(), false);
        QCOMPARE(ada.run("company invite --at http://example.org/").exitCode, 2);
    }

    void whatWasAcknowledgedSurvivesKilling()
    {
        const Person ana(QStringLiteral("Ana"));
        STOA_RAN(ana.run("wallet create"));
        STOA_RAN(ana.run("network faucet"));
        STOA_RAN(ana.run("company create --name Forge --purpose \"We build.\""));
        SeededRandom random(static_cast<std::uint64_t>(QDateTime::currentMSecsSinceEpoch()));
        int acknowledged = 0;
        for (int round = 0; round < 8; ++round) {
            Node node(ana);
            QVERIFY(node.isReady());
            QProcess writer;
            writer.start(programPath(QStringLiteral("stoa-cli")),
                         {QStringLiteral("--data"), ana.data(), QStringLiteral("--password-file"),
                          ana.file(QStringLiteral("password.txt")), QStringLiteral("--json"),
                          QStringLiteral("batch")});
            QVERIFY(writer.waitForStarted());
            for (int i = 0; i < 20; ++i)
                writer.write(
                    QStringLiteral("wiki put Page%1 --text 'round %2'\n").arg(i).arg(round).toUtf8());
            QTest::qWait(static_cast<int>(300 + random.next() % 1'500));
            node.kill();
            writer.closeWriteChannel();
            // It may find the folder free and go on by itself, or be refused: both end.
            QVERIFY(writer.waitForFinished(kPatienceMs));
            std::vector<std::pair<std::string, int>> taken;
            for (const QByteArray& line : writer.readAllStandardOutput().trimmed().split('\n')) {
                const auto json = nlohmann::json::parse(line.toStdString(), nullptr, false);
                if (json.is_object() && json.contains("page") &&
                    json.value("finality", std::string()) != "waiting")
                    taken.emplace_back(json.value("page", std::string()), json.value("version", 0));
            }
            for (const auto& [page, version] : taken) {
                const auto read = ana.run("wiki get " + page + " --version " + std::to_string(version));
                QVERIFY2(read.isGood(), (page + ": " + read.error.toStdString()).c_str());
                QCOMPARE(read.text("text"), "round " + std::to_string(round));
            }
            acknowledged += static_cast<int>(taken.size());
            const auto verified = ana.run("verify");
            QVERIFY2(verified.isGood(), verified.error.constData());
        }
        qInfo("%d acknowledged actions survived 8 kills", acknowledged);
        QVERIFY(acknowledged > 0);
    }
};

STOA_TEST(CommandLineTest)

} // namespace stoa::test

#include "command_line_test.moc"
