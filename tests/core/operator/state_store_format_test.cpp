// SPDX-License-Identifier: MIT
// What lies in a state's store, byte for byte, and how it lay in older data folders.
#include <QTest>

#include "core/base/random.h"
#include "core/codec/sparse.h"
#include "core/operator/state_store.h"
#include "core/storage/memory_store.h"
#include "tests/support/first_form.h"
#include "tests/support/registry.h"
#include "tests/support/state_samples.h"

namespace stoa::test {

using node::StateStore;

namespace {

Bytes keyOf(char table, ByteView rest = {})
{
    Bytes key{static_cast<std::uint8_t>(table)};
    append(key, rest);
    return key;
}

Bytes undoKey(std::uint64_t version)
{
    Bytes key = keyOf('u');
    appendFixed(key, version);
    return key;
}

Bytes joined(std::initializer_list<Bytes> parts)
{
    Bytes all;
    for (const Bytes& part : parts) append(all, part);
    return all;
}

void put(storage::MemoryStore& store, const Bytes& key, const Bytes& value)
{
    storage::WriteBatch writes;
    writes.put(key, value);
    QVERIFY(store.commit(std::move(writes)));
}

/// As it was left in a data folder of number 2, its versions being these.
void writeFirstForm(storage::MemoryStore& store, const std::vector<state::Tree>& trees, std::uint64_t oldest)
{
    auto state = StateStore::open(store);
    QVERIFY(state);
    for (std::size_t i = 1; i < trees.size(); ++i) {
        (*state)->forgetBefore(oldest);
        QVERIFY((*state)->commit(trees[i], {}));
    }
    QVERIFY(toFirstForm(store));
    QCOMPARE(store.get(keyOf('k'))->value().size(), 2 * sizeof(std::uint64_t) + Hash::kSize);
}

std::vector<state::Tree> someVersions(SeededRandom& random)
{
    std::vector<state::Key> keys(20);
    for (state::Key& key : keys) key = sampleKey(random);
    std::vector<state::Tree> trees(1);
    while (trees.size() < 15) {
        state::Tree next = trees.back();
        for (int i = 0; i < 5; ++i) {
            const state::Key& key = keys[random.next() % keys.size()];
            if (random.next() % 4 == 0)
                next.erase(key);
            else
                next.put(key, random.next() % 2 ? Bytes(100, static_cast<std::uint8_t>(random.next()))
                                                : sampleValue(random));
        }
        trees.push_back(next);
    }
    return trees;
}

} // namespace

class StateStoreFormatTest : public QObject {
    Q_OBJECT
private slots:
    void rowsAreAsDescribed()
    {
        storage::MemoryStore store;
        auto state = StateStore::open(store);
        const state::Key added{{1}}, same{{2}}, longer{{3}}, gone{{4}};
        state::Tree before;
        before.put(same, Bytes{7, 0, 0, 0, 8});
        before.put(longer, Bytes{9});
        before.put(gone, Bytes{0, 0, 5});
        QVERIFY((*state)->commit(before, {}));
        state::Tree after = before;
        after.put(added, Bytes{1});
        after.put(same, Bytes{7, 0, 0, 0, 9});
        after.put(longer, Bytes{9, 9});
        after.erase(gone);
        QVERIFY((*state)->commit(after, {}));

        QVERIFY(store.get(keyOf('s', same.bytes))->value() == (Bytes{0, 1, 7, 3, 1, 9}));
        QVERIFY(!*store.get(keyOf('s', gone.bytes)));
        const Bytes row = joined({toBytes(before.root().bytes),
                                  toBytes(added.bytes),
                                  {0},
                                  toBytes(same.bytes),
                                  {2, 0, 0, 0, 3, 4, 1, 8 ^ 9},
                                  toBytes(longer.bytes),
                                  {1, 0, 0, 0, 3, 0, 1, 9},
                                  toBytes(gone.bytes),
                                  {1, 0, 0, 0, 3, 2, 1, 5}});
        QVERIFY(store.get(undoKey(2))->value() == row);
        Bytes marker{2};
        appendFixed(marker, std::uint64_t{2});
        appendFixed(marker, std::uint64_t{0});
        append(marker, after.root().bytes);
        QVERIFY(store.get(keyOf('k'))->value() == marker);
    }

    void damagedUndoIsNoticed()
    {
        storage::MemoryStore store;
        auto state = StateStore::open(store);
        const state::Key key{{1}};
        state::Tree before;
        before.put(key, Bytes{5, 6});
        QVERIFY((*state)->commit(before, {}));
        state::Tree after = before;
        after.put(key, Bytes{5, 7});
        QVERIFY((*state)->commit(after, {}));
        const Bytes root = toBytes(before.root().bytes);
        const Bytes id = toBytes(key.bytes);
        const Bytes good = joined({root, id, {2, 0, 0, 0, 3, 1, 1, 1}});
        QVERIFY(store.get(undoKey(2))->value() == good);
        const Bytes damaged[] = {
            {},
            root,                                                                     // nothing to undo
            joined({toBytes(after.root().bytes), id, {2, 0, 0, 0, 3, 1, 1, 1}}),      // another root
            joined({root, id, {2, 0, 0, 0, 3, 1, 1, 3}}),                             // another difference
            joined({root, id, {3, 0, 0, 0, 3, 1, 1, 1}}),                             // of no kind
            joined({root, id, {2, 0, 0, 0, 3, 1, 1}}),                                // cut
            joined({root, id, {2, 0, 0, 0, 4, 1, 0, 0, 0}}),                          // not as it is written
            joined({root, id, {2, 0, 0, 0, 3, 2, 1, 1}}),                             // of another length
            joined({root, toBytes(state::Key{{9}}.bytes), {2, 0, 0, 0, 3, 1, 1, 1}}), // of what is not there
            joined({root, id, {1, 0, 0, 0, 0}}),                                      // an empty record
            joined({root, id, {2, 0, 0, 0, 3, 1, 1, 1}, {1}}),                        // more
        };
        for (const Bytes& row : damaged) {
            put(store, undoKey(2), row);
            state = StateStore::open(store);
            QVERIFY(state);
            QCOMPARE((*state)->at(1).error().code, ErrorCode::StoreDamaged);
            QCOMPARE((*state)->goBack(1, {}).error().code, ErrorCode::StoreDamaged);
        }
        put(store, undoKey(2), good);
        state = StateStore::open(store);
        QVERIFY((*state)->at(1)->root() == before.root());
    }

    /// A folder that is older goes on where it was, and can go back as far.
    void theFirstFormIsReadAndWrittenAnew()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            SeededRandom random(seed);
            std::vector<state::Tree> trees = someVersions(random);
            constexpr std::uint64_t kOldest = 4;
            storage::MemoryStore store;
            writeFirstForm(store, trees, kOldest);
            auto state = StateStore::open(store);
            QVERIFY(state);
            for (int opened = 0; opened < 2; ++opened, state = StateStore::open(store)) {
                QVERIFY(state);
                QCOMPARE((*state)->version(), std::uint64_t{trees.size() - 1});
                for (std::uint64_t version = kOldest; version < trees.size(); ++version)
                    QVERIFY((*state)->at(version)->root() == trees[version].root());
                QCOMPARE((*state)->at(kOldest - 1).error().code, ErrorCode::NotFound);
            }
            QVERIFY((*state)->commit(trees[3], {}));
            QVERIFY((*state)->goBack(6, {}));
            QVERIFY(StateStore::open(store).value()->root() == trees[6].root());
        }
    }

    /// Stopped before the one commit it is as it was; damaged, it is told and stays.
    void theFirstFormIsLostOnNoWay()
    {
        using Effect = storage::MemoryStore::FaultEffect;
        SeededRandom random(1);
        const std::vector<state::Tree> trees = someVersions(random);
        for (const Effect effect : {Effect::NotWritten, Effect::Written}) {
            storage::MemoryStore store;
            writeFirstForm(store, trees, 0);
            store.failCommit(1, effect);
            QCOMPARE(StateStore::open(store).error().code, ErrorCode::StoreUnavailable);
            const auto state = StateStore::open(store);
            QVERIFY(state && (*state)->at(7)->root() == trees[7].root());
        }
        storage::MemoryStore store;
        writeFirstForm(store, trees, 0);
        const Bytes row = store.get(undoKey(9))->value();
        for (const Bytes& other : {Bytes(row.begin(), row.end() - 1), joined({row, {1}})}) {
            put(store, undoKey(9), other);
            QCOMPARE(StateStore::open(store).error().code, ErrorCode::StoreDamaged);
        }
        put(store, undoKey(9), row);
        QVERIFY(StateStore::open(store));
    }
};

STOA_TEST(StateStoreFormatTest)

} // namespace stoa::test

#include "state_store_format_test.moc"
