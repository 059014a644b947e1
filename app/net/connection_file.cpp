// SPDX-License-Identifier: MIT
#include "app/net/connection_file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/net/strict_json.h"

namespace stoa::net {

namespace {

constexpr std::size_t kMaxFile = 4096;

std::string pathIn(const std::string& dataFolder)
{
    return (std::filesystem::path(dataFolder) / "rpc.json").string();
}

bool writeAll(int file, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file) == 0;
}

} // namespace

Result<void> writeConnection(const std::string& dataFolder, const Connection& connection)
{
    const nlohmann::json value = {{"url", connection.url},
                                  {"token", connection.token},
                                  {"pid", connection.pid},
                                  {"version", connection.version},
                                  {"build", connection.build}};
    const std::string path = pathIn(dataFolder);
    const std::string fresh = path + ".new";
    ::unlink(fresh.c_str());
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) return Error{ErrorCode::FileUnwritable, fresh + ": " + std::strerror(errno)};
    const bool isWritten = writeAll(file, toJsonText(value) + "\n");
    ::close(file);
    if (!isWritten || ::rename(fresh.c_str(), path.c_str()) != 0) {
        ::unlink(fresh.c_str());
        return Error{ErrorCode::FileUnwritable, path};
    }
    return {};
}

Result<Connection> readConnection(const std::string& dataFolder)
{
    const std::string path = pathIn(dataFolder);
    const int file = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) return Error{ErrorCode::FileUnreadable, path};
    struct stat status = {};
    std::array<char, kMaxFile> buffer{};
    ssize_t size = -1;
    if (::fstat(file, &status) == 0 && (status.st_mode & 077) == 0 && status.st_uid == ::geteuid())
        size = ::read(file, buffer.data(), buffer.size());
    ::close(file);
    if (size < 0) return Error{ErrorCode::FileUnreadable, path};
    STOA_TRY(const auto value,
             parseStrictJson(std::string_view(buffer.data(), static_cast<std::size_t>(size))));
    const auto text = [&](const char* key) -> std::string {
        const auto at = value.find(key);
        return at != value.end() && at->is_string() ? at->get<std::string>() : std::string();
    };
    if (!value.is_object()) return Error{ErrorCode::BadJson, path};
    Connection connection{text("url"), text("token"), 0, text("version"), text("build")};
    if (const auto pid = value.find("pid"); pid != value.end() && pid->is_number_integer())
        connection.pid = pid->get<std::int64_t>();
    if (connection.url.empty() || connection.token.empty()) return Error{ErrorCode::BadJson, path};
    return connection;
}

void removeConnection(const std::string& dataFolder, const std::string& token)
{
    const auto current = readConnection(dataFolder);
    if (current && current->token == token) ::unlink(pathIn(dataFolder).c_str());
}

} // namespace stoa::net
