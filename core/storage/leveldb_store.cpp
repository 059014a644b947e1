// SPDX-License-Identifier: MIT
#include "core/storage/leveldb_store.h"

#include <algorithm>

#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/filter_policy.h>
#include <leveldb/write_batch.h>

#include "core/storage/synced_logs.h"

namespace stoa::storage {
namespace {

// After a kill the log is read again on opening: 4 MiB keep that in the tens of milliseconds.
constexpr std::size_t kWriteBuffer = 4U << 20U;
constexpr int kBloomBitsPerKey = 10;

leveldb::Slice sliceOf(ByteView bytes)
{
    if (bytes.empty()) return {}; // LevelDB compares bytes even when there are none, so never from null
    return {textOf(bytes).data(), bytes.size()};
}
ByteView viewOfSlice(const leveldb::Slice& slice) { return viewOf({slice.data(), slice.size()}); }

/// LevelDB hands on what the system said as text only, so the text is all there is to tell faults apart.
Error errorOf(const leveldb::Status& status)
{
    const std::string text = status.ToString();
    const auto says = [&text](std::string_view words) { return text.find(words) != std::string::npos; };
    if (says("No space left") || says("Disk quota exceeded")) return {ErrorCode::DiskFull, text};
    if (says("already held by process") || says("Resource temporarily unavailable"))
        return {ErrorCode::DataInUse, text};
    // A file of its own that is gone, or something else in its place.
    if (status.IsCorruption() || status.IsInvalidArgument() || status.IsNotFound() || says("missing files") ||
        says("CURRENT file") || says("No such file") || says("Invalid argument") || says("Is a directory") ||
        says("Not a directory") || says("No such device"))
        return {ErrorCode::StoreDamaged, text};
    return {ErrorCode::StoreUnavailable, text};
}

/// Without the file CURRENT, LevelDB would begin anew and drop what lies there.
Result<void> checkNotHeadless(leveldb::Env& disk, const std::string& folder)
{
    std::vector<std::string> names;
    if (disk.FileExists(folder + "/CURRENT") || !disk.GetChildren(folder, &names).ok()) return {};
    const auto holdsData = [](const std::string& name) {
        return name.ends_with(".log") || name.ends_with(".ldb") || name.ends_with(".sst");
    };
    if (std::any_of(names.begin(), names.end(), holdsData))
        return Error{ErrorCode::StoreDamaged, "the file CURRENT is missing"};
    return {};
}

leveldb::ReadOptions readOptions()
{
    leveldb::ReadOptions options;
    options.verify_checksums = true;
    return options;
}

} // namespace

struct LevelDbStore::Database {
    explicit Database(leveldb::Env& disk)
        : logs(disk)
    {}

    // The order counts: the database is closed before its disk and its filter go.
    SyncedLogs logs;
    std::unique_ptr<const leveldb::FilterPolicy> filter;
    std::unique_ptr<leveldb::DB> db;
};

LevelDbStore::LevelDbStore(std::filesystem::path folder, Contents contents, leveldb::Env* disk)
    : m_folder(std::move(folder))
    , m_contents(contents)
    , m_disk(disk)
{}

LevelDbStore::~LevelDbStore() = default;

Result<std::unique_ptr<LevelDbStore>> LevelDbStore::open(const std::filesystem::path& folder,
                                                         Contents contents, leveldb::Env* disk)
{
    if (disk == nullptr) {
        std::error_code failure;
        if (std::filesystem::create_directories(folder, failure); failure)
            return Error{failure == std::errc::no_space_on_device ? ErrorCode::DiskFull
                                                                  : ErrorCode::StoreUnavailable,
                         failure.message()};
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failure);
    }
    std::unique_ptr<LevelDbStore> store(new LevelDbStore(folder, contents, disk));
    STOA_TRY_VOID(store->reopen());
    return store;
}

Result<void> LevelDbStore::reopen()
{
    m_database.reset();
    leveldb::Env& disk = m_disk != nullptr ? *m_disk : *leveldb::Env::Default();
    STOA_TRY_VOID(checkNotHeadless(disk, m_folder.string()));
    const auto database = std::make_shared<Database>(disk);
    database->filter.reset(leveldb::NewBloomFilterPolicy(kBloomBitsPerKey));

    leveldb::Options options;
    options.create_if_missing = true;
    options.env = &database->logs;
    options.paranoid_checks = true;
    options.compression =
        m_contents == Contents::Texts ? leveldb::kSnappyCompression : leveldb::kNoCompression;
    options.write_buffer_size = kWriteBuffer;
    options.filter_policy = database->filter.get();
    leveldb::DB* db = nullptr;
    const leveldb::Status status = leveldb::DB::Open(options, m_folder.string(), &db);
    database->db.reset(db);
    if (!status.ok()) return errorOf(status);
    m_database = database;
    return {};
}

Result<void> LevelDbStore::ensureOpen()
{
    if (m_database != nullptr) return {};
    return reopen();
}

Result<std::optional<Bytes>> LevelDbStore::get(ByteView key)
{
    STOA_TRY_VOID(ensureOpen());
    std::string value;
    const leveldb::Status status = m_database->db->Get(readOptions(), sliceOf(key), &value);
    if (status.IsNotFound()) return std::optional<Bytes>();
    if (!status.ok()) return errorOf(status);
    return std::optional<Bytes>(toBytes(viewOf(value)));
}

Result<void> LevelDbStore::commit(WriteBatch batch, Durability durability)
{
    STOA_TRY_VOID(ensureOpen());
    leveldb::WriteBatch writes;
    for (const WriteBatch::Change& change : batch.changes()) {
        if (change.value)
            writes.Put(sliceOf(change.key), sliceOf(*change.value));
        else
            writes.Delete(sliceOf(change.key));
    }
    leveldb::WriteOptions options;
    options.sync = durability == Durability::Synced;
    const leveldb::Status status = m_database->db->Write(options, &writes);
    if (status.ok()) return {};
    Error error = errorOf(status);
    // Whatever reopening says is heard again by the next call; this one answers why the write failed.
    static_cast<void>(reopen().has_value());
    return error;
}

Result<void> LevelDbStore::iterate(ByteView prefix, const Visitor& visit)
{
    STOA_TRY_VOID(ensureOpen());
    leveldb::ReadOptions options = readOptions();
    options.fill_cache = false;
    const std::shared_ptr<Database> database = m_database; // outlives the iterator
    const std::unique_ptr<leveldb::Iterator> at(database->db->NewIterator(options));
    for (at->Seek(sliceOf(prefix)); at->Valid() && at->key().starts_with(sliceOf(prefix)); at->Next())
        if (!visit(viewOfSlice(at->key()), viewOfSlice(at->value()))) break;
    if (!at->status().ok()) return errorOf(at->status());
    return {};
}

} // namespace stoa::storage
