// SPDX-License-Identifier: MIT
// What every Store promises, asked of the one in memory and of the one on disk.
#include "core/storage/store.h"

#include <csignal>
#include <fstream>

#include <sys/resource.h>

#include <QTemporaryDir>
#include <QTest>

#include "core/storage/leveldb_store.h"
#include "core/storage/memory_store.h"
#include "tests/support/registry.h"

namespace stoa::test {

using storage::Durability;
using storage::LevelDbStore;
using storage::MemoryStore;
using storage::WriteBatch;

namespace {

std::optional<std::string> textAt(storage::Store& store, std::string_view key)
{
    const auto value = store.get(viewOf(key));
    if (!value || !*value) return std::nullopt;
    return std::string(textOf(**value));
}

WriteBatch putting(std::string_view key, std::string_view value)
{
    WriteBatch batch;
    batch.put(viewOf(key), viewOf(value));
    return batch;
}

} // namespace

class StoreTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    MemoryStore m_memory;
    std::unique_ptr<LevelDbStore> m_disk;

    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

private Q_SLOTS:
    void initTestCase() { m_disk = *LevelDbStore::open(path("contract")); }

    void aBatchIsReadBackInOrder_data()
    {
        QTest::addColumn<bool>("onDisk");
        QTest::newRow("memory") << false;
        QTest::newRow("disk") << true;
    }

    void aBatchIsReadBackInOrder()
    {
        QFETCH(bool, onDisk);
        storage::Store& store = onDisk ? static_cast<storage::Store&>(*m_disk) : m_memory;

        WriteBatch batch;
        for (const char* key : {"a/2", "b/1", "a/1", "a/3", "a"}) batch.put(viewOf(key), viewOf("v"));
        batch.put(viewOf("a/2"), viewOf("later wins"));
        batch.erase(viewOf("a/3"));
        batch.put(viewOf("empty"), {});
        QVERIFY(store.commit(batch));

        QCOMPARE(*textAt(store, "a/2"), std::string("later wins"));
        QVERIFY(!textAt(store, "a/3"));
        QCOMPARE(*textAt(store, "empty"), std::string());
        QVERIFY(!textAt(store, "absent"));

        std::string seen;
        QVERIFY(store.iterate(viewOf("a/"), [&](ByteView key, ByteView) {
            seen += std::string(textOf(key)) + ' ';
            return true;
        }));
        QCOMPARE(seen, std::string("a/1 a/2 "));

        seen.clear();
        QVERIFY(store.iterate({}, [&](ByteView key, ByteView) {
            seen += std::string(textOf(key)) + ' ';
            return seen.size() < 4;
        }));
        QCOMPARE(seen, std::string("a a/1 "));
    }

    void whatWasCommittedIsThereAfterOpeningAgain()
    {
        {
            const auto store = *LevelDbStore::open(path("again"));
            QVERIFY(store->commit(putting("k", "v")));
            QVERIFY(store->commit(putting("l", "w"), Durability::Buffered));
        }
        const auto store = *LevelDbStore::open(path("again"));
        QCOMPARE(*textAt(*store, "k"), std::string("v"));
        QCOMPARE(*textAt(*store, "l"), std::string("w"));
    }

    void aFolderIsHeldByOneAtATime()
    {
        const auto first = *LevelDbStore::open(path("held"));
        const auto second = LevelDbStore::open(path("held"));
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::DataInUse);
    }

    void aFolderThatCannotBeMadeIsRefused()
    {
        std::ofstream(path("file")) << "not a folder";
        const auto store = LevelDbStore::open(path("file") / "below");
        QVERIFY(!store);
        QCOMPARE(store.error().code, ErrorCode::StoreUnavailable);
    }

    void damageInTheMiddleOfTheLogIsReported()
    {
        {
            const auto store = *LevelDbStore::open(path("flipped"));
            for (int n = 0; n < 500; ++n)
                QVERIFY(store->commit(putting(std::to_string(n), std::string(90, 'x'))));
        }
        for (const auto& entry : std::filesystem::directory_iterator(path("flipped"))) {
            if (entry.path().extension() != ".log") continue;
            std::fstream log(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
            log.seekp(20'000);
            log.put('!');
        }
        const auto store = LevelDbStore::open(path("flipped"));
        QVERIFY(!store);
        QCOMPARE(store.error().code, ErrorCode::StoreDamaged);
    }

    void damageToAnyFileIsReportedAsDamage()
    {
        namespace fs = std::filesystem;
        const fs::path good = path("good");
        {
            auto store = LevelDbStore::open(good);
            QVERIFY(store);
            const std::string big(64 * 1024, 'x');
            // Enough for tables beside the log.
            for (int i = 0; i < 200; ++i)
                QVERIFY((*store)->commit(putting("key " + std::to_string(i), big + std::to_string(i))));
        }
        std::size_t tables = 0;
        std::size_t noticed = 0;
        for (const auto& entry : fs::directory_iterator(good)) {
            const std::string name = entry.path().filename().string();
            tables += name.ends_with(".ldb") ? 1 : 0;
            for (int way = 0; way < 5; ++way) {
                const fs::path copy = path("copy");
                fs::remove_all(copy);
                fs::copy(good, copy, fs::copy_options::recursive);
                const fs::path file = copy / name;
                const auto size = fs::file_size(file);
                if (way == 0) fs::resize_file(file, size / 2);
                if (way == 1) fs::resize_file(file, 0);
                if (way == 2) fs::remove(file);
                if (way == 3) std::ofstream(file, std::ios::binary) << std::string(size, '\xA5');
                if (way == 4) {
                    fs::remove(file);
                    fs::create_directory(file);
                }
                const auto use = [&]() -> Result<void> {
                    STOA_TRY(const auto store, LevelDbStore::open(copy));
                    for (int i = 0; i < 200; ++i)
                        STOA_TRY_VOID(store->get(viewOf("key " + std::to_string(i))));
                    return store->iterate({}, [](ByteView, ByteView) { return true; });
                };
                const auto used = use();
                if (used) continue;
                ++noticed;
                const std::string said = name + ", " + std::to_string(way) + ": " +
                                         std::string(stoa::name(used.error().code)) + " " +
                                         used.error().detail;
                QVERIFY2(used.error().code == ErrorCode::StoreDamaged, said.c_str());
            }
        }
        QVERIFY(tables > 0);
        QVERIFY(noticed > 4 * tables); // each table, and more
    }

    /// LevelDB alone would begin anew, and throw away what lies there.
    void aFolderThatLostItsHeadIsDamagedAndKeepsTheRest()
    {
        namespace fs = std::filesystem;
        const fs::path folder = path("headless");
        {
            const auto store = *LevelDbStore::open(folder);
            QVERIFY(store->commit(putting("k", "v")));
        }
        const fs::path head = folder / "CURRENT";
        fs::rename(head, path("head"));
        const auto headless = LevelDbStore::open(folder);
        QVERIFY(!headless);
        QCOMPARE(headless.error().code, ErrorCode::StoreDamaged);
        fs::rename(path("head"), head);
        const auto store = LevelDbStore::open(folder);
        QVERIFY(store);
        QCOMPARE(*textAt(**store, "k"), std::string("v"));
    }

    // A file size limit makes writes fail as a full disk does, without filling one.
    void afterAFailedWriteTheStoreRecoversByItself()
    {
        const auto store = *LevelDbStore::open(path("full"));
        QVERIFY(store->commit(putting("before", "1")));

        rlimit old{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
        const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{64 * 1024, old.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto failed = store->commit(putting("big", std::string(300'000, 'x')));
        setrlimit(RLIMIT_FSIZE, &old);
        std::signal(SIGXFSZ, oldHandler);

        QVERIFY(!failed);
        QCOMPARE(failed.error().code, ErrorCode::StoreUnavailable);
        QCOMPARE(*textAt(*store, "before"), std::string("1"));
        QVERIFY(store->commit(putting("after", "2")));
        QCOMPARE(*textAt(*store, "after"), std::string("2"));
    }

    void aVisitorMayWrite()
    {
        const auto store = *LevelDbStore::open(path("visitor"));
        QVERIFY(store->commit(putting("a", "1")));
        int seen = 0;
        QVERIFY(store->iterate({}, [&](ByteView, ByteView) {
            ++seen;
            return store->commit(putting("b" + std::to_string(seen), "2")).has_value();
        }));
        QCOMPARE(seen, 1);
    }

    void faultsOnDemandStrikeOnce()
    {
        MemoryStore store;
        store.failCommit(2);
        QVERIFY(store.commit(putting("a", "1")));
        QVERIFY(!store.commit(putting("b", "2")));
        QVERIFY(!textAt(store, "b"));
        store.failCommit(1, MemoryStore::FaultEffect::Written, ErrorCode::DiskFull);
        QCOMPARE(store.commit(putting("c", "3")).error().code, ErrorCode::DiskFull);
        QCOMPARE(*textAt(store, "c"), std::string("3"));
        QVERIFY(store.commit(putting("d", "4")));
    }

    void aPowerCutTakesOnlyWhatWasBuffered()
    {
        MemoryStore store;
        QVERIFY(store.commit(putting("kept", "1"), Durability::Buffered));
        QVERIFY(store.commit(WriteBatch()));
        QVERIFY(store.commit(putting("kept", "2"), Durability::Buffered));
        QVERIFY(store.commit(putting("lost", "3"), Durability::Buffered));
        store.loseUnsynced();
        QCOMPARE(*textAt(store, "kept"), std::string("1"));
        QVERIFY(!textAt(store, "lost"));
    }
};

STOA_TEST(StoreTest)

} // namespace stoa::test

#include "store_test.moc"
