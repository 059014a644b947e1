// SPDX-License-Identifier: MIT
// LevelDB syncs the log it writes to, and deletes the object of an older log without syncing what was written
// there. A commit that is Synced would then leave earlier ones behind it that are not.
#pragma once

#include <atomic>
#include <string>

#include <leveldb/env.h>

namespace stoa::storage {

/// The disk `target`, which must outlive it, but that logs (`*.log`) are on the disk before they are let go.
/// Of one opened database: if that fails, no log of it can be written any more. Thread-safe.
class SyncedLogs final : public leveldb::EnvWrapper {
public:
    explicit SyncedLogs(leveldb::Env& target)
        : EnvWrapper(&target)
    {}

    leveldb::Status NewWritableFile(const std::string& name, leveldb::WritableFile** file) override;

private:
    class Log;

    std::atomic<bool> m_isBroken = false;
};

} // namespace stoa::storage
