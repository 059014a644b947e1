// SPDX-License-Identifier: MIT
#include "core/base/file_system.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stoa {

namespace {

class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags)
        : m_number(::open(path.c_str(), flags | O_CLOEXEC, 0600))
    {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (m_number >= 0) ::close(m_number);
    }

    bool isOpen() const { return m_number >= 0; }
    int number() const { return m_number; }

private:
    int m_number;
};

Error writeError(const std::filesystem::path& path)
{
    const bool isFull = errno == ENOSPC || errno == EDQUOT;
    return {isFull ? ErrorCode::DiskFull : ErrorCode::FileUnwritable, path.filename().string()};
}

Error readError(const std::filesystem::path& path)
{
    return {ErrorCode::FileUnreadable, path.filename().string()};
}

bool writeAll(int file, ByteView content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        content = content.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

std::filesystem::path folderOf(const std::filesystem::path& path)
{
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

Result<void> writeAndSync(const std::filesystem::path& path, ByteView content)
{
    // What an earlier attempt left behind is written over; a link laid there by somebody else is not
    // followed.
    const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
    if (!file.isOpen()) return writeError(path);
    if (::fchmod(file.number(), 0600) != 0 || !writeAll(file.number(), content) ||
        ::fsync(file.number()) != 0)
        return writeError(path);
    return {};
}

Result<void> writeCheckAndRename(const std::filesystem::path& fresh, const std::filesystem::path& path,
                                 ByteView content, const std::function<Result<void>(ByteView)>& check)
{
    STOA_TRY_VOID(writeAndSync(fresh, content));
    STOA_TRY(const Bytes readBack, readFile(fresh, content.size()));
    if (!equal(readBack, content)) return Error{ErrorCode::FileUnwritable, path.filename().string()};
    if (check) STOA_TRY_VOID(check(readBack));
    if (::rename(fresh.c_str(), path.c_str()) != 0) return writeError(path);
    return {};
}

} // namespace

Result<Bytes> readFile(const std::filesystem::path& path, std::size_t maxBytes)
{
    // Not to hang on a pipe that nobody writes to.
    const Descriptor file(path, O_RDONLY | O_NONBLOCK);
    struct stat status = {};
    if (!file.isOpen() || ::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode))
        return readError(path);

    Bytes content;
    std::uint8_t buffer[16 * 1024];
    for (;;) {
        const ssize_t count = ::read(file.number(), buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return readError(path);
        if (count == 0) return content;
        append(content, ByteView(buffer, static_cast<std::size_t>(count)));
        if (content.size() > maxBytes) return Error{ErrorCode::TooLarge, path.filename().string()};
    }
}

Result<void> writeFileAtomically(const std::filesystem::path& path, ByteView content,
                                 const std::function<Result<void>(ByteView)>& check)
{
    std::filesystem::path fresh = path;
    fresh += ".new";
    if (auto done = writeCheckAndRename(fresh, path, content, check); !done) {
        ::unlink(fresh.c_str());
        return done;
    }
    return syncFolder(folderOf(path));
}

Result<void> createDirectories(const std::filesystem::path& path)
{
    if (path.empty()) return {};
    struct stat status = {};
    if (::stat(path.c_str(), &status) == 0) {
        if (S_ISDIR(status.st_mode)) return {};
        errno = ENOTDIR;
        return writeError(path);
    }
    // "a/b/" names the same folder as "a/b".
    if (!path.has_filename()) return createDirectories(path.parent_path());
    STOA_TRY_VOID(createDirectories(path.parent_path()));
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return writeError(path);
    return syncFolder(folderOf(path));
}

Result<void> syncFolder(const std::filesystem::path& folder)
{
    const Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
    if (!descriptor.isOpen() || ::fsync(descriptor.number()) != 0) return writeError(folder);
    return {};
}

bool fileExists(const std::filesystem::path& path)
{
    struct stat status = {};
    return ::lstat(path.c_str(), &status) == 0;
}

} // namespace stoa
