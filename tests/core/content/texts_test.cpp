// SPDX-License-Identifier: MIT
// The small content objects: charter, task, delivery, dispute, profile.
#include <QTest>

#include "core/content/charter_text.h"
#include "core/content/delivery_text.h"
#include "core/content/dispute_text.h"
#include "core/content/profile_text.h"
#include "core/content/task_text.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace content;

class TextsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chartersAreReadBack()
    {
        const CharterText text{"Opcode Owls", "Compilers for \"all\"\n", "en", "# Rules\n\nBe kind."};
        QVERIFY(checkCharterText(text));
        const std::string json = encodeCharterText(text);
        const std::string expected =
            "{\"language\":\"en\",\"name\":\"Opcode Owls\",\"purpose\":\"Compilers for \\\"all\\\"\\n\","
            "\"rules\":\"# Rules\\n\\nBe kind.\",\"type\":\"charter\"}";
        QCOMPARE(json, expected);
        QCOMPARE(*decodeCharterText(json), text);
    }

    void badChartersAreRefused()
    {
        QCOMPARE(checkCharterText({"ab", "", "", ""}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(checkCharterText({" Owls", "", "", ""}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(checkCharterText({"Owls", std::string(4001, 'x'), "", ""}).error().code,
                 ErrorCode::BadContent);
        QCOMPARE(checkCharterText({"Owls", "", "e n", ""}).error().code, ErrorCode::BadContent);
        QVERIFY(!decodeCharterText(encodeCharterText({"St\u03BFa", "", "", ""})));
        QVERIFY(!decodeCharterText(R"({"type":"charter","name":"Owls","name":"Bats"})"));
        QVERIFY(!decodeCharterText(R"({"type":"charter","name":"Owls","extra":1})"));
    }

    void tasksAreReadBackWithTheirStatement()
    {
        TaskText task{"Lexer", "Text *here*", {"compiler", "c++"}, {}};
        task.statement.title = "Lexer";
        task.statement.goals = {"Tokens"};
        QVERIFY(checkTaskText(task));
        QCOMPARE(*decodeTaskText(encodeTaskText(task)), task);
        task.title.clear();
        QCOMPARE(decodeTaskText(encodeTaskText(task)).error().code, ErrorCode::BadContent);
        QVERIFY(!decodeTaskText(R"({"type":"task","title":"x"})"));
        QVERIFY(!decodeTaskText(R"({"type":"task","title":"x","statement":[]})"));
    }

    void deliveriesAreReadBack()
    {
        const DeliveryText text{"Done", {{1, true, "wiki:Lexer"}, {2, false, ""}}, {"https://example.org/x"}};
        QCOMPARE(*decodeDeliveryText(encodeDeliveryText(text)), text);
        QVERIFY(!decodeDeliveryText(encodeDeliveryText({"", {{0, true, ""}}, {}})));
        QVERIFY(!decodeDeliveryText(encodeDeliveryText({"", {{51, true, ""}}, {}})));
    }

    void wordsOfADisputeKeepWhatTheyAre()
    {
        for (const auto what :
             {DisputeWords::Changes, DisputeWords::Claim, DisputeWords::Answer, DisputeWords::Reasons}) {
            const DisputeText text{what, "Because.", {"wiki:Proof"}};
            QCOMPARE(*decodeDisputeText(encodeDisputeText(text)), text);
        }
        QVERIFY(!decodeDisputeText(R"({"type":"delivery","text":""})"));
        QVERIFY(!decodeDisputeText(encodeDisputeText({DisputeWords::Claim, "a\x01", {}})));
    }

    void profilesAreReadBack()
    {
        const ProfileText text{"Mira P.", "I compile."};
        QCOMPARE(*decodeProfileText(encodeProfileText(text)), text);
        QVERIFY(!decodeProfileText(encodeProfileText({"", ""})));
        QVERIFY(!decodeProfileText(encodeProfileText({"Mira\u202E", ""})));
    }
};

STOA_TEST(TextsTest)

} // namespace stoa::test

#include "texts_test.moc"
