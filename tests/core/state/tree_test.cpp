// SPDX-License-Identifier: MIT
#include "core/state/tree.h"

#include <QTest>

#include "core/state/records.h"
#include "tests/support/registry.h"
#include "tests/support/state_samples.h"

namespace stoa::test {

using state::Key;
using state::kMaxRecordBytes;
using state::Path;
using state::Tree;

namespace {

Tree treeOf(const PlainState& records)
{
    Tree tree;
    for (const auto& [key, value] : records) tree.put(key, value);
    return tree;
}

PlainState samples(SeededRandom& random, std::size_t count)
{
    PlainState records;
    while (records.size() < count) records[sampleKey(random)] = sampleValue(random);
    return records;
}

bool startsWith(const Key& key, ByteView prefix)
{
    return equal(ByteView(key.bytes).first(prefix.size()), prefix);
}

PlainState under(const PlainState& records, ByteView prefix)
{
    PlainState result;
    for (const auto& each : records)
        if (startsWith(each.first, prefix)) result.insert(each);
    return result;
}

} // namespace

class TreeTest : public QObject {
    Q_OBJECT
private slots:
    void theEmptyTreeHasRootZero()
    {
        Tree tree;
        QVERIFY(tree.isEmpty());
        QVERIFY(tree.root().isZero());
        QVERIFY(tree.get(Key{}) == nullptr);
        tree.erase(Key{});
        QVERIFY(tree.root().isZero());
        QCOMPARE(tree.count({}), std::size_t{0});
    }

    void treeEqualsItsDefinitionAfterEveryChange()
    {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            SeededRandom random(seed);
            Tree tree;
            PlainState plain;
            std::vector<Key> pool;
            for (int i = 0; i < 24; ++i) pool.push_back(sampleKey(random));
            for (int change = 0; change < 60; ++change) {
                const Key& key = pool[random.next() % pool.size()];
                if (random.next() % 3 == 0) {
                    tree.erase(key);
                    plain.erase(key);
                } else {
                    const Bytes value = sampleValue(random);
                    tree.put(key, value);
                    plain[key] = value;
                }
                QVERIFY2(tree.root() == rootByDefinition(plain), qPrintable(QString::number(seed)));
                QCOMPARE(tree.isEmpty(), plain.empty());
            }
            for (const Key& key : pool) {
                const ByteView* value = tree.get(key);
                QCOMPARE(value != nullptr, plain.count(key) == 1);
                if (value) QVERIFY(equal(*value, plain.at(key)));
            }
        }
    }

    /// Looked at is what is asked for, in order, and nothing before or behind it.
    void aVisitBeginsAndEndsWhereItIsTold()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            SeededRandom random(seed);
            const PlainState records = samples(random, 40);
            const Tree tree = treeOf(records);
            std::vector<Key> places{Key{}};
            for (const auto& [key, value] : records) places.push_back(key);
            for (int i = 0; i < 40; ++i) places.push_back(sampleKey(random));
            Key last;
            last.bytes.fill(0xff);
            places.push_back(last);
            for (const std::size_t length : {0U, 1U, 4U, 10U, 32U}) {
                const Bytes prefix = toBytes(ByteView(sampleKey(random).bytes).first(length));
                const PlainState wanted = under(records, prefix);
                for (std::size_t i = 0; i <= places.size(); ++i) {
                    const Key* after = i == 0 ? nullptr : &places[i - 1];
                    const auto first = after ? wanted.upper_bound(*after) : wanted.begin();
                    const auto left = static_cast<std::size_t>(std::distance(first, wanted.end()));
                    const std::size_t most = 1 + random.next() % 8;
                    auto next = first;
                    std::size_t seen = 0;
                    bool isRight = true;
                    tree.forEachAfter(prefix, after, [&](const Key& key, ByteView value) {
                        isRight = isRight && next != wanted.end() && key == next->first &&
                                  equal(value, next->second);
                        if (isRight) ++next;
                        return ++seen < most;
                    });
                    QVERIFY2(isRight, qPrintable(QString::number(seed)));
                    QCOMPARE(seen, std::min(most, left));
                }
            }
        }
        Tree().forEachAfter({}, nullptr, [](const Key&, ByteView) { return true; });
    }

    void aRecordOfAnyLengthIsKept()
    {
        SeededRandom random(7);
        Tree tree;
        std::map<Key, Bytes> records;
        // Over every border of what lies in one place, up to longer ones than the machine makes.
        for (std::size_t length = 1; length <= 2 * kMaxRecordBytes; ++length) {
            Key key;
            random.fill(key.bytes);
            Bytes value(length);
            random.fill(value);
            tree.put(key, value);
            records.insert_or_assign(key, value);
        }
        const Tree before = tree;
        const auto sameAs = [](const Tree& one, const std::map<Key, Bytes>& all) {
            return std::ranges::all_of(all, [&](const auto& each) {
                const ByteView* value = one.get(each.first);
                return value && equal(*value, each.second);
            });
        };
        QVERIFY(sameAs(tree, records));
        const Hash root = tree.root();
        for (const auto& [key, value] : records) { // to another length, and away
            tree.put(key, Bytes(2 * kMaxRecordBytes + 1 - value.size(), 1));
            if (value.size() % 3 == 0) tree.erase(key);
        }
        QVERIFY(sameAs(before, records));
        QVERIFY(tree.root() != root);
        QCOMPARE(before.root(), root);
        for (const auto& [key, value] : records) tree.put(key, value);
        QCOMPARE(tree.root(), root);
    }

    void historyDoesNotMatter()
    {
        SeededRandom random(7);
        const PlainState records = samples(random, 50);
        const Hash root = treeOf(records).root();
        std::vector<std::pair<Key, Bytes>> shuffled(records.begin(), records.end());
        for (int round = 0; round < 20; ++round) {
            for (std::size_t i = shuffled.size(); i > 1; --i)
                std::swap(shuffled[i - 1], shuffled[random.next() % i]);
            Tree tree;
            const PlainState extra = samples(random, 10);
            for (const auto& [key, value] : extra)
                if (records.count(key) == 0) tree.put(key, value);
            for (const auto& [key, value] : shuffled) tree.put(key, value);
            for (const auto& [key, value] : extra)
                if (records.count(key) == 0) tree.erase(key);
            QVERIFY(tree.root() == root);
        }
    }

    void aCopyIsASnapshot()
    {
        SeededRandom random(8);
        Tree tree = treeOf(samples(random, 20));
        const Hash before = tree.root();
        const Tree snapshot = tree;
        const Key key = sampleKey(random);
        tree.put(key, Bytes{1});
        QVERIFY(tree.root() != before);
        QVERIFY(snapshot.root() == before);
        QVERIFY(snapshot.get(key) == nullptr);
        tree.erase(key);
        QVERIFY(tree.root() == before);
    }

    /// Nodes that no copy shares change in place: whatever is kept, hashed or dropped in between, each copy
    /// stays what it was.
    void noCopySeesAnothersChanges()
    {
        SeededRandom random(8);
        std::vector<std::pair<Tree, PlainState>> copies{{}};
        for (int i = 0; i < 3000; ++i) {
            auto& [tree, records] = copies[random.next() % copies.size()];
            Key key = sampleKey(random);
            if (!records.empty() && random.next() % 2 == 0)
                key = std::next(records.begin(), static_cast<std::ptrdiff_t>(random.next() % records.size()))
                          ->first;
            if (random.next() % 4 == 0) {
                tree.erase(key);
                records.erase(key);
            } else {
                tree.put(key, records[key] = sampleValue(random));
            }
            switch (random.next() % 6) {
            case 0: (void)tree.root(); break;
            case 1: Tree::hashAll(std::vector<Tree>{tree, copies.front().first}); break;
            case 2: copies.push_back(copies[random.next() % copies.size()]); break;
            case 3:
                if (copies.size() > 8)
                    copies.erase(copies.begin() + static_cast<std::ptrdiff_t>(random.next() % copies.size()));
                break;
            default: break;
            }
            if (i % 50 != 0) continue;
            for (const auto& [each, expected] : copies) QVERIFY(each.root() == treeOf(expected).root());
        }
        for (const auto& [each, expected] : copies) QVERIFY(each.root() == treeOf(expected).root());
    }

    void everyBitIsBound()
    {
        SeededRandom random(9);
        const Key key = sampleKey(random);
        Tree tree;
        tree.put(key, Bytes{1, 2});
        const Hash root = tree.root();
        tree.put(key, Bytes{1, 3});
        QVERIFY(tree.root() != root);
        // A byte moved from the key to the value is another tree.
        QVERIFY(state::leafHash(Key{}, Bytes{0, 1}) != state::leafHash(Key{}, Bytes{1}));
    }

    /// The bytes of an inner node, taken for a key and a record: whoever could pass the one off as the other
    /// would prove records that nobody has written.
    void aLeafIsNoInnerNode()
    {
        SeededRandom random(19);
        for (int i = 0; i < 50; ++i) {
            Tree two;
            const Key zeros = sampleKey(random);
            Key ones = zeros;
            const auto bit = static_cast<std::uint8_t>(random.next() % 256);
            ones[bit / 8] ^= static_cast<std::uint8_t>(0x80U >> (bit % 8));
            two.put(zeros, Bytes{1});
            two.put(ones, Bytes{2});
            const bool isTurned = ones < zeros;
            const Hash left = isTurned ? state::leafHash(ones, Bytes{2}) : state::leafHash(zeros, Bytes{1});
            const Hash right = isTurned ? state::leafHash(zeros, Bytes{1}) : state::leafHash(ones, Bytes{2});
            QVERIFY(two.root() == state::innerHash(bit, left, right)); // as it is hashed, but for the tag
            Bytes bytes{bit};
            append(bytes, left.bytes);
            append(bytes, right.bytes);
            const Key key = Key::fromPrefix(bytes);
            const Bytes record(bytes.begin() + Key::kSize, bytes.end());
            QVERIFY(state::leafHash(key, record) != two.root());
            Tree one;
            one.put(key, record);
            QVERIFY(one.root() != two.root());
            Tree together;
            together.put(key, record);
            Tree::hashAll(std::vector<Tree>{together}); // many at a time
            QVERIFY(together.root() != two.root());
        }
    }

    void pathsProveWhatIsThereAndWhatIsNot()
    {
        SeededRandom random(10);
        const PlainState records = samples(random, 80);
        const Tree tree = treeOf(records);
        for (const auto& [key, value] : records) {
            const Path path = tree.path(key);
            QVERIFY(path.leafKey == key && path.leafValue == value);
            QVERIFY(state::foldPath(key, path) == tree.root());
            Path other = path;
            other.leafValue.push_back(0);
            QVERIFY(state::foldPath(key, other) != tree.root());
        }
        for (int i = 0; i < 200; ++i) {
            const Key key = sampleKey(random);
            if (records.count(key) == 1) continue;
            const Path path = tree.path(key);
            QVERIFY(path.leafKey != key);
            QVERIFY(state::foldPath(key, path) == tree.root());
        }
    }

    void anEmptyTreeProvesAbsence()
    {
        const Path path = Tree().path(Key{});
        QVERIFY(path.treeIsEmpty);
        QVERIFY(state::foldPath(Key{}, path) == Hash{});
        Path withLevels = path;
        withLevels.levels.push_back({});
        QVERIFY(!state::foldPath(Key{}, withLevels));
    }

    /// The leaf shown must be the one where the search for this key ends, or absence could be claimed of
    /// anything.
    void anotherKeysPathProvesNothing()
    {
        SeededRandom random(11);
        const PlainState records = samples(random, 60);
        const Tree tree = treeOf(records);
        for (const auto& [key, value] : records) {
            for (const auto& [other, otherValue] : records) {
                if (key == other) continue;
                QVERIFY(!state::foldPath(key, tree.path(other)));
            }
        }
    }

    void malformedPathsAreRefused()
    {
        SeededRandom random(12);
        const PlainState records = samples(random, 30);
        const Tree tree = treeOf(records);
        const Key key = records.begin()->first;
        const Path path = tree.path(key);
        QVERIFY(path.levels.size() >= 2);
        Path swapped = path;
        std::swap(swapped.levels[0], swapped.levels[1]);
        QVERIFY(!state::foldPath(key, swapped));
        Path doubled = path;
        doubled.levels.insert(doubled.levels.begin(), path.levels.front());
        QVERIFY(!state::foldPath(key, doubled));
        Path shorter = path;
        shorter.levels.pop_back();
        QVERIFY(state::foldPath(key, shorter) != tree.root());
    }

    void keysThatDifferInEveryBitMakeTheDeepestPath()
    {
        SeededRandom random(13);
        Key base;
        random.fill(base.bytes);
        PlainState records{{base, {42}}};
        for (const Key& key : keysThatSplitEveryBit(base)) records[key] = sampleValue(random);
        const Tree tree = treeOf(records);
        QVERIFY(tree.root() == rootByDefinition(records));
        const Path path = tree.path(base);
        QCOMPARE(path.levels.size(), std::size_t{256});
        QVERIFY(state::foldPath(base, path) == tree.root());
        Tree shrinking = tree;
        for (const Key& key : keysThatSplitEveryBit(base)) {
            shrinking.erase(key);
            records.erase(key);
        }
        QVERIFY(shrinking.root() == rootByDefinition(records));
    }

    void aSubtreeIsTheTreeOfItsRecordsAlone()
    {
        SeededRandom random(14);
        for (int round = 0; round < 20; ++round) {
            const PlainState records = samples(random, 40);
            const Tree tree = treeOf(records);
            for (const auto& [key, value] : records) {
                for (const std::size_t length : {0U, 1U, 2U, 9U, 31U, 32U}) {
                    const ByteView prefix = ByteView(key.bytes).first(length);
                    const PlainState inside = under(records, prefix);
                    QVERIFY(tree.subtreeRoot(prefix) == rootByDefinition(inside));
                    QCOMPARE(tree.count(prefix), inside.size());
                    PlainState visited;
                    std::optional<Key> last;
                    tree.forEach(prefix, [&](const Key& each, ByteView record) {
                        QVERIFY(!last || *last < each);
                        last = each;
                        visited[each] = toBytes(record);
                    });
                    QVERIFY(visited == inside);
                    const Path path = tree.subtreePath(prefix);
                    QVERIFY(state::provesSubtree(path, prefix, rootByDefinition(inside), tree.root()));
                    // One record left out, or one too many, is not proven.
                    PlainState fewer = inside;
                    fewer.erase(fewer.begin());
                    QVERIFY(!state::provesSubtree(path, prefix, rootByDefinition(fewer), tree.root()));
                }
            }
        }
    }

    void emptinessOfAPrefixIsProven()
    {
        SeededRandom random(15);
        const PlainState records = samples(random, 40);
        const Tree tree = treeOf(records);
        int proven = 0;
        for (int i = 0; i < 300; ++i) {
            const Key key = sampleKey(random);
            const ByteView prefix = ByteView(key.bytes).first(1 + random.next() % 32);
            const bool isEmpty = under(records, prefix).empty();
            const Path path = tree.subtreePath(prefix);
            QCOMPARE(tree.subtreeRoot(prefix).isZero(), isEmpty);
            QCOMPARE(state::provesSubtree(path, prefix, Hash{}, tree.root()), isEmpty);
            proven += isEmpty ? 1 : 0;
        }
        QVERIFY(proven > 50);
        QVERIFY(state::provesSubtree(Tree().subtreePath(Bytes{2}), Bytes{2}, Hash{}, Hash{}));
        QVERIFY(!state::provesSubtree(Tree().subtreePath(Bytes{2}), Bytes{2}, Hash{}, tree.root()));
    }

    /// A subtree cannot be called empty with the path of some other key.
    void emptinessIsNotProvenByAForeignPath()
    {
        SeededRandom random(16);
        const PlainState records = samples(random, 40);
        const Tree tree = treeOf(records);
        for (const auto& [key, value] : records)
            for (const auto& [other, otherValue] : records)
                QVERIFY(!state::provesSubtree(tree.path(other), ByteView(key.bytes).first(9), Hash{},
                                              tree.root()));
    }
};

STOA_TEST(TreeTest)

} // namespace stoa::test

#include "tree_test.moc"
