// SPDX-License-Identifier: MIT
// The words after "stoad", and the same ones in the file of --config. The command line wins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/answer.h"
#include "app/node/event_log.h"
#include "core/engine/engine.h"

namespace stoa::node_program {

/// What stoad prints instead of running.
enum class Print : std::uint8_t { Nothing, Help, Version, RpcDocs, ConfigExample };

struct NodeOptions {
    std::string dataFolder;
    std::string nodeUrl;
    std::string chainUrl;
    Address challengerOwner;
    std::string bindAddress = "127.0.0.1";
    std::uint16_t port = 0;
    std::optional<engine::NodeRoles> roles; ///< absent: what the network gives a node
    bool isServing = true;
    bool hasOwner = true;
    bool testClock = false;
    LogFormat logFormat = LogFormat::Plain;
    LogLevel logLevel = LogLevel::Info;
    Print print = Print::Nothing;
};

/// Errors: wrong usage, with a sentence that names the option or the line.
commands::Answer<NodeOptions> parseNodeOptions(const std::vector<std::string>& words);

/// Why the port of these options could not be opened, from the error of net::RpcServer.
commands::Failure listenFailure(const Error& error, const NodeOptions& options);

/// What is said of a node that would follow the address at which it serves itself.
std::string followsItself(const std::string& url);

std::string nodeHelp();

/// A file that --config takes, with every option explained and none set.
std::string configExample();

} // namespace stoa::node_program
