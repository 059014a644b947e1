// SPDX-License-Identifier: MIT
#include "core/storage/commit_marker.h"

#include <algorithm>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/random.h"
#include "core/storage/leveldb_store.h"
#include "core/storage/memory_store.h"
#include "tests/support/registry.h"

namespace stoa::test {

using storage::CommitMarker;
using storage::Durability;
using storage::LevelDbStore;
using storage::MarkedStore;
using storage::MemoryStore;
using storage::WriteBatch;

namespace {

namespace fs = std::filesystem;

WriteBatch putting(std::string_view key, std::string_view value)
{
    WriteBatch batch;
    batch.put(viewOf(key), viewOf(value));
    return batch;
}

/// Lets a test keep its hands on a store that a MarkedStore owns.
class Shared final : public storage::Store {
public:
    explicit Shared(Store& store)
        : m_store(store)
    {}
    Result<std::optional<Bytes>> get(ByteView key) override { return m_store.get(key); }
    Result<void> commit(WriteBatch batch, Durability durability) override
    {
        return m_store.commit(batch, durability);
    }
    Result<void> iterate(ByteView prefix, const storage::Visitor& visit) override
    {
        return m_store.iterate(prefix, visit);
    }

private:
    Store& m_store;
};

} // namespace

class CommitMarkerTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_next = 0;

    fs::path fresh()
    {
        const fs::path path = fs::path(m_folder.path().toStdString()) / std::to_string(m_next++);
        fs::create_directories(path);
        return path;
    }
    static Result<std::unique_ptr<MarkedStore>> openDisk(const fs::path& folder)
    {
        auto store = LevelDbStore::open(folder / "store");
        if (!store) return store.error();
        return MarkedStore::open(*std::move(store), folder / "marker");
    }

private Q_SLOTS:
    void commitsAreChained()
    {
        MemoryStore memory;
        const fs::path folder = fresh();
        const auto store = *MarkedStore::open(std::make_unique<Shared>(memory), folder / "marker");
        QCOMPARE(store->last(), CommitMarker());
        QVERIFY(store->commit(putting("a", "1")));
        const CommitMarker first = store->last();
        QCOMPARE(first.number, std::uint64_t{1});
        QVERIFY(first.previous.isZero());
        QVERIFY(store->commit(putting("b", "2"), Durability::Buffered));
        QCOMPARE(store->last(), first);
        QVERIFY(store->commit(putting("c", "3")));
        QCOMPARE(store->last().number, std::uint64_t{2});
        QCOMPARE(store->last().previous, first.hash());

        int visited = 0;
        QVERIFY(store->iterate({}, [&](ByteView, ByteView) { return ++visited > 0; }));
        QCOMPARE(visited, 3);
        const Bytes reserved{MarkedStore::kMarkerKey, 1};
        WriteBatch bad;
        bad.erase(reserved);
        QCOMPARE(store->commit(bad).error().code, ErrorCode::InvalidArgument);

        const auto again = MarkedStore::open(std::make_unique<Shared>(memory), folder / "marker");
        QVERIFY(again);
        QCOMPARE((*again)->last().number, std::uint64_t{2});
    }

    void anInterruptionBetweenTheTwoWritesIsNoDamage()
    {
        MemoryStore memory;
        const fs::path folder = fresh();
        const auto store = *MarkedStore::open(std::make_unique<Shared>(memory), folder / "marker");
        for (int commit = 0; commit < 6; ++commit) {
            fs::copy_file(folder / "marker", folder / "old", fs::copy_options::overwrite_existing);
            QVERIFY(store->commit(putting("k", std::to_string(commit))));
            fs::copy_file(folder / "old", folder / "interrupted", fs::copy_options::overwrite_existing);
            const auto next = MarkedStore::open(std::make_unique<Shared>(memory), folder / "interrupted");
            QVERIFY(next);
            QCOMPARE((*next)->last(), store->last());
        }
    }

    void chainedCommitsAreAcknowledgedByTheNextSyncedOne()
    {
        for (const bool isCut : {false, true}) {
            MemoryStore memory;
            const fs::path folder = fresh();
            const auto store = *MarkedStore::open(std::make_unique<Shared>(memory), folder / "marker");
            QVERIFY(store->commit(putting("a", "1")));
            const CommitMarker first = store->last();
            QVERIFY(store->commit(putting("b", "2"), Durability::Chained));
            QCOMPARE(store->last().previous, first.hash());
            QVERIFY(store->commit(putting("c", "3"), Durability::Chained));
            fs::copy_file(folder / "marker", folder / "before");
            QVERIFY(store->commit({}));
            const CommitMarker last = store->last();
            QCOMPARE(last.number, std::uint64_t{4});
            memory.loseUnsynced(); // nothing is
            QVERIFY(*store->get(viewOf("c")));

            // The program ended before the file heard of them; or the power did, after two more.
            QVERIFY(store->commit(putting("d", "4"), Durability::Chained));
            QVERIFY(store->commit(putting("e", "5"), Durability::Chained));
            if (isCut) memory.loseUnsynced();
            for (const char* name : {"before", "marker"}) {
                const auto again = MarkedStore::open(std::make_unique<Shared>(memory), folder / name);
                QVERIFY(again);
                QCOMPARE((*again)->last().number, std::uint64_t{isCut ? 4U : 6U});
                memory.loseUnsynced(); // what the file says is on the disk
                QVERIFY(MarkedStore::open(std::make_unique<Shared>(memory), folder / name));
            }
        }
    }

    void aStoreThatIsAheadOfAnothersFileIsDamage()
    {
        const fs::path folder = fresh();
        MemoryStore other;
        QVERIFY((*MarkedStore::open(std::make_unique<Shared>(other), folder / "marker"))
                    ->commit(putting("a", "theirs")));
        for (const int ahead : {1, 2, 5}) {
            MemoryStore memory;
            const fs::path own = fresh();
            const auto store = *MarkedStore::open(std::make_unique<Shared>(memory), own / "marker");
            for (int commit = 0; commit <= ahead; ++commit)
                QVERIFY(store->commit(putting("a", "ours"), Durability::Chained));
            const auto opened = MarkedStore::open(std::make_unique<Shared>(memory), folder / "marker");
            QVERIFY(!opened);
            QCOMPARE(opened.error().code, ErrorCode::StoreDamaged);
        }
    }

    /// As when a store has lost one table: the newest commit is there, and one before it is not.
    void aCommitThatIsMissingInTheMiddleIsDamage_data()
    {
        QTest::addColumn<bool>("isGroup");
        QTest::newRow("each is synced") << false;
        QTest::newRow("the last is") << true;
    }
    void aCommitThatIsMissingInTheMiddleIsDamage()
    {
        QFETCH(const bool, isGroup);
        for (const std::size_t missing : {0U, 1U, 2U}) {
            MemoryStore memory;
            const fs::path folder = fresh();
            std::vector<Bytes> before;
            WriteBatch lose;
            {
                const auto store = *MarkedStore::open(std::make_unique<Shared>(memory), folder / "marker");
                for (std::size_t commit = 0; commit < 4; ++commit) {
                    const bool isSynced = !isGroup || commit == 3;
                    QVERIFY(store->commit(putting("key " + std::to_string(commit), "v"),
                                          isSynced ? Durability::Synced : Durability::Chained));
                    // What is there for the first time came with this commit.
                    QVERIFY(memory.iterate({}, [&](ByteView key, ByteView) {
                        if (std::find(before.begin(), before.end(), toBytes(key)) != before.end())
                            return true;
                        before.push_back(toBytes(key));
                        const bool isMarker = commit == 0 && key.back() == 'r'; // which every commit writes
                        if (commit == missing && !isMarker) lose.erase(toBytes(key));
                        return true;
                    }));
                }
            }
            QVERIFY(MarkedStore::open(std::make_unique<Shared>(memory), folder / "marker"));
            QVERIFY(lose.changes().size() >= 2);
            QVERIFY(memory.commit(std::move(lose), Durability::Synced));
            const auto opened = MarkedStore::open(std::make_unique<Shared>(memory), folder / "marker");
            QVERIFY(!opened);
            QCOMPARE(opened.error().code, ErrorCode::StoreDamaged);
        }
    }

    void afterAFailedCommitTheTruthIsReadBack()
    {
        for (const auto effect : {MemoryStore::FaultEffect::Written, MemoryStore::FaultEffect::NotWritten}) {
            MemoryStore memory;
            const auto store = *MarkedStore::open(std::make_unique<Shared>(memory), fresh() / "marker");
            QVERIFY(store->commit(putting("a", "1")));
            memory.failCommit(1, effect);
            QVERIFY(!store->commit(putting("b", "2")));
            QVERIFY(store->commit(putting("c", "3")));
            const bool wasWritten = effect == MemoryStore::FaultEffect::Written;
            QCOMPARE(store->last().number, std::uint64_t{wasWritten ? 3U : 2U});
            QCOMPARE((*store->get(viewOf("b"))).has_value(), wasWritten);
        }
    }

    void aLogCutAnywhereIsNoticed()
    {
        const fs::path folder = fresh();
        std::vector<std::uintmax_t> sizes;
        const auto logOf = [](const fs::path& store) {
            for (const auto& entry : fs::directory_iterator(store))
                if (entry.path().extension() == ".log") return entry.path();
            return fs::path();
        };
        {
            const auto store = *openDisk(folder);
            for (int commit = 0; commit < 20; ++commit) {
                QVERIFY(store->commit(putting("k" + std::to_string(commit), std::string(50, 'v'))));
                sizes.push_back(fs::file_size(logOf(folder / "store")));
            }
        }
        const std::uintmax_t whole = sizes.back();
        int noticed = 0;
        for (std::uintmax_t size = 0; size < whole; size += 7) {
            const fs::path copy = fresh();
            fs::copy(folder, copy, fs::copy_options::recursive);
            fs::resize_file(logOf(copy / "store"), size);
            const auto store = openDisk(copy);
            QVERIFY2(!store, std::to_string(size).c_str());
            QCOMPARE(store.error().code, ErrorCode::StoreDamaged);
            ++noticed;
            fs::remove_all(copy);
        }
        QVERIFY(noticed > 100);
        const auto untouched = openDisk(folder);
        QVERIFY(untouched);
        QCOMPARE((*untouched)->last().number, std::uint64_t{20});
    }

    void missingFilesAreNoticed()
    {
        const fs::path folder = fresh();
        QVERIFY((*openDisk(folder))->commit(putting("a", "1")));

        const fs::path noLog = fresh();
        fs::copy(folder, noLog, fs::copy_options::recursive);
        fs::remove_all(noLog / "store");
        QCOMPARE(openDisk(noLog).error().code, ErrorCode::StoreDamaged);

        const fs::path noMarker = fresh();
        fs::copy(folder, noMarker, fs::copy_options::recursive);
        fs::remove(noMarker / "marker");
        QCOMPARE(openDisk(noMarker).error().code, ErrorCode::StoreDamaged);

        const fs::path emptied = fresh();
        fs::copy(folder, emptied, fs::copy_options::recursive);
        fs::resize_file(emptied / "marker", 0);
        QCOMPARE(openDisk(emptied).error().code, ErrorCode::StoreDamaged);
    }

    void anOlderCopyOfTheStoreIsNoticed()
    {
        const fs::path folder = fresh();
        const fs::path old = fresh();
        QVERIFY((*openDisk(folder))->commit(putting("a", "1")));
        fs::copy(folder / "store", old / "store", fs::copy_options::recursive);
        QVERIFY((*openDisk(folder))->commit(putting("b", "2")));
        fs::remove_all(folder / "store");
        fs::copy(old / "store", folder / "store", fs::copy_options::recursive);
        QCOMPARE(openDisk(folder).error().code, ErrorCode::StoreDamaged);
    }

    void oneSpoiltSlotDoesNoHarm()
    {
        const fs::path folder = fresh();
        {
            const auto store = *openDisk(folder);
            for (int commit = 0; commit < 3; ++commit) QVERIFY(store->commit(putting("a", "1")));
        }
        for (const int slot : {0, 4096}) {
            const fs::path copy = fresh();
            fs::copy(folder, copy, fs::copy_options::recursive);
            std::fstream file(copy / "marker", std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(slot + 20);
            file.put('\x7F');
            file.close();
            const auto store = openDisk(copy);
            QVERIFY(store);
            QCOMPARE((*store)->last().number, std::uint64_t{3});
        }
    }
};

STOA_TEST(CommitMarkerTest)

} // namespace stoa::test

#include "commit_marker_test.moc"
