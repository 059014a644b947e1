// SPDX-License-Identifier: MIT
// What the commands on collaborations answer, over an engine that only listens.
#include <algorithm>

#include <QTest>

#include "core/base/hex.h"
#include "tests/app/commands/beginnings.h"
#include "tests/support/registry.h"

namespace stoa::commands {

class CollaborationCommandsTest : public CommandBench {
    Q_OBJECT

    engine::CollaborationView& ruled()
    {
        auto& all = m_engine->world.collaborations;
        return *std::find_if(all.begin(), all.end(), [](const engine::CollaborationView& each) {
            return each.state == engine::CollaborationState::Ruled;
        });
    }

private Q_SLOTS:
    void init() { renew(); }

    /// Whoever reads a ruling reads where all of the money goes, the court's fee too.
    void aRulingSaysWhereTheMoneyGoes()
    {
        auto& view = ruled();
        view.state = engine::CollaborationState::Settled;
        view.next = {};
        view.courtFee = view.feeBorne = 4 * kToken;
        view.dispute->ruling = 4 * kToken;
        const auto shown = run("collaboration show " + toHex(view.id));
        QVERIFY2(shown, shown ? "" : shown.error().message.c_str());
        for (const char* part : {"\nWhere it goes:      The ruling gives", "for the court's fee, which",
                                 "The court received its fee of 4.00"})
            QVERIFY2(shown->text.find(part) != std::string::npos, shown->text.c_str());
        QCOMPARE(shown->json["feeBorne"].get<std::string>(), std::string("4000000000"));
    }

    /// An arbitrator need not be a member: who is none has to follow the company first.
    void whoFindsNoneIsToldHowToFollowACompany()
    {
        const auto unknown = run("collaboration show 0x0123456789");
        QVERIFY(!unknown);
        QVERIFY2(unknown.error().message.find("“0x0123456789” here. If it is of a company") !=
                     std::string::npos,
                 unknown.error().message.c_str());
        QVERIFY(unknown.error().message.find("stoa-cli company follow") != std::string::npos);
    }

    /// What was offered is in the answer, not only in what is shown later.
    void anOfferIsRepeatedInTheAnswer()
    {
        auto& view = m_engine->world.collaborations.front();
        view.offer = engine::OfferView{true, 4 * kToken, m_engine->world.network.now + kDay};
        const auto offered = run("collaboration offer " + toHex(view.id) + " --amount 4");
        QVERIFY2(offered, offered ? "" : offered.error().message.c_str());
        QVERIFY2(offered->text.find("\nOffered to settle:  4.00") != std::string::npos,
                 offered->text.c_str());
        QCOMPARE(offered->json["offer"]["amount"].get<std::string>(), std::string("4000000000"));
        QVERIFY(!run("collaboration approve " + toHex(m_engine->world.collaborations.back().id))
                     ->json.contains("offer"));
    }

    /// A task and what both sides sign for it have one name.
    void aStatementIsHeadedAsItsTaskIsCalled()
    {
        write("lexer.md", QByteArray::fromStdString(statementTemplate("Another heading")));
        const auto made = run("task create --title 'Port the lexer' --statement-file lexer.md");
        QVERIFY2(made, made ? "" : made.error().message.c_str());
        QVERIFY2(made->text.find("headed “Port the lexer”, as the task is called, and not “Another "
                                 "heading”.") != std::string::npos,
                 made->text.c_str());
        const auto action =
            prepared<engine::SaveTask>("task create --title 'Port the lexer' --statement-file lexer.md");
        QCOMPARE(action.statement.title, std::string("Port the lexer"));
        write("lexer.md", QByteArray::fromStdString(statementTemplate("Port the lexer")));
        QVERIFY(run("task create --title 'Port the lexer' --statement-file lexer.md")->text.find("headed") ==
                std::string::npos);
    }
};

STOA_TEST(CollaborationCommandsTest)

} // namespace stoa::commands

#include "collaboration_commands_test.moc"
