// SPDX-License-Identifier: MIT
#include <QTest>

#include "core/state/tree.h"
#include "tests/support/registry.h"
#include "tests/support/state_samples.h"

namespace stoa::test {

using state::Key;
using state::Tree;

namespace {

/// Key and both values; an empty one is not there.
using PlainChange = std::tuple<Key, Bytes, Bytes>;

std::vector<PlainChange> changesByDefinition(const PlainState& before, const PlainState& after)
{
    PlainState all = before;
    all.insert(after.begin(), after.end());
    const auto valueIn = [](const PlainState& records, const Key& key) {
        const auto found = records.find(key);
        return found == records.end() ? Bytes() : found->second;
    };
    std::vector<PlainChange> changes;
    for (const auto& [key, value] : all)
        if (valueIn(before, key) != valueIn(after, key))
            changes.emplace_back(key, valueIn(before, key), valueIn(after, key));
    return changes;
}

std::vector<PlainChange> changesOf(const Tree& before, const Tree& after)
{
    std::vector<PlainChange> changes;
    for (const Tree::Change& each : Tree::changes(before, after))
        changes.emplace_back(each.key, each.before ? toBytes(*each.before) : Bytes(),
                             each.after ? toBytes(*each.after) : Bytes());
    return changes;
}

/// A tree and what it should hold, changed alike.
struct World {
    void change(SeededRandom& random, const std::vector<Key>& pool, std::uint64_t times)
    {
        for (std::uint64_t i = 0; i < times; ++i) {
            const Key& key = pool[random.next() % pool.size()];
            if (random.next() % 2 == 0) {
                tree.erase(key);
                plain.erase(key);
            } else {
                plain[key] = sampleValue(random);
                tree.put(key, plain[key]);
            }
        }
    }

    Tree tree;
    PlainState plain;
};

} // namespace

class TreeChangesTest : public QObject {
    Q_OBJECT
private slots:
    /// Few and many changes of small and large trees, with and without a past in common.
    void theyAreWhatDiffers()
    {
        for (std::uint64_t seed = 1; seed <= 400; ++seed) {
            SeededRandom random(seed);
            std::vector<Key> pool(1 + random.next() % 40);
            for (Key& key : pool) key = sampleKey(random);
            World before;
            before.change(random, pool, random.next() % 60);
            World after = before;
            after.change(random, pool, random.next() % 20);
            World stranger;
            stranger.change(random, pool, random.next() % 60);
            for (const World* other : {&before, &after, &stranger}) {
                QVERIFY2(changesOf(before.tree, other->tree) ==
                             changesByDefinition(before.plain, other->plain),
                         qPrintable(QString::number(seed)));
                QVERIFY2(changesOf(other->tree, before.tree) ==
                             changesByDefinition(other->plain, before.plain),
                         qPrintable(QString::number(seed)));
            }
        }
    }

    void whatIsPutBackHasNotChanged()
    {
        SeededRandom random(1);
        const Key key = sampleKey(random);
        Tree tree;
        tree.put(key, Bytes{1});
        Tree changed = tree;
        changed.put(key, Bytes{2});
        QCOMPARE(Tree::changes(tree, changed).size(), std::size_t{1});
        changed.put(key, Bytes{1});
        QVERIFY(Tree::changes(tree, changed).empty());
        QVERIFY(Tree::changes({}, {}).empty());
    }

    /// Keys that are there, that are not, and of no tree at all.
    void whatIsFetchedStaysAsItWas()
    {
        SeededRandom random(2);
        std::vector<Key> pool(100);
        for (Key& key : pool) key = sampleKey(random);
        Tree{}.fetch(pool);
        World world;
        world.change(random, pool, 80);
        const Tree copy = world.tree;
        for (std::size_t count = 0; count <= pool.size(); ++count)
            world.tree.fetch(std::span<const Key>(pool).first(count));
        QVERIFY(world.tree.root() == rootByDefinition(world.plain));
        QVERIFY(Tree::changes(copy, world.tree).empty());
    }

    /// No node is given back that somebody still holds, and none twice.
    void aLargeTreeGoesAndAnotherComes()
    {
        SeededRandom random(3);
        for (int round = 0; round < 3; ++round) {
            Tree tree;
            Tree half;
            for (std::uint32_t i = 0; i < 100'000; ++i) {
                Key key;
                random.fill(key.bytes);
                tree.put(key, Bytes{1});
                if (i == 50'000) half = tree;
            }
            tree = {};
            QCOMPARE(half.count({}), std::size_t{50'001});
            half = {};
        }
    }
};

STOA_TEST(TreeChangesTest)

} // namespace stoa::test

#include "tree_changes_test.moc"
