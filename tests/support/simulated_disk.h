// SPDX-License-Identifier: MIT
// A disk in memory for LevelDB that fails as disks do: it fills, a write or a sync fails, the power goes, a
// bit turns over. What was synced survives a power cut; of the rest any beginning may.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <leveldb/env.h>

#include "core/base/random.h"

namespace stoa::test {

/// As ext4 keeps its promises: names change in the order in which they were changed, and syncing any file
/// makes all changes of names so far durable; a file grows only once what it grows by is there. Outlives
/// every database that was opened on it. Thread-safe.
class SimulatedDisk final : public leveldb::EnvWrapper {
public:
    explicit SimulatedDisk(SeededRandom& random);
    ~SimulatedDisk() override;
    SimulatedDisk(const SimulatedDisk&) = delete;
    SimulatedDisk& operator=(const SimulatedDisk&) = delete;

    // ---- what goes wrong

    /// Fails the `nth` change from now (1: the next one) with an input/output error, once.
    void failOnce(std::size_t nth);
    /// From the `nth` change on there is no space. 0: there is again.
    void fillUp(std::size_t nth);
    /// From the `nth` change on nothing reaches the disk any more: the power is going. Every call fails.
    void freeze(std::size_t nth);
    /// The power is gone. Databases on this disk must be closed; afterwards it works again.
    void cutPower();
    /// Turns over one bit of something stored. False if there is nothing.
    bool flipBit();
    /// Cuts one file to a random length, as a file system does that lost its end. False if there is none.
    bool cutFile();
    bool removeAnyFile();

    /// LevelDB's own work in the background waits from now on for runScheduled(), so that two runs are the
    /// same. It must have run before a database is closed.
    void scheduleByHand() { m_isByHand = true; }
    void runScheduled();

    /// The file that was damaged last.
    const std::string& touched() const { return m_touched; }

    /// What is stored, for later: put back with restore().
    std::map<std::string, std::string> copy() const;
    void restore(const std::map<std::string, std::string>& files);

    // ---- leveldb::Env
    leveldb::Status NewSequentialFile(const std::string& name, leveldb::SequentialFile** file) override;
    leveldb::Status NewRandomAccessFile(const std::string& name, leveldb::RandomAccessFile** file) override;
    leveldb::Status NewWritableFile(const std::string& name, leveldb::WritableFile** file) override;
    leveldb::Status NewAppendableFile(const std::string& name, leveldb::WritableFile** file) override;
    bool FileExists(const std::string& name) override;
    leveldb::Status GetChildren(const std::string& folder, std::vector<std::string>* names) override;
    leveldb::Status RemoveFile(const std::string& name) override;
    leveldb::Status CreateDir(const std::string&) override { return leveldb::Status::OK(); }
    leveldb::Status RemoveDir(const std::string&) override { return leveldb::Status::OK(); }
    leveldb::Status GetFileSize(const std::string& name, std::uint64_t* size) override;
    leveldb::Status RenameFile(const std::string& from, const std::string& to) override;
    leveldb::Status LockFile(const std::string& name, leveldb::FileLock** lock) override;
    leveldb::Status UnlockFile(leveldb::FileLock* lock) override;
    leveldb::Status NewLogger(const std::string&, leveldb::Logger**) override;
    void Schedule(void (*work)(void*), void* argument) override;
    void SleepForMicroseconds(int) override {}

private:
    struct File {
        std::string content;
        std::size_t synced = 0; ///< bytes that survive a power cut
    };
    using Names = std::map<std::string, std::shared_ptr<File>>;
    class Reader;
    class Writer;
    friend class Reader;
    friend class Writer;

    /// Asked before each change. Not OK: it does not happen.
    leveldb::Status change(const std::string& name);
    leveldb::Status append(File& file, const std::string& name, const leveldb::Slice& data);
    leveldb::Status sync(File& file, const std::string& name);
    /// Names as they stand after a change, in order; those before it may be what a power cut leaves.
    void noteNames() { m_unsyncedNames.push_back(m_names); }
    std::shared_ptr<File> anyFile();

    mutable std::mutex m_mutex;
    SeededRandom& m_random;
    Names m_names;
    Names m_durableNames;
    std::vector<Names> m_unsyncedNames;
    std::set<std::string> m_locks;
    std::string m_touched;
    std::size_t m_changes = 0;
    std::size_t m_failAt = 0;
    std::size_t m_fullFrom = 0;
    std::size_t m_frozenFrom = 0;
    bool m_isByHand = false;
    std::deque<std::pair<void (*)(void*), void*>> m_scheduled;
};

} // namespace stoa::test
