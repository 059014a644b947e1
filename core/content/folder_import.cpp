// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/content/importers.h"
#include "core/content/text_rules.h"

namespace stoa::content {
namespace {

constexpr std::string_view kEnding = ".md";
constexpr std::size_t kMaxFolderPages = 20'000;
constexpr std::uint64_t kMaxTotal = 512U << 20U;
constexpr std::size_t kMaxFolderDepth = 16;
constexpr std::size_t kMaxSkipped = 1000;

/// An open file or folder.
class Handle {
public:
    explicit Handle(int descriptor)
        : m_descriptor(descriptor)
    {}
    ~Handle()
    {
        if (m_descriptor >= 0) ::close(m_descriptor);
    }
    Handle(Handle&& other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {}
    Handle& operator=(Handle&& other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }

    int get() const { return m_descriptor; }
    bool isOpen() const { return m_descriptor >= 0; }

private:
    int m_descriptor;
};

Error systemError(ErrorCode code)
{
    const int number = errno;
    return {number == ENOSPC || number == EDQUOT ? ErrorCode::DiskFull : code, std::strerror(number)};
}

/// Names in a folder, sorted, so that the same folder always gives the same answer.
Result<std::vector<std::string>> namesIn(const Handle& folder)
{
    DIR* const stream = ::fdopendir(::fcntl(folder.get(), F_DUPFD_CLOEXEC, 0));
    if (stream == nullptr) return systemError(ErrorCode::FileUnreadable);
    std::vector<std::string> names;
    while (const dirent* const entry = ::readdir(stream))
        if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
    ::closedir(stream);
    std::sort(names.begin(), names.end());
    return names;
}

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char byte) {
        return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    });
    return text;
}

class FolderImport {
public:
    explicit FolderImport(const ImportTarget& target)
        : m_target(target)
        , m_batch(target.content)
    {}

    Result<ImportResult> run(const std::filesystem::path& folder)
    {
        const Handle root(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!root.isOpen()) return systemError(ErrorCode::FileUnreadable);
        STOA_TRY_VOID(walk(root, {}, 0));
        STOA_TRY_VOID(m_batch.commit());
        m_result.versions = m_result.pages.size();
        m_result.authors = m_result.pages.empty() ? 0 : 1;
        std::sort(m_result.pages.begin(), m_result.pages.end(),
                  [](const ImportedPage& a, const ImportedPage& b) { return a.name < b.name; });
        return std::move(m_result);
    }

private:
    Result<void> walk(const Handle& folder, const std::string& prefix, std::size_t depth)
    {
        STOA_TRY(const auto names, namesIn(folder));
        for (const std::string& name : names) {
            const std::string path = prefix + name;
            struct stat status {};
            if (::fstatat(folder.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
                skip(path, "file-unreadable");
                continue;
            }
            const bool isPage = name.ends_with(kEnding);
            if (S_ISDIR(status.st_mode)) {
                STOA_TRY_VOID(enter(folder, name, path, depth));
            } else if (S_ISREG(status.st_mode)) {
                if (isPage) STOA_TRY_VOID(read(folder, name, path));
            } else if (S_ISLNK(status.st_mode)) {
                skip(path, "link");
            } else if (isPage) {
                skip(path, "not-a-file");
            }
        }
        return {};
    }

    Result<void> enter(const Handle& folder, const std::string& name, const std::string& path,
                       std::size_t depth)
    {
        if (depth + 1 >= kMaxFolderDepth) {
            skip(path, "too-deep");
            return {};
        }
        const Handle inner(
            ::openat(folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!inner.isOpen()) {
            skip(path, "file-unreadable");
            return {};
        }
        return walk(inner, path + '/', depth + 1);
    }

    Result<void> read(const Handle& folder, const std::string& name, const std::string& path)
    {
        const std::string page = path.substr(0, path.size() - kEnding.size());
        if (!checkPageName(page)) {
            skip(path, "bad-page-name");
            return {};
        }
        if (!m_seen.insert(lowerCase(page)).second) {
            skip(path, "ambiguous");
            return {};
        }
        // O_NONBLOCK: what has become a pipe since it was looked at must not hold us up.
        const Handle file(
            ::openat(folder.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        struct stat status {};
        if (!file.isOpen() || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
            skip(path, "file-unreadable");
            return {};
        }
        std::string text;
        char buffer[65536];
        while (text.size() <= kMaxPageText) {
            const ssize_t size = ::read(file.get(), buffer, sizeof buffer);
            if (size < 0 && errno == EINTR) continue;
            if (size < 0) {
                skip(path, "file-unreadable");
                return {};
            }
            if (size == 0) break;
            text.append(buffer, static_cast<std::size_t>(size));
        }
        if (text.size() > kMaxPageText) {
            skip(path, "too-large");
            return {};
        }
        if (!isUtf8(text)) {
            skip(path, "bad-encoding");
            return {};
        }
        m_total += text.size();
        if (m_total > kMaxTotal || m_result.pages.size() >= kMaxFolderPages)
            return Error{ErrorCode::TooLarge, "folder"};
        return add(page, std::move(text));
    }

    Result<void> add(const std::string& page, std::string text)
    {
        PageRevision revision;
        const auto existing = m_target.heads.find(page);
        if (existing != m_target.heads.end()) {
            STOA_TRY(const PageRevision newest, m_target.history.read(existing->second));
            if (newest.text == text) {
                ++m_result.alreadyThere;
                return {};
            }
            revision.parents.push_back(existing->second);
            revision.title = newest.title;
        } else {
            revision.title = page;
        }
        revision.page = page;
        revision.text = std::move(text);
        revision.author = m_target.author;
        revision.time = m_target.now;
        const std::optional<Hash> similar =
            revision.parents.empty() ? std::nullopt : std::optional<Hash>(revision.parents[0]);
        STOA_TRY(const Hash hash, m_batch.put(viewOf(encodePageRevision(revision)), similar));
        STOA_TRY_VOID(m_target.history.note(m_batch, hash, revision));
        m_result.pages.push_back({page, hash, 1});
        if (m_batch.byteSize() > kImportBatchBytes)
            STOA_TRY_VOID(m_batch.commit(storage::Durability::Buffered));
        return {};
    }

    void skip(const std::string& path, std::string_view code)
    {
        ++m_result.leftOut;
        if (m_result.skipped.size() >= kMaxSkipped) return;
        // A file name is any bytes; whatever is no text is left out of it.
        std::string shown = isUtf8(path) ? path : std::string("?");
        m_result.skipped.push_back(shown + ": " + std::string(code));
    }

    const ImportTarget& m_target;
    ContentBatch m_batch;
    ImportResult m_result;
    std::set<std::string> m_seen;
    std::uint64_t m_total = 0;
};

Result<void> writeFile(const Handle& folder, const std::string& name, std::string_view text)
{
    const Handle file(
        ::openat(folder.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!file.isOpen()) return systemError(ErrorCode::FileUnwritable);
    while (!text.empty()) {
        const ssize_t size = ::write(file.get(), text.data(), text.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return systemError(ErrorCode::FileUnwritable);
        text.remove_prefix(static_cast<std::size_t>(size));
    }
    return {};
}

/// Goes down the folders of a page's name, making those that are missing, and writes its file.
Result<void> writePage(int root, std::string_view fileName, std::string_view text)
{
    Handle folder(::fcntl(root, F_DUPFD_CLOEXEC, 0));
    for (;;) {
        const std::size_t slash = fileName.find('/');
        if (slash == std::string_view::npos) return writeFile(folder, std::string(fileName), text);
        const std::string level(fileName.substr(0, slash));
        if (::mkdirat(folder.get(), level.c_str(), 0755) != 0 && errno != EEXIST)
            return systemError(ErrorCode::FileUnwritable);
        Handle inner(::openat(folder.get(), level.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!inner.isOpen()) return systemError(ErrorCode::FileUnwritable);
        folder = std::move(inner);
        fileName.remove_prefix(slash + 1);
    }
}

} // namespace

Result<ImportResult> importFolder(const std::filesystem::path& folder, const ImportTarget& target)
{
    return FolderImport(target).run(folder);
}

std::string exportedFileName(std::string_view page) { return std::string(page) + std::string(kEnding); }

Result<std::uint64_t> exportPages(const std::filesystem::path& folder, const std::vector<std::string>& pages,
                                  const std::function<Result<std::string>(const std::string& page)>& textOf)
{
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure) return Error{ErrorCode::FileUnwritable, failure.message()};
    const Handle root(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root.isOpen()) return systemError(ErrorCode::FileUnwritable);
    if (!std::filesystem::is_empty(folder, failure) || failure)
        return Error{ErrorCode::InvalidArgument, "the folder is not empty"};
    for (const std::string& page : pages) {
        STOA_TRY_VOID(checkPageName(page));
        STOA_TRY(const std::string text, textOf(page));
        STOA_TRY_VOID(writePage(root.get(), exportedFileName(page), text));
    }
    return std::uint64_t{pages.size()};
}

} // namespace stoa::content
