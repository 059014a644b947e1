// SPDX-License-Identifier: MIT
// Steps looked at by two threads are seen as by one.
#include "core/operator/check_ahead.h"

#include <QTest>

#include "tests/support/chain_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

class CheckAheadTest : public QObject {
    Q_OBJECT

private slots:
    void everyStepIsSeenAsItIsAlone()
    {
        ChainWorld world;
        const Hash domain = world.definition.rules().domain;
        std::vector<Bytes> steps;
        for (std::uint32_t i = 0; i < 150; ++i) {
            steps.push_back(world.transfer(i));
            if (i % 7 == 0) steps.back()[steps.back().size() - 10] ^= 1; // another signer, or none
            if (i % 11 == 0) steps.back().pop_back();
        }
        for (const std::size_t count : {0U, 1U, 16U, 17U, 150U}) {
            const std::span<const Bytes> some(steps.data(), count);
            node::CheckAhead checked(some, domain);
            for (std::size_t i = 0; i < count; ++i) {
                const mvm::CheckedStep alone = mvm::checkStep(steps[i], domain);
                const mvm::CheckedStep& seen = checked.at(i);
                QCOMPARE(seen.transaction.has_value(), alone.transaction.has_value());
                QVERIFY(seen.digest == alone.digest);
                QVERIFY(seen.signer == alone.signer);
            }
        }
    }

    void whoeverAsksBackwardsOrNotAtAllIsServed()
    {
        ChainWorld world;
        const Hash domain = world.definition.rules().domain;
        std::vector<Bytes> steps;
        for (std::uint32_t i = 0; i < 100; ++i) steps.push_back(world.transfer(i));
        for (int round = 0; round < 20; ++round) {
            node::CheckAhead checked(steps, domain);
            if (round % 3 == 0) continue; // dropped at once
            QVERIFY(checked.at(99).signer == world.member.address());
            QVERIFY(checked.at(0).signer == world.member.address());
        }
    }
};

STOA_TEST(CheckAheadTest)

} // namespace stoa::test

#include "check_ahead_test.moc"
