// SPDX-License-Identifier: MIT
#include "core/operator/account_index.h"

#include <QTest>

#include "core/base/fields.h"
#include "core/crypto/keccak.h"
#include "core/operator/aggregator_records.h"
#include "core/storage/memory_store.h"
#include "tests/support/registry.h"

namespace stoa::test {

using node::Credit;
using node::StepMark;

namespace {

Address somebody()
{
    Address address;
    address[0] = 7;
    return address;
}

/// As core/operator/FORMAT.md has it.
Bytes noteKey(std::uint64_t block, std::uint32_t step)
{
    Bytes key{'y'};
    append(key, somebody().bytes);
    appendFixed(key, ~block);
    appendFixed(key, ~step);
    return key;
}

/// What programs wrote until data folder 3: the hash, 76 bytes of block, batch, step, time, kind, sender,
/// company and object, and the amount.
Bytes longNote(const Hash& stepHash, Amount amount)
{
    Bytes note = toBytes(stepHash.bytes);
    note.resize(note.size() + 76, 0x5a);
    appendFixed(note, amount);
    return note;
}

Bytes shortNote(const Hash& stepHash, const Hash& rootBefore, const Hash& rootAfter, Amount amount)
{
    Bytes note;
    for (std::size_t i = 0; i < 16; ++i) note.push_back(stepHash[i] ^ rootBefore[i] ^ rootAfter[i]);
    appendFixed(note, amount);
    return note;
}

} // namespace

class AccountIndexTest : public QObject {
    Q_OBJECT
private slots:
    void notesOfBothLengthsSayTheSame()
    {
        storage::MemoryStore store;
        const Bytes step = toBytes(viewOf("a step"));
        const Hash before = crypto::keccak256("a state");
        const Hash after = crypto::keccak256("the next");
        constexpr Amount kAmount = 1'234'567'890'123;
        storage::WriteBatch writes;
        writes.put(noteKey(300, 4), longNote(crypto::keccak256(step), kAmount));
        writes.put(noteKey(301, 5), shortNote(crypto::keccak256(step), before, after, 17));
        QVERIFY(store.commit(std::move(writes)));
        const auto found = node::readCredits(store, somebody(), 10, {},
                                             [&](Credit& each, const StepMark& mark) -> Result<bool> {
                                                 if (!mark.isOf(step, before, after)) return false;
                                                 each.batch = 50;
                                                 return true;
                                             });
        QVERIFY(found);
        QCOMPARE(found->size(), std::size_t{2});
        QCOMPARE((*found)[0].block, std::uint64_t{301}); // the newest first
        QCOMPARE((*found)[0].step, std::uint32_t{5});
        QCOMPARE((*found)[0].amount, Amount{17});
        QCOMPARE((*found)[0].batch, std::uint64_t{50});
        QCOMPARE((*found)[1].block, std::uint64_t{300});
        QCOMPARE((*found)[1].step, std::uint32_t{4});
        QCOMPARE((*found)[1].amount, kAmount);
    }

    void aMarkIsOfOneStepInOneState()
    {
        const Bytes step = toBytes(viewOf("a step"));
        const Bytes other = toBytes(viewOf("another"));
        const Hash before = crypto::keccak256("a state");
        const Hash after = crypto::keccak256("the next");
        Hash third = after;
        third[15] ^= 1;
        const Bytes now = shortNote(crypto::keccak256(step), before, after, 1);
        const node::StepMark mark(now);
        QVERIFY(mark.isOf(step, before, after));
        QVERIFY(
            !mark.isOf(other, before, after));    // it leads there as well, as the second of two payments may
        QVERIFY(!mark.isOf(step, before, third)); // it stands there again, and did something else
        QVERIFY(!mark.isOf(step, third, after));
        QVERIFY(!mark.isOf(step, after, after)); // it did nothing
        const Bytes then = longNote(crypto::keccak256(step), 1);
        const node::StepMark first(then);
        QVERIFY(first.isOf(step, before, after) && first.isOf(step, before, third));
        QVERIFY(!first.isOf(other, before, after));
        QVERIFY(!first.isOf(step, after, after));
    }

    void whatStandsThereNoMoreIsLeftOut()
    {
        storage::MemoryStore store;
        storage::WriteBatch writes;
        for (std::uint32_t step = 0; step < 4; ++step)
            writes.put(noteKey(9, step),
                       shortNote(crypto::keccak256(std::to_string(step)), {}, {}, step + 1));
        QVERIFY(store.commit(std::move(writes)));
        const auto isEven = [](Credit& credit, const StepMark&) -> Result<bool> {
            return credit.step % 2 == 0;
        };
        const auto all = node::readCredits(store, somebody(), 10, {}, isEven);
        QVERIFY(all);
        QCOMPARE(all->size(), std::size_t{2});
        QCOMPARE((*all)[0].step, std::uint32_t{2});
        QCOMPARE((*all)[1].step, std::uint32_t{0});
        QCOMPARE(node::readCredits(store, somebody(), 1, {}, isEven)->size(), std::size_t{1});
        QCOMPARE(node::readCredits(store, somebody(), 10, {9, 2}, isEven)->size(), std::size_t{1});
        const auto failing = node::readCredits(store, somebody(), 10, {}, [](Credit&, const StepMark&) {
            return Result<bool>(ErrorCode::StoreUnavailable);
        });
        QVERIFY(!failing && failing.error().code == ErrorCode::StoreUnavailable);
    }

    void whatIsUndoneIsForgotten()
    {
        storage::MemoryStore store;
        storage::WriteBatch writes;
        for (const std::uint64_t block : {7U, 8U, 9U, 300U})
            writes.put(noteKey(block, 1), shortNote({}, {}, {}, block));
        QVERIFY(store.commit(std::move(writes)));
        storage::WriteBatch undo;
        QVERIFY(node::forgetCreditsAfter(store, somebody(), 8, undo));
        QCOMPARE(undo.changes().size(), std::size_t{2});
        QVERIFY(store.commit(std::move(undo)));
        std::vector<std::uint64_t> left;
        const auto found =
            node::readCredits(store, somebody(), 10, {}, [&](Credit& each, const StepMark&) -> Result<bool> {
                left.push_back(each.block);
                return true;
            });
        QVERIFY(found);
        QVERIFY(left == (std::vector<std::uint64_t>{8, 7}));
    }

    void aNoteOfAnotherLengthIsDamage()
    {
        for (const std::size_t length : {0U, 8U, 16U, 23U, 25U, 115U, 117U}) {
            storage::MemoryStore store;
            storage::WriteBatch writes;
            writes.put(noteKey(9, 1), Bytes(length));
            QVERIFY(store.commit(std::move(writes)));
            const auto found = node::readCredits(
                store, somebody(), 10, {}, [](Credit&, const StepMark&) -> Result<bool> { return true; });
            QVERIFY(!found && found.error().code == ErrorCode::StoreDamaged);
        }
        storage::MemoryStore store;
        storage::WriteBatch writes;
        Bytes key = noteKey(9, 1);
        key.push_back(0);
        writes.put(key, shortNote({}, {}, {}, 1));
        QVERIFY(store.commit(std::move(writes)));
        const auto found = node::readCredits(store, somebody(), 10, {},
                                             [](Credit&, const StepMark&) -> Result<bool> { return true; });
        QVERIFY(!found && found.error().code == ErrorCode::StoreDamaged);
    }

    void aStepSaysWhatItWasAbout()
    {
        tx::Transaction transaction;
        transaction.envelope.from[3] = 4;
        transaction.payload = tx::Transfer{somebody(), 5};
        Credit credit;
        node::describe(credit, transaction);
        QCOMPARE(credit.kind, static_cast<std::uint16_t>(tx::Kind::Transfer));
        QVERIFY(credit.from == transaction.envelope.from);
        QVERIFY(credit.dac.isZero() && credit.object.isZero());

        tx::Settle settle;
        settle.dac[1] = 2;
        settle.object[5] = 6;
        settle.table = 9;
        settle.sub = 2;
        transaction.payload = settle;
        credit = {};
        node::describe(credit, transaction);
        QCOMPARE(credit.kind, static_cast<std::uint16_t>(tx::Kind::Settle));
        QVERIFY(credit.from.isZero()); // nobody signs it
        QVERIFY(credit.dac == settle.dac && credit.object == settle.object);
        QCOMPARE(int{credit.table}, 9);
        QCOMPARE(credit.sub, 2U);
    }
};

STOA_TEST(AccountIndexTest)

} // namespace stoa::test

#include "account_index_test.moc"
