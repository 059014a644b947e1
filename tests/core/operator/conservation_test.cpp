// SPDX-License-Identifier: MIT
// Money that is made or lost stops the network of this computer with a message, before anybody hears of the
// block.
#include "core/operator/conservation.h"

#include <QTest>

#include "core/operator/aggregator_records.h"
#include "core/state/records.h"
#include "core/storage/memory_store.h"
#include "tests/support/network_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using node::Conservation;

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

std::vector<state::Key> keysOf(const state::Tree& tree)
{
    std::vector<state::Key> keys;
    tree.forEach({}, [&](const state::Key& key, const Bytes&) { keys.push_back(key); });
    return keys;
}

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
        const auto after = money->after(before, next, keysOf(next), 2 * much);
        QVERIFY(after);
        QVERIFY(after->held() == 5 * much);
        QVERIFY(Conservation::count(next, 5 * much));
        // No number of 64 bits is taken for it.
        QCOMPARE(Conservation::count(next, kMuch).error().code, ErrorCode::MoneyMismatch);
        QCOMPARE(money->after(before, next, keysOf(next), 2 * much - 1).error().code,
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
            return money->after(before, next, keysOf(next), deposited);
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

        const state::Key key = state::accountKey(world.address(1));
        Bytes recordKey{'s'};
        append(recordKey, key.bytes);
        auto record = state::decodeRecord<state::Account>(**world.aggregatorStore.get(recordKey));
        QVERIFY(record);
        record->balance += kToken;
        storage::WriteBatch writes;
        writes.put(recordKey, state::encodeRecord(*record));
        // The marker and the newest block name the new root: nothing but the money is wrong.
        state::Tree tree;
        QVERIFY(world.aggregatorStore.commit(writes));
        QVERIFY(world.aggregatorStore.iterate(Bytes{'s'}, [&](ByteView at, ByteView bytes) {
            tree.put(state::Key::fromPrefix(at.subspan(1)), toBytes(bytes));
            return true;
        }));
        Bytes marker = **world.aggregatorStore.get(Bytes{'k'}); // version ‖ oldest ‖ root
        const auto version = *node::decodeNumber(ByteView(marker).first(8));
        const Hash root = tree.root();
        std::copy(root.bytes.begin(), root.bytes.end(), marker.end() - Hash::kSize);
        auto block = node::decodeBlock(**world.aggregatorStore.get(node::blockKey(version)));
        QVERIFY(block);
        block->header.header.postRoot = root;
        block->roots.back() = root;
        storage::WriteBatch forged;
        forged.put(Bytes{'k'}, marker);
        forged.put(node::blockKey(version), node::encodeBlock(*block));
        QVERIFY(world.aggregatorStore.commit(forged));

        QCOMPARE(world.reopen().error().code, ErrorCode::MoneyMismatch);
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
