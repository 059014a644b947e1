// SPDX-License-Identifier: MIT
// Threads that work ahead and must not be in the way of the one that others wait for.
#pragma once

#include <sys/resource.h>
#include <unistd.h>

namespace stoa {

/// The calling thread runs while the program's other threads leave room. Where the system will not have it,
/// everything stays as it is.
inline void letOthersGoFirst()
{
#if defined(__linux__)
    constexpr int kLower = 10;
    (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kLower); // of this thread only
#endif
}

} // namespace stoa
