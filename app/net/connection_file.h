// SPDX-License-Identifier: MIT
// rpc.json in the data folder: how the owner's other programs find and convince the program that holds the
// folder. Only its owner can read it.
#pragma once

#include <string>

#include "core/base/result.h"

namespace stoa::net {

struct Connection {
    std::string url;   ///< "http://127.0.0.1:8686/"
    std::string token; ///< 64 digits
    std::int64_t pid = 0;
    std::string version;
    std::string build; ///< two programs of one build understand each other; see commands::buildName
};

/// Replaces the file in one step, mode 0600. Errors: FileUnwritable.
Result<void> writeConnection(const std::string& dataFolder, const Connection& connection);

/// Errors: FileUnreadable (absent, or open to others), BadJson.
Result<Connection> readConnection(const std::string& dataFolder);

/// Removes the file if it still carries this token.
void removeConnection(const std::string& dataFolder, const std::string& token);

} // namespace stoa::net
