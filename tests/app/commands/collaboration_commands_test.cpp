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
        for (const char* part : {"\nWhere it goes:      The ruling: 4.00", "for the court's fee, which",
                                 "The court received its fee of 4.00"})
            QVERIFY2(shown->text.find(part) != std::string::npos, shown->text.c_str());
        QCOMPARE(shown->json["feeBorne"].get<std::string>(), std::string("4000000000"));
    }
};

STOA_TEST(CollaborationCommandsTest)

} // namespace stoa::commands

#include "collaboration_commands_test.moc"
