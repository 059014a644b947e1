// SPDX-License-Identifier: MIT
// The words after stoad, and its file.
#include "app/node/node_options.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/node/config_file.h"
#include "tests/support/registry.h"

namespace stoa::node_program {

class NodeOptionsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string file(const QByteArray& text)
    {
        const QString path = m_folder.filePath(QStringLiteral("stoad.conf"));
        QFile target(path);
        if (!target.open(QIODevice::WriteOnly) || target.write(text) != text.size()) qFatal("not written");
        return path.toStdString();
    }
    /// The failure's sentence; empty: it was taken.
    static std::string refusal(const std::vector<std::string>& words)
    {
        const auto options = parseNodeOptions(words);
        if (options) return {};
        if (options.error().exitCode != commands::kExitUsage) return "another exit code";
        return options.error().message;
    }
    std::string refusalOf(const QByteArray& text) { return refusal({"--config", file(text)}); }

private Q_SLOTS:
    void rolesAreAList()
    {
        const auto usual = parseNodeOptions({});
        QVERIFY(usual && !usual->roles && usual->isServing);
        const auto some = parseNodeOptions({"--role", "validator,archive"});
        QVERIFY(bool(some));
        QVERIFY(some->roles->validator && some->roles->archive && !some->roles->aggregator);
        QVERIFY(!some->isServing);
        QVERIFY(parseNodeOptions({"--role=serve , aggregator"})->isServing);
        QVERIFY(parseNodeOptions({"--role=validator", "--serve"})->isServing);
        QVERIFY(parseNodeOptions({"--serve", "--role=validator"})->isServing);
        QVERIFY(!parseNodeOptions({"--no-serve", "--role=validator"})->isServing);
        for (const char* bad : {"", ",", "validator,", "miner", "validator,validator", "Validator"})
            QVERIFY2(!refusal({"--role", bad}).empty(), bad);
    }

    void whoServesAndDoesNotIsRefused()
    {
        for (const char* both : {"role = archive,serve\nserve = no\n", "serve = no\nrole = serve\n"})
            QVERIFY2(refusalOf(both).find("serve = no") != std::string::npos, both);
        QVERIFY(refusal({"--role=serve", "--no-serve"}).find("--no-serve") != std::string::npos);
        QVERIFY(refusal({"--serve=no", "--role", "serve"}).find("--no-serve") != std::string::npos);
        QVERIFY(refusalOf("role = archive\nserve = no\n").empty());
        QVERIFY(parseNodeOptions({"--config", file("serve = yes\nrole = archive\n")})->isServing);
    }

    void nobodyFollowsThemselves()
    {
        const std::string port = "--port=8699";
        for (const char* url : {"http://127.0.0.1:8699/", "http://localhost:8699"}) {
            QVERIFY(refusal({port, "--node", url}).find("follow itself") != std::string::npos);
            QVERIFY(!refusal({port, "--role=validator", "--chain", url}).empty());
            QVERIFY(!refusal({port, "--no-owner", "--bind=0.0.0.0", "--node", url}).empty());
        }
        QVERIFY(refusal({port, "--node=http://127.0.0.1:8698/"}).empty());
        QVERIFY(refusal({"--node=http://127.0.0.1:8686/"}).empty()); // it takes another port than that
    }

    void aMainChainElsewhereIsForOperators()
    {
        const std::string chain = "--chain=http://127.0.0.1:8686/";
        const std::string owner = "--challenger-owner=0x9858EfFD232B4033E47d90003D41EC34EcaEda94";
        const auto options = parseNodeOptions({chain, "--role=validator", owner});
        QVERIFY(bool(options));
        QCOMPARE(options->chainUrl, std::string("http://127.0.0.1:8686/"));
        QVERIFY(!options->challengerOwner.isZero());
        QVERIFY(parseNodeOptions({chain, "--role=aggregator,serve"}));
        QVERIFY(parseNodeOptions({owner})); // a network of its own has its validator
        QVERIFY(refusal({chain}).find("--role") != std::string::npos);
        QVERIFY(refusal({chain, "--role=archive"}).find("--role") != std::string::npos);
        QVERIFY(!refusal({"--chain=ftp://127.0.0.1/", "--role=validator"}).empty());
        QVERIFY(!refusal({chain, "--role=aggregator", owner}).empty());
        QVERIFY(!refusal({"--node=http://127.0.0.1:8686/", "--role=validator", owner}).empty());
        for (const char* bad : {"me", "0x12", "0x0000000000000000000000000000000000000000"})
            QVERIFY2(!refusal({chain, "--role=validator", "--challenger-owner", bad}).empty(), bad);
    }

    void theFileSaysTheSameAndTheCommandLineWins()
    {
        const std::string path =
            file("# a node\n\nport = 9001\r\n  role=validator,serve\n\tlog-format = json\n"
                 "no-owner = yes\nbind = 0.0.0.0\ndata = /somewhere/with spaces = and more\n");
        const auto options = parseNodeOptions({"--config", path});
        QVERIFY(bool(options));
        QCOMPARE(options->port, std::uint16_t(9001));
        QVERIFY(options->roles->validator && options->isServing && !options->hasOwner);
        QCOMPARE(options->bindAddress, std::string("0.0.0.0"));
        QCOMPARE(options->dataFolder, std::string("/somewhere/with spaces = and more"));
        QCOMPARE(options->logFormat, LogFormat::Json);
        // Wherever --config stands.
        const auto mixed = parseNodeOptions({"--port", "9002", "--no-owner=no", "--bind=127.0.0.1",
                                             "--log-format=plain", "--no-serve", "--config", path});
        QVERIFY(bool(mixed));
        QCOMPARE(mixed->port, std::uint16_t(9002));
        QVERIFY(mixed->hasOwner && !mixed->isServing && mixed->roles->validator);
        QCOMPARE(mixed->logFormat, LogFormat::Plain);
    }

    void anAddressIsWrittenOut()
    {
        for (const char* bad : {"1.2.3", "1", "here", "1.2.3.4.5", "300.1.1.1"})
            QVERIFY2(refusal({"--no-owner", "--bind", bad}).find("is none") != std::string::npos, bad);
        for (const char* good : {"192.168.1.5", "0.0.0.0", "::", "::1"})
            QVERIFY2(refusal({"--no-owner", "--bind", good}).empty(), good);
    }

    void whyAPortIsNotOpenedIsSaid()
    {
        NodeOptions options;
        options.bindAddress = "192.0.2.7";
        options.port = 80;
        const auto said = [&](Error error) { return listenFailure(std::move(error), options).message; };
        const std::string taken = said({ErrorCode::PortInUse, "80"});
        QVERIFY2(taken.find("Port 80 at 192.0.2.7 is used") != std::string::npos, taken.c_str());
        const std::string system = said({ErrorCode::NotPermitted, "port 80"});
        QVERIFY2(system.find("may not open port 80") != std::string::npos, system.c_str());
        const std::string nowhere = said({ErrorCode::InvalidArgument, "address 192.0.2.7"});
        QVERIFY2(nowhere.find("192.0.2.7 is none. It has: 127.0.0.1") != std::string::npos, nowhere.c_str());
    }

    void senselessFilesAreRefusedWithTheirLine()
    {
        QVERIFY(refusalOf("port = 1\nprot = 2\n").find("Line 2") != std::string::npos);
        QVERIFY(refusalOf("prot = 2\n").find("prot") != std::string::npos);
        for (const char* bad : {"port\n",
                                "= 1\n",
                                "port =\n",
                                "port = 1\nport = 1\n",
                                "port = 70000\n",
                                "port = -1\n",
                                "serve = true\n",
                                "no-owner = 1\n",
                                "config = other\n",
                                "rpc-bind = 127.0.0.1\n",
                                "no-serve = yes\n",
                                "help = yes\n",
                                "version = yes\n",
                                "Port = 1\n",
                                "--port = 1\n",
                                "port = 1 # one\n",
                                "po rt = 1\n",
                                "log-level = loud\n",
                                "log-format = xml\n",
                                "role = miner\n",
                                "data = a\x01b\n",
                                "\xef\xbb\xbfport = 1\n",
                                "bind = here\n",
                                "bind = 0.0.0.0\n"})
            QVERIFY2(!refusalOf(bad).empty(), bad);
        QVERIFY(!refusalOf(QByteArray("#").repeated(static_cast<qsizetype>(kMaxConfigBytes) + 1)).empty());
        QVERIFY(!refusalOf(QByteArray("port = 1\0\n", 10)).empty());
        QVERIFY(!refusal({"--config", m_folder.filePath(QStringLiteral("none")).toStdString()}).empty());
        QVERIFY(!refusal({"--config", m_folder.path().toStdString()}).empty());
        QVERIFY(refusalOf("").empty());
        QVERIFY(refusalOf("# nothing").empty());
    }

    void sensesslessWordsAreRefused()
    {
        for (const std::vector<std::string>& words : {std::vector<std::string>{"--prot", "1"},
                                                      {"--port"},
                                                      {"--port", "x"},
                                                      {"port"},
                                                      {"--serve=maybe"},
                                                      {"rpc-docs", "--port", "1"},
                                                      {"--config"},
                                                      {"--bind", "0.0.0.0"},
                                                      {"--", "x"}})
            QVERIFY2(!refusal(words).empty(), words.front().c_str());
    }

    void theExampleIsAFileThatIsTaken()
    {
        QCOMPARE(parseNodeOptions({"config-example"})->print, Print::ConfigExample);
        QCOMPARE(parseNodeOptions({"rpc-docs"})->print, Print::RpcDocs);
        const QByteArray example = QByteArray::fromStdString(configExample());
        QVERIFY(refusalOf(example).empty());
        QVERIFY(parseConfig(example.toStdString())->empty()); // none is set
        QByteArray all = example;
        all.replace("\n#", "\n"); // every option set; the words about them are no longer said to be such
        QByteArray set;
        for (const QByteArray& line : all.split('\n'))
            if (line.contains(" = ") && !line.startsWith(" ") && !line.startsWith("#")) set += line + "\n";
        QVERIFY(set.contains("role = ") && set.contains("port = ") && set.contains("log-format = "));
        QVERIFY2(refusalOf(set).empty(), refusalOf(set).c_str());
    }
};

STOA_TEST(NodeOptionsTest)

} // namespace stoa::node_program

#include "node_options_test.moc"
