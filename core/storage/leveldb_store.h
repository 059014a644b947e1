// SPDX-License-Identifier: MIT
// A Store on disk. LevelDB is opened so that damage is always reported: paranoid, with checksums verified
// on every read. What LevelDB cannot notice by itself, a log that was cut short, is noticed by MarkedStore.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/storage/store.h"

namespace leveldb {
class Env;
}

namespace stoa::storage {

/// One folder, held by one program at a time. Thread-confined.
///
/// A failed write leaves LevelDB refusing everything until it is opened again, even after there is space:
/// this class closes and reopens by itself, at once or with the next call.
class LevelDbStore final : public Store {
public:
    /// Opens the folder, making it (readable by its owner only) when absent.
    /// Errors: DataInUse (another program holds it), StoreDamaged, StoreUnavailable, DiskFull.
    /// `disk`, if given, stands in for the computer's and must outlive the store.
    static Result<std::unique_ptr<LevelDbStore>> open(const std::filesystem::path& folder,
                                                      Contents contents = Contents::Texts,
                                                      leveldb::Env* disk = nullptr);

    ~LevelDbStore() override;
    LevelDbStore(const LevelDbStore&) = delete;
    LevelDbStore& operator=(const LevelDbStore&) = delete;

    using Store::commit;
    Result<std::optional<Bytes>> get(ByteView key) override;
    Result<void> commit(WriteBatch batch, Durability durability) override;
    Result<void> iterate(ByteView prefix, const Visitor& visit) override;

private:
    struct Database;

    LevelDbStore(std::filesystem::path folder, Contents contents, leveldb::Env* disk);
    Result<void> reopen();
    Result<void> ensureOpen();

    std::filesystem::path m_folder;
    Contents m_contents;
    leveldb::Env* m_disk;
    /// Null after a failure that reopening has not cured yet. Shared with a running iterate(), so that
    /// a visitor's failed write does not take the database away from under it.
    std::shared_ptr<Database> m_database;
};

} // namespace stoa::storage
