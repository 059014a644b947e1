// SPDX-License-Identifier: MIT
// Where a command runs: on an engine of this program's own, or in the program that already holds the data
// folder.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/commands/command_table.h"

namespace stoa::cli {

struct SessionOptions {
    std::string dataFolder;
    std::string nodeUrl;
    std::string passwordFile;
    std::string company;
    bool testClock = false;
    bool mayBegin = false;        ///< a folder that holds nothing yet becomes a data folder
    bool inputIsCommands = false; ///< standard input is not free for texts
    std::function<Result<void>(const commands::Reply&)> show; ///< see commands::Context
    /// Asked before a folder is begun: a failure leaves nothing behind. Empty: nothing is in the way.
    std::function<commands::Answer<std::monostate>(const commands::Beginning&)> beforeBegin;
};

class Session {
public:
    virtual ~Session() = default;

    /// Runs one command to its end.
    virtual commands::Answer<commands::Reply> run(const commands::CommandLine& line) = 0;
};

/// Opens the data folder, or finds the program that has it; waits a moment for one that is just starting or
/// ending.
commands::Answer<std::unique_ptr<Session>> openSession(const SessionOptions& options);

} // namespace stoa::cli
