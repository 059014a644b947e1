// SPDX-License-Identifier: MIT
#include "core/engine/data_folder.h"

#include <filesystem>

#include <QTemporaryDir>
#include <QTest>

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
};

STOA_TEST(DataFolderTest)

} // namespace stoa::test

#include "data_folder_test.moc"
