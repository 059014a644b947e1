// SPDX-License-Identifier: MIT
// What commands say of a step that the network has not taken: it waits here, and nothing has happened.
#include <set>

#include <QTest>

#include "tests/app/commands/beginnings.h"
#include "tests/support/registry.h"

namespace stoa::commands {

class WaitingCommandsTest : public CommandBench {
    Q_OBJECT

private:
    /// The network cannot be reached: what is signed stays here.
    void cutTheNetwork()
    {
        m_engine->world.network.isOffline = true;
        letItWait();
    }

    void letItWait()
    {
        m_engine->onSignAndSend = [taken =
                                       m_engine->onSignAndSend](const auto& request) -> Result<engine::Sent> {
            STOA_TRY(engine::Sent sent, taken(request));
            sent.finality = {};
            sent.finality.stage = engine::Finality::Waiting;
            return sent;
        };
    }

    /// In that block; 0: it waits.
    static engine::FinalityView taken(std::uint64_t block)
    {
        engine::FinalityView finality;
        finality.stage = block != 0 ? engine::Finality::OnSidechain : engine::Finality::Waiting;
        finality.block = block;
        return finality;
    }

    /// Steps that were just signed, and wait in the outbox.
    engine::Sent sentSteps(std::initializer_list<std::uint8_t> ids)
    {
        engine::Sent sent;
        sent.finality = taken(0);
        m_engine->world.outbox.clear();
        for (const std::uint8_t id : ids) {
            engine::OutboxItem item;
            item.action.id = Hash{{id}};
            item.action.finality = taken(0);
            m_engine->world.outbox.push_back(item);
            sent.ids.push_back(item.action.id);
        }
        return sent;
    }

private Q_SLOTS:
    void init() { renew(); }

    /// With the node gone no command may say what it says when the network has taken the step.
    void nothingIsSaidToBeDoneThatOnlyWaits()
    {
        writeFilesOfExamples();
        constexpr std::string_view kTaken = " The network has taken it";
        std::set<std::string> compared;
        for (const Command& command : commandTable()) {
            const auto answer = [&](bool isReached) {
                renew();
                m_input = "Words.";
                if (command.verb == "put-record") m_engine->world = test::governedWorld();
                m_engine->world.motions = {someMotion()};
                if (!isReached) cutTheNetwork();
                return run(command.example);
            };
            const auto taken = answer(true);
            if (!taken || taken->text.find(kTaken) == std::string::npos) continue;
            const auto done = taken->text.substr(0, taken->text.find(kTaken));
            QVERIFY(!taken->isWaiting);
            const auto waiting = answer(false);
            QVERIFY2(waiting, command.example.data());
            QVERIFY2(waiting->isWaiting, command.example.data()); // scripts hear of it, too
            QVERIFY2(waiting->text.find(done) == std::string::npos, waiting->text.c_str());
            QVERIFY2(waiting->text.starts_with("Not done yet: it is signed and kept on this computer"),
                     waiting->text.c_str());
            compared.insert(std::string(command.group) + " " + std::string(command.verb));
        }
        for (const char* each : {"wallet send", "wallet withdraw", "wallet name", "company create",
                                 "company join", "company fund", "company spend", "company put-record"})
            QVERIFY2(compared.contains(each), each);
    }

    /// Neither the history nor the outbox says in the past tense what has not left this computer.
    void aLineOfTheHistoryThatWaitsSaysSo()
    {
        engine::ActionView gift;
        gift.payload = tx::FundTreasury{{}, 5 * kToken};
        gift.subject = "Harbour";
        m_engine->world.wallet.incoming.clear();
        const auto lines = [&](engine::Finality stage) {
            gift.finality.stage = stage;
            m_engine->world.wallet.history = {gift};
            m_engine->world.outbox.resize(1);
            m_engine->world.outbox.front().action = gift;
            const auto history = run("wallet history");
            return history->text + history->json["actions"][0]["text"].get<std::string>() +
                   run("outbox list")->text;
        };
        const std::string waiting = lines(engine::Finality::Waiting);
        QVERIFY2(waiting.find("Gave") == std::string::npos, waiting.c_str());
        QVERIFY2(waiting.find("Not done yet: give 5.00") != std::string::npos, waiting.c_str());
        const std::string refused = lines(engine::Finality::Refused);
        QVERIFY2(refused.find("Gave") == std::string::npos, refused.c_str());
        QVERIFY2(refused.find("Did not happen: give 5.00") != std::string::npos, refused.c_str());
        QVERIFY(lines(engine::Finality::OnSidechain).find("  Gave 5.00") != std::string::npos);
    }

    /// How much of the company's money a step on a record moved, for programs, too.
    void theHistorySaysHowMuchARecordPaid()
    {
        engine::ActionView payment;
        tx::PutRecord put;
        put.tool = 37;
        put.state = 3;
        payment.payload = put;
        payment.subject = "Paint the hall";
        payment.finality.stage = engine::Finality::Final;
        payment.moved = {tx::ToolMoney::Refund, 20 * kToken};
        m_engine->world.wallet.incoming.clear();
        m_engine->world.wallet.history = {payment};
        const auto history = run("wallet history");
        QVERIFY2(history->text.find("Returned 20.00") != std::string::npos, history->text.c_str());
        const Json& action = history->json["actions"][0];
        QCOMPARE(action["money"].get<std::string>(), std::string("refund"));
        QCOMPARE(action["amount"].get<std::string>(), std::string("20000000000"));
        // What waits will move it; of what did not happen nothing is said, here as in the text.
        for (const engine::Finality stage : {engine::Finality::Waiting, engine::Finality::OnSidechain,
                                             engine::Finality::Refused, engine::Finality::RolledBack}) {
            const bool isCounted =
                stage == engine::Finality::Waiting || stage == engine::Finality::OnSidechain;
            payment.finality.stage = stage;
            m_engine->world.wallet.history = {payment};
            m_engine->world.outbox.resize(1);
            m_engine->world.outbox.front().action = payment;
            for (const char* line : {"wallet history", "outbox list"}) {
                const Json said = run(line)->json["actions"][0];
                QCOMPARE(said.contains("money"), isCounted);
                QCOMPARE(said.contains("amount"), isCounted);
            }
        }
        payment.finality.stage = engine::Finality::Final;
        payment.moved = {};
        m_engine->world.wallet.history = {payment};
        QVERIFY(!run("wallet history")->json["actions"][0].contains("amount"));
    }

    /// For programs: how much of one's own money, or of a company's, an action has moved.
    void theHistoryCarriesTheAmountOfEveryActionThatMovesMoney()
    {
        m_engine->world.wallet.incoming.clear();
        const auto said = [&](engine::ActionView action, engine::Finality stage) {
            action.finality.stage = stage;
            m_engine->world.wallet.history = {std::move(action)};
            const Json json = run("wallet history")->json["actions"][0];
            return json.contains("amount")
                       ? json["money"].get<std::string>() + " " + json["amount"].get<std::string>()
                       : std::string("nothing");
        };
        const auto taken = [&](tx::Payload payload) {
            engine::ActionView action;
            action.payload = std::move(payload);
            const std::string text = said(action, engine::Finality::OnSidechain);
            if (said(action, engine::Finality::Refused) != "nothing") return std::string("said of no step");
            return text;
        };
        tx::Accept accept;
        accept.deposit = 5 * kToken;
        tx::Propose propose;
        propose.reward = propose.askerDeposit = 5 * kToken;
        QCOMPARE(taken(tx::Transfer{{}, 5 * kToken}), std::string("paid 5000000000"));
        QCOMPARE(taken(tx::FundTreasury{{}, 5 * kToken}), std::string("paid 5000000000"));
        QCOMPARE(taken(accept), std::string("locked 5000000000"));
        QCOMPARE(taken(propose), std::string("locked 10000000000"));
        propose.asker = tx::companyParty(DacId{{7}});
        QCOMPARE(taken(propose), std::string("company 10000000000"));
        QCOMPARE(taken(tx::SpendTreasury{{}, {}, 5 * kToken, {}, 0}), std::string("company 5000000000"));
        QCOMPARE(taken(tx::SpendTreasury{{}, {}, 5 * kToken, {}, 1}), std::string("nothing")); // a motion
        QCOMPARE(taken(tx::Approve{}), std::string("nothing"));
        // What its bytes do not say: on whose side it was signed.
        tx::Dispute dispute;
        dispute.courtFee = 5 * kToken;
        for (const tx::Payload& payload : {tx::Payload(accept), tx::Payload(dispute)}) {
            engine::ActionView action;
            action.payload = payload;
            action.payer = {Address{{1}}, "Forge", false, DacId{{7}}};
            QCOMPARE(said(action, engine::Finality::OnSidechain), std::string("company 5000000000"));
            const Json json = run("wallet history")->json["actions"][0];
            QCOMPARE(json["payer"]["name"].get<std::string>(), std::string("Forge"));
            QVERIFY(!json.contains("setAside"));
        }
        engine::ActionView setsAside;
        setsAside.payload = propose;
        setsAside.payer = {Address{{1}}, "Forge", false, DacId{{7}}};
        setsAside.setAside = 1000;
        (void)said(setsAside, engine::Finality::OnSidechain);
        QCOMPARE(run("wallet history")->json["actions"][0]["setAside"].get<std::string>(),
                 std::string("1000"));
        engine::ActionView enacted;
        enacted.payload = tx::EnactMotion{};
        QCOMPARE(said(enacted, engine::Finality::OnSidechain), std::string("nothing"));
        enacted.motion = engine::MotionSubject{};
        enacted.motion->hasAct = true;
        enacted.motion->act = tx::SpendTreasury{{}, {}, 5 * kToken, {}, 1};
        QCOMPARE(said(enacted, engine::Finality::OnSidechain), std::string("company 5000000000"));
    }

    /// For programs, too: what kind of money came in.
    void whatCameInIsNamed()
    {
        m_engine->world.wallet.history.clear();
        engine::IncomingView gift;
        gift.what = engine::IncomingView::What::Gift;
        gift.amount = 20 * kToken;
        gift.company = "Forge";
        m_engine->world.wallet.incoming = {gift};
        const auto history = run("wallet history");
        QVERIFY2(history->text.find("+20.00") != std::string::npos &&
                     history->text.find(": Gift of the invitation with which you joined Forge.DAC") !=
                         std::string::npos,
                 history->text.c_str());
        QCOMPARE(history->json["incoming"][0]["what"].get<std::string>(), std::string("gift"));
        QCOMPARE(history->json["incoming"][0]["amount"].get<std::string>(), std::string("20000000000"));
        QVERIFY(!history->json["incoming"][0].contains("cameAgain"));
        // What came a second time says so.
        gift.cameAgain = true;
        m_engine->world.wallet.incoming = {gift};
        const auto again = run("wallet history");
        QVERIFY2(again->text.find("Came again after a rollback, counts once: +20.00") != std::string::npos,
                 again->text.c_str());
        QVERIFY(again->json["incoming"][0]["cameAgain"].get<bool>());
        gift.cameAgain = false;
        // Nobody should add up what a rollback has taken away again.
        gift.finality.stage = engine::Finality::RolledBack;
        m_engine->world.wallet.incoming = {gift};
        const auto undone = run("wallet history");
        QVERIFY2(undone->text.find("Did not happen: +20.00") != std::string::npos, undone->text.c_str());
        QVERIFY(!undone->json["incoming"][0].contains("amount"));
    }

    /// What programs read is said in the command's help, to the last name.
    void theHelpOfTheHistoryNamesAllThatItsObjectHolds()
    {
        engine::ActionView action;
        action.payload = tx::Transfer{{}, 5 * kToken};
        action.payer = {Address{{1}}, "Forge", false, DacId{{7}}};
        action.setAside = 1000;
        action.isAfterRefused = true;
        action.refusal = ErrorCode::WrongNonce;
        m_engine->world.wallet.history = {action};
        m_engine->world.wallet.incoming.clear();
        using What = engine::IncomingView::What;
        constexpr int kWhats = static_cast<int>(What::FeesReturned) + 1;
        for (int what = 0; what < kWhats; ++what) {
            engine::IncomingView incoming;
            incoming.what = static_cast<What>(what);
            incoming.amount = kToken;
            incoming.dac = DacId{{7}};
            incoming.title = "Paint the hall";
            incoming.cameAgain = true;
            m_engine->world.wallet.incoming.push_back(incoming);
        }
        const auto history = run("wallet history");
        const Json& json = history->json;
        QCOMPARE(json["actions"].size(), std::size_t{1});
        QCOMPARE(json["incoming"].size(), static_cast<std::size_t>(kWhats));
        std::set<std::string> names;
        for (const auto& part : {json, json["actions"][0], json["incoming"][0]})
            for (const auto& [key, value] : part.items()) names.insert(key);
        for (const auto& each : json["incoming"]) names.insert(each["what"].get<std::string>());
        for (const char* key : {"payer", "amount", "refusal", "isAfterRefused"})
            QVERIFY2(names.contains(key), key);
        const std::string help = helpText("wallet", "history");
        const auto isWordOf = [&help](const std::string& name) {
            const auto isInWord = [](char c) {
                return std::isalnum(static_cast<unsigned char>(c)) || c == '-';
            };
            for (auto at = help.find(name); at != std::string::npos; at = help.find(name, at + 1)) {
                const auto end = at + name.size();
                if (!isInWord(help[at - 1]) && (end == help.size() || !isInWord(help[end]))) return true;
            }
            return false;
        };
        for (const std::string& name : names) QVERIFY2(isWordOf(name), name.c_str());
    }

    /// The list says in words why the network refused something.
    void whatWasRefusedSaysWhy()
    {
        engine::ActionView gift;
        gift.payload = tx::FundTreasury{{}, 5 * kToken};
        gift.finality.stage = engine::Finality::Refused;
        gift.refusal = ErrorCode::WrongNonce;
        gift.isAfterRefused = true;
        m_engine->world.outbox.resize(1);
        m_engine->world.outbox.front().action = gift;
        const auto list = run("outbox list");
        QVERIFY2(list->text.find("because an earlier action of yours did not happen") != std::string::npos,
                 list->text.c_str());
        QVERIFY2(list->text.find("wrong-nonce") == std::string::npos, list->text.c_str());
        QCOMPARE(list->json["actions"][0]["refusal"].get<std::string>(), std::string("wrong-nonce"));
        QVERIFY(list->json["actions"][0]["isAfterRefused"].get<bool>());
    }

    /// What waits for room on the disk here does not wait for the network.
    void whatItWaitsForIsNamed()
    {
        const auto said = [this](std::optional<ErrorCode> disk, std::optional<ErrorCode> problem) {
            renew();
            letItWait();
            m_engine->world.network.disk = disk;
            m_engine->world.network.isOffline = !disk && !problem;
            m_engine->onSignAndSend = [taken = m_engine->onSignAndSend,
                                       problem](const auto& request) -> Result<engine::Sent> {
                STOA_TRY(engine::Sent sent, taken(request));
                sent.obstacle = problem;
                // The network goes on: there is nothing to wait for in this test.
                if (problem) sent.ids.clear();
                return sent;
            };
            const auto reply = run("company fund 5");
            return reply ? reply->text : reply.error().message;
        };
        const auto has = [](const std::string& text, std::string_view part) {
            return text.find(part) != std::string::npos &&
                   text.find("Nothing has happened") != std::string::npos;
        };
        const std::string offline = said({}, {});
        QVERIFY2(has(offline, "when the network is reached"), offline.c_str());
        for (const auto& [disk, part] : {std::pair(ErrorCode::DiskFull, "disk of this computer is full"),
                                         std::pair(ErrorCode::StoreUnavailable, "cannot be written")}) {
            const std::string text = said(disk, {});
            QVERIFY2(has(text, part), text.c_str());
            QVERIFY2(text.find("network is reached") == std::string::npos, text.c_str());
        }
        const std::string slot = said({}, ErrorCode::NotYourSlot);
        QVERIFY2(has(slot, "another node's turn"), slot.c_str());
    }

    /// An action of several steps is done with its last one, however early the first is taken.
    void severalStepsAreDoneWithTheLastOne()
    {
        engine::Sent sent = sentSteps({1, 2});
        int looks = 0;
        m_engine->onReadOutbox = [this, &looks](const engine::ReadOutbox&) {
            const bool isAllTaken = ++looks > 3;
            m_engine->world.outbox[1].action.finality = taken(isAllTaken ? 9 : 0);
            return m_engine->world.outbox;
        };
        m_engine->world.outbox[0].action.finality = taken(5);
        QVERIFY(awaitTaken(*m_engine, sent, nullptr));
        QVERIFY(looks > 3);
        QCOMPARE(sent.finality.stage, engine::Finality::OnSidechain);
        QCOMPARE(sent.finality.block, std::uint64_t{9});
    }

    /// What was taken just before the disk filled up, or the network went, is not said to wait.
    void whatWasTakenBeforeTheTroubleIsDone()
    {
        for (const bool isDisk : {true, false}) {
            renew();
            m_engine->world.network.isOffline = !isDisk;
            if (isDisk) m_engine->world.network.disk = ErrorCode::DiskFull;
            engine::Sent sent = sentSteps({1});
            m_engine->world.outbox[0].action.finality = taken(5);
            QVERIFY(awaitTaken(*m_engine, sent, nullptr));
            QVERIFY(isTaken(sent));
            QCOMPARE(sent.finality.block, std::uint64_t{5});
        }
    }

    void aLinkThatOnlyThisComputerCanUseSaysSo()
    {
        const auto here = run("company invite");
        QVERIFY(here->json["isOnlyHere"].get<bool>());
        QCOMPARE(here->json["node"].get<std::string>(), std::string("http://127.0.0.1:8547/"));
        QVERIFY2(here->text.find("nobody at another computer") != std::string::npos, here->text.c_str());
        QVERIFY(here->text.find("--at http://") != std::string::npos);
        // So does one whose address was given.
        for (const std::string own :
             {"http://127.0.0.1:8686/", "http://LOCALHOST:8686/", "http://[::1]:1/"}) {
            const auto given = run("company invite --at " + own);
            QVERIFY2(given && given->json["isOnlyHere"].get<bool>(), own.c_str());
            QVERIFY2(given->text.find("this computer itself (" + own + ")") != std::string::npos,
                     given->text.c_str());
        }
        const std::string at = "http://192.168.1.5:8686/";
        QCOMPARE(prepared<engine::InviteMember>("company invite --at " + at).node, at);
        const auto elsewhere = run("company invite --at " + at);
        QVERIFY(!elsewhere->json["isOnlyHere"].get<bool>());
        QCOMPARE(elsewhere->json["node"].get<std::string>(), at);
        QVERIFY(elsewhere->text.find("nobody at another computer") == std::string::npos);
        for (const char* bad :
             {"", "somewhere", "http://8.8.8.8/", "http://example.org/", "192.168.1.5:8686"})
            QCOMPARE(run("company invite --at=" + std::string(bad)).error().exitCode, kExitUsage);
    }

    /// How long a link holds for which nobody has said so is the engine's to say, and is what is signed.
    void aLinkSaysUntilWhenItHolds()
    {
        const Timestamp now = m_engine->world.network.now;
        QCOMPARE(prepared<engine::InviteMember>("company invite").expires, Timestamp{0});
        QCOMPARE(run("company invite")->json["expires"].get<Timestamp>(), now + 14 * kDay);
        QCOMPARE(run("company invite --expires 7d")->json["expires"].get<Timestamp>(), now + 7 * kDay);
    }

    void aLinkThatWaitsToBeSentSaysSo()
    {
        const std::string_view waits = "The link works once it has been sent.";
        QVERIFY(run("company invite")->text.find(waits) == std::string::npos);
        cutTheNetwork();
        QVERIFY(run("company invite")->text.find(waits) != std::string::npos);
    }
};

STOA_TEST(WaitingCommandsTest)

} // namespace stoa::commands

#include "waiting_commands_test.moc"
