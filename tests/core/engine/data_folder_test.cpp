// SPDX-License-Identifier: MIT
#include "core/engine/data_folder.h"

#include <filesystem>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_system.h"
#include "tests/support/registry.h"

namespace stoa::test {

namespace fs = std::filesystem;

class DataFolderTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nobodyElseReadsTheStoresInAFolderThatIsOpenToAll()
    {
        const QTemporaryDir temporary;
        const fs::path path = fs::path(temporary.path().toStdString()) / "open";
        fs::create_directories(path / "store");
        fs::permissions(path, fs::perms(0755));
        fs::permissions(path / "store", fs::perms(0755)); // made by an earlier version, or by hand
        const auto folder = engine::DataFolder::open(path.string());
        QVERIFY(folder);
        QVERIFY(folder->openStore("aggregator"));
        QCOMPARE(static_cast<unsigned>(fs::status(path / "store").permissions()), 0700U);
    }

    void aFolderSaysWhichFormatItHas()
    {
        const QTemporaryDir temporary;
        const std::string path = temporary.filePath(QStringLiteral("data")).toStdString();
        const auto line = [&] { return std::string(textOf(*readFile(path + "/format", 64))); };
        const auto openWith = [&](std::string_view format) -> std::optional<ErrorCode> {
            std::ofstream(path + "/format", std::ios::binary) << format;
            const auto opened = engine::DataFolder::open(path);
            return opened ? std::nullopt : std::optional(opened.error().code);
        };
        QVERIFY(engine::DataFolder::open(path));
        QCOMPARE(line(), std::string("stoa data 4\n"));
        // An earlier format stays until everything was brought over: until then its own program opens it.
        QCOMPARE(openWith("stoa data 1\n"), std::optional<ErrorCode>());
        QCOMPARE(line(), std::string("stoa data 1\n"));
        {
            auto older = engine::DataFolder::open(path);
            QVERIFY(older->markCurrent());
            QCOMPARE(line(), std::string("stoa data 4\n"));
            QCOMPARE(openWith("stoa data 5\n"), std::optional(ErrorCode::DataInUse)); // still held
        }
        QCOMPARE(openWith("stoa data 5\n"), std::optional(ErrorCode::NewerFormat));
        for (const char* broken : {"", "stoa data 2", "stoa data \n", "stoa data 0\n", "stoa data -1\n",
                                   "stoa data 1x\n", "stoa data 99999999999\n", "something else"})
            QCOMPARE(openWith(broken), std::optional(ErrorCode::StoreDamaged));
    }

    /// What little room there is left is not taken to find out that it is little.
    void aDiskWithoutRoomIsNotWrittenTo()
    {
        const QTemporaryDir temporary;
        const fs::path path = fs::path(temporary.path().toStdString()) / "data";
        const auto folder = engine::DataFolder::open(path.string());
        QVERIFY(folder);
        QVERIFY(folder->checkRoom());
        QVERIFY(!fs::exists(path / "room"));
        // A file system that has no room at all, in the folder's place; to write there fails otherwise.
        const fs::path full = "/proc/self";
        std::error_code problem;
        if (fs::space(full, problem).available != 0 || problem) QSKIP("there is no /proc here");
        fs::rename(path, path.string() + ".away");
        fs::create_directory_symlink(full, path);
        const auto checked = folder->checkRoom();
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, ErrorCode::DiskFull);
        QCOMPARE(checked.error().detail, std::string("room"));
    }

    void aDamagedStoreSaysItsName()
    {
        const QTemporaryDir temporary;
        const fs::path path = fs::path(temporary.path().toStdString()) / "data";
        const auto folder = engine::DataFolder::open(path.string());
        QVERIFY(folder);
        {
            auto store = folder->openStore("chain");
            QVERIFY(store);
            storage::WriteBatch batch;
            batch.put(Bytes{1}, Bytes{2});
            QVERIFY((*store)->commit(batch));
        }
        fs::resize_file(path / "store/chain/CURRENT", 3);
        const auto opened = folder->openStore("chain");
        QCOMPARE(opened.error().code, ErrorCode::StoreDamaged);
        QVERIFY2(opened.error().detail.starts_with("store/chain: "), opened.error().detail.c_str());
        QVERIFY(folder->setAside("chain"));
        QVERIFY(folder->openStore("chain"));
        QVERIFY(fs::exists(path / "store/chain.earlier"));
        QVERIFY(fs::exists(path / "store/chain.earlier.marker"));
        QVERIFY(folder->setAside("chain"));
        QVERIFY(fs::exists(path / "store/chain.earlier-2"));
    }

    /// A program was killed between the two renames: the marker has gone ahead, the store has not followed.
    void aStoreThatIsHalfSetAsideFollowsItsMarker()
    {
        const QTemporaryDir temporary;
        const fs::path path = fs::path(temporary.path().toStdString()) / "data";
        const auto folder = engine::DataFolder::open(path.string());
        QVERIFY(folder);
        for (const std::uint8_t round : {std::uint8_t{1}, std::uint8_t{2}}) {
            {
                auto store = folder->openStore("chain");
                QVERIFY(store);
                const auto before = (*store)->get(Bytes{1});
                QVERIFY(before && !*before);
                storage::WriteBatch batch;
                batch.put(Bytes{1}, Bytes{round});
                QVERIFY((*store)->commit(batch));
            }
            const std::string aside = round == 1 ? "chain.earlier" : "chain.earlier-2";
            fs::rename(path / "store/chain.marker", path / "store" / (aside + ".marker"));
            QVERIFY(folder->openStore("chain")); // a new one
            auto earlier = folder->openStore(aside);
            QVERIFY(earlier); // whole, with its marker
            const auto kept = (*earlier)->get(Bytes{1});
            QVERIFY(kept && *kept && **kept == Bytes{round});
        }
    }

    /// Nothing but a marker that went ahead makes a store without one anything else than damaged.
    void aStoreThatHasLostItsMarkerIsNotSetAside()
    {
        const QTemporaryDir temporary;
        const fs::path path = fs::path(temporary.path().toStdString()) / "data";
        const auto folder = engine::DataFolder::open(path.string());
        QVERIFY(folder);
        {
            auto store = folder->openStore("chain");
            QVERIFY(store);
            storage::WriteBatch batch;
            batch.put(Bytes{1}, Bytes{2});
            QVERIFY((*store)->commit(batch));
        }
        fs::remove(path / "store/chain.marker");
        QCOMPARE(folder->openStore("chain").error().code, ErrorCode::StoreDamaged);
        QVERIFY(!fs::exists(path / "store/chain.earlier"));
    }
};

STOA_TEST(DataFolderTest)

} // namespace stoa::test

#include "data_folder_test.moc"
