// SPDX-License-Identifier: MIT
// Money on its way out: from a final batch only, once, to whom and as much as the record says.
#include <QTest>

#include "core/crypto/keccak.h"
#include "core/operator/conservation.h"
#include "core/state/tape.h"
#include "tests/support/registry.h"
#include "tests/support/several_world.h"

namespace stoa::test {

using Stage = node::StepStatus::Stage;

namespace {

constexpr std::size_t kOutside = 7; ///< whose address on the main chain gets the money

struct Begun : SeveralWorld {
    explicit Begun(std::size_t nodes = 1)
        : SeveralWorld(nodes, nodes)
    {
        STOA_CHECK(deposit(0, 100 * kToken) && deposit(1, 100 * kToken));
        STOA_CHECK(node(0).tick() && node(0).postNow() && tick());
    }
    /// Returns the withdrawal's id; zero if the step was refused.
    ObjectId withdraw(Amount amount, std::size_t who = 0)
    {
        last = step(0, who, tx::Withdraw{address(kOutside), amount});
        return give(0, last).stage == Stage::Included ? tx::objectIdOf(digestOf(last)) : ObjectId{};
    }
    bool becomesFinal()
    {
        if (!pass(4)) return false;
        chain->advanceTo(chain->time() + definition.window);
        return pass(1);
    }
    struct Proof {
        rollup::Header header;
        Bytes tape;
    };
    Proof prove(std::uint64_t batch, const ObjectId& id)
    {
        state::Tree tree = *aggregator(0).stateAfter(batch);
        state::Recorder recorder(tree);
        (void)recorder.get(state::withdrawalKey(id));
        return {*chain->header(batch), recorder.tape()};
    }
    Amount outside() { return chain->account(address(kOutside))->balance; }
    /// Every gwei that was deposited is in a record, withdrawals included, and what the contract holds is
    /// what the records hold without those that were claimed.
    bool isMoneyRight(Amount claimed)
    {
        const mainchain::Solvency money = chain->solvency();
        return node::Conservation::count(aggregator(0).tree(), 200 * kToken).has_value() &&
               money.value == 200 * kToken - claimed &&
               money.held == money.value + money.bonds + money.credits + money.burnt;
    }

    Bytes last;
};

} // namespace

class WithdrawalsTest : public QObject {
    Q_OBJECT

private slots:
    void isPaidOnceItsBatchIsFinal()
    {
        Begun world;
        const ObjectId id = world.withdraw(30 * kToken);
        QVERIFY(!id.isZero());
        QVERIFY(world.isMoneyRight(0));
        QCOMPARE(world.node(0).claim(id).error().code, ErrorCode::NotFound); // not posted
        QVERIFY(world.pass(4));
        QCOMPARE(world.node(0).claim(id).error().code, ErrorCode::NotFound); // posted, not final
        QVERIFY(world.becomesFinal());
        QCOMPARE(*world.node(0).isClaimed(id), false);
        QVERIFY(world.node(0).claim(id));
        QCOMPARE(*world.node(0).isClaimed(id), true);
        QCOMPARE(world.outside(), 30 * kToken);
        QCOMPARE(world.node(0).purse(world.address(kOutside))->balance, 30 * kToken);
        QVERIFY(world.isMoneyRight(30 * kToken));
        QCOMPARE(world.node(0).claim(id).error().code, ErrorCode::AlreadyClaimed);
        QCOMPARE(world.outside(), 30 * kToken);
    }

    void aClaimNeedsAFinalBatch()
    {
        Begun world;
        const ObjectId id = world.withdraw(kToken);
        QVERIFY(world.pass(4));
        const std::uint64_t batch = world.chain->tip();
        const auto proof = world.prove(batch, id);
        const auto claim = [&] {
            const auto done =
                world.chain->claim(proof.header, id, world.address(kOutside), kToken, proof.tape);
            return done ? std::nullopt : std::optional(done.error().code);
        };
        QCOMPARE(claim(), std::optional(ErrorCode::NotFinal));
        world.chain->advanceTo(proof.header.l1Time + world.definition.window - 1);
        QCOMPARE(claim(), std::optional(ErrorCode::NotFinal)); // to the second
        world.chain->advanceTo(proof.header.l1Time + world.definition.window);
        QCOMPARE(claim(), std::nullopt);
    }

    /// Anybody may ask, for nothing. Counted, not timed.
    void askingCostsNothingForEachBlockThatIsNotFinal()
    {
        Begun world;
        const ObjectId one = world.withdraw(kToken);
        const ObjectId two = world.withdraw(kToken);
        QVERIFY(world.becomesFinal());
        const ObjectId open = world.withdraw(kToken);
        constexpr std::uint64_t kBlocks = 50;
        for (std::uint64_t i = 0; i < kBlocks; ++i)
            QCOMPARE(world.pay(0, 1, 3, kToken / 100).stage, Stage::Included);
        const auto refusal = [&](const ObjectId& id) {
            const std::uint64_t before = world.undone;
            const auto claimed = world.node(0).claim(id);
            const bool isFree = world.undone == before;
            return std::pair(claimed ? std::nullopt : std::optional(claimed.error().code), isFree);
        };
        const std::pair notFound(std::optional(ErrorCode::NotFound), true);
        const ObjectId none = tx::objectIdOf(crypto::keccak256("none"));
        for (int i = 0; i < 3; ++i) {
            QVERIFY(refusal(none) == notFound);
            QVERIFY(refusal(open) == notFound); // in a block, not posted
        }
        QVERIFY(world.pass(4));
        QVERIFY(refusal(open) == notFound); // posted, not final
        // A final state is made once, for all that is in it.
        const std::uint64_t before = world.undone;
        QVERIFY(world.node(0).claim(one));
        QVERIFY(world.undone - before > kBlocks);
        QVERIFY(refusal(two) == std::pair(std::optional<ErrorCode>(), true));
        QVERIFY(refusal(two) == std::pair(std::optional(ErrorCode::AlreadyClaimed), true));
        QCOMPARE(world.outside(), 2 * kToken);
        QVERIFY(world.isMoneyRight(2 * kToken));
    }

    void attackC13_noOtherFormOfTheProofPaysTwice()
    {
        Begun world;
        const ObjectId id = world.withdraw(kToken);
        QVERIFY(world.becomesFinal());
        QCOMPARE(world.pay(0, 1, 3, kToken).stage, Stage::Included); // a later state has another proof of it
        QVERIFY(world.becomesFinal());
        const auto claim = [&](std::uint64_t batch) {
            const auto proof = world.prove(batch, id);
            return world.chain->claim(proof.header, id, world.address(kOutside), kToken, proof.tape);
        };
        QVERIFY(world.prove(3, id).tape != world.prove(2, id).tape);
        QVERIFY(claim(3));
        for (const std::uint64_t batch : {2U, 3U})
            QCOMPARE(claim(batch).error().code, ErrorCode::AlreadyClaimed);
        auto longer = world.prove(3, id);
        longer.tape.push_back(0);
        QCOMPARE(
            world.chain->claim(longer.header, id, world.address(kOutside), kToken, longer.tape).error().code,
            ErrorCode::BadWitness);
        QVERIFY(world.isMoneyRight(kToken));
    }

    void anotherAmountOrAddressIsNotPaid()
    {
        Begun world;
        const ObjectId id = world.withdraw(5 * kToken);
        QVERIFY(world.becomesFinal());
        const auto proof = world.prove(2, id);
        const auto claim = [&](const ObjectId& what, std::size_t who, Amount amount, const Bytes& tape) {
            const auto done = world.chain->claim(proof.header, what, world.address(who), amount, tape);
            return done ? std::nullopt : std::optional(done.error().code);
        };
        const auto bad = std::optional(ErrorCode::BadWitness);
        QCOMPARE(claim(id, kOutside, 5 * kToken + 1, proof.tape), bad);
        QCOMPARE(claim(id, kOutside, 5 * kToken - 1, proof.tape), bad);
        QCOMPARE(claim(id, 8, 5 * kToken, proof.tape), bad);
        ObjectId other = id;
        other[0] ^= 1;
        QCOMPARE(claim(other, kOutside, 5 * kToken, proof.tape), bad);
        QCOMPARE(claim(id, kOutside, 5 * kToken, Bytes{}), bad);
        Bytes longer = proof.tape;
        longer.push_back(0);
        QCOMPARE(claim(id, kOutside, 5 * kToken, longer), bad);
        QCOMPARE(claim(id, kOutside, 5 * kToken, proof.tape), std::nullopt);
        QVERIFY(world.isMoneyRight(5 * kToken));
    }

    void attackC14_twoThatAreAlikeArePaidEach()
    {
        Begun world;
        const ObjectId one = world.withdraw(kToken);
        const ObjectId two = world.withdraw(kToken); // the same amount to the same address
        QVERIFY(one != two && !two.isZero());
        QVERIFY(world.becomesFinal());
        QVERIFY(world.node(0).claim(two));
        QVERIFY(world.node(0).claim(one));
        QCOMPARE(world.outside(), 2 * kToken);
        QVERIFY(world.isMoneyRight(2 * kToken));
    }

    void attackC15_whoeverClaimsPaysWhomItIsFor()
    {
        Begun world(2);
        const ObjectId id = world.withdraw(kToken);
        QVERIFY(world.becomesFinal());
        QVERIFY(world.node(1).claim(id)); // another node, for nobody it knows
        QCOMPARE(world.outside(), kToken);
    }

    void attackC35_oneThatWasRolledBackIsPaidOnlyWhereItHappened()
    {
        Begun world(2);
        world.stop(1);
        QVERIFY(world.aggregator(0).corruptNextBatch());
        const ObjectId id = world.withdraw(10 * kToken);
        QVERIFY(world.node(0).postNow());
        const rollup::Header lie = *world.chain->header(2);
        state::Tree tree = world.aggregator(0).tree();
        state::Recorder recorder(tree);
        (void)recorder.get(state::withdrawalKey(id));
        QVERIFY(world.pass(10)); // challenged and rolled back
        QCOMPARE(world.chain->rollbacks(), std::uint64_t{1});
        world.chain->advanceTo(lie.l1Time + 2 * world.definition.window);
        const auto claimed =
            world.chain->claim(lie, id, world.address(kOutside), 10 * kToken, recorder.tape());
        QCOMPARE(claimed.error().code, ErrorCode::NotFinal);
        QCOMPARE(world.node(0).claim(id).error().code, ErrorCode::NotFound);
        QCOMPARE(world.outside(), Amount{0});
        QVERIFY(world.isMoneyRight(0));
        // Its owner sends it again, as it was signed: the same withdrawal, paid once.
        QCOMPARE(world.give(0, world.last).stage, Stage::Included);
        QVERIFY(world.becomesFinal());
        QVERIFY(world.node(0).claim(id));
        QCOMPARE(world.outside(), 10 * kToken);
        QVERIFY(world.isMoneyRight(10 * kToken));
    }
};

STOA_TEST(WithdrawalsTest)

} // namespace stoa::test

#include "withdrawals_test.moc"
