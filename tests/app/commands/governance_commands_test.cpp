// SPDX-License-Identifier: MIT
// Commands about what a company decides and about who signs for an account, over an engine that only listens.
#include <algorithm>

#include <QFile>
#include <QTest>

#include "app/commands/tool_text.h"
#include "app/commands/views.h"
#include "core/base/hex.h"
#include "core/mvm/contracts/tools.h"
#include "tests/app/commands/beginnings.h"
#include "tests/support/registry.h"
#include "ui/words/address_text.h"
#include "ui/words/text.h"

namespace stoa::commands {

class GovernanceCommandsTest : public CommandBench {
    Q_OBJECT

    static tx::InstallTool installed(const engine::AddTool& tool)
    {
        tx::InstallTool step;
        step.states = tool.states;
        step.setRules(tool.rules);
        step.manifest[0] = 1;
        return step;
    }

private Q_SLOTS:
    void init() { renew(); }

    void actsOfACompanyHappenAtOnceOrGoToTheMembers()
    {
        const auto at = prepared<engine::SpendFromTreasury>("company spend me 5 --reason Hosting");
        QVERIFY(!at.asMotion);
        QCOMPARE(at.amount, 5 * kToken);
        QCOMPARE(at.to, m_engine->world.wallet.address);
        QVERIFY(prepared<engine::SpendFromTreasury>("company spend me 5 --as-motion").asMotion);
        QVERIFY(run("company spend me 5 --as-motion")->json["motion"].is_string());
        QCOMPARE(prepared<engine::ChangeRole>("company role me officer").role, tx::Role::Officer);
        QCOMPARE(run("company fund 0").error().exitCode, kExitUsage);
        QCOMPARE(run("company role me king").error().exitCode, kExitUsage);
        const auto terms = m_engine->world.companyViews.front().terms;
        const auto rules = prepared<engine::ChangeRules>(
            "company rules --tax 2.5 --spend-limit 200 --officers-may spend,roles");
        QCOMPARE(int{rules.terms.tax}, 250);
        QCOMPARE(rules.terms.spendLimit, 200 * kToken);
        QCOMPARE(rules.terms.officerMask, std::uint64_t{0x30});
        QCOMPARE(rules.terms.reviewPeriod, terms.reviewPeriod); // what is not named stays
        QCOMPARE(run("company rules --panel 2").error().exitCode, kExitUsage);
        QCOMPARE(run("company rules --officers-may fly").error().exitCode, kExitUsage);
    }

    void aToolComesFromAFile()
    {
        write("tool.json", R"({"manifest": "Bounties", "states": 2, "rules": [{"from": 0, "to": 1, "roles":
            ["member"]}, {"from": 1, "to": 2, "roles": ["officer"], "by": ["author"], "money": "pay"}]})");
        const auto tool = prepared<engine::AddTool>("company add-tool tool.json");
        QCOMPARE(int{tool.states}, 2);
        QCOMPARE(int{tool.rules[0]}, 0x01);
        QCOMPARE(int{tool.rules[1]}, 0x02);
        QCOMPARE(int{tool.rules[4]}, 0x12);
        QCOMPARE(int{tool.rules[5]}, 0x08);
        QCOMPARE(int{tool.rules[6]}, int{tx::kByAuthor});
        QCOMPARE(int{tool.rules[7]}, 2);
        for (const char* bad : {"{}", "[", R"({"manifest": "x", "states": 1, "rules": [{"from": 0}]})",
                                R"({"manifest": "x", "states": 1, "rules": [{"from": 0, "to": 99}]})",
                                // A name that stands twice: which of the two would count?
                                R"({"manifest": "x", "states": 2, "rules": [{"from": 0, "to": 1, "roles":
            ["member"], "money": "none", "money": "fund"}]})",
                                R"({"manifest": "x", "manifest": "y", "states": 1, "rules": []})"}) {
            write("bad.json", bad);
            QCOMPARE(run("company add-tool bad.json").error().exitCode, kExitUsage);
        }
    }

    /// What help shows is the file that lies in docs, and it says what it seems to say.
    void theExampleOfAToolCanBeRead()
    {
        QFile file(QStringLiteral(STOA_SOURCE_DIR "/docs/tool.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        const std::string help = helpText("company", "add-tool");
        QVERIFY2(help.find(text.toStdString()) != std::string::npos, help.c_str());
        write("tool.json", text);
        const auto tool = prepared<engine::AddTool>("company add-tool tool.json");
        QVERIFY(tool.manifest.starts_with("Grants\n"));
        QCOMPARE(int{tool.states}, 4);
        const std::uint8_t rules[][4] = {{0x01, 0x12, 0, 0},
                                         {0x11, 0, tx::kByAuthor, 0},
                                         {0x12, 0x10, 0, 1},
                                         {0x23, 0x10, 0, 2},
                                         {0x24, 0x10, 0, 3}};
        for (std::size_t i = 0; i < std::size(rules); ++i)
            for (std::size_t j = 0; j < 4; ++j) QCOMPARE(tool.rules[4 * i + j], rules[i][j]);
        QCOMPARE(int{tool.rules[4 * std::size(rules)]}, 0);
        QVERIFY(mvm::checkTool(installed(tool)));
    }

    /// Which rule of the table is wrong, and why, before anything is signed.
    void aTableThatCannotBeInstalledSaysWhichRuleIsWrong()
    {
        const std::pair<const char*, const char*> tables[] = {
            {R"("states": 0, "rules": [])", "A tool has 1 to 15 states."},
            {R"("states": 1, "rules": [])", "A tool needs a rule from state 0"},
            {R"("states": 2, "rules": [{"from": 0, "to": 1, "roles": ["member"]},
                {"from": 1, "to": 3, "roles": ["member"]}])",
             "Rule 2 names a state that the tool does not"},
            {R"("states": 1, "rules": [{"from": 0, "to": 0, "roles": ["member"]}])", "Rule 1 names a state"},
            {R"("states": 1, "rules": [{"from": 0, "to": 1}])", "Nobody may follow rule 1."},
            {R"("states": 2, "rules": [{"from": 0, "to": 1, "roles": ["member"]},
                {"from": 1, "to": 2, "by": ["assignee"], "money": "pay"}])",
             "Rule 2 lets only the assignee"},
            {R"("states": 1, "rules": [{"from": 0, "to": 1, "by": ["author"]}])",
             "Rule 1 makes a new record"},
            {R"("states": 1, "rules": [{"from": 0, "to": 1, "roles": ["member"], "money": "pay"}])",
             "Rule 1 makes a new record"},
            {R"("states": 1, "rules": [{"from": 0, "to": 1, "roles": ["member"]},
                {"from": 0, "to": 1, "roles": ["officer"]}])",
             "Rule 2 stands twice"},
            {R"("states": 3, "rules": [{"from": 0, "to": 1, "roles": ["member"]},
                {"from": 1, "to": 2, "roles": ["officer"], "money": "fund"},
                {"from": 2, "to": 3, "by": ["author"], "money": "refund"}])",
             "From state 2 money could not come back"}};
        for (const auto& [table, said] : tables) {
            const auto tool = readToolText(std::string(R"({"manifest": "x", )") + table + "}");
            QVERIFY2(tool, table);
            const auto checked = mvm::checkTool(installed(*tool));
            QVERIFY2(!checked, table);
            QCOMPARE(checked.error().code, ErrorCode::OutOfRange);
            const std::string sentence = Failure(checked.error()).message;
            QVERIFY2(sentence.find(said) != std::string::npos, sentence.c_str());
        }
    }

    /// A word that is not read would be a rule that is not meant, in a table that never changes.
    void aToolWithAWordThatIsNotKnownIsRefusedByItsName()
    {
        const std::pair<const char*, const char*> files[] = {
            {R"({"manifest": "x", "states": 1, "extra": 1,
                 "rules": [{"from": 0, "to": 1, "roles": ["member"]}]})",
             "“extra” is not known in a tool's file; there are: manifest, states, rules."},
            {R"({"manifest": "x", "states": 1,
                 "rules": [{"from": 0, "to": 1, "roles": ["member"], "monye": "fund"}]})",
             "“monye” is not known in Rule 1; there are: from, to, roles, by, money."},
            {R"({"manifest": "x", "states": 1, "rules": [{"from": 0, "to": 1, "roles": ["member"]},
                 {"from": 1, "to": 1, "role": ["officer"], "roles": ["founder"]}]})",
             "“role” is not known in Rule 2"},
            {R"({"manifest": "x", "states": 1, "rules": [{"from": 0, "to": 1, "roles": {"a": "member"}}]})",
             "“roles” of Rule 1 is a list of words."},
            {R"({"manifest": "x", "states": 1,
                 "rules": [{"from": 0, "to": 1, "roles": ["member"], "by": {"a": "author"}}]})",
             "“by” of Rule 1 is a list of words."},
            {R"({"manifest": "x", "states": 1,
                 "rules": [{"from": 0, "to": 1, "roles": ["member"], "money": "steal"}]})",
             "“money” of Rule 1 is none, fund, pay or refund."}};
        for (const auto& [file, said] : files) {
            write("bad.json", file);
            const auto refused = run("company add-tool bad.json");
            QVERIFY2(!refused, file);
            QCOMPARE(refused.error().exitCode, kExitUsage);
            QVERIFY2(refused.error().message.find(said) != std::string::npos,
                     refused.error().message.c_str());
        }
    }

    /// What a record holds, what comes next, and for whom: read before anything is signed.
    /// The table cannot be changed and is read nowhere else: all of it, and all that the tool says of itself.
    void aToolIsShownWhole()
    {
        m_engine->world = test::governedWorld();
        std::string& manifest = m_engine->world.tools[0].manifestText;
        manifest += "\nIts rules: none.\r\n" + std::string(300, 'x') + "\nthe end \x1b[31m\u202e";
        const auto shown = run("company tools 32");
        QVERIFY2(shown, shown ? "" : shown.error().message.c_str());
        for (const char* part :
             {"\n  | Members apply, officers grant and pay.", "\n  | Its rules: none.\n", "\n  | the end ",
              "3 states and hold 12.00", "\n    a new record in state 1: No money moves (by ",
              "\n    from state 1 to state 2: Money of the company goes from the treasury into the record "
              "(by officers, founders)",
              "\n    from state 2 to state 1: All that it holds goes back to the treasury (by officers, "
              "founders, its author)",
              "\n    from state 2 to state 3: All that it holds goes to its assignee (by officers, "
              "founders)"})
            QVERIFY2(shown->text.find(part) != std::string::npos, (part + shown->text).c_str());
        QVERIFY(shown->text.find('\x1b') == std::string::npos);
        QVERIFY(shown->text.find("\u202e") == std::string::npos);
        QVERIFY(shown->text.find("Reading list") == std::string::npos); // another tool
        QCOMPARE(shown->json["tools"].size(), std::size_t{1});
        const Json& table = shown->json["tools"][0]["table"];
        QCOMPARE(table.size(), std::size_t{4});
        QCOMPARE(table[2]["from"].get<int>(), 2);
        QCOMPARE(table[2]["to"].get<int>(), 1);
        QCOMPARE(table[2]["money"].get<std::string>(), std::string("refund"));
        QCOMPARE(table[2]["roles"].dump(), std::string(R"(["officer","founder"])"));
        QCOMPARE(table[2]["by"].dump(), std::string(R"(["author"])"));
        QCOMPARE(shown->json["tools"][0]["manifestText"].get<std::string>(), manifest);
        const auto list = run("company tools");
        QCOMPARE(list->json["tools"].size(), std::size_t{3});
        QVERIFY(!list->json["tools"][1]["removed"].get<bool>());
        QVERIFY2(list->text.find("\n34  removed, 2 records left to read") != std::string::npos,
                 list->text.c_str());
        const auto none = run("company tools 77");
        QVERIFY(!none);
        QCOMPARE(none.error().code, std::string("not-found"));
        QVERIFY(none.error().message.find("no tool of this number") != std::string::npos);
        QCOMPARE(run("company tools grants").error().exitCode, kExitUsage);
    }

    void recordsOfAToolSayWhatTheyHoldAndWhatComesNext()
    {
        m_engine->world = test::governedWorld();
        const auto all = run("company records");
        QVERIFY2(all, all ? "" : all.error().message.c_str());
        QCOMPARE(all->json["tools"].size(), std::size_t{3}); // a removed one, too
        const auto grants = run("company records 32");
        QCOMPARE(grants->json["tools"].size(), std::size_t{1});
        const Json& record = grants->json["tools"][0]["records"][0];
        QCOMPARE(record["number"].get<std::string>(), std::string("R-4f01"));
        QCOMPARE(record["held"].get<std::string>(), std::string("7000000000"));
        QCOMPARE(record["next"][0]["money"].get<std::string>(), std::string("refund"));
        QCOMPARE(record["next"][1]["money"].get<std::string>(), std::string("pay"));
        QCOMPARE(record["next"][1]["amount"].get<std::string>(), std::string("7000000000"));
        QVERIFY(record["next"][1]["iMay"].get<bool>() && record["next"][1]["whyNot"].is_null());
        QCOMPARE(record["next"][0]["by"][0].get<std::string>(), std::string("author"));
        const Json& mine = grants->json["tools"][0]["records"][1];
        QVERIFY(!mine["next"][1]["iMay"].get<bool>());
        QVERIFY(mine["next"][1]["whyNot"].get<std::string>().starts_with("It would pay you"));
        for (const char* part :
             {"R-4f01  Paint the workshop", "[state 2]  holds 7.00",
              "goes back to the treasury. By officers, founders, its author.",
              "Not you, now: It would pay you", "A new record, in state 1: No money moves."})
            QVERIFY2(grants->text.find(part) != std::string::npos, (part + ("\n" + grants->text)).c_str());
        QCOMPARE(run("company records many").error().exitCode, kExitUsage);
    }

    void aRecordIsMadeByItsToolAndMovedByItsName()
    {
        m_engine->world = test::governedWorld();
        const auto made =
            prepared<engine::PutToolRecord>("company put-record 32 1 --text Chairs --assignee me");
        QCOMPARE(int{made.tool}, 32);
        QVERIFY(made.object.isZero());
        QCOMPARE(int{made.state}, 1);
        QCOMPARE(made.text, std::string("Chairs"));
        QCOMPARE(*made.assignee, m_engine->world.wallet.address);
        const auto funded = prepared<engine::PutToolRecord>("company put-record r-4f03 2 --amount 9");
        QCOMPARE(int{funded.tool}, 32);
        QCOMPARE(funded.object, m_engine->world.toolRecords[0].records[2].id);
        QCOMPARE(funded.amount, 9 * kToken);
        QVERIFY(!funded.assignee && funded.text.empty()); // they stay as they are
        QVERIFY(prepared<engine::PutToolRecord>("company put-record R-4f09 1 --assignee nobody")
                    .assignee->isZero());
        QCOMPARE(int{prepared<engine::PutToolRecord>("company put-record R-4f09 1").tool}, 33);
        QCOMPARE(run("company put-record R-9999 1").error().code, std::string("not-found"));
        QCOMPARE(run("company put-record 32 16").error().exitCode, kExitUsage);
        QCOMPARE(run("company put-record 32").error().exitCode, kExitUsage);
    }

    /// Anybody can call themselves Bob: who gets money is said by address, or by a name that one gave
    /// oneself.
    void aNameThatItsBearerChoseGetsNoMoney()
    {
        m_engine->world = test::governedWorld();
        auto& members = m_engine->world.companyViews.front().members;
        const auto other =
            std::find_if(members.begin(), members.end(), [](const auto& each) { return !each.person.isMe; });
        QVERIFY(other != members.end());
        other->person.name = "Bob";
        const std::string address = ui::toStd(ui::addressText(other->person.address));
        for (const char* line :
             {"company put-record 32 1 --text Chairs --assignee Bob", "company spend Bob 5"}) {
            const auto refused = run(line);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, std::string("ambiguous"));
            QVERIFY2(refused.error().message.find(address) != std::string::npos,
                     refused.error().message.c_str());
        }
        const Address who = other->person.address;
        QCOMPARE(
            *prepared<engine::PutToolRecord>("company put-record 32 1 --text Chairs --assignee " + address)
                 .assignee,
            who);
        other->person.isContact = true;
        const std::string byName = "company put-record 32 1 --text Chairs --assignee Bob";
        QCOMPARE(*prepared<engine::PutToolRecord>(byName).assignee, who);
        // Another one by this name: the name is not enough any more.
        engine::MemberView namesake = *other;
        namesake.person.address[0] ^= 0x55;
        namesake.person.isContact = false;
        members.push_back(namesake);
        QCOMPARE(run(byName).error().code, std::string("ambiguous"));
    }

    /// After a step on a record the answer says how much money moved, from where, and to whose address.
    void whatARecordDidWithMoneyIsSaid()
    {
        m_engine->world = test::governedWorld();
        const engine::ToolRecordView& record = m_engine->world.toolRecords[0].records[0];
        engine::ToolStep step;
        step.record = record.number;
        step.move.from = 2;
        step.move.amount = 20 * kToken;
        m_engine->onPrepare = [&step, usual = m_engine->onPrepare](const engine::Prepare& request) {
            auto draft = usual(request);
            if (draft) draft->toolStep = step;
            return draft;
        };
        using tx::ToolMoney;
        const Address bob{{0x0a, 0x66}};
        const std::tuple<ToolMoney, std::uint8_t, std::string, std::string> all[] = {
            {ToolMoney::Fund, 2, "fund", " of the company went from the treasury into it."},
            {ToolMoney::Pay, 3, "pay", " of the company, went to Bob (" + addressJson(bob) + ")."},
            {ToolMoney::Refund, 3, "refund", ", went back to the treasury."}};
        for (const auto& [money, to, name, said] : all) {
            step.move.money = money;
            step.move.to = to;
            step.move.payee =
                money == ToolMoney::Pay ? engine::PersonView{bob, "Bob", false, {}} : engine::PersonView{};
            const auto reply = run("company put-record R-4f01 " + std::to_string(to));
            QVERIFY2(reply, reply ? "" : reply.error().message.c_str());
            QVERIFY2(reply->text.starts_with("R-4f01 is in state " + std::to_string(to) + ". "),
                     reply->text.c_str());
            QVERIFY2(reply->text.find("20.00") < reply->text.find(said), reply->text.c_str());
            QVERIFY2(reply->text.find(said) != std::string::npos, reply->text.c_str());
            QCOMPARE(reply->json["number"].get<std::string>(), std::string("R-4f01"));
            QCOMPARE(reply->json["money"].get<std::string>(), name);
            QCOMPARE(reply->json["amount"].get<std::string>(), std::string("20000000000"));
            QCOMPARE(reply->json["payee"].is_null(), money != ToolMoney::Pay);
        }
        step.move = {};
        step.move.to = 1;
        step.assignee = {bob, "Bob", false, {}};
        const auto kept = run("company put-record R-4f01 1 --assignee me");
        QVERIFY2(kept->text.find("No money moved. It is assigned to Bob (" + addressJson(bob) + ").") !=
                     std::string::npos,
                 kept->text.c_str());
    }

    /// Whose money is missing, how much there is, and no motion where there can be none.
    void aRecordThatTheTreasuryDoesNotFundSaysWhy()
    {
        m_engine->world = test::governedWorld();
        Error error{ErrorCode::InsufficientTreasury, "record 100000000000"};
        m_engine->onPrepare = [&error](const engine::Prepare&) -> Result<engine::Draft> { return error; };
        const auto refusal = [&] { return run("company put-record R-4f03 2 --amount 600").error(); };
        QCOMPARE(refusal().code, std::string("insufficient-treasury"));
        QVERIFY(refusal().message.find("treasury holds 100.00 tokens") != std::string::npos);
        QVERIFY(refusal().message.find("stoa-cli company fund") != std::string::npos);
        for (const char* detail : {"", "record 600000000000 480000000000 500000000000 900000000000"}) {
            error = {ErrorCode::OverLimit, detail};
            QCOMPARE(refusal().code, std::string("over-limit"));
            QVERIFY2(refusal().message.find("motion") == std::string::npos, refusal().message.c_str());
        }
        error = {ErrorCode::NotAllowedByTool, "R-4f03 1 2"};
        QVERIFY(refusal().message.find("R-4f03 is in state 1") != std::string::npos);
    }

    /// The refusal names the records that hold the tool, as the engine found them.
    void aToolThatHoldsMoneyIsNotRemovedAndSaysWhy()
    {
        m_engine->onPrepare = [](const engine::Prepare&) -> Result<engine::Draft> {
            return Error{ErrorCode::StillHeld, "R-4f01 R-4f02"};
        };
        const auto refused = run("company remove-tool 32");
        QCOMPARE(refused.error().code, std::string("still-held"));
        QVERIFY2(refused.error().message.find("R-4f01, R-4f02") != std::string::npos,
                 refused.error().message.c_str());
    }

    /// Its records are there to be read, and whoever would change one hears that the tool is gone.
    void recordsOfARemovedToolAreListedAsSuch()
    {
        m_engine->world = test::governedWorld();
        const auto all = run("company records");
        QVERIFY2(all->text.find("Tool 34, 2 records; the tool was removed: they can be read, not changed\n"
                                "R-4f05  Loan of the projector") != std::string::npos,
                 all->text.c_str());
        QVERIFY(all->json["tools"][2]["removed"].get<bool>() &&
                !all->json["tools"][0]["removed"].get<bool>());
        // What it said about itself can still be read where it was once, one without records, too.
        engine::ToolRecordsView quiet{35, {}, {}, true, "Guest book\nWho was here."};
        m_engine->world.toolRecords.push_back(quiet);
        QVERIFY(run("company tools")->text.find("\n35  Guest book Who was here.  removed, 0 records") !=
                std::string::npos);
        const auto shown = run("company tools 35");
        QVERIFY2(
            shown->text.starts_with("Tool 35 was removed. It said about itself:\n  | Guest book\n  | Who"),
            shown->text.c_str());
        QVERIFY(shown->json["tools"][0]["removed"].get<bool>());
        QCOMPARE(shown->json["tools"][0]["manifestText"].get<std::string>(), quiet.manifestText);
        QVERIFY(run("company tools 34")
                    ->text.starts_with("Tool 34 was removed. What it said about itself was "
                                       "never here."));
        QVERIFY(run("company records 35")->text.ends_with("Tool 35, 0 records; the tool was removed"));
        m_engine->onPrepare = [](const engine::Prepare&) -> Result<engine::Draft> {
            return Error{ErrorCode::NotFound, "removed tool"};
        };
        const auto refused = run("company put-record R-4f05 2");
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.starts_with("This tool was removed: its records can be read"),
                 refused.error().message.c_str());
    }

    /// Which records end with the tool, and how many: before anything is signed, and in the reply.
    void whoeverRemovesAToolHearsWhatIsNotFinished()
    {
        m_engine->world = test::governedWorld();
        const std::string_view named = ": 3 (R-4f01, R-4f02, R-4f03). ";
        const auto asked = run("company remove-tool 32");
        QVERIFY(!asked);
        QCOMPARE(asked.error().exitCode, kExitUsage);
        QVERIFY2(asked.error().message.starts_with("Nothing was signed"), asked.error().message.c_str());
        QVERIFY2(asked.error().message.find(named) != std::string::npos, asked.error().message.c_str());
        QVERIFY(run("company remove-tool 32 --as-motion")); // the members read it before they vote
        const auto removed = run("company remove-tool 32 --unfinished");
        QVERIFY2(removed, removed ? "" : removed.error().message.c_str());
        QVERIFY2(removed->text.find("not finished and stay as they are for good" + std::string(named)) !=
                     std::string::npos,
                 removed->text.c_str());
        m_engine->world.toolRecords[0].records.clear();
        QVERIFY(run("company remove-tool 32")->text.find("not finished") == std::string::npos);
    }

    void motionsAreFoundByTheBeginningOfTheirId()
    {
        m_engine->world.motions = {someMotion()};
        const auto vote = prepared<engine::VoteOnMotion>("company vote 0x5A17 against");
        QCOMPARE(vote.side, tx::Side::Against);
        QCOMPARE(vote.motion, m_engine->world.motions.front().id);
        QCOMPARE(run("company vote 0x5a17 maybe").error().exitCode, kExitUsage);
        QCOMPARE(run("company enact 0x9999").error().code, std::string("no-such-motion"));
        const auto list = run("company motions 5a17");
        QVERIFY(list->text.find("If nobody acts: ") != std::string::npos);
        QCOMPARE(list->json["motions"][0]["act"]["amount"].get<std::string>(), std::string("5000000000"));
        QVERIFY(!list->json["motions"][0]["answers"]["otherwise"].get<std::string>().empty());
        QVERIFY(list->text.find("You pay") == std::string::npos); // whoever reads it did not put it
        tx::InstallTool tool;
        tx::ToolRules table;
        const std::uint8_t rules[] = {0x01, 0x10, 0, 1, 0x12, 0x10, 0, 3};
        std::copy(std::begin(rules), std::end(rules), table.bytes.begin());
        tool.setRules(table);
        const auto spending = m_engine->world.motions.front();
        m_engine->world.motions.front().act = tool;
        m_engine->world.motions.front().words = "Grants";
        const auto tooled = run("company motions 5a17");
        QVERIFY2(tooled->text.find("Add the tool “Grants”. Its rules move money of the treasury") !=
                     std::string::npos,
                 tooled->text.c_str());
        QVERIFY(tooled->json["motions"][0]["about"].get<std::string>().starts_with("Add the tool “Grants”."));
        for (const char* act : {"company vote 5a17 for", "company enact 5a17"})
            QVERIFY2(run(act)->text.find(": Add the tool “Grants”. Its rules move money") !=
                         std::string::npos,
                     run(act)->text.c_str());
        QVERIFY(run("company vote 5a17 for")->text.starts_with("Your vote for counts: "));
        m_engine->world.motions.front().act = tx::RemoveTool{{}, 32, 1};
        m_engine->world.motions.front().removedText = "Small grants\nMore of it";
        const auto removal = run("company motions 5a17");
        QVERIFY2(removal->text.find("Remove the tool “Small grants” (number 32).") != std::string::npos,
                 removal->text.c_str());
        m_engine->world.motions.front() = spending;
        // Of one that nobody can read here the record still says of which kind it is.
        m_engine->world.motions.front().hasAct = false;
        const auto unread = run("company motions 5a17");
        QVERIFY(unread->json["motions"][0]["act"].is_null());
        QCOMPARE(unread->json["motions"][0]["kind"].get<std::string>(), std::string("SpendTreasury"));
        QVERIFY(unread->text.find("Pay out of the treasury") != std::string::npos);
        QVERIFY(unread->text.find("vote against it as long as that is so") != std::string::npos);
    }

    void whoGivesTheKeyAwayMustSaySo()
    {
        const std::string to = " 0x9858EfFD232B4033E47d90003D41EC34EcaEda94";
        QCOMPARE(run("wallet rotate-key" + to).error().exitCode, kExitUsage);
        QVERIFY(
            !prepared<engine::HandKeyOver>("wallet rotate-key --i-have-this-key" + to).controller.isZero());
        QVERIFY(prepared<engine::HandKeyOver>("wallet rotate-key own").controller.isZero());
        QVERIFY(prepared<engine::NameGuardian>("wallet guardian nobody").guardian.isZero());
    }

    void whoHasTheOtherKeyGoesOnWithTheAccount()
    {
        std::vector<Address> asked;
        Result<std::monostate> answer = ErrorCode::WrongSigner;
        m_engine->onActForAccount = [&](const engine::ActForAccount& request) {
            asked.push_back(request.account);
            return answer;
        };
        const auto refused = run("wallet act-for 0x9858EfFD232B4033E47d90003D41EC34EcaEda94");
        QCOMPARE(refused.error().code, std::string("wrong-signer"));
        QVERIFY(refused.error().message.find("wallet rotate-key") != std::string::npos);
        QVERIFY(!asked.back().isZero());
        QCOMPARE(run("wallet act-for nobody").error().exitCode, kExitUsage);
        answer = std::monostate{};
        QVERIFY(bool(run("wallet act-for own")));
        QVERIFY(asked.back().isZero());
        QCOMPARE(asked.size(), std::size_t{2});
    }

    void aCompanyThatNamesSomebodyIsFetchedWhenItIsWanted()
    {
        const DacId dac{{0x5a, 1}};
        m_engine->onListOffers = [dac](const auto&) { return std::vector<DacId>{dac}; };
        std::vector<bool> wanted;
        m_engine->onFollowCompany = [&](const engine::FollowCompany& request) {
            wanted.push_back(request.isWanted);
            return std::monostate{};
        };
        QVERIFY(run("company offers")->text.find(toHex(dac)) != std::string::npos);
        QVERIFY(bool(run("company follow " + toHex(dac))));
        QVERIFY(bool(run("company follow --never " + toHex(dac))));
        QCOMPARE(wanted, (std::vector<bool>{true, false}));
        QCOMPARE(run("company follow Forge").error().exitCode, kExitUsage);
    }

    void aWalletSaysWhichKeySignsForIt()
    {
        auto& wallet = m_engine->world.wallet;
        wallet.controller = fixedFromHex<Address>("0x9858EfFD232B4033E47d90003D41EC34EcaEda94").value();
        const auto shown = run("wallet show");
        QVERIFY(shown->text.find("this wallet cannot") != std::string::npos);
        QCOMPARE(shown->json["signs"].get<std::string>(), addressJson(wallet.controller));
    }
};

STOA_TEST(GovernanceCommandsTest)

} // namespace stoa::commands

#include "governance_commands_test.moc"
