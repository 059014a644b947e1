// SPDX-License-Identifier: MIT
#include "app/commands/command_table.h"

#include <map>
#include <set>

#include <QTest>

#include "core/base/random.h"
#include "tests/support/registry.h"

namespace stoa::commands {

class CommandTableTest : public QObject {
    Q_OBJECT

    static Answer<CommandLine> parse(std::string_view line) { return parseCommandLine(*splitLine(line)); }

private Q_SLOTS:
    void everyCommandOfTheContractIsThere()
    {
        const std::map<std::string, std::vector<std::string>> contract = {
            {"wallet", {"create", "restore", "show", "receive", "send", "backup"}},
            {"network", {"status", "faucet", "batches", "advance-time", "corrupt-next-batch"}},
            {"company", {"create", "list", "show", "invite", "join", "members"}},
            {"task", {"create", "list", "show", "move", "assign"}},
            {"collaboration",
             {"propose", "accept", "decline", "cancel", "deliver", "changes", "approve", "dispute", "answer",
              "rule", "show", "list"}},
            {"wiki", {"put", "get", "list", "history", "diff", "import", "import-history", "export"}},
            {"outbox", {"list", "resend", "drop"}},
            {"contact", {"list", "add", "rename", "remove"}},
            {"verify", {""}},
        };
        std::set<std::string> known;
        for (const Command& command : commandTable())
            known.insert(std::string(command.group) + " " + std::string(command.verb));
        for (const auto& [group, verbs] : contract) {
            for (const std::string& verb : verbs) QVERIFY2(known.contains(group + " " + verb), verb.c_str());
        }
    }

    void everyExampleParses()
    {
        for (const Command& command : commandTable()) {
            const auto line = parse(command.example);
            QVERIFY2(bool(line), std::string(command.example).c_str());
            QCOMPARE(line->call.command, &command);
        }
    }

    void helpShowsAWorkingExampleOnEveryLevel()
    {
        const auto hasExample = [](const std::string& text) {
            const auto at = text.find("Example:\n  ");
            if (at == std::string::npos) return false;
            std::string example = text.substr(at + 11);
            example = example.substr(0, example.find('\n'));
            if (const auto pipe = example.find("| "); pipe != std::string::npos)
                example = example.substr(pipe + 2);
            return example.starts_with("stoa-cli ") && bool(parse(example.substr(9)));
        };
        QVERIFY(hasExample(helpText("", "")));
        QVERIFY(hasExample(helpText("batch", "")));
        for (const Command& command : commandTable()) {
            QVERIFY(hasExample(helpText(command.group, "")));
            QVERIFY(hasExample(helpText(command.group, command.verb)));
        }
        for (const char* line : {"--help", "help", "wallet --help", "wallet send --help",
                                 "--help wallet send", "help wallet send", "wallet send -h", "verify --help"})
            QVERIFY2(parse(line)->wantsHelp, line);
        QCOMPARE(parse("--help wallet send")->helpVerb, std::string("send"));
    }

    void anOptionIsASwitchEverywhereOrNowhere()
    {
        std::map<std::string_view, bool> isSwitch;
        for (const Command& command : commandTable()) {
            for (const Option& option : command.options) {
                const auto [at, isNew] = isSwitch.emplace(option.name, option.value.empty());
                QCOMPARE(at->second, option.value.empty());
            }
        }
        for (const Option& option : globalOptions())
            QVERIFY(!isSwitch.contains(option.name) || option.name == "version");
    }

    void globalOptionsGoAnywhere()
    {
        const auto line = parse("--data /a wallet --json send --company=Forge 0x1 2 --password-file f");
        QVERIFY(bool(line));
        QCOMPARE(line->global("data"), std::string("/a"));
        QCOMPARE(line->global("company"), std::string("Forge"));
        QCOMPARE(line->global("password-file"), std::string("f"));
        QVERIFY(line->has("json"));
        QCOMPARE(line->call.operands, (std::vector<std::string>{"0x1", "2"}));
        const auto ended = parse("wiki put -- --odd -");
        QCOMPARE(ended->call.operands, (std::vector<std::string>{"--odd", "-"}));
    }

    void aPagesVersionIsNotTheProgramsVersion()
    {
        const auto line = parse("wiki get Page --version 3");
        QVERIFY(bool(line));
        QVERIFY(!line->wantsVersion);
        QCOMPARE(line->call.option("version").value(), std::string("3"));
        QVERIFY(parse("--version")->wantsVersion);
    }

    void wrongUsageIsToldInOneSentence_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char* line : {"",
                                 "--json",
                                 "nothing",
                                 "wallet",
                                 "wallet nothing",
                                 "wallet send",
                                 "wallet send 0x1",
                                 "wallet send 0x1 2 3",
                                 "wallet show --name x",
                                 "--nothing",
                                 "wallet show --data",
                                 "company create --name F",
                                 "company create --name F --name G --purpose P",
                                 "--json=1 wallet show",
                                 "--data a --data b wallet show",
                                 "batch wallet",
                                 "--purpose x",
                                 "help nothing",
                                 "wallet name",
                                 "company create --name ' ' --purpose P",
                                 "company create --name F --purpose ''",
                                 "wallet name \xff\xfe",
                                 "wallet name a b"})
            QTest::newRow(QByteArray(line).toPercentEncoding().constData()) << QByteArray(line);
    }
    void wrongUsageIsToldInOneSentence()
    {
        QFETCH(QByteArray, line);
        const auto parsed = parse(line.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().exitCode, kExitUsage);
        QVERIFY(!parsed.error().message.empty());
        QVERIFY(parsed.error().message.find('\n') == std::string::npos);
    }

    void whatIsMissingIsNamed()
    {
        const auto said = [](std::string_view line) { return parse(line).error().message; };
        QVERIFY(said("wallet name").starts_with("“wallet name” needs NAME"));
        QVERIFY(said("wallet name Ana R.").find("“R.”") != std::string::npos);
        QVERIFY(said("company create --name F --purpose ''").find("--purpose") != std::string::npos);
        QVERIFY(said("wallet name \xff").find("UTF-8") != std::string::npos);
        QVERIFY(said("wallet \xe2\x80\xae\x1b[2J").find('\x1b') == std::string::npos);
        QVERIFY(said("wallet \xe2\x80\xae\x1b[2J").find("\xe2\x80\xae") == std::string::npos);
    }

    /// What is given without an option, given with one: the sentence says how.
    void aWrongOptionIsToldWhatTheCommandTakes()
    {
        for (const char* line :
             {"company fund --amount 5", "company fund --amont 5", "company fund --amount=5"}) {
            const auto parsed = parse(line);
            QVERIFY(!parsed);
            const std::string& said = parsed.error().message;
            for (const char* part :
                 {"“company fund” has no option “--am", "It takes AMOUNT, with no option", "company fund 25"})
                QVERIFY2(said.find(part) != std::string::npos, said.c_str());
            QVERIFY2(said.find("nothing was given") == std::string::npos, said.c_str());
        }
        const std::string many = parse("company create --nme F").error().message;
        QVERIFY2(many.find("company create --help") != std::string::npos, many.c_str());
        QVERIFY(parse("wallet show --nme F").error().message.find("nothing more") != std::string::npos);
    }

    void onlyWhatMakesAFolderMayBeginOne()
    {
        const auto begins = [](std::string_view line) { return mayBegin(*parse(line)); };
        for (const char* line : {"wallet create", "wallet restore --phrase-file f", "batch",
                                 "--test-clock network status", "--node http://127.0.0.1:8686/ company list"})
            QVERIFY2(begins(line), line);
        for (const char* line : {"wallet show", "network status", "company list", "verify",
                                 "company join link", "network faucet", "--json outbox list"})
            QVERIFY2(!begins(line), line);
    }

    void helpIsForProgramsToo()
    {
        const Reply reply = helpReply("", "");
        QCOMPARE(reply.json["commands"].size(), commandTable().size());
        QVERIFY(!reply.text.empty());
        QCOMPARE(helpReply("wallet", "send").json["commands"].size(), std::size_t(1));
    }

    void exitCodesFollowTheKindOfFault()
    {
        for (const char* typed : {"usage", "bad-amount", "bad-address", "bad-page-name", "invalid-argument"})
            QCOMPARE(exitCodeOf(typed), kExitUsage);
        for (const char* refused : {"not-found", "wrong-password", "bad-link", "insufficient-balance"})
            QCOMPARE(exitCodeOf(refused), kExitRefused);
        // A title that is none was typed wrongly, wherever it was given; a bad text in a file was not.
        QCOMPARE(Failure(Error{ErrorCode::BadContent, "title length"}).exitCode, kExitUsage);
        QCOMPARE(Failure(Error{ErrorCode::BadContent, "title characters"}).exitCode, kExitUsage);
        QCOMPARE(Failure(Error{ErrorCode::BadContent, "control character"}).exitCode, kExitRefused);
    }

    void linesAreSplitAsInAShell()
    {
        using Words = std::vector<std::string>;
        QCOMPARE(*splitLine("a  b\tc"), (Words{"a", "b", "c"}));
        QCOMPARE(*splitLine("a 'b c' \"d \\\" e\" f\\ g ''"), (Words{"a", "b c", "d \" e", "f g", ""}));
        QCOMPARE(*splitLine("--a='b c'd"), (Words{"--a=b cd"}));
        QCOMPARE(*splitLine("# nothing"), Words());
        QCOMPARE(*splitLine("a #b"), (Words{"a", "#b"}));
        QCOMPARE(*splitLine("a\r"), (Words{"a"}));
        QVERIFY(!splitLine("a 'b"));
    }

    void noLineBreaksTheParser()
    {
        SeededRandom random(11);
        const std::string letters = "ab-=\"'\\ #0x\n\t";
        for (int i = 0; i < 20'000; ++i) {
            std::string line;
            for (std::size_t size = random.next() % 30; size > 0; --size)
                line.push_back(letters[random.next() % letters.size()]);
            if (i % 2 == 0) line = "wallet send " + line;
            if (const auto words = splitLine(line)) static_cast<void>(bool(parseCommandLine(*words)));
        }
    }
};

STOA_TEST(CommandTableTest)

} // namespace stoa::commands

#include "command_table_test.moc"
