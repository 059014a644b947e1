// SPDX-License-Identifier: MIT
// A durable state compared with a plain list of what it was after each version.
#include "core/operator/state_store.h"

#include <QTest>

#include "core/base/random.h"
#include "core/codec/sparse.h"
#include "core/storage/memory_store.h"
#include "tests/support/network_world.h"
#include "tests/support/registry.h"
#include "tests/support/state_samples.h"

namespace stoa::test {

using node::StateStore;

namespace {

/// A state store that is changed at random, and all trees it has been.
struct History {
    explicit History(std::uint64_t seed)
        : random(seed)
    {
        trees.emplace_back();
        for (int i = 0; i < 40; ++i) keys.push_back(sampleKey(random));
    }

    /// A tree with some records changed, added or gone.
    state::Tree change(const state::Tree& from)
    {
        state::Tree next = from;
        for (std::uint64_t i = 0; i < 1 + random.next() % 6; ++i) {
            const state::Key& key = keys[random.next() % keys.size()];
            const ByteView* there = next.get(key);
            switch (random.next() % 3) {
            case 0: next.erase(key); break;
            case 1: next.put(key, there ? changedByte(toBytes(*there)) : Bytes(200)); break;
            default: next.put(key, sampleValue(random));
            }
        }
        return next;
    }

    Bytes changedByte(Bytes value)
    {
        value[random.next() % value.size()] ^= static_cast<std::uint8_t>(1 + random.next() % 255);
        return value;
    }

    Result<void> commit(StateStore& state)
    {
        const state::Tree next = change(state.tree());
        STOA_TRY_VOID(state.commit(next, {}));
        trees.push_back(next);
        return {};
    }

    SeededRandom random;
    std::vector<state::Key> keys;
    std::vector<state::Tree> trees; ///< by version
    storage::MemoryStore store;
};

} // namespace

class StateStoreTest : public QObject {
    Q_OBJECT

private slots:
    void everyVersionCanBeReopenedAfterARestart()
    {
        History history(1);
        auto store = StateStore::open(history.store);
        QVERIFY(store);
        QVERIFY((*store)->root().isZero());
        for (int i = 0; i < 60; ++i) QVERIFY(history.commit(**store));
        store = StateStore::open(history.store);
        QVERIFY(store);
        QCOMPARE((*store)->version(), std::uint64_t{60});
        for (std::uint64_t version = 0; version <= 60; ++version) {
            const auto tree = (*store)->at(version);
            QVERIFY(tree);
            QVERIFY(tree->root() == history.trees[version].root());
        }
        QCOMPARE((*store)->at(61).error().code, ErrorCode::NotFound);
    }

    void goingBackIsAsIfTheRestHadNotHappened()
    {
        History history(2);
        auto store = StateStore::open(history.store);
        for (int i = 0; i < 30; ++i) QVERIFY(history.commit(**store));
        for (const std::uint64_t version : {25U, 25U, 10U, 3U, 0U}) {
            QVERIFY((*store)->goBack(version, {}));
            QVERIFY((*store)->root() == history.trees[version].root());
            store = StateStore::open(history.store);
            QVERIFY(store);
            QCOMPARE((*store)->version(), version);
            QVERIFY((*store)->root() == history.trees[version].root());
            history.trees.resize(version + 1);
            if (version == 10) {
                QVERIFY(history.commit(**store));
                QVERIFY((*store)->at(5)->root() == history.trees[5].root());
            }
        }
        // Only the marker is left of an empty state.
        QCOMPARE(history.store.size(), std::size_t{1});
    }

    void whatIsFinalIsForgotten()
    {
        History history(3);
        auto store = StateStore::open(history.store);
        for (int i = 0; i < 20; ++i) QVERIFY(history.commit(**store));
        (*store)->forgetBefore(15);
        QVERIFY((*store)->at(3)); // until the next commit
        QVERIFY(history.commit(**store));
        QCOMPARE((*store)->at(14).error().code, ErrorCode::NotFound);
        QCOMPARE((*store)->goBack(14, {}).error().code, ErrorCode::NotFound);
        QVERIFY((*store)->at(15)->root() == history.trees[15].root());
        std::size_t undos = 0;
        QVERIFY(history.store.iterate(Bytes{'u'}, [&](ByteView, ByteView) { return ++undos != 0; }));
        QCOMPARE(undos, std::size_t{6});
        (*store)->forgetBefore(1000); // never beyond what there is
        QVERIFY(history.commit(**store));
        QVERIFY((*store)->goBack(22, {}));
    }

    /// What was made is not made again, and never stands for another version.
    void anEarlierStateIsMadeOnce()
    {
        History history(6);
        std::size_t undone = 0;
        BorrowedStore counting(history.store, [&](ByteView key) { undone += key.front() == 'u'; });
        auto store = StateStore::open(counting);
        const auto isRight = [&](std::uint64_t version) {
            const auto tree = (*store)->at(version);
            return tree && tree->root() == history.trees[version].root();
        };
        for (int i = 0; i < 20; ++i) QVERIFY(history.commit(**store));
        QVERIFY(isRight(8));
        QCOMPARE(undone, std::size_t{12});
        for (int i = 0; i < 20; ++i) QVERIFY(history.commit(**store));
        QVERIFY(isRight(8) && isRight(40));
        QCOMPARE(undone, std::size_t{12});
        QVERIFY((*store)->goBack(10, {})); // that one stays
        history.trees.resize(11);
        undone = 0;
        QVERIFY(isRight(8));
        QCOMPARE(undone, std::size_t{0});
        QVERIFY((*store)->goBack(5, {})); // that one does not
        history.trees.resize(6);
        for (int i = 0; i < 10; ++i) QVERIFY(history.commit(**store));
        QVERIFY(isRight(8));
        (*store)->forgetBefore(12);
        QVERIFY(isRight(8) && history.commit(**store));
        QCOMPARE((*store)->at(8).error().code, ErrorCode::NotFound);
        QVERIFY(isRight(12));
    }

    void aFailedCommitIsThereInFullOrNotAtAll()
    {
        using Effect = storage::MemoryStore::FaultEffect;
        for (const Effect effect : {Effect::NotWritten, Effect::Written}) {
            History history(4);
            auto store = StateStore::open(history.store);
            for (int i = 0; i < 5; ++i) QVERIFY(history.commit(**store));
            history.store.failCommit(1, effect);
            const state::Tree next = history.change((*store)->tree());
            QCOMPARE((*store)->commit(next, {}).error().code, ErrorCode::StoreUnavailable);
            store = StateStore::open(history.store);
            QVERIFY(store);
            const bool isNew = effect == Effect::Written;
            QVERIFY((*store)->root() == (isNew ? next.root() : history.trees[5].root()));
            history.store.failCommit(1, effect);
            QVERIFY(!(*store)->goBack(2, {}));
            store = StateStore::open(history.store);
            QVERIFY(store);
            QCOMPARE((*store)->version(), std::uint64_t{isNew ? 2U : 5U});
        }
    }

    void damageIsNoticed()
    {
        History history(5);
        auto store = StateStore::open(history.store);
        for (int i = 0; i < 10; ++i) QVERIFY(history.commit(**store));
        std::vector<std::pair<Bytes, Bytes>> records;
        QVERIFY(history.store.iterate(Bytes{'s'}, [&](ByteView key, ByteView value) {
            records.emplace_back(toBytes(key), toBytes(value));
            return true;
        }));
        QVERIFY(!records.empty());
        for (auto [key, value] : records) {
            storage::WriteBatch gone;
            gone.erase(key);
            QVERIFY(history.store.commit(gone));
            QCOMPARE(StateStore::open(history.store).error().code, ErrorCode::StoreDamaged);
            Bytes other = codec::fromSparse(value, state::kMaxRecordBytes).value();
            other[0] ^= 1;
            for (const Bytes& bytes : {codec::toSparse(other), Bytes(), Bytes(value.size(), 1)}) {
                storage::WriteBatch changed;
                changed.put(key, bytes);
                QVERIFY(history.store.commit(changed));
                QCOMPARE(StateStore::open(history.store).error().code, ErrorCode::StoreDamaged);
            }
            storage::WriteBatch healed;
            healed.put(key, value);
            QVERIFY(history.store.commit(healed));
        }
        QVERIFY(StateStore::open(history.store));
    }
};

STOA_TEST(StateStoreTest)

} // namespace stoa::test

#include "state_store_test.moc"
