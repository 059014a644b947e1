// SPDX-License-Identifier: MIT
#include "core/engine/data_folder.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "core/base/file_system.h"
#include "core/storage/commit_marker.h"
#include "core/storage/leveldb_store.h"

namespace stoa::engine {
namespace {

constexpr std::string_view kFormat = "stoa data 1\n";

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
    if (!fileExists(formatFile)) STOA_TRY_VOID(writeFileAtomically(formatFile, viewOf(kFormat)));
    STOA_TRY(const Bytes format, readFile(formatFile, 64));
    if (textOf(format) != kFormat) return ErrorCode::NewerFormat;
    return folder;
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_lock(std::exchange(other.m_lock, -1))
{}

DataFolder::~DataFolder()
{
    if (m_lock >= 0) ::close(m_lock);
}

Result<std::unique_ptr<storage::Store>> DataFolder::openStore(std::string_view name) const
{
    STOA_TRY_VOID(createDirectories(below("store")));
    // The stores hold the local network's keys and links of invitations, and the folder above may be
    // anybody's.
    if (::chmod(below("store").c_str(), 0700) != 0) return Error{ErrorCode::FileUnwritable, "store"};
    STOA_TRY(auto store, storage::LevelDbStore::open(below("store/" + std::string(name))));
    STOA_TRY(auto marked,
             storage::MarkedStore::open(std::move(store), below("store/" + std::string(name) + ".marker")));
    return std::unique_ptr<storage::Store>(std::move(marked));
}

} // namespace stoa::engine
