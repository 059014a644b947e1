// SPDX-License-Identifier: MIT
// What a forced message costs, and where the money is then.
#include <QTest>

#include "tests/support/chain_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

namespace {

const Address kSomebody{{9}};

template <typename T>
std::optional<ErrorCode> refusal(const Result<T>& result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

} // namespace

class ForceFeeTest : public QObject {
    Q_OBJECT
private slots:
    /// What fills the inbox costs whoever does it, and the money stays where it can be counted.
    void aForcedStepCostsItsSender()
    {
        ChainWorld world;
        world.deposit();
        const Amount fee = world.definition.forceFee;
        QVERIFY(fee != 0);
        QCOMPARE(refusal(world.chain->force(kSomebody, world.transfer(0))),
                 std::optional(ErrorCode::InsufficientBalance));
        QVERIFY(world.chain->mint(kSomebody, 2 * fee - 1));
        const mainchain::Solvency before = world.chain->solvency();
        const std::uint64_t messages = world.chain->inboxCount();
        QVERIFY(world.chain->force(kSomebody, world.transfer(0)));
        QCOMPARE(world.chain->account(kSomebody)->balance, fee - 1);
        QCOMPARE(refusal(world.chain->force(kSomebody, world.transfer(1))),
                 std::optional(ErrorCode::InsufficientBalance));
        QCOMPARE(world.chain->inboxCount(), messages + 1);
        const mainchain::Solvency after = world.chain->solvency();
        QCOMPARE(after.burnt, before.burnt + fee);
        QCOMPARE(after.held, before.held + fee);
        QCOMPARE(after.held, after.value + after.bonds + after.credits + after.burnt);
        const auto events = world.chain->events(world.chain->eventCount() - 1, 1);
        QCOMPARE(events->back().burnt, fee);
        QVERIFY(world.post({})); // consumed, and nothing comes back
        QCOMPARE(world.chain->account(kSomebody)->balance, fee - 1);
    }
};

STOA_TEST(ForceFeeTest)

} // namespace stoa::test

#include "force_fee_test.moc"
