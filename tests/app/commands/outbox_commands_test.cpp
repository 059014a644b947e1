// SPDX-License-Identifier: MIT
// What the commands say and do about actions that did not happen: no word is lost, and what is shown to be
// copied can be copied.
#include <utility>

#include <QTest>

#include "core/base/hex.h"
#include "tests/app/commands/beginnings.h"
#include "tests/support/registry.h"

namespace stoa::commands {

class OutboxCommandsTest : public CommandBench {
    Q_OBJECT

private:
    static bool has(const std::string& text, std::string_view part)
    {
        return text.find(part) != std::string::npos;
    }

    /// An action that was refused, with words if it has some.
    static engine::OutboxItem refused(std::uint8_t id, bool canResend, std::string_view words = {})
    {
        engine::OutboxItem item;
        item.action.id = Hash{{id, id, id}};
        item.action.payload = tx::FundTreasury{{}, 5 * kToken};
        item.action.finality.stage = engine::Finality::Refused;
        item.action.refusal = ErrorCode::ContentConflict;
        item.canResend = canResend;
        item.canDrop = true;
        if (!words.empty())
            item.words = {{engine::StepWords::Part::Title, "Shared"},
                          {engine::StepWords::Part::Description, std::string(words)}};
        return item;
    }

private Q_SLOTS:
    void init() { renew(); }

    /// Whoever looks at it, and whoever lets it go, has the words.
    void theWordsOfARefusedActionAreShownAndSaidOnceMoreWhenItGoes()
    {
        const std::string words = "my long words\nof the description";
        m_engine->world.outbox = {refused(7, false, words)};
        const auto list = run("outbox list");
        QVERIFY(!list->json["actions"][0]["canResend"].get<bool>());
        QVERIFY2(has(list->text, "needs you: do it anew"), list->text.c_str());
        QVERIFY2(has(list->note, "outbox show ID"), list->note.c_str());
        const auto shown = run("outbox show 0x070707");
        QVERIFY2(has(shown->text, "Title:\nShared\nDescription:\n" + words), shown->text.c_str());
        QVERIFY2(has(shown->note, "“stoa-cli outbox drop 0x0707070000”"), shown->note.c_str());
        const Json parts = shown->json["words"];
        QCOMPARE(parts.size(), std::size_t{2});
        QCOMPARE(parts[1]["part"].get<std::string>(), std::string("description"));
        QCOMPARE(parts[1]["text"].get<std::string>(), words);
        const auto dropped = run("outbox drop");
        QVERIFY2(has(dropped->text, words) && has(dropped->text, "5.00"), dropped->text.c_str());
        QCOMPARE(dropped->json["words"], parts);
        QVERIFY(m_engine->world.outbox.empty());
    }

    void theTextOfAPageIsSaidOnceMoreWhenItGoes()
    {
        auto item = refused(7, false);
        item.edit = engine::UnsentEdit::Next::Choice;
        m_engine->world.outbox = {item};
        m_engine->onReadMyEdit = [](const auto&) {
            engine::UnsentEdit edit;
            edit.text = "text of the page\n";
            return edit;
        };
        const auto dropped = run("outbox drop");
        QVERIFY2(has(dropped->text, "text of the page"), dropped->text.c_str());
        QCOMPARE(dropped->json["words"][0]["text"].get<std::string>(), std::string("text of the page\n"));
    }

    /// Whoever takes the other's words, all of them, has decided: the page stays, and nothing asks again.
    void theirsEndsAnEditAndSaysItsWordsOnceMore()
    {
        engine::UnsentEdit edit;
        edit.page = "Home";
        edit.revision = Hash{{9}};
        edit.text = "my text\n";
        edit.next = engine::UnsentEdit::Next::Choice;
        m_engine->onReadMyEdit = [&](const auto&) { return edit; };
        std::vector<Hash> dropped;
        m_engine->onDropEdit = [&](const engine::DropEdit& request) -> Result<std::monostate> {
            dropped.push_back(request.revision);
            return std::monostate{};
        };
        const auto prepares = m_engine->onPrepare;
        m_engine->onPrepare = [](const auto&) -> Result<engine::Draft> { return ErrorCode::NothingChanged; };
        const auto reply = run("wiki put Home --mine --resolve theirs");
        QVERIFY2(reply, reply ? "" : reply.error().message.c_str());
        QCOMPARE(dropped, std::vector<Hash>{Hash{{9}}});
        QVERIFY2(has(reply->text, "stays as it is") && has(reply->text, "my text"), reply->text.c_str());
        QCOMPARE(reply->json["text"].get<std::string>(), std::string("my text\n"));
        // What the page has already is let go in the same way, as is said of it.
        edit.next = engine::UnsentEdit::Next::Nothing;
        QVERIFY(has(run("wiki get Home --mine")->note, "“stoa-cli wiki put 'Home' --mine” forgets"));
        QVERIFY(run("wiki put Home --mine"));
        QCOMPARE(std::exchange(dropped, {}).size(), std::size_t{2});
        // Only an edit that was named: another save that changes nothing is refused.
        QVERIFY(!run("wiki put Home --text words"));
        m_engine->onPrepare = prepares;
        QVERIFY(run("wiki put Home --mine --resolve mine"));
        QVERIFY(dropped.empty());
    }

    /// What cannot be sent again does not stand before what can.
    void withoutANameTheOldestThatStillFitsIsSentAgain()
    {
        m_engine->world.outbox = {refused(1, false), refused(2, true), refused(3, true), refused(4, true)};
        m_engine->onPrepareResend = [fits = m_engine->onPrepareResend](
                                        const engine::PrepareResend& request) -> Result<engine::Draft> {
            if (request.action[0] < 3) return ErrorCode::WrongState;
            return fits(request);
        };
        const auto reply = run("outbox resend");
        QVERIFY2(reply, reply ? "" : reply.error().message.c_str());
        QCOMPARE(reply->json["resent"].get<std::string>(), toHex(refused(3, true).action.id));
        // By name each can be tried, and why it does not fit is said.
        QVERIFY(!run("outbox resend 0x010101"));
    }

    void whatNeedsTheMemberIsCounted()
    {
        auto choice = refused(2, false);
        choice.edit = engine::UnsentEdit::Next::Choice;
        m_engine->world.outbox = {refused(1, false), choice};
        const auto reply = run("outbox resend");
        QVERIFY(!reply);
        const std::string& said = reply.error().message;
        QVERIFY2(has(said, "2 actions need you") && has(said, "outbox show ID") &&
                     !has(said, "was refused or rolled back"),
                 said.c_str());
        m_engine->world.outbox[0].action.finality.stage = engine::Finality::Waiting;
        m_engine->world.outbox.pop_back();
        QVERIFY(has(run("outbox resend").error().message, "Nothing in the outbox was refused"));
    }

    /// Quotation marks of a text mean nothing to a shell.
    void aCommandToCopyIsQuotedForAShell()
    {
        m_engine->onReadMyEdit = [](const auto&) {
            engine::UnsentEdit edit;
            edit.page = "Bob's Home";
            edit.text = "mine\n";
            edit.next = engine::UnsentEdit::Next::Choice;
            edit.places = {{"mine", "theirs"}};
            return edit;
        };
        const std::string note = run("wiki get Home --mine")->note;
        for (const char* part : {R"(“stoa-cli wiki put 'Bob'\''s Home' --mine --resolve mine”)",
                                 R"(“stoa-cli wiki get 'Bob'\''s Home' --mine --marked”)",
                                 R"(“stoa-cli wiki put 'Bob'\''s Home' FILE --mine”)"})
            QVERIFY2(has(note, part), note.c_str());
    }
};

STOA_TEST(OutboxCommandsTest)

} // namespace stoa::commands

#include "outbox_commands_test.moc"
