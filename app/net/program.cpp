// SPDX-License-Identifier: MIT
#include "app/net/program.h"

#include <csignal>
#include <cstdlib>

#include <pwd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace stoa::net {

std::string usualDataFolder()
{
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && data[0] == '/')
        return std::string(data) + "/stoa";
    const char* home = std::getenv("HOME");
    if (home == nullptr || home[0] != '/') {
        const passwd* entry = ::getpwuid(::getuid());
        home = entry == nullptr ? "/" : entry->pw_dir;
    }
    return std::string(home) + "/.local/share/stoa";
}

void hardenProcess()
{
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace stoa::net
