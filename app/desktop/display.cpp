// SPDX-License-Identifier: MIT
#include "app/desktop/display.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace stoa::desktop {
namespace {

bool takesConnection(int family, const sockaddr* address, socklen_t size)
{
    const int socket = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return false;
    const timeval patience{2, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    const bool isTaken = ::connect(socket, address, size) == 0;
    ::close(socket);
    return isTaken;
}

/// `isAbstract`: the name is not a file, as Linux has it for X.
bool takesConnection(const std::string& path, bool isAbstract)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::size_t before = isAbstract ? 1 : 0;
    if (path.empty() || path.size() + before + 1 > sizeof address.sun_path) return false;
    std::memcpy(address.sun_path + before, path.data(), path.size());
    const std::size_t size = offsetof(sockaddr_un, sun_path) + before + path.size() + (isAbstract ? 0 : 1);
    return takesConnection(AF_UNIX, reinterpret_cast<const sockaddr*>(&address),
                           static_cast<socklen_t>(size));
}

bool takesConnection(const std::string& host, int port)
{
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found) != 0) return false;
    bool isTaken = false;
    for (const addrinfo* each = found; each != nullptr && !isTaken; each = each->ai_next)
        isTaken = takesConnection(each->ai_family, each->ai_addr, each->ai_addrlen);
    ::freeaddrinfo(found);
    return isTaken;
}

bool hasWayland(const std::string& name, const std::string& runtimeFolder)
{
    if (name.empty()) return false;
    return takesConnection(name.front() == '/' ? name : runtimeFolder + "/" + name, false);
}

/// "[HOST]:NUMBER[.SCREEN]"
bool hasX(const std::string& display)
{
    const auto colon = display.rfind(':');
    if (colon == std::string::npos) return false;
    const std::string host = display.substr(0, colon);
    const std::string number = display.substr(colon + 1, display.find('.', colon) - colon - 1);
    const bool isNumber =
        !number.empty() && number.size() < 5 &&
        std::all_of(number.begin(), number.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (!isNumber) return false;
    if (!host.empty() && host != "unix") return takesConnection(host, 6000 + std::stoi(number));
    const std::string path = "/tmp/.X11-unix/X" + number;
    return takesConnection(path, true) || takesConnection(path, false);
}

} // namespace

bool hasDisplay(const Environment& environment)
{
    return !environment("QT_QPA_PLATFORM").empty() ||
           hasWayland(environment("WAYLAND_DISPLAY"), environment("XDG_RUNTIME_DIR")) ||
           hasX(environment("DISPLAY"));
}

bool hasDisplay()
{
    return hasDisplay([](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value == nullptr ? "" : value);
    });
}

} // namespace stoa::desktop
