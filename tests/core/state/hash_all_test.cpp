// SPDX-License-Identifier: MIT
// Trees hashed together have the roots that they have alone.
#include <QTest>

#include "core/base/random.h"
#include "core/state/tree.h"
#include "tests/support/registry.h"
#include "tests/support/state_samples.h"

namespace stoa::test {

class HashAllTest : public QObject {
    Q_OBJECT

private slots:
    void snapshotsHashedTogetherHaveTheirOwnRoots()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            SeededRandom random(seed);
            std::vector<state::Key> keys;
            for (int i = 0; i < 50; ++i) keys.push_back(sampleKey(random));
            state::Tree tree;
            PlainState plain;
            std::vector<state::Tree> snapshots{tree};
            std::vector<Hash> expected{Hash{}};
            for (int i = 0; i < 200; ++i) {
                const state::Key& key = keys[random.next() % keys.size()];
                if (random.next() % 3 == 0) {
                    tree.erase(key);
                    plain.erase(key);
                } else {
                    plain[key] = sampleValue(random, 300); // leaves of more than one block, too
                    tree.put(key, plain[key]);
                }
                snapshots.push_back(tree);
                expected.push_back(rootByDefinition(plain));
                if (random.next() % 17 == 0) (void)tree.root(); // some are hashed already
                if (random.next() % 23 == 0) state::Tree::hashAll(snapshots);
            }
            state::Tree::hashAll(snapshots);
            for (std::size_t i = 0; i < snapshots.size(); ++i) QVERIFY(snapshots[i].root() == expected[i]);
        }
    }

    void nothingAndEmptyTreesAreFine()
    {
        state::Tree::hashAll({});
        const std::vector<state::Tree> empty(3);
        state::Tree::hashAll(empty);
        QVERIFY(empty[0].root().isZero());
    }
};

STOA_TEST(HashAllTest)

} // namespace stoa::test

#include "hash_all_test.moc"
