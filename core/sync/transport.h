// SPDX-License-Identifier: MIT
// How core reaches other computers: one question, one answer. The sockets behind it are in app/net.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace stoa::sync {

/// Thread-safe.
class Transport {
public:
    virtual ~Transport() = default;

    /// Posts `body` (JSON-RPC) to `url` ("http://host:port/") and waits for the answer's body. Bounded in
    /// time and size. Errors: Offline (nobody answers there, or too slowly), TooLarge, BadAnswer (no
    /// HTTP, another status than 200, or an address that this program does not call).
    virtual Result<std::string> post(std::string_view url, std::string_view body) = 0;
};

} // namespace stoa::sync
