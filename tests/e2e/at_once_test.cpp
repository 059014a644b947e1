// SPDX-License-Identifier: MIT
// Commands that meet at one program.
#include <future>

#include "tests/e2e/programs.h"
#include "tests/support/registry.h"

namespace stoa::test {

class AtOnceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Whoever gives commands at the same time gets each of them as often as it was given, and no answer says
    /// more than what happened.
    void commandsAtTheSameTimeHappenOneAfterTheOther()
    {
        const Person ana(QStringLiteral("Ana"));
        STOA_RAN(ana.run("wallet create"));
        Node node(ana);
        QVERIFY(node.isReady());
        STOA_RAN(ana.run("network faucet"));
        constexpr std::uint64_t kMts = 1'000'000'000;
        const std::uint64_t before = ana.available();
        const std::string one = "wallet send 0x00000000000000000000000000000000000000a1 5";
        const std::string other = "wallet send 0x00000000000000000000000000000000000000a2 1";
        std::vector<std::future<Ran>> running;
        for (const std::string& line : {one, other, one, std::string("wallet name Ana"), one, other})
            running.push_back(std::async(std::launch::async, [&ana, line] { return ana.run(line); }));
        for (auto& each : running) {
            const Ran ran = each.get();
            QVERIFY2(ran.isGood(), ran.error.constData());
        }
        const std::uint64_t paid = before - ana.available();
        QVERIFY2(paid > 17 * kMts && paid < 17 * kMts + kMts / 1000, std::to_string(paid).c_str());
        for (int i = 0; i < 2; ++i) {
            const auto history = ana.run("wallet history");
            STOA_RAN(history);
            int sent = 0;
            for (const auto& action : history.json["actions"])
                sent += action["text"].get<std::string>().starts_with("Sent ") ? 1 : 0;
            QCOMPARE(sent, 5);
            QVERIFY(node.stop());
        }
    }
};

STOA_TEST(AtOnceTest)

} // namespace stoa::test

#include "at_once_test.moc"
