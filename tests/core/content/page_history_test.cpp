// SPDX-License-Identifier: MIT
#include "core/content/page_history.h"

#include <QTest>

#include "core/base/random.h"
#include "core/storage/memory_store.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace content;

namespace {

const Bytes kContent{'c'};
const Bytes kNotes{'n'};

PageRevision revisionOf(std::vector<Hash> parents, const std::string& text)
{
    PageRevision revision;
    revision.page = revision.title = "page";
    revision.parents = std::move(parents);
    revision.text = text;
    revision.summary = "to " + text;
    revision.time = text.size();
    return revision;
}

} // namespace

class PageHistoryTest final : public QObject {
    Q_OBJECT

    static Hash add(ContentStore& store, std::vector<Hash> parents, const std::string& text)
    {
        return *store.put(encodePageRevision(revisionOf(std::move(parents), text)));
    }
    static std::vector<Hash> hashes(PageHistory& history, const Hash& head)
    {
        std::vector<Hash> result;
        const auto versions = *history.versions(head);
        for (const VersionInfo& version : versions) result.push_back(version.revision);
        return result;
    }

private Q_SLOTS:
    void aLineOfVersionsIsNumberedFromTheOldest()
    {
        storage::MemoryStore memory;
        ContentStore store(memory, kContent);
        std::vector<Hash> line;
        for (int version = 1; version <= 500; ++version)
            line.push_back(add(store, line.empty() ? std::vector<Hash>() : std::vector<Hash>{line.back()},
                               "text " + std::to_string(version)));
        PageHistory history(store, kNotes);
        QCOMPARE(hashes(history, line.back()), line);
        for (std::uint32_t number = 1; number <= 500; ++number) {
            const auto version = history.version(line.back(), number);
            QVERIFY(version);
            QCOMPARE(version->revision, line[number - 1]);
            QCOMPARE(version->number, number);
            QCOMPARE(version->summary, "to text " + std::to_string(number));
        }
        QCOMPARE(history.info(line.back())->number, 500U);
        QCOMPARE(history.version(line.back(), 0).error().code, ErrorCode::NotFound);
        QCOMPARE(history.version(line.back(), 501).error().code, ErrorCode::NotFound);
        QCOMPARE(history.version(line[9], 11).error().code, ErrorCode::NotFound);
        QCOMPARE(history.read(line[9])->text, std::string("text 10"));

        PageHistory again(store, kNotes); // from the store, not from memory
        QCOMPARE(again.version(line.back(), 123)->revision, line[122]);
    }

    void aMergeKeepsNumbersAndAddsTheOtherSide()
    {
        storage::MemoryStore memory;
        ContentStore store(memory, kContent);
        PageHistory history(store, kNotes);
        const Hash base = add(store, {}, "base");
        const Hash b1 = add(store, {base}, "b1");
        const Hash b2 = add(store, {b1}, "b2");
        const Hash a1 = add(store, {base}, "a1");
        const Hash a2 = add(store, {a1}, "a2");
        const std::vector<Hash> before = hashes(history, b2);
        const Hash merge = add(store, {b2, a2}, "merge");
        const Hash after = add(store, {merge}, "after");
        const std::vector<Hash> expected{base, b1, b2, a1, a2, merge, after};
        QCOMPARE(hashes(history, after), expected);
        QVERIFY(std::equal(before.begin(), before.end(), expected.begin()));
        for (std::uint32_t number = 1; number <= expected.size(); ++number) {
            QCOMPARE(history.version(after, number)->revision, expected[number - 1]);
            QCOMPARE(history.version(after, number)->number, number);
        }
        QCOMPARE(**history.commonAncestor(a2, b2), base);
        QCOMPARE(**history.commonAncestor(after, b1), b1);
        QVERIFY(!*history.commonAncestor(a2, add(store, {}, "stranger")));
        QVERIFY(*history.contains(after, a1));
        QVERIFY(!*history.contains(b2, a1));
    }

    void everyNumberIsFoundInTangledHistories()
    {
        SeededRandom random(31);
        for (int round = 0; round < 40; ++round) {
            storage::MemoryStore memory;
            ContentStore store(memory, kContent);
            std::vector<Hash> all{add(store, {}, "0")};
            for (int revision = 1; revision < 60; ++revision) {
                std::vector<Hash> parents{
                    all[all.size() - 1 - random.next() % std::min<std::size_t>(3, all.size())]};
                const Hash second = all[random.next() % all.size()];
                if (random.next() % 4 == 0 && second != parents[0]) parents.push_back(second);
                all.push_back(add(store, parents, std::to_string(revision)));
            }
            PageHistory history(store, kNotes);
            const std::vector<Hash> ordered = hashes(history, all.back());
            QCOMPARE(std::size_t{history.info(all.back())->number}, ordered.size());
            for (std::uint32_t number = 1; number <= ordered.size(); ++number)
                QCOMPARE(history.version(all.back(), number)->revision, ordered[number - 1]);
        }
    }

    void notesOfABatchAreThoseMadeLater()
    {
        storage::MemoryStore memory;
        ContentStore store(memory, kContent);
        PageHistory history(store, kNotes);
        Hash head;
        {
            ContentBatch batch(store);
            std::vector<Hash> parents;
            for (int version = 1; version <= 50; ++version) {
                const PageRevision revision = revisionOf(parents, std::to_string(version));
                head = *batch.put(viewOf(encodePageRevision(revision)));
                QVERIFY(history.note(batch, head, revision));
                parents = {head};
            }
            QVERIFY(batch.commit());
        }
        const std::size_t withNotes = memory.size();
        QCOMPARE(withNotes, std::size_t{100});
        PageHistory other(store, Bytes{'o'});
        for (std::uint32_t number = 1; number <= 50; ++number)
            QCOMPARE(history.version(head, number)->revision, other.version(head, number)->revision);
        QCOMPARE(memory.size(), withNotes + 50);
    }

    void whatHasNotArrivedIsSaid()
    {
        storage::MemoryStore memory;
        ContentStore store(memory, kContent);
        PageHistory history(store, kNotes);
        const Hash orphan = add(store, {SeededRandom(1).bytes<32>()}, "orphan");
        QCOMPARE(history.versions(orphan).error().code, ErrorCode::ContentMissing);
        QCOMPARE(history.info(Hash{}).error().code, ErrorCode::ContentMissing);
        QVERIFY(!history.versions(*store.put(std::string_view("no revision"))));
    }

    /// Notes can be made again from the content, but one that is damaged is not believed, nor followed for
    /// ever.
    void aDamagedNoteIsNoticed_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<int>("at"); // an offset in FORMAT.md's table
        QTest::addColumn<int>("value");
        QTest::newRow("a first version that is not the first") << 0 << 3 << 3;
        QTest::newRow("a number that is too high") << 2 << 3 << 9;
        QTest::newRow("a jump that does not go back") << 4 << 3 << 4;
        QTest::newRow("parents that were cut off") << 2 << 4 << 0;
    }
    void aDamagedNoteIsNoticed()
    {
        QFETCH(int, which);
        QFETCH(int, at);
        QFETCH(int, value);
        storage::MemoryStore memory;
        ContentStore store(memory, kContent);
        std::vector<Hash> line;
        for (int version = 1; version <= 6; ++version)
            line.push_back(add(store, line.empty() ? std::vector<Hash>() : std::vector<Hash>{line.back()},
                               "text " + std::to_string(version)));
        QVERIFY(PageHistory(store, kNotes).version(line.back(), 1));
        Bytes key = kNotes;
        append(key, line[static_cast<std::size_t>(which)].bytes);
        Bytes note = *memory.get(key).value();
        note[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(value);
        storage::WriteBatch batch;
        batch.put(key, note);
        QVERIFY(memory.commit(std::move(batch)));
        PageHistory history(store, kNotes);
        for (std::uint32_t number = 1; number <= 6; ++number) {
            const auto version = history.version(line.back(), number); // ends, and throws nothing
            QVERIFY(version || version.error().code == ErrorCode::StoreDamaged ||
                    version.error().code == ErrorCode::NotFound);
        }
    }
};

STOA_TEST(PageHistoryTest)

} // namespace stoa::test

#include "page_history_test.moc"
