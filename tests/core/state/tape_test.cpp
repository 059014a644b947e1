// SPDX-License-Identifier: MIT
#include "core/state/tape.h"

#include <functional>

#include <QTest>

#include "tests/support/registry.h"
#include "tests/support/state_samples.h"

namespace stoa::test {

using state::Key;
using state::Recorder;
using state::Replayer;
using state::StateAccess;
using state::Tree;
using state::TreeState;

namespace {

struct Access {
    enum class Kind : std::uint8_t { Get, Put, Erase };
    Kind kind = Kind::Get;
    Key key;
    Bytes value;
};

using Script = std::vector<Access>;

/// Runs the script and returns what its reads answered.
std::vector<std::optional<Bytes>> run(StateAccess& on, const Script& script)
{
    std::vector<std::optional<Bytes>> answers;
    for (const Access& each : script) {
        switch (each.kind) {
        case Access::Kind::Get: answers.push_back(on.get(each.key)); break;
        case Access::Kind::Put: on.put(each.key, each.value); break;
        case Access::Kind::Erase: on.erase(each.key); break;
        }
    }
    return answers;
}

Script sampleScript(SeededRandom& random, const std::vector<Key>& pool)
{
    Script script(1 + random.next() % 10);
    for (Access& each : script) {
        each.kind = static_cast<Access::Kind>(random.next() % 3);
        each.key = pool[random.next() % pool.size()];
        each.value = sampleValue(random);
    }
    return script;
}

struct Recording {
    Hash before;
    Hash after;
    Bytes tape;
    std::vector<std::optional<Bytes>> answers;
};

Recording record(Tree tree, const Script& script)
{
    Recording result;
    result.before = tree.root();
    Recorder recorder(tree);
    result.answers = run(recorder, script);
    result.after = tree.root();
    result.tape = recorder.tape();
    return result;
}

struct Replay {
    bool isGood = false;
    Hash root;
};

Replay replay(const Hash& root, ByteView tape, const Script& script)
{
    Replayer replayer(root, tape);
    (void)run(replayer, script);
    return {replayer.isGood(), replayer.root()};
}

} // namespace

class TapeTest : public QObject {
    Q_OBJECT
private slots:
    void treeRecorderAndReplayerAgree()
    {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            SeededRandom random(seed);
            std::vector<Key> pool;
            for (int i = 0; i < 12; ++i) pool.push_back(sampleKey(random));
            Tree tree;
            for (std::size_t i = 0; i < random.next() % 12; ++i) tree.put(pool[i], sampleValue(random));
            for (int step = 0; step < 10; ++step) {
                const Script script = sampleScript(random, pool);
                const Recording recording = record(tree, script);
                TreeState plain(tree);
                const auto answers = run(plain, script);
                QVERIFY(answers == recording.answers);
                QVERIFY(tree.root() == recording.after);
                Replayer replayer(recording.before, recording.tape);
                QVERIFY(run(replayer, script) == answers);
                QVERIFY2(replayer.isGood(), qPrintable(QString::number(seed)));
                QVERIFY(replayer.root() == recording.after);
            }
        }
    }

    void accessesAreCounted()
    {
        Tree tree;
        Recorder recorder(tree);
        recorder.put(Key{}, Bytes{1});
        (void)recorder.get(Key{});
        recorder.erase(Key{});
        QCOMPARE(recorder.accesses(), std::size_t{3});
    }

    void theDeepestPathHasTwoHundredAndFiftySixLevels()
    {
        SeededRandom random(20);
        Key base;
        random.fill(base.bytes);
        Tree tree;
        for (const Key& key : keysThatSplitEveryBit(base)) tree.put(key, sampleValue(random));
        const Script script{{Access::Kind::Get, base, {}},
                            {Access::Kind::Put, base, {7}},
                            {Access::Kind::Get, base, {}},
                            {Access::Kind::Erase, base, {}}};
        const Recording recording = record(tree, script);
        QCOMPARE(recording.after, recording.before);
        const Replay result = replay(recording.before, recording.tape, script);
        QVERIFY(result.isGood && result.root == recording.after);
        // A tape that claims a level more than a key has bits.
        Bytes longer = recording.tape;
        longer[0] = 1;
        longer[1] = 1;
        QVERIFY(!replay(recording.before, longer, script).isGood);
    }

    void everyFlippedBitIsNoticed()
    {
        SeededRandom random(21);
        int flips = 0;
        for (int round = 0; round < 6; ++round) {
            std::vector<Key> pool;
            for (int i = 0; i < 8; ++i) pool.push_back(sampleKey(random));
            Tree tree;
            for (std::size_t i = 0; i < 5; ++i) tree.put(pool[i], sampleValue(random));
            const Script script = sampleScript(random, pool);
            const Recording recording = record(tree, script);
            for (std::size_t bit = 0; bit < 8 * recording.tape.size(); ++bit) {
                Bytes tape = recording.tape;
                tape[bit / 8] = static_cast<std::uint8_t>(tape[bit / 8] ^ (1U << (bit % 8)));
                const Replay result = replay(recording.before, tape, script);
                QVERIFY(!result.isGood || result.root == recording.after);
                QVERIFY(!result.isGood);
                ++flips;
            }
        }
        qInfo("%d flipped bits, all noticed", flips);
    }

    void truncatedAndExtendedTapesAreNoticed()
    {
        SeededRandom random(22);
        std::vector<Key> pool;
        for (int i = 0; i < 8; ++i) pool.push_back(sampleKey(random));
        Tree tree;
        for (std::size_t i = 0; i < 5; ++i) tree.put(pool[i], sampleValue(random));
        const Script script = sampleScript(random, pool);
        const Recording recording = record(tree, script);
        for (std::size_t length = 0; length < recording.tape.size(); ++length)
            QVERIFY(!replay(recording.before, ByteView(recording.tape).first(length), script).isGood);
        Bytes longer = recording.tape;
        longer.push_back(0);
        QVERIFY(!replay(recording.before, longer, script).isGood);
        append(longer, recording.tape);
        QVERIFY(!replay(recording.before, longer, script).isGood);
    }

    void anItemOfAnotherTreeOrAnotherKeyIsRefused()
    {
        SeededRandom random(23);
        Tree tree;
        std::vector<Key> pool;
        for (int i = 0; i < 10; ++i) {
            pool.push_back(sampleKey(random));
            tree.put(pool.back(), sampleValue(random));
        }
        for (const Key& asked : pool) {
            const Recording recording = record(tree, {{Access::Kind::Get, asked, {}}});
            for (const Key& other : pool) {
                const Script script{{Access::Kind::Get, other, {}}};
                QCOMPARE(replay(recording.before, recording.tape, script).isGood, asked == other);
            }
            Tree changed = tree;
            changed.put(pool[0], Bytes{9, 9});
            QVERIFY(!replay(changed.root(), recording.tape, {{Access::Kind::Get, asked, {}}}).isGood);
        }
    }

    /// A neighbour proves absence only where the search for the absent key ends.
    void aWrongNeighbourDoesNotProveAbsence()
    {
        SeededRandom random(24);
        Tree tree;
        std::vector<Key> pool;
        for (int i = 0; i < 12; ++i) {
            pool.push_back(sampleKey(random));
            tree.put(pool.back(), sampleValue(random));
        }
        // "pool[i] is absent, see the leaf of pool[j]", with the true path of pool[j].
        for (const Key& hidden : pool) {
            for (const Key& shown : pool) {
                const state::Path path = tree.path(shown);
                Bytes tape;
                appendFixed(tape, static_cast<std::uint16_t>(path.levels.size()));
                tape.push_back(1);
                append(tape, shown.bytes);
                appendFixed(tape, static_cast<std::uint16_t>(path.leafValue.size()));
                append(tape, path.leafValue);
                for (const state::PathLevel& level : path.levels) {
                    tape.push_back(level.bit);
                    append(tape, level.sibling.bytes);
                }
                Replayer replayer(tree.root(), tape);
                QVERIFY(!replayer.get(hidden));
                QVERIFY(!replayer.isGood());
            }
        }
    }

    void afterAFailureNothingIsReadOrWritten()
    {
        Tree tree;
        tree.put(Key{}, Bytes{5});
        const Recording recording = record(tree, {{Access::Kind::Get, Key{}, {}}});
        Replayer replayer(recording.before, recording.tape);
        QVERIFY(replayer.get(Key{}) == Bytes{5});
        QVERIFY(replayer.isGood());
        QVERIFY(!replayer.get(Key{})); // the tape is used up
        QVERIFY(!replayer.isGood());
        replayer.put(Key{}, Bytes{6});
        replayer.erase(Key{});
        QVERIFY(replayer.root() == recording.before);
    }

    void bytesOfAnyKindDoNoHarm()
    {
        SeededRandom random(25);
        Tree tree;
        tree.put(Key{}, Bytes{5});
        for (int i = 0; i < 20'000; ++i) {
            Bytes tape(random.next() % 120);
            random.fill(tape);
            if (!tape.empty() && i % 2 == 0) tape[0] = 0;
            if (tape.size() > 2 && i % 2 == 0) {
                tape[1] &= 3;
                tape[2] &= 3;
            }
            Replayer replayer(tree.root(), tape);
            (void)replayer.get(Key{});
            replayer.put(Key{}, Bytes{1});
            QVERIFY(!replayer.isGood());
        }
    }
};

STOA_TEST(TapeTest)

} // namespace stoa::test

#include "tape_test.moc"
