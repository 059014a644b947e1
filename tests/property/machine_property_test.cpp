// SPDX-License-Identifier: MIT
// Random histories over a tiny world: few people, two companies, few amounts, times that fall on deadlines.
// Whatever comes, the machine does not crash, money is neither made nor lost, a refused step changes nothing,
// and tapes and repetition lead to the same roots. STOA_SEED=n in the environment runs one history again.
#include <map>

#include <QTest>

#include "tests/support/kinds.h"
#include "tests/support/random_history.h"
#include "tests/support/registry.h"

namespace stoa::test {

using World = MachineWorld;

namespace {

constexpr int kStepsInAHistory = 500;
constexpr std::uint64_t kHistories = 40;

} // namespace

class MachinePropertyTest : public QObject {
    Q_OBJECT
private slots:
    void randomHistoriesKeepEveryPromise()
    {
        bool isOne = false;
        const auto wanted = qEnvironmentVariable("STOA_SEED").toULongLong(&isOne);
        const std::uint64_t first = isOne ? wanted : 1;
        const std::uint64_t last = isOne ? wanted : kHistories;
        std::map<std::string, int> accepted;
        std::size_t steps = 0;
        std::size_t taken = 0;
        for (std::uint64_t seed = first; seed <= last; ++seed) {
            RandomHistory history(seed);
            history.run(kStepsInAHistory);
            const std::string faults = "STOA_SEED=" + std::to_string(seed) + ": " + history.world().faults();
            QVERIFY2(history.world().faults().empty(), faults.c_str());

            World again;
            for (const Past& past : history.past()) {
                again.now = past.now;
                again.batchNumber = past.batch;
                (void)again.apply(past.step);
                QVERIFY2(again.tree.root() == past.root, faults.c_str());
            }
            steps += history.past().size();
            for (const auto& [kind, count] : history.accepted()) {
                accepted[kind] += count;
                taken += static_cast<std::size_t>(count);
            }
        }
        qInfo("%zu steps, %zu of them accepted, seeds %llu to %llu", steps, taken,
              static_cast<unsigned long long>(first), static_cast<unsigned long long>(last));
        if (isOne) return;
        // A test that never gets anywhere would promise nothing.
        int rare = 0;
        forEachKind([&]<typename T>(const T&) {
            const int count = accepted[std::string(T::kName)];
            if (std::is_same_v<T, tx::Force> || count >= 5) return; // a Force is counted as what is inside
            qWarning("%s was accepted %d times only", T::kName.data(), count);
            ++rare;
        });
        if (rare != 0)
            for (const auto& [kind, count] : accepted) qWarning("%s: %d", kind.c_str(), count);
        QCOMPARE(rare, 0);
    }
};

STOA_TEST(MachinePropertyTest)

} // namespace stoa::test

#include "machine_property_test.moc"
