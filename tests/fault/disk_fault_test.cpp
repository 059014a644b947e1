// SPDX-License-Identifier: MIT
// A store on a disk that fills, fails, loses power and rots. Whatever was acknowledged is there afterwards,
// or the store says that it is damaged; it never answers wrongly.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <vector>

#include <QTemporaryDir>
#include <QTest>

#include "core/storage/commit_marker.h"
#include "core/storage/leveldb_store.h"
#include "tests/support/registry.h"
#include "tests/support/simulated_disk.h"

namespace stoa::test {

using storage::LevelDbStore;
using storage::MarkedStore;
using storage::WriteBatch;

namespace {

namespace fs = std::filesystem;
using Values = std::map<Bytes, Bytes>;

class DiskWorld {
public:
    DiskWorld(std::uint64_t seed, const fs::path& folder)
        : m_random(seed)
        , m_diskRandom(seed + 1)
        , m_marker(folder / ("marker-" + std::to_string(seed)))
    {}

    /// The first thing that is not as it should be; empty if there is none.
    std::string run(int acts)
    {
        if (!open()) return "does not open";
        for (int i = 0; i < acts && m_problem.empty(); ++i) act();
        return end();
    }

    /// The same of a disk whose power goes again and again, while something is being written.
    std::string runWithoutPower(int cuts)
    {
        if (!open()) return "does not open";
        for (int i = 0; i < cuts && m_problem.empty(); ++i) cutPower();
        return end();
    }

    std::size_t commits = 0;
    std::size_t failures = 0;
    std::size_t fullDisks = 0;
    std::size_t powerCuts = 0;

private:
    static constexpr std::uint64_t kMostTogether = 6;

    std::uint64_t below(std::uint64_t limit) { return m_random.next() % limit; }
    bool oneIn(std::uint64_t n) { return below(n) == 0; }

    bool open()
    {
        auto store = LevelDbStore::open("disk", storage::Contents::Signatures, &m_disk);
        if (!store) return false;
        auto marked = MarkedStore::open(std::move(*store), m_marker);
        if (!marked) {
            if (marked.error().code == ErrorCode::StoreDamaged)
                m_problem = "after a fault the store says it is damaged: " + marked.error().detail;
            return false;
        }
        m_store = std::move(*marked);
        return true;
    }

    std::string end()
    {
        if (!m_problem.empty()) return m_problem;
        m_disk.fillUp(0);
        restart();
        if (m_problem.empty()) checkAll();
        return m_problem;
    }

    void restart()
    {
        m_store.reset();
        // A fault that still waits may strike while it opens.
        for (int tries = 0; tries < 3; ++tries)
            if (open() || !m_problem.empty()) return settle();
        m_problem = "does not open again";
    }

    void act()
    {
        const std::uint64_t what = below(100);
        if (what < 70) return commit();
        if (what < 88) return read();
        if (what < 91) return m_disk.failOnce(1 + below(6));
        if (what < 93) {
            ++fullDisks;
            return m_disk.fillUp(1 + below(4));
        }
        if (what < 95) return m_disk.fillUp(0);
        if (what < 98) return cutPower();
        m_disk.fillUp(0);
        restart();
    }

    /// One commit, or several that are acknowledged together.
    void commit()
    {
        // What an earlier failure left is known before more is written.
        settle();
        if (!m_problem.empty() || !m_uncertain.empty()) return;
        const std::uint64_t together = oneIn(3) ? 2 + below(kMostTogether - 1) : 1;
        std::vector<Values> group;
        for (std::uint64_t i = 0; i < together; ++i) {
            group.push_back(valuesOf(together == 1 ? below(kMostTogether) : i));
            WriteBatch batch;
            for (const auto& [key, value] : group.back()) batch.put(key, value);
            const bool isLast = i + 1 == together;
            const auto done =
                m_store->commit(batch, isLast ? storage::Durability::Synced : storage::Durability::Chained);
            if (done) continue;
            if (done.error().code != ErrorCode::DiskFull && done.error().code != ErrorCode::StoreUnavailable)
                m_problem = "a failed write is taken for damage: " + done.error().detail;
            ++failures;
            m_uncertain = group;
            return;
        }
        for (const Values& values : group)
            for (const auto& [key, value] : values) m_values[key] = value;
        commits += together;
    }

    /// Each commit of a group has keys of its own.
    Values valuesOf(std::uint64_t place)
    {
        Values values;
        const std::uint64_t count = 1 + below(8);
        for (std::uint64_t i = 0; i < count; ++i) {
            Bytes key{static_cast<std::uint8_t>(place + kMostTogether * below(40))};
            Bytes value(below(oneIn(4) ? 60'000 : 300));
            m_random.fill(value);
            value.push_back(static_cast<std::uint8_t>(i));
            values[key] = value;
        }
        return values;
    }

    /// A commit that failed is there as a whole, or not at all, and none without those before it.
    void settle()
    {
        if (!m_store) return;
        bool isGone = false;
        for (const Values& values : m_uncertain) {
            const auto isThere = isWritten(values);
            if (!isThere) return; // it cannot be read just now
            if (*isThere && isGone) m_problem = "a commit is there without one before it";
            isGone = isGone || !*isThere;
            if (*isThere)
                for (const auto& [key, value] : values) m_settled[key] = value;
        }
        for (const auto& [key, value] : m_settled) m_values[key] = value;
        m_settled.clear();
        m_uncertain.clear();
    }

    std::optional<bool> isWritten(const Values& uncertain)
    {
        std::size_t asNew = 0;
        std::size_t asOld = 0;
        for (const auto& [key, value] : uncertain) {
            const auto found = m_store->get(key);
            if (!found) return std::nullopt;
            const auto old = m_values.find(key);
            const bool isNew = *found == value;
            const bool isOld = old == m_values.end() ? !*found : *found == old->second;
            if (!isNew && !isOld) m_problem = "a failed commit left something else";
            asNew += isNew ? 1 : 0;
            asOld += isOld ? 1 : 0;
        }
        if (asNew != uncertain.size() && asOld != uncertain.size())
            m_problem = "a failed commit is there in part";
        return asNew == uncertain.size();
    }

    void read()
    {
        settle();
        const Bytes key{static_cast<std::uint8_t>(below(40 * kMostTogether))};
        const auto found = m_store->get(key);
        if (!found) return isFailureAllowed(found.error());
        if (!m_uncertain.empty()) return;
        const auto expected = m_values.find(key);
        const bool isRight = expected == m_values.end() ? !*found : *found == expected->second;
        if (!isRight) m_problem = "a wrong answer";
    }

    void isFailureAllowed(const Error& error)
    {
        if (error.code == ErrorCode::StoreDamaged) m_problem = "a fault is taken for damage: " + error.detail;
    }

    void cutPower()
    {
        ++powerCuts;
        m_disk.freeze(1 + below(40));
        for (int i = 0; i < 12 && m_problem.empty(); ++i) commit();
        m_store.reset();
        m_disk.cutPower();
        restart();
        if (m_problem.empty() && oneIn(3)) checkAll();
    }

    void checkAll()
    {
        Values found;
        const auto read = m_store->iterate({}, [&](ByteView key, ByteView value) {
            found[toBytes(key)] = toBytes(value);
            return true;
        });
        if (!read)
            m_problem = "does not read: " + read.error().detail;
        else if (found != m_values)
            m_problem = "not what was acknowledged";
    }

    SeededRandom m_random;
    SeededRandom m_diskRandom;
    fs::path m_marker;
    SimulatedDisk m_disk{m_diskRandom};
    std::unique_ptr<MarkedStore> m_store;
    Values m_values;
    std::vector<Values> m_uncertain; ///< commits of the last group, which failed
    Values m_settled;
    std::string m_problem;
};

/// Everything that a store says it holds.
Result<Values> allOf(SimulatedDisk& disk, const fs::path& marker)
{
    STOA_TRY(auto raw, LevelDbStore::open("disk", storage::Contents::Signatures, &disk));
    STOA_TRY(const auto store, MarkedStore::open(std::move(raw), marker));
    Values read;
    STOA_TRY_VOID(store->iterate({}, [&](ByteView key, ByteView value) {
        read[toBytes(key)] = toBytes(value);
        return true;
    }));
    return read;
}

} // namespace

class DiskFaultTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    fs::path folder() const { return m_folder.path().toStdString(); }

private Q_SLOTS:
    void whatWasAcknowledgedSurvives()
    {
        std::size_t commits = 0;
        std::size_t failures = 0;
        std::size_t fullDisks = 0;
        std::size_t powerCuts = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            DiskWorld world(seed, folder());
            const std::string problem = world.run(300);
            QVERIFY2(problem.empty(),
                     qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(problem.c_str())));
            commits += world.commits;
            failures += world.failures;
            fullDisks += world.fullDisks;
            powerCuts += world.powerCuts;
        }
        qInfo("%zu commits, %zu failed, %zu full disks, %zu power cuts", commits, failures, fullDisks,
              powerCuts);
        QVERIFY(commits > 4000 && failures > 200 && fullDisks > 50 && powerCuts > 100);
    }

    void noCutOfThePowerLosesWhatWasAcknowledged()
    {
        constexpr int kCuts = 250;
        std::size_t commits = 0;
        std::size_t powerCuts = 0;
        for (std::uint64_t seed = 101; seed <= 140; ++seed) {
            DiskWorld world(seed, folder());
            const std::string problem = world.runWithoutPower(kCuts);
            QVERIFY2(problem.empty(),
                     qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(problem.c_str())));
            commits += world.commits;
            powerCuts += world.powerCuts;
        }
        qInfo("%zu commits, %zu power cuts", commits, powerCuts);
        QVERIFY(powerCuts == 10'000 && commits > powerCuts);
    }

    /// LevelDB begins a new log now and then, and no longer thinks of the old one.
    void aSyncedCommitMakesWhatIsInOlderLogsDurable()
    {
        SeededRandom random(9);
        SimulatedDisk disk(random);
        const fs::path marker = folder() / "logs";
        disk.scheduleByHand(); // nothing comes into tables meanwhile
        Values values;
        {
            const auto store =
                *MarkedStore::open(*LevelDbStore::open("disk", storage::Contents::Signatures, &disk), marker);
            for (std::uint8_t i = 0; i < 100; ++i) {
                WriteBatch batch;
                const Bytes key(1, i);
                const Bytes value(60'000, i);
                values.emplace(key, value);
                batch.put(key, value);
                const bool isLast = i == 99;
                QVERIFY(store->commit(batch,
                                      isLast ? storage::Durability::Synced : storage::Durability::Chained));
            }
            const auto files = disk.copy();
            QVERIFY(std::ranges::count_if(
                        files, [](const auto& file) { return file.first.ends_with(".log"); }) == 2);
            disk.freeze(1);
            disk.runScheduled();
        }
        disk.cutPower();
        const auto read = allOf(disk, marker);
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QVERIFY(*read == values);
    }

    /// Bits that turn over, files that are cut short or gone: it is found out, or it did no harm.
    void rotIsNeverReadAsTruth()
    {
        constexpr std::size_t kFaults = 10'000;
        SeededRandom random(7);
        SimulatedDisk disk(random);
        const fs::path marker = folder() / "rot";
        Values values;
        // Closed and opened in between, so that there are tables and a log.
        for (const int commits : {150, 150, 60}) {
            auto store =
                *MarkedStore::open(*LevelDbStore::open("disk", storage::Contents::Signatures, &disk), marker);
            for (int i = 0; i < commits; ++i) {
                WriteBatch batch;
                for (int each = 0; each < 5; ++each) {
                    const Bytes key{static_cast<std::uint8_t>(random.next() % 200),
                                    static_cast<std::uint8_t>(each)};
                    Bytes value(random.next() % 3'000);
                    random.fill(value);
                    batch.put(key, value);
                    values[key] = value;
                }
                QVERIFY(store->commit(batch));
            }
        }
        const auto files = disk.copy();
        fs::copy_file(marker, folder() / "rot-kept");
        // Nothing is wrong yet, and nothing is found.
        disk.restore(files);
        QVERIFY(allOf(disk, marker).value() == values);
        std::size_t found = 0;
        for (std::size_t i = 0; i < kFaults; ++i) {
            disk.restore(files);
            fs::copy_file(folder() / "rot-kept", marker, fs::copy_options::overwrite_existing);
            switch (random.next() % 4) {
            case 0: QVERIFY(disk.cutFile()); break;
            case 1: QVERIFY(disk.removeAnyFile()); break;
            default: QVERIFY(disk.flipBit()); break;
            }
            const auto read = allOf(disk, marker);
            if (!read) {
                QCOMPARE(read.error().code, ErrorCode::StoreDamaged);
                ++found;
                continue;
            }
            QVERIFY2(*read == values,
                     qPrintable(QStringLiteral("in round %1, after %2").arg(i).arg(disk.touched().c_str())));
        }
        qInfo("%zu of %zu faults were found out, the others did no harm", found, kFaults);
        QVERIFY(found > kFaults * 2 / 3);
    }
};

STOA_TEST(DiskFaultTest)

} // namespace stoa::test

#include "disk_fault_test.moc"
