// SPDX-License-Identifier: MIT
// Money that is made or lost stops the network of this computer with a message, before anybody hears of the
// block.
#include "core/operator/conservation.h"

#include <QTest>

#include "core/base/check.h"
#include "core/operator/aggregator.h"
#include "core/state/records.h"
#include "core/storage/memory_store.h"
#include "tests/support/forwarding_chain.h"
#include "tests/support/network_world.h"
#include "tests/support/registry.h"
#include "tests/support/several_world.h"

namespace stoa::test {

using node::Conservation;
using state::encodeRecord;

namespace {

state::Tree treeWith(std::initializer_list<Amount> balances)
{
    state::Tree tree;
    std::uint8_t person = 0;
    for (const Amount balance : balances) {
        state::Account account;
        account.balance = balance;
        tree.put(state::accountKey(Address{{++person}}), state::encodeRecord(account));
    }
    return tree;
}

/// A main chain that does something once, in the middle of the making of a block.
class MeddlingChain final : public ForwardingChain {
public:
    using ForwardingChain::ForwardingChain;

    Result<Hash> inboxAcc(std::uint64_t count) override
    {
        if (meddle) std::exchange(meddle, {})();
        return m_chain.inboxAcc(count);
    }

    std::function<void()> meddle;
};

struct MeddledWorld : SeveralWorld {
    MeddledWorld()
        : SeveralWorld(0)
    {
        auto opened = node::Aggregator::open({store, line, random, [this](const Address& who, Amount amount) {
                                                  return chain->mint(who, amount);
                                              }});
        STOA_CHECK(opened.has_value());
        aggregator = std::move(*opened);
    }

    storage::MemoryStore store;
    MeddlingChain line{*chain};
    SeededRandom random{3};
    std::unique_ptr<node::Aggregator> aggregator;
};

} // namespace

class ConservationTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsDepositedIsWhatIsHeld()
    {
        const state::Tree before = treeWith({5, 7});
        QVERIFY(Conservation::count(before, 12));
        QCOMPARE(Conservation::count(before, 11).error().code, ErrorCode::MoneyMismatch);
        QCOMPARE(Conservation::count(before, 13).error().code, ErrorCode::MoneyMismatch);
        QVERIFY(Conservation::count({}, 0));
    }

    /// What is withdrawn stays in the state: deposited again and again, it is more there than exists.
    void sumsBeyondSixtyFourBitsAreCounted()
    {
        constexpr Amount kMuch = Amount{1} << 62U;
        const node::WideAmount much = kMuch;
        const state::Tree before = treeWith({kMuch, kMuch, kMuch});
        const auto money = Conservation::count(before, 3 * much);
        QVERIFY(money);
        const state::Tree next = treeWith({kMuch, kMuch, kMuch, kMuch, kMuch});
        const auto after = money->after(state::Tree::changes(before, next), 2 * much);
        QVERIFY(after);
        QVERIFY(after->held() == 5 * much);
        QVERIFY(Conservation::count(next, 5 * much));
        // No number of 64 bits is taken for it.
        QCOMPARE(Conservation::count(next, kMuch).error().code, ErrorCode::MoneyMismatch);
        QCOMPARE(money->after(state::Tree::changes(before, next), 2 * much - 1).error().code,
                 ErrorCode::MoneyMismatch);
    }

    /// One missing debit, one missing credit, one of each: found after the very block.
    void everyBlockIsCounted()
    {
        const state::Tree before = treeWith({5, 7});
        const auto money = Conservation::count(before, 12);
        QVERIFY(money);
        const auto after = [&](std::initializer_list<Amount> balances, Amount deposited) {
            const state::Tree next = treeWith(balances);
            return money->after(state::Tree::changes(before, next), deposited);
        };
        QVERIFY(after({2, 10}, 0));
        QVERIFY(after({2, 10}, 0)->held() == 12);
        QVERIFY(after({5, 7, 100}, 100));
        QCOMPARE(after({5, 10}, 0).error().code, ErrorCode::MoneyMismatch);
        QCOMPARE(after({2, 7}, 0).error().code, ErrorCode::MoneyMismatch);
        QCOMPARE(after({5, 7}, 1).error().code, ErrorCode::MoneyMismatch);
        QCOMPARE(after({~Amount{0}, ~Amount{0}}, 0).error().code, ErrorCode::MoneyMismatch);
    }

    /// A state that hashes to its root and fits its signed block, but holds money that nobody deposited.
    void aForgedStoreStopsTheNetworkWithAMessage()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 5 * kToken));
        world.network.reset();

        state::Account account;
        account.balance = 6 * kToken;
        QVERIFY(forgeRecords(world.aggregatorStore,
                             {{state::accountKey(world.address(1)), encodeRecord(account)}}));

        QCOMPARE(world.reopen().error().code, ErrorCode::MoneyMismatch);
    }

    /// The sum is right, but where it lies is not: the founding of a company finds a stake in it already.
    void aStepThatWouldLoseMoneyStopsWhoMakesBlocks()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        for (const std::size_t person : {0U, 1U})
            QVERIFY(world.network->faucet(world.address(person), 1000 * kToken));
        tx::CreateDac creation;
        static_cast<tx::CharterTerms&>(creation) = NetworkWorld::terms(world.party(3));
        creation.stake = 10 * kToken;
        const Bytes founding = world.step(0, creation);
        world.network.reset();
        state::Member member;
        member.stake = 50 * kToken;
        state::Account account;
        account.balance = 950 * kToken;
        const DacId dac = tx::dacIdOf(world.digestOf(founding));
        QVERIFY(forgeRecords(world.aggregatorStore,
                             {{state::accountKey(world.address(1)), encodeRecord(account)},
                              {state::memberKey(dac, world.address(0)), encodeRecord(member)}}));

        for (int start = 0; start < 2; ++start) {
            QVERIFY(world.reopen()); // it opens, and can be read
            const std::uint64_t head = world.network->node(0).aggregator().head().header.number;
            const auto stopped = world.network->submit({founding});
            QVERIFY(!stopped);
            QCOMPARE(stopped.error().code, ErrorCode::MoneyMismatch);
            QVERIFY(stopped.error().detail.starts_with("step 0x"));
            QCOMPARE(world.balance(0), 1000 * kToken);
            QCOMPARE(world.network->node(0).aggregator().head().header.number, head);
        }
    }

    /// While a block is made, somebody else writes into the state that it began with.
    void aBlockIsCountedBeforeItIsWritten()
    {
        MeddledWorld world;
        QVERIFY(world.deposit(0, 5 * kToken));
        QVERIFY(world.aggregator->takeInbox() && world.aggregator->postNow());
        const std::uint64_t head = world.aggregator->head().header.number;
        QVERIFY(world.deposit(0, kToken));
        world.line.meddle = [&] {
            state::Account account;
            account.balance = 6 * kToken;
            // The aggregator's own, which it shows to be read only.
            auto& tree = const_cast<state::Tree&>(world.aggregator->tree());
            tree.put(state::accountKey(world.address(0)), encodeRecord(account));
        };
        const auto stopped = world.aggregator->takeInbox();
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::MoneyMismatch);
        QCOMPARE(world.aggregator->head().header.number, head);
    }

    /// The count goes on over batches, settlements, a rollback and a restart.
    void honestWorkIsNeverStopped()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        const DacId dac = world.company();
        QVERIFY(world.sends(1, world.proposal(dac, 2)));
        const ObjectId id = tx::objectIdOf(world.digest());
        QVERIFY(world.sends(2, world.acceptance(dac, id)));
        QVERIFY(world.network->corruptNextBatch());
        QVERIFY(world.sends(1, tx::Transfer{world.address(2), kToken}));
        for (int day = 0; day < 40; ++day) QVERIFY(world.network->advanceTime(kDay));
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), kToken));
        const auto check = world.network->verifySupply();
        QVERIFY(check && !check->problem);
    }
};

STOA_TEST(ConservationTest)

} // namespace stoa::test

#include "conservation_test.moc"
