// SPDX-License-Identifier: MIT
// The simulation itself: the same seed is the same history, and what is taken out of a network is missed.
#include <QTest>

#include "tests/simulation/simulation.h"
#include "tests/support/registry.h"

namespace stoa::test {
namespace {

SimulationReport runOf(std::uint64_t seed, Sabotage sabotage = Sabotage::None)
{
    SimulationOptions options;
    options.seed = seed;
    options.sabotage = sabotage;
    return simulate(options);
}

/// What the first of some seeds finds wrong; empty if none finds anything.
std::string firstViolation(Sabotage sabotage)
{
    constexpr std::uint64_t kTried = 20;
    for (std::uint64_t seed = 1; seed <= kTried; ++seed)
        if (const auto report = runOf(seed, sabotage); !report.isGood()) return report.violated;
    return {};
}

} // namespace

class SeedsTest : public QObject {
    Q_OBJECT

private slots:
    void theSameSeedIsTheSameTrace()
    {
        bool isOnDiskOnce = false;
        bool hasTwoOnce = false;
        std::uint64_t grouped = 0;
        std::set<Hash> traces;
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            const SimulationReport first = runOf(seed);
            const SimulationReport second = runOf(seed);
            QVERIFY2(first.isGood(), (std::to_string(seed) + ": " + first.violated).c_str());
            QCOMPARE(first.trace, second.trace);
            QCOMPARE(first.counts, second.counts);
            QCOMPARE(first.plan, second.plan);
            QVERIFY(first.reached == second.reached);
            traces.insert(first.trace);
            grouped += first.groupedCalls;
            isOnDiskOnce = isOnDiskOnce || FaultPlan::of(seed).isOnLevelDb;
            hasTwoOnce = hasTwoOnce || FaultPlan::of(seed).hasTwoHonest;
        }
        QCOMPARE(traces.size(), std::size_t{8});
        QVERIFY(isOnDiskOnce && hasTwoOnce);
        QVERIFY(grouped > 0); // batches that were posted within a submit
    }

    /// Blocks that the main chain does not take any more are run again in others: nothing is lost with them.
    void whatIsRunAgainElsewhereIsNotCalledLost()
    {
        for (const std::uint64_t seed : {101U, 1050U}) {
            const SimulationReport report = runOf(seed);
            QVERIFY2(report.isGood(), (std::to_string(seed) + ": " + report.violated).c_str());
        }
    }

    void everyKindOfFaultIsInSomePlan()
    {
        std::set<Hostility> hostilities;
        FaultPlan all;
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            const FaultPlan plan = FaultPlan::of(seed);
            hostilities.insert(plan.hostilities.begin(), plan.hostilities.end());
            for (auto chance : {&FaultPlan::lost, &FaultPlan::answerLost, &FaultPlan::doubled,
                                &FaultPlan::delayed, &FaultPlan::partitions, &FaultPlan::diskFails,
                                &FaultPlan::diskFills, &FaultPlan::powerCuts, &FaultPlan::chainAway,
                                &FaultPlan::reorganisations, &FaultPlan::clockJumps, &FaultPlan::timeJumps})
                all.*chance = std::max(all.*chance, plan.*chance);
        }
        QCOMPARE(hostilities.size(), kHostilities);
        for (auto chance : {&FaultPlan::lost, &FaultPlan::answerLost, &FaultPlan::doubled,
                            &FaultPlan::delayed, &FaultPlan::partitions, &FaultPlan::diskFails,
                            &FaultPlan::diskFills, &FaultPlan::powerCuts, &FaultPlan::chainAway,
                            &FaultPlan::reorganisations, &FaultPlan::clockJumps, &FaultPlan::timeJumps})
            QVERIFY(all.*chance > 0);
    }

    /// A simulation that cannot fail proves nothing.
    void whatIsMissingIsNoticed()
    {
        const std::string unwatched = firstViolation(Sabotage::NoValidators);
        QVERIFY2(unwatched.find("final and wrong") != std::string::npos, unwatched.c_str());
        const std::string forgetful = firstViolation(Sabotage::ForgetfulMembers);
        QVERIFY2(forgetful.find("is lost") != std::string::npos, forgetful.c_str());
        const std::string deaf = firstViolation(Sabotage::DeafAggregator);
        QVERIFY2(deaf.find("does not come to rest") != std::string::npos, deaf.c_str());
        const std::string unkept = firstViolation(Sabotage::ForgetfulGroups);
        QVERIFY2(unkept.find("lost what it had acknowledged") != std::string::npos, unkept.c_str());
    }
};

STOA_TEST(SeedsTest)

} // namespace stoa::test

#include "seeds_test.moc"
