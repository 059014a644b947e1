// SPDX-License-Identifier: MIT
// What it costs a node to be asked to force a step while much waits. Counted, not timed.
#include <QTest>

#include "tests/support/registry.h"
#include "tests/support/several_world.h"

namespace stoa::test {

namespace {

constexpr std::size_t kStranger = 9; ///< has money on the main chain only
constexpr std::uint64_t kJunk = 300;

struct Flooded : SeveralWorld {
    Flooded()
        : SeveralWorld(2, 2)
    {
        for (std::size_t person = 0; person < 3; ++person) STOA_CHECK(deposit(person, 100 * kToken));
        STOA_CHECK(node(0).tick() && node(0).postNow() && tick());
        STOA_CHECK(chain->mint(address(kStranger), 2 * kToken).has_value());
        before = remembered();
        flood(0);
    }
    void flood(std::uint8_t kind)
    {
        for (std::uint64_t i = 0; i < kJunk; ++i)
            STOA_CHECK(chain->force(address(kStranger), Bytes{0xfe, kind, static_cast<std::uint8_t>(i)})
                           .has_value());
    }
    Bytes payment(std::size_t from, std::uint32_t nonceAfter = 0)
    {
        return step(0, from, tx::Transfer{address(3), kToken}, nonceAfter);
    }
    const node::InboxTrial& trial() { return node(0).inboxTrial(); }

    storage::MemoryStore before; ///< the main chain without the flood
};

} // namespace

class InboxTrialTest : public QObject {
    Q_OBJECT

private slots:
    void aCallCostsOnlyWhatIsNew()
    {
        Flooded world;
        QVERIFY(world.node(0).force(world.payment(0)));
        QCOMPARE(world.trial().looked(), kJunk);
        QCOMPARE(world.trial().ran(), kJunk);
        // That one message is new to the second call, and nothing to those that bring nothing.
        for (int i = 0; i < 20; ++i) {
            QVERIFY(world.node(0).force(world.payment(0)));
            QVERIFY(!world.node(0).force(world.payment(kStranger)));
            QCOMPARE(world.trial().looked(), kJunk + 1);
            QCOMPARE(world.trial().ran(), kJunk + 1);
        }
        QVERIFY(world.node(0).force(world.payment(0, 1)));
        QVERIFY(world.node(0).force(world.payment(1)));
        QCOMPARE(world.trial().looked(), kJunk + 2);
        QCOMPARE(world.trial().ran(), kJunk + 2);
    }

    /// What a message does depends on the state, what it is does not.
    void anotherStateRunsThemAgainAndLooksAtNoneAgain()
    {
        Flooded world;
        QVERIFY(world.node(0).force(world.payment(0)));
        // The first number of this account is used up by a block, so what is forced with it does nothing.
        const Bytes used = world.payment(1);
        QCOMPARE(world.give(0, used).stage, node::StepStatus::Stage::Included);
        QVERIFY(!world.node(0).force(used));
        QCOMPARE(world.trial().looked(), kJunk + 1);
        QVERIFY(world.trial().ran() > kJunk + 1);
        // So do the slots that pass: deadlines may have come.
        const std::uint64_t ran = world.trial().ran();
        QVERIFY(!world.node(0).force(used));
        QCOMPARE(world.trial().ran(), ran);
        world.chain->advanceTo(world.chain->time() + world.definition.slot);
        QVERIFY(!world.node(0).force(used));
        QVERIFY(world.trial().ran() > ran);
        QCOMPARE(world.trial().looked(), kJunk + 1);
    }

    void whatIsDecidedIsForgotten()
    {
        Flooded world;
        const Bytes step = world.payment(0);
        QVERIFY(world.node(0).force(step));
        QVERIFY(world.node(0).force(world.payment(1)));
        QCOMPARE(world.trial().size(), std::size_t{kJunk + 1});
        QVERIFY(world.pass(40));
        QCOMPARE(world.trial().size(), std::size_t{0});
        QVERIFY(!world.node(0).force(step)); // it is done, and does not wait any more
        QVERIFY(world.node(0).force(world.payment(0)));
        QVERIFY(world.pass(8));
        QCOMPARE(world.balance(1, 3), 3 * kToken);
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    /// As many messages as before, and other ones.
    void aReorganizationOfTheMainChainForgetsWhatWaited()
    {
        Flooded world;
        const Bytes step = world.payment(0);
        const auto first = world.node(0).force(step);
        QVERIFY(first);
        QCOMPARE(*world.node(0).force(step), *first); // it waits there
        world.reorganize(world.before);
        world.flood(1);
        QVERIFY(world.chain->force(world.address(kStranger), Bytes{0xfd}));
        QCOMPARE(world.chain->inboxCount(), *first + 1);
        const auto again = world.node(0).force(step);
        QVERIFY(again);
        QCOMPARE(*again, *first + 1);
        QVERIFY(world.pass(40));
        QCOMPARE(world.balance(1, 3), kToken);
        QVERIFY(world.areAlike() && world.isChainRight());
    }
};

STOA_TEST(InboxTrialTest)

} // namespace stoa::test

#include "inbox_trial_test.moc"
