// SPDX-License-Identifier: MIT
// The words after "stoad".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/commands/answer.h"

namespace stoa::node_program {

struct NodeOptions {
    std::string dataFolder;
    std::string nodeUrl;
    std::string bindAddress = "127.0.0.1";
    std::uint16_t port = 0;
    bool isServing = true;
    bool hasOwner = true;
    bool testClock = false;
    bool wantsHelp = false;
    bool wantsVersion = false;
};

commands::Answer<NodeOptions> parseNodeOptions(const std::vector<std::string>& words);

std::string nodeHelp();

} // namespace stoa::node_program
