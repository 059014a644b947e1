// SPDX-License-Identifier: MIT
#include "app/node/node_options.h"

#include <array>
#include <filesystem>
#include <functional>
#include <string_view>

#include <QHostAddress>

#include "app/commands/plain_text.h"
#include "app/net/http_transport.h"
#include "app/net/program.h"

namespace stoa::node_program {

namespace {

using commands::Answer;
using commands::usage;

struct NodeOption {
    std::string_view name;
    std::string_view value; ///< empty: a switch
    std::string_view help;
    /// False if the value is no good.
    bool (*apply)(NodeOptions&, const std::string& value);
};

bool readPort(NodeOptions& options, const std::string& text)
{
    if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789") != std::string::npos)
        return false;
    const unsigned long port = std::stoul(text);
    options.port = static_cast<std::uint16_t>(port);
    return port <= 65'535;
}

bool readBind(NodeOptions& options, const std::string& text)
{
    options.bindAddress = text;
    return !text.empty();
}

const std::vector<NodeOption>& table()
{
    static const std::vector<NodeOption> options = {
        {"data", "DIR", "the data folder; without it, the usual one of this user",
         [](NodeOptions& o, const std::string& text) {
             o.dataFolder = text;
             return !text.empty();
         }},
        {"node", "URL", "follow the node at this address, for example http://127.0.0.1:8686/",
         [](NodeOptions& o, const std::string& text) {
             o.nodeUrl = text;
             return net::isCallable(text);
         }},
        {"port", "N", "the port; without it 8686, or any free one if that is taken", &readPort},
        {"bind", "ADDRESS",
         "listen on this address instead of 127.0.0.1. Any other than loopback lets other computers in, so "
         "the "
         "owner's methods must be off: add --no-owner",
         &readBind},
        {"rpc-bind", "ADDRESS", "the same", &readBind},
        {"serve", "", "other members may read from this node and send to it (this is usual)",
         [](NodeOptions& o, const std::string&) { return o.isServing = true; }},
        {"no-serve", "", "serve the owner only",
         [](NodeOptions& o, const std::string&) {
             o.isServing = false;
             return true;
         }},
        {"no-owner", "", "no owner's methods, so no stoa-cli on this folder while the node runs",
         [](NodeOptions& o, const std::string&) {
             o.hasOwner = false;
             return true;
         }},
        {"test-clock", "", "for a new data folder: its local network gets a clock that can be set",
         [](NodeOptions& o, const std::string&) { return o.testClock = true; }},
        {"help", "", "show this", [](NodeOptions& o, const std::string&) { return o.wantsHelp = true; }},
        {"version", "", "show the version",
         [](NodeOptions& o, const std::string&) { return o.wantsVersion = true; }},
    };
    return options;
}

} // namespace

Answer<NodeOptions> parseNodeOptions(const std::vector<std::string>& words)
{
    NodeOptions result;
    result.dataFolder = net::usualDataFolder();
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto equals = words[i].find('=');
        const std::string name = words[i].substr(0, equals);
        const NodeOption* found = nullptr;
        for (const NodeOption& option : table()) {
            if (name == "--" + std::string(option.name)) found = &option;
        }
        if (found == nullptr)
            return usage("stoad does not know “" + name.substr(0, 40) +
                         "”; “stoad --help” shows its options.");
        std::string value;
        if (found->value.empty()) {
            if (equals != std::string::npos) return usage("The option " + name + " takes no value.");
        } else if (equals != std::string::npos) {
            value = words[i].substr(equals + 1);
        } else if (++i < words.size()) {
            value = words[i];
        } else {
            return usage("The option " + name + " needs " + std::string(found->value) + ".");
        }
        if (!found->apply(result, value))
            return usage(name + " takes " + std::string(found->value) + " (" + std::string(found->help) +
                         "), and " + commands::quotedText(value) + " is none.");
    }
    const QHostAddress address(QString::fromStdString(result.bindAddress));
    if (!result.bindAddress.empty() && address.isNull())
        return usage("--bind takes an address of this computer, such as 127.0.0.1 or 0.0.0.0, and " +
                     commands::quotedText(result.bindAddress) + " is none.");
    if (result.hasOwner && !result.bindAddress.empty() && !address.isLoopback())
        return usage(
            "--bind " + result.bindAddress +
            " lets other computers in, and the owner's methods, with which stoa-cli commands this node, "
            "must not be reachable from there: add --no-owner. Others can then read and send; stoa-cli "
            "uses this folder while the node is stopped.");
    std::error_code problem;
    if (const auto whole = std::filesystem::absolute(result.dataFolder, problem); !problem)
        result.dataFolder = whole.lexically_normal().string();
    return result;
}

std::string nodeHelp()
{
    std::string text = "stoad: a node without a window.\n\n  stoad [OPTIONS]\n\nOptions:\n";
    for (const NodeOption& option : table()) {
        std::string left =
            "  --" + std::string(option.name) + (option.value.empty() ? "" : " " + std::string(option.value));
        left.resize(std::max<std::size_t>(left.size() + 2, 24), ' ');
        text += left + std::string(option.help) + "\n";
    }
    return text + "\nIt prints its address when it is ready, and stops cleanly on SIGTERM or SIGINT.\n\n"
                  "Example:\n  stoad --data forge-node --port 8686\n";
}

} // namespace stoa::node_program
