// SPDX-License-Identifier: MIT
// What the commands say and do about actions that did not happen: no word is lost, and what is shown to be
// copied can be copied.
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

private Q_SLOTS:
    void init() { renew(); }

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
