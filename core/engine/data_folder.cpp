// SPDX-License-Identifier: MIT
#include "core/engine/data_folder.h"

#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "core/base/file_system.h"
#include "core/storage/commit_marker.h"
#include "core/storage/leveldb_store.h"

namespace stoa::engine {
namespace {

constexpr std::string_view kFormat = "stoa data ";
constexpr std::uint32_t kCurrent = 4; // see "A data folder's format" in ARCHITECTURE.md

constexpr std::size_t kRoom = 1024 * 1024;

std::string formatLine() { return std::string(kFormat) + std::to_string(kCurrent) + "\n"; }

/// The number in a folder's file "format".
Result<std::uint32_t> readFormat(std::string_view line)
{
    std::uint32_t number = 0;
    const bool isOurs = line.starts_with(kFormat) && line.ends_with('\n');
    if (isOurs) line = line.substr(kFormat.size(), line.size() - kFormat.size() - 1);
    const char* end = line.data() + line.size();
    const auto [at, problem] = std::from_chars(line.data(), end, number);
    if (!isOurs || problem != std::errc() || at != end || number == 0)
        return Error{ErrorCode::StoreDamaged, "format"};
    if (number > kCurrent) return ErrorCode::NewerFormat;
    return number;
}

/// Where the store at `path` goes when it is set aside next.
std::string asideOf(const std::string& path)
{
    std::string aside = path + ".earlier";
    for (int i = 2; fileExists(aside); ++i) aside = path + ".earlier-" + std::to_string(i);
    return aside;
}

/// Whether a program was killed while it set the store at `path` aside: the marker has gone, the store not.
bool isHalfAside(const std::string& path)
{
    return fileExists(path) && !fileExists(path + ".marker") && fileExists(asideOf(path) + ".marker");
}

/// Says which store it is that is damaged.
class NamedStore final : public storage::Store {
public:
    NamedStore(std::string name, std::unique_ptr<storage::Store> store)
        : m_name(std::move(name))
        , m_store(std::move(store))
    {}
    using Store::commit;
    Result<std::optional<Bytes>> get(ByteView key) override { return named(m_store->get(key)); }
    Result<void> commit(storage::WriteBatch batch, storage::Durability durability) override
    {
        return named(m_store->commit(std::move(batch), durability));
    }
    Result<void> iterate(ByteView prefix, const storage::Visitor& visit) override
    {
        return named(m_store->iterate(prefix, visit));
    }
    template <typename T>
    static Result<T> named(Result<T> result, const std::string& name)
    {
        if (result || result.error().code != ErrorCode::StoreDamaged) return result;
        return Error{ErrorCode::StoreDamaged, name + ": " + result.error().detail};
    }

private:
    template <typename T>
    Result<T> named(Result<T> result) const
    {
        return named(std::move(result), m_name);
    }

    std::string m_name;
    std::unique_ptr<storage::Store> m_store;
};

} // namespace

Result<DataFolder> DataFolder::open(std::string path)
{
    STOA_TRY_VOID(createDirectories(path));
    const int lock = ::open((path + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock < 0) return Error{ErrorCode::FileUnwritable, "lock"};
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock);
        return ErrorCode::DataInUse;
    }
    DataFolder folder(std::move(path), lock);
    const std::string formatFile = folder.below("format");
    if (!fileExists(formatFile)) STOA_TRY_VOID(writeFileAtomically(formatFile, viewOf(formatLine())));
    const auto format = readFile(formatFile, 64);
    if (!format) return Error{ErrorCode::StoreDamaged, "format"};
    STOA_TRY(const std::uint32_t number, readFormat(textOf(*format)));
    folder.m_isOlder = number < kCurrent;
    return folder;
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_lock(std::exchange(other.m_lock, -1))
    , m_isOlder(other.m_isOlder)
{}

DataFolder::~DataFolder()
{
    if (m_lock >= 0) ::close(m_lock);
}

Result<std::unique_ptr<storage::Store>> DataFolder::openStore(std::string_view name,
                                                              storage::Contents contents) const
{
    STOA_TRY_VOID(createDirectories(below("store")));
    // The stores hold the local network's keys and links of invitations, and the folder above may be
    // anybody's.
    if (::chmod(below("store").c_str(), 0700) != 0) return Error{ErrorCode::FileUnwritable, "store"};
    const std::string path = "store/" + std::string(name);
    if (isHalfAside(below(path))) STOA_TRY_VOID(setAside(name));
    STOA_TRY(auto store, NamedStore::named(storage::LevelDbStore::open(below(path), contents), path));
    STOA_TRY(auto marked,
             NamedStore::named(storage::MarkedStore::open(std::move(store), below(path + ".marker")), path));
    return std::unique_ptr<storage::Store>(std::make_unique<NamedStore>(path, std::move(marked)));
}

Result<void> DataFolder::setAside(std::string_view name) const
{
    const std::string path = below("store/" + std::string(name));
    if (!fileExists(path)) return {};
    const std::string aside = asideOf(path);
    // The marker is there on the disk before the store follows it: isHalfAside goes by that order.
    const auto moved = [this](const std::string& from, const std::string& to) -> Result<void> {
        std::error_code problem;
        std::filesystem::rename(from, to, problem);
        if (problem) return Error{ErrorCode::FileUnwritable, "store"};
        return syncFolder(below("store"));
    };
    if (fileExists(path + ".marker")) STOA_TRY_VOID(moved(path + ".marker", aside + ".marker"));
    return moved(path, aside);
}

bool DataFolder::hasStore(std::string_view name) const
{
    return fileExists(below("store/" + std::string(name)));
}

Result<void> DataFolder::checkRoom() const
{
    const std::string file = below("room");
    // What little there may be is left to what has words and money in it.
    std::error_code problem;
    const auto space = std::filesystem::space(m_path, problem);
    if (!problem && space.available < kRoom) return Error{ErrorCode::DiskFull, "room"};
    STOA_TRY_VOID(writeFileAtomically(file, Bytes(kRoom, 0xff)));
    ::unlink(file.c_str());
    return {};
}

Result<void> DataFolder::markCurrent()
{
    if (!m_isOlder) return {};
    STOA_TRY_VOID(writeFileAtomically(below("format"), viewOf(formatLine())));
    m_isOlder = false;
    return {};
}

} // namespace stoa::engine
