// SPDX-License-Identifier: MIT
// Commands against an engine of plain values, here and through the owner's desk.
#include <algorithm>
#include <future>
#include <set>

#include <QDir>
#include <QFile>
#include <QTest>

#include "app/commands/owner_desk.h"
#include "app/commands/signed_kinds.h"
#include "app/commands/statement_text.h"
#include "app/commands/views.h"
#include "core/base/hex.h"
#include "core/tx/transaction.h"
#include "tests/app/commands/beginnings.h"
#include "tests/support/registry.h"

namespace stoa::commands {

class CommandsTest : public CommandBench {
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }

    void noExampleIsWrongUsage()
    {
        writeFilesOfExamples();
        m_input = "Words.";
        m_engine->world.motions = {someMotion()};
        for (const Command& command : commandTable()) {
            if (command.verb == "create" && command.group == "wallet") m_engine->world = test::emptyWorld();
            const auto reply = run(command.example);
            const std::string said =
                std::string(command.example) + ": " + (reply ? "" : reply.error().message);
            QVERIFY2(reply || reply.error().exitCode != kExitUsage, said.c_str());
            if (command.group == "wallet" && command.verb == "restore") m_engine->world = test::sampleWorld();
        }
        QVERIFY(QFile::remove(m_folder.filePath(QStringLiteral("phrase.txt"))));
    }

    void everyReadingCommandAnswersAnObject()
    {
        const std::string task = toHex(m_engine->world.tasks.front().id);
        const std::string page = m_engine->world.pages.front().summary.name;
        const std::string collaboration = toHex(m_engine->world.collaborations.front().id);
        m_engine->world.motions = {someMotion()};
        for (const std::string& line :
             {std::string("wallet show"),        std::string("wallet receive"),
              std::string("wallet history"),     std::string("network status"),
              std::string("network batches"),    std::string("company list"),
              std::string("company show"),       std::string("company members"),
              std::string("task list"),          "task show " + task,
              std::string("collaboration list"), "collaboration show " + collaboration,
              std::string("wiki list"),          "wiki get '" + page + "'",
              "wiki history '" + page + "'",     "wiki diff '" + page + "'",
              std::string("outbox list"),        std::string("verify"),
              std::string("company motions"),    std::string("company tools"),
              std::string("court seats"),        std::string("contact list")}) {
            const auto reply = run(line);
            QVERIFY2(bool(reply), line.c_str());
            QVERIFY2(reply->json.is_object(), line.c_str());
            QVERIFY2(!reply->text.empty(), line.c_str());
        }
        QCOMPARE(m_keys.asked, 0);
    }

    void theHistoryOfAWalletSaysWhenThereIsMore()
    {
        auto& wallet = m_engine->world.wallet;
        while (wallet.history.size() < 7) wallet.history.push_back(wallet.history.front());
        const std::size_t all = wallet.history.size() + wallet.incoming.size();
        const auto count = [](const Reply& reply) {
            return reply.json["actions"].size() + reply.json["incoming"].size();
        };
        std::size_t seen = 0;
        std::string line = "wallet history --limit 3";
        for (;;) {
            const auto part = run(line);
            QVERIFY(bool(part));
            QVERIFY(count(*part) <= 3);
            seen += count(*part);
            if (part->json["before"].is_null()) break;
            const auto place = part->json["before"].get<std::string>();
            QVERIFY(part->text.find("--before " + place) != std::string::npos);
            line = "wallet history --limit 3 --before " + place;
        }
        QCOMPARE(seen, all);
        QCOMPARE(count(*run("wallet history --all")), all);
        for (const char* wrong :
             {"--limit 0", "--limit x", "--limit 3 --all", "--before 1", "--before x.y.z",
              "--before 1.2.3.4.5", "--before 1.2.3.", "--before 1.18446744073709551615.1",
              "--before 1.2.4294967296", "--before ''"}) {
            const auto reply = run(std::string("wallet history ") + wrong);
            QVERIFY2(!reply && reply.error().exitCode == kExitUsage, wrong);
        }
    }

    void aHistoryThatIsNotWholeSaysSo()
    {
        m_engine->onReadWalletHistory = [](const auto&) {
            engine::WalletHistoryView view;
            view.incomingProblem = ErrorCode::Offline;
            return view;
        };
        const auto reply = run("wallet history");
        QCOMPARE(reply->json["incomingProblem"].get<std::string>(), std::string("offline"));
        QVERIFY(reply->text.find("not all here") != std::string::npos);
    }

    void jsonKeepsToTheContract()
    {
        const auto wallet = run("wallet show");
        QCOMPARE(wallet->json["available"].get<std::string>(),
                 std::to_string(m_engine->world.wallet.available));
        QVERIFY(wallet->json["address"].get<std::string>().starts_with("0x"));
        const auto page = run("wiki get '" + m_engine->world.pages.front().summary.name + "'");
        for (const char* key : {"page", "version", "text"}) QVERIFY(page->json.contains(key));
        const auto list = run("company list");
        QVERIFY(list->json["companies"].is_array());
        QVERIFY(list->json["companies"][0]["company"].get<std::string>().starts_with("0x"));
        const auto shown = run("collaboration show " + toHex(m_engine->world.collaborations.front().id));
        for (const char* key : {"now", "who", "by", "otherwise"})
            QVERIFY(!shown->json["answers"][key].get<std::string>().empty());
    }

    void sendingSignsWithThePassword()
    {
        m_engine->world.wallet.isLocked = true;
        const auto action =
            prepared<engine::SendMoney>("wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 12.5");
        QCOMPARE(action.amount, Amount(12'500'000'000));
        QCOMPARE(m_keys.asked, 1);
        QCOMPARE(m_engine->signedDrafts.size(), std::size_t(1));
        m_engine->world.wallet.isLocked = true;
        m_keys.word = "wrong";
        const auto refused = run("wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 12.5");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, std::string("wrong-password"));
        QCOMPARE(refused.error().exitCode, kExitRefused);
    }

    void refusedActionsAreFailures()
    {
        m_engine->onSignAndSend = [](const engine::SignAndSend&) -> Result<engine::Sent> {
            engine::Sent sent;
            sent.ids = {Hash{}};
            sent.finality.stage = engine::Finality::Refused;
            return sent;
        };
        const auto refused = run("wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 1");
        QVERIFY(!refused);
        QCOMPARE(refused.error().exitCode, kExitRefused);
    }

    void waitingActionsAreAwaited()
    {
        const Hash id = m_engine->world.wallet.history.front().id;
        int looks = 0;
        m_engine->onSignAndSend = [id](const engine::SignAndSend&) -> Result<engine::Sent> {
            engine::Sent sent;
            sent.ids = {id};
            sent.finality.stage = engine::Finality::Waiting;
            return sent;
        };
        m_engine->onReadOutbox = [&](const auto&) { return std::vector<engine::OutboxItem>(); };
        m_engine->onReadWallet = [&](const auto&) -> Result<engine::WalletView> {
            engine::WalletView view = m_engine->world.wallet;
            view.isLocked = false;
            view.history.front().finality.stage =
                ++looks < 4 ? engine::Finality::Waiting : engine::Finality::OnSidechain;
            return view;
        };
        const auto reply = run("wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 1");
        QVERIFY(bool(reply));
        QCOMPARE(reply->json["finality"].get<std::string>(), std::string("on-sidechain"));
    }

    void aCompanyNeedsANameAndAPurposeOnly()
    {
        auto action = prepared<engine::CreateCompany>("company create --name Forge --purpose 'We build.'");
        QCOMPARE(action.name, std::string("Forge"));
        QCOMPARE(action.purpose, std::string("We build."));
        action = prepared<engine::CreateCompany>(
            "company create --name F --purpose P --stake 5 --challenge-period 7d --tax 2.5 --min-deposit 3 "
            "--changes 2 --arbitrator 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 --court-fee 1");
        QCOMPARE(action.stake, 5 * kToken);
        QCOMPARE(action.terms.challengePeriod, 7 * kDay);
        QCOMPARE(int(action.terms.tax), 250);
        QCOMPARE(int(action.terms.changes), 2);
        QCOMPARE(tx::typeOf(action.terms.court), tx::PartyType::Person);
    }

    void tasksAreFoundByNumberTitleAndId()
    {
        const auto task = m_engine->world.tasks.front();
        const std::string id = toHex(task.id);
        for (const std::string& called : {task.number, "'" + task.title + "'", id})
            QCOMPARE(prepared<engine::MoveTask>("task move " + called + " ready").task, task.id);
        QVERIFY(!run("task move T-9999 ready"));
        QCOMPARE(run("task move T-9999 ready").error().exitCode, kExitRefused);
        QCOMPARE(run("task move " + task.number + " nowhere").error().exitCode, kExitUsage);
        QVERIFY(prepared<engine::AssignTask>("task assign " + task.number + " nobody").assignee.isZero());
        QCOMPARE(prepared<engine::AssignTask>("task assign " + task.number + " me").assignee,
                 m_engine->world.wallet.address);
    }

    void proposingTakesTheTermsThatAreGiven()
    {
        const std::string number = m_engine->world.tasks.front().number;
        const auto action = prepared<engine::ProposeCollaboration>(
            "collaboration propose --task " + number + " --reward 40 --deposit 20 --work-days 10");
        QCOMPARE(action.reward, 40 * kToken);
        QCOMPARE(action.askerDeposit, 20 * kToken);
        QCOMPARE(action.doerDeposit, 20 * kToken);
        QCOMPARE(action.workBy, m_engine->world.network.now + 10 * kDay);
        QVERIFY(action.doer.isZero());
        QVERIFY(!action.again); // a retry of the shell locks nothing twice, see the engine
        QVERIFY(prepared<engine::ProposeCollaboration>("collaboration propose --again --task " + number +
                                                       " --reward 40 --deposit 20 --work-days 10")
                    .again);
        m_engine->onPrepare = [](const auto&) -> Result<engine::Draft> {
            return Error{ErrorCode::AlreadyExists, "open collaboration 3f2a"};
        };
        const auto twice =
            run("collaboration propose --task " + number + " --reward 40 --deposit 20 --work-days 10");
        QVERIFY(!twice);
        QVERIFY(twice.error().message.find("3f2a") != std::string::npos);
        QVERIFY(twice.error().message.find("--again") != std::string::npos);
        QVERIFY(!run("collaboration propose --task " + number +
                     " --deposit 1 --work-days 1 --work-by 2030-01-01"));
    }

    void everyActOnACollaborationHasItsVerb()
    {
        const std::string id = toHex(m_engine->world.collaborations.front().id);
        const std::vector<std::pair<std::string, engine::Act>> acts = {
            {"accept " + id, engine::Act::Accept},
            {"decline " + id, engine::Act::Decline},
            {"cancel " + id, engine::Act::TakeBack},
            {"deliver " + id + " --text done", engine::Act::Deliver},
            {"changes " + id + " --text more", engine::Act::RequestChanges},
            {"approve " + id, engine::Act::Approve},
            {"dispute " + id + " --amount 0 --text no", engine::Act::Dispute},
            {"answer " + id + " --amount 1 --text yes", engine::Act::Answer},
            {"rule " + id + " --amount 1 --text so", engine::Act::Rule},
            {"amend " + id + " --reward 3", engine::Act::Amend},
            {"agree " + id, engine::Act::AgreeAmendment},
            {"offer " + id + " --amount 1", engine::Act::Offer},
            {"settle " + id + " --amount 1", engine::Act::AcceptOffer},
            {"withdraw " + id, engine::Act::WithdrawDispute},
            {"draw " + id, engine::Act::DrawPanel},
            {"seal " + id + " --amount 1 --text so", engine::Act::CommitRuling},
            {"open " + id, engine::Act::RevealRuling},
            {"appeal " + id + " --text wrong", engine::Act::Appeal}};
        for (const auto& [line, act] : acts)
            QCOMPARE(prepared<engine::ActOnCollaboration>("collaboration " + line).act, act);
    }

    void textsComeFromFilesOrStandardInput()
    {
        write("page.md", "# From a file\n");
        write("broken.md", "\xff\xfe");
        m_input = "# From standard input\n";
        QCOMPARE(prepared<engine::SavePage>("wiki put Page page.md").text, std::string("# From a file\n"));
        QCOMPARE(prepared<engine::SavePage>("wiki put Page -").text, m_input);
        QCOMPARE(prepared<engine::SavePage>("wiki put Page").text, m_input);
        QCOMPARE(prepared<engine::SavePage>("wiki put Page --text short").text, std::string("short"));
        QCOMPARE(run("wiki put Page page.md --text short").error().exitCode, kExitUsage); // given twice
        for (const char* bad : {"wiki put Page none.md", "wiki put Page broken.md", "wiki put Page ."})
            QCOMPARE(run(bad).error().code, std::string("file-unreadable"));
    }

    void aNewWalletShowsItsPhraseOnce()
    {
        m_engine->world = test::emptyWorld();
        m_engine->onNewPhrase = [](const auto&) -> Result<std::shared_ptr<crypto::Secret>> {
            return std::make_shared<crypto::Secret>(std::string_view("one two three"));
        };
        const auto shown = run("wallet create");
        QVERIFY(bool(shown));
        QCOMPARE(shown->json["phrase"].get<std::string>(), std::string("one two three"));
        QCOMPARE(run("wallet create").error().code, std::string("wallet-exists"));

        m_engine->world = test::emptyWorld();
        const auto kept = run("wallet create --phrase-out phrase.txt");
        QVERIFY(bool(kept));
        QVERIFY(!kept->json.contains("phrase"));
        QFile file(m_folder.filePath(QStringLiteral("phrase.txt")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("one two three\n"));
        QCOMPARE(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther |
                                       QFileDevice::WriteGroup | QFileDevice::WriteOther),
                 QFileDevice::Permissions());
        // What is there stays there.
        m_engine->world = test::emptyWorld();
        QVERIFY(!run("wallet create --phrase-out phrase.txt"));
        QVERIFY(!m_engine->world.wallet.exists);
    }

    void aWalletWhosePhraseNobodySawIsNotMade()
    {
        m_engine->world = test::emptyWorld();
        int shown = 0;
        m_show = [&](const Reply& reply) -> Result<void> {
            ++shown;
            if (!reply.json.contains("phrase")) return ErrorCode::Internal;
            return Error{ErrorCode::FileUnwritable, "full"};
        };
        const auto refused = run("wallet create");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, std::string("file-unwritable"));
        QCOMPARE(refused.error().exitCode, kExitRefused);
        QVERIFY(!m_engine->world.wallet.exists);
        m_show = [&](const Reply&) -> Result<void> {
            ++shown;
            return {};
        };
        const auto made = run("wallet create");
        QVERIFY(bool(made));
        QVERIFY(made->isShown);
        QCOMPARE(shown, 2);
        QVERIFY(m_engine->world.wallet.exists);
    }

    void aWalletComesBackFromItsBackup()
    {
        m_engine->world = test::emptyWorld();
        QCOMPARE(run("wallet restore").error().exitCode, kExitUsage);
        QCOMPARE(run("wallet restore --backup a --phrase-file b").error().exitCode, kExitUsage);
        std::string asked;
        m_engine->onRestoreBackup = [&](const engine::RestoreBackup& request) -> Result<Address> {
            asked = request.path;
            return test::sampleWorld().wallet.address;
        };
        QVERIFY(bool(run("wallet restore --backup copy.json")));
        QCOMPARE(asked, m_folder.path().toStdString() + "/copy.json");
    }

    void aDamagedWalletIsSaidToBeDamaged()
    {
        m_engine->world.wallet.exists = false;
        m_engine->world.wallet.isDamaged = true;
        for (const char* line : {"wallet show", "wallet receive", "wallet create"})
            QCOMPARE(run(line).error().code, std::string("bad-keystore"));
    }

    void termsAreCheckedBeforeAnythingIsSigned()
    {
        const auto& world = m_engine->world;
        const std::string number = world.tasks.front().number;
        const std::string start = "collaboration propose --task " + number + " --reward 40 ";
        const auto said = [&](const std::string& rest) {
            const auto reply = run(start + rest);
            return reply ? std::string() : reply.error().message;
        };
        QVERIFY(said("--deposit 20").find("--work-days") != std::string::npos);
        QVERIFY(said("--deposit 20 --work-days 0").find("from 1 to 730") != std::string::npos);
        QVERIFY(said("--deposit 20 --work-days 5000").find("--work-days") != std::string::npos);
        QVERIFY(said("--deposit 20 --work-by 2001-01-01").find("--work-by") != std::string::npos);
        QVERIFY(said("--deposit 20 --work-days 5 --answer-by 2090-01-01").find("--answer-by") !=
                std::string::npos);
        QVERIFY(said("--deposit 0.1 --work-days 5").find("--deposit") != std::string::npos);
        QVERIFY(said("--deposit 20 --work-days 5 --with 0x9858EfFD232B4033E47d90003D41EC34EcaEda94")
                    .find("not a member") != std::string::npos);
        QVERIFY(m_engine->prepared.empty());
        // A short piece of work is accepted before half of its time is over.
        const auto action = prepared<engine::ProposeCollaboration>(start + "--deposit 20 --work-days 4");
        QCOMPARE(action.answerBy, world.network.now + 2 * kDay);
        QCOMPARE(run("task assign " + number + " 0x9858EfFD232B4033E47d90003D41EC34EcaEda94").error().code,
                 std::string("not-a-member"));
    }

    void amountsStayWithinWhatThereIs()
    {
        auto& world = m_engine->world;
        auto& view = world.collaborations.front();
        view.pot = 60 * kToken;
        view.reviewPeriod = 3 * kDay;
        engine::CaseView dispute;
        dispute.claim = 10 * kToken;
        dispute.counterClaim = 50 * kToken;
        view.dispute = dispute;
        const std::string id = toHex(view.id);
        const auto exitOf = [&](const std::string& line) {
            const auto reply = run("collaboration " + line);
            return reply ? 0 : reply.error().exitCode;
        };
        QCOMPARE(exitOf("rule " + id + " --amount 61 --text so"), kExitUsage);
        QCOMPARE(exitOf("rule " + id + " --amount 9 --text so"), kExitUsage);
        QCOMPARE(exitOf("rule " + id + " --amount 30 --text so"), 0);
        QCOMPARE(exitOf("answer " + id + " --amount 61 --text so"), kExitUsage);
        QCOMPARE(exitOf("dispute " + id + " --amount 61 --text so"), kExitUsage);
        QCOMPARE(exitOf("deliver " + id + " --text ' '"), kExitUsage);
        QCOMPARE(exitOf("changes " + id + " --text more --work-by 2001-01-01"), kExitUsage);
        const auto filed = run("collaboration dispute " + id + " --amount 10 --text no");
        QVERIFY(bool(filed));
        QVERIFY(filed->json["cost"].contains("courtFee"));
        QVERIFY(filed->text.find("court fee") != std::string::npos);
    }

    void theCompaniesAreNamedWhenOneMustBeChosen()
    {
        m_engine->onFindCompany = [](const auto&) -> Result<DacId> {
            return Error{ErrorCode::NoCompanyChosen, "several"};
        };
        const auto said = run("task list").error().message;
        QVERIFY(said.find("--company") != std::string::npos);
        QVERIFY(said.find(m_engine->world.companies.front().name) != std::string::npos);
        m_engine->world.companies.clear();
        QVERIFY(run("task list").error().message.find("company create") != std::string::npos);
    }

    void listsTellWhatIsNext()
    {
        const auto list = run("collaboration list");
        const auto& view = m_engine->world.collaborations.front();
        QVERIFY(list->text.find(toHex(view.id)) != std::string::npos);
        QVERIFY(list->text.find("reward") != std::string::npos);
        QVERIFY(list->json["collaborations"][0]["answers"]["who"].is_string());
        const auto shown = run("collaboration show " + toHex(view.id));
        for (const char* label : {"Now:", "Who must act:", "By when:", "If nobody acts:"})
            QVERIFY2(shown->text.find(label) != std::string::npos, label);
        const auto company = run("company show");
        for (const char* label : {"Who may join:", "Challenging period:", "Arbitrator:", "Tax"})
            QVERIFY2(company->text.find(label) != std::string::npos, label);
        for (const char* line : {"wallet show", "company show", "task list", "collaboration list"})
            QVERIFY2(run(line)->text.find("tokens") == std::string::npos, line);
    }

    void namesNeverLookLikeIds()
    {
        const std::string id = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94";
        QCOMPARE(run("wallet name " + id).error().exitCode, kExitUsage);
        QCOMPARE(run("company create --name 0xabcdef --purpose P").error().exitCode, kExitUsage);
        engine::PersonView person;
        person.address = m_engine->world.wallet.address;
        person.name = id;
        QVERIFY(personText(person).starts_with(addressJson(person.address)));
    }

    void importingAgainIsNoRefusal()
    {
        write("history.jsonl", "{}\n");
        m_engine->onPrepare = [](const auto&) -> Result<engine::Draft> { return ErrorCode::NothingChanged; };
        engine::ImportReport report;
        report.alreadyThere = 12;
        report.skipped = {"bad.md: bad-encoding"};
        report.leftOut = 1201;
        m_engine->onReadImportReport = [&](const auto&) { return report; };
        const auto reply = run("wiki import-history history.jsonl");
        QVERIFY(bool(reply));
        QCOMPARE(reply->json["versions"].get<int>(), 0);
        QCOMPARE(reply->json["alreadyThere"].get<int>(), 12);
        QCOMPARE(reply->json["skipped"].size(), std::size_t{1});
        QVERIFY(reply->text.find("12 versions were there already") != std::string::npos);
        QVERIFY(reply->text.find("Left out: It is no text in UTF-8: bad.md") != std::string::npos);
        const std::string first = reply->text.substr(0, reply->text.find('\n'));
        QVERIFY2(first.starts_with("Nothing to add") && first.ends_with("1201 files were left out."),
                 first.c_str());
        QVERIFY(reply->text.find("1200 more were left out.") != std::string::npos);
        QCOMPARE(reply->json["leftOut"].get<int>(), 1201);
        report = {};
        QCOMPARE(run("wiki import-history history.jsonl").error().code, std::string("bad-import")); // empty
        QCOMPARE(run("wiki import-history none.jsonl").error().exitCode, kExitRefused);
        QCOMPARE(run("wiki import history.jsonl").error().exitCode, kExitRefused);
    }

    void theDeskHandsDraftsOutAndTakesSignatures()
    {
        const Bytes step{1, 2, 3};
        const Hash domain = Hash::fromPrefix(Bytes{4});
        m_engine->onReadDraftSteps = [&](const auto&) { return engine::UnsignedSteps{domain, {step}}; };
        std::vector<Bytes> received;
        m_engine->onSendSigned = [&](const engine::SendSigned& request) -> Result<engine::Sent> {
            received = request.signatures;
            engine::Sent sent;
            sent.finality.stage = engine::Finality::OnSidechain;
            return sent;
        };
        const auto desk = ownerDesk(*m_engine);
        const auto call = [&](const std::string& method, nlohmann::json params) {
            std::promise<net::MethodAnswer> promise;
            auto answer = promise.get_future();
            desk(method, std::move(params),
                 [&](net::MethodAnswer given) { promise.set_value(std::move(given)); });
            return answer.get();
        };
        auto answer = call("owner_run", {{"words", {"company", "list"}}, {"folder", "/"}});
        QVERIFY(!answer.error);
        QVERIFY(nlohmann::json::parse(answer.result)["result"].contains("companies"));

        answer = call("owner_run",
                      {{"words", {"wallet", "send", "0x9858EfFD232B4033E47d90003D41EC34EcaEda94", "1"}}});
        QVERIFY(!answer.error);
        const auto draft = nlohmann::json::parse(answer.result);
        QCOMPARE(draft["steps"][0].get<std::string>(), toHex(step));
        QCOMPARE(draft["domain"].get<std::string>(), toHex(domain));
        QVERIFY(draft.contains("from"));
        const std::string signature = "0x" + std::string(130, '1');
        answer = call("owner_send", {{"draft", draft["draft"]}, {"signatures", {signature}}});
        QVERIFY(!answer.error);
        QCOMPARE(received.size(), std::size_t(1));
        QVERIFY(nlohmann::json::parse(answer.result)["result"].contains("amount"));
        // A draft is sent once.
        answer = call("owner_send", {{"draft", draft["draft"]}, {"signatures", {signature}}});
        QCOMPARE(answer.error->name, std::string("not-found"));
    }

    void everySignedKindMayBeSentAgainAndBelongsToACommand()
    {
        std::set<tx::Kind> ofCommands;
        std::vector<tx::Kind> resent;
        for (const Command& command : commandTable()) {
            const auto kinds = signedKinds(command);
            if (command.group == "outbox") {
                if (command.verb == "resend") resent = kinds;
                QCOMPARE(kinds.empty(), command.verb != "resend");
            } else
                ofCommands.insert(kinds.begin(), kinds.end());
        }
        const auto check = [&]<std::size_t... I>(std::index_sequence<I...>)
        {
            return ([&] {
                const tx::Payload payload{std::in_place_index<I>};
                if (tx::originOf(payload) != tx::Origin::Signed) return true;
                const tx::Kind kind = tx::kindOf(payload);
                const bool hasCommand = ofCommands.contains(kind);
                return hasCommand && std::ranges::find(resent, kind) != resent.end();
            }() && ...);
        };
        QVERIFY(check(std::make_index_sequence<std::variant_size_v<tx::AnyKind>>()));
    }

    void theDeskTakesNoKeys()
    {
        // Whoever has the folder may be stoad, which has no window.
        const Failure stays = keysStayHere(ErrorCode::DataInUse);
        QCOMPARE(stays.exitCode, kExitRefused);
        for (const char* part : {"stoad", "Nothing was done", "if it is the window"})
            QVERIFY2(stays.message.find(part) != std::string::npos, part);
        const auto desk = ownerDesk(*m_engine);
        for (const nlohmann::json& words :
             {nlohmann::json({"wallet", "create"}),
              nlohmann::json({"wallet", "restore", "--phrase-file", "f"}), nlohmann::json({"batch"}),
              nlohmann::json({"--help"}), nlohmann::json({"nothing"})}) {
            std::promise<net::MethodAnswer> promise;
            auto answer = promise.get_future();
            desk("owner_run", {{"words", words}},
                 [&](net::MethodAnswer given) { promise.set_value(std::move(given)); });
            QVERIFY(answer.get().error.has_value());
        }
    }
};

STOA_TEST(CommandsTest)

} // namespace stoa::commands

#include "commands_test.moc"
