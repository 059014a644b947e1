// SPDX-License-Identifier: MIT
#include "core/storage/synced_logs.h"

#include <memory>

namespace stoa::storage {

class SyncedLogs::Log final : public leveldb::WritableFile {
public:
    Log(SyncedLogs& disk, leveldb::WritableFile* file)
        : m_disk(disk)
        , m_file(file)
    {}
    ~Log() override
    {
        if (m_isUnsynced && !m_file->Sync().ok()) m_disk.m_isBroken = true;
    }

    leveldb::Status Append(const leveldb::Slice& data) override
    {
        if (m_disk.m_isBroken) return leveldb::Status::IOError("an older log could not be synced");
        m_isUnsynced = true;
        return m_file->Append(data);
    }
    leveldb::Status Close() override { return m_file->Close(); }
    leveldb::Status Flush() override { return m_file->Flush(); }
    leveldb::Status Sync() override
    {
        if (m_disk.m_isBroken) return leveldb::Status::IOError("an older log could not be synced");
        const leveldb::Status done = m_file->Sync();
        if (done.ok()) m_isUnsynced = false;
        return done;
    }

private:
    SyncedLogs& m_disk;
    std::unique_ptr<leveldb::WritableFile> m_file;
    bool m_isUnsynced = false;
};

leveldb::Status SyncedLogs::NewWritableFile(const std::string& name, leveldb::WritableFile** file)
{
    leveldb::WritableFile* made = nullptr;
    const leveldb::Status status = target()->NewWritableFile(name, &made);
    if (status.ok()) *file = name.ends_with(".log") ? new Log(*this, made) : made;
    return status;
}

} // namespace stoa::storage
