// SPDX-License-Identifier: MIT
#include "app/node/node_options.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include <QHostAddress>

#include "app/commands/plain_text.h"
#include "app/commands/values.h"
#include "app/net/http_transport.h"
#include "app/net/own_addresses.h"
#include "app/net/program.h"
#include "app/net/rpc_server.h"
#include "app/node/config_file.h"

namespace stoa::node_program {

namespace {

using commands::Answer;
using commands::usage;

struct NodeOption {
    std::string_view name;
    std::string_view value; ///< empty: a switch
    std::string_view help;
    std::string_view example; ///< its value in the example of a file; empty: not in files
    /// False if the value is no good. A switch gets "yes" or "no".
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

bool readOwner(NodeOptions& options, const std::string& text)
{
    const auto address = commands::readAddress(text);
    if (address) options.challengerOwner = *address;
    return address && !address->isZero();
}

bool readRoles(NodeOptions& options, const std::string& text)
{
    engine::NodeRoles roles;
    bool serves = false;
    for (std::size_t from = 0; from <= text.size();) {
        const auto comma = std::min(text.find(',', from), text.size());
        const auto first = text.find_first_not_of(' ', from);
        std::string role = first < comma ? text.substr(first, comma - first) : std::string();
        role.erase(role.find_last_not_of(' ') + 1);
        bool* known = role == "aggregator"  ? &roles.aggregator
                      : role == "validator" ? &roles.validator
                      : role == "archive"   ? &roles.archive
                      : role == "serve"     ? &serves
                                            : nullptr;
        if (known == nullptr || *known) return false;
        *known = true;
        from = comma + 1;
    }
    options.roles = roles;
    options.isServing = serves;
    return true;
}

bool readFormat(NodeOptions& options, const std::string& text)
{
    options.logFormat = text == "json" ? LogFormat::Json : LogFormat::Plain;
    return text == "json" || text == "plain";
}

bool readLevel(NodeOptions& options, const std::string& text)
{
    for (const LogLevel level : {LogLevel::Error, LogLevel::Warning, LogLevel::Info, LogLevel::Debug}) {
        if (text != nameOf(level)) continue;
        options.logLevel = level;
        return true;
    }
    return false;
}

const std::vector<NodeOption>& table()
{
    static const std::vector<NodeOption> options = {
        {"config", "FILE", "take options from this file first; see “stoad config-example”", "",
         [](NodeOptions&, const std::string& text) { return !text.empty(); }},
        {"data", "DIR", "the data folder; without it, the usual one of this user", "/var/lib/stoad",
         [](NodeOptions& o, const std::string& text) {
             o.dataFolder = text;
             return !text.empty();
         }},
        {"role", "LIST",
         "what this node does: aggregator, validator, archive, serve, with commas between. Without it, a "
         "node that begins a network does all four, and one that follows another node serves. An aggregator "
         "needs a main chain: its own, or one with --chain. A node with its own main chain keeps every batch "
         "also without archive",
         "aggregator,validator,archive,serve", &readRoles},
        {"node", "URL", "follow the node at this address, for example http://127.0.0.1:8686/",
         "http://192.168.1.5:8686/",
         [](NodeOptions& o, const std::string& text) {
             o.nodeUrl = text;
             return net::isCallable(text);
         }},
        {"chain", "URL",
         "take part in the main chain that the node at this address hosts: post batches as aggregator, "
         "challenge wrong ones as validator. Its network is followed too",
         "http://192.168.1.5:8686/",
         [](NodeOptions& o, const std::string& text) {
             o.chainUrl = text;
             return net::isCallable(text);
         }},
        {"challenger-owner", "ADDRESS",
         "the validator challenges with the credit of this address on the main chain, once that has "
         "appointed the validator’s key; the key itself moves no money. The log says which key it is",
         "0x9858EfFD232B4033E47d90003D41EC34EcaEda94", &readOwner},
        {"port", "N", "the port; without it, or with 0, it is 8686, or any free one if that is taken", "8686",
         &readPort},
        {"bind", "ADDRESS",
         "listen on this address instead of 127.0.0.1. Any other than loopback lets other computers in, so "
         "the owner's methods must be off: add --no-owner",
         "127.0.0.1", &readBind},
        {"rpc-bind", "ADDRESS", "the same", "", &readBind},
        {"serve", "", "other members may read from this node and send to it (this is usual)", "yes",
         [](NodeOptions& o, const std::string& text) {
             o.isServing = text == "yes";
             return true;
         }},
        {"no-serve", "", "serve the owner only", "",
         [](NodeOptions& o, const std::string& text) {
             o.isServing = text != "yes";
             return true;
         }},
        {"no-owner", "",
         "no owner's methods from anywhere: no rpc.json, no token, and no stoa-cli on this folder while the "
         "node "
         "runs",
         "no",
         [](NodeOptions& o, const std::string& text) {
             o.hasOwner = text != "yes";
             return true;
         }},
        {"log-format", "json|plain", "how the log's lines look, on standard error", "json", &readFormat},
        {"log-level", "error|warning|info|debug", "how much the log tells", "info", &readLevel},
        {"test-clock", "", "for a new data folder: its local network gets a clock that can be set", "no",
         [](NodeOptions& o, const std::string& text) {
             o.testClock = text == "yes";
             return true;
         }},
        {"help", "", "show this", "",
         [](NodeOptions& o, const std::string&) {
             o.print = Print::Help;
             return true;
         }},
        {"version", "", "show the version", "",
         [](NodeOptions& o, const std::string&) {
             o.print = Print::Version;
             return true;
         }},
    };
    return options;
}

const NodeOption* find(std::string_view name)
{
    for (const NodeOption& option : table()) {
        if (option.name == name) return &option;
    }
    return nullptr;
}

std::string misfit(const NodeOption& option, const std::string& value)
{
    const std::string_view what = option.value.empty() ? "yes or no" : option.value;
    return " takes " + std::string(what) + " (" + std::string(option.help) + "), and " +
           commands::quotedText(value) + " is none" +
           (what == "URL" ? ": it must be on this computer or in this private network." : ".");
}

bool fits(const NodeOption& option, NodeOptions& options, const std::string& value)
{
    if (option.value.empty() && value != "yes" && value != "no") return false;
    return option.apply(options, value);
}

struct Word {
    const NodeOption* option = nullptr;
    std::string value;
};

Answer<std::vector<Word>> takeApart(const std::vector<std::string>& words)
{
    std::vector<Word> taken;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto equals = words[i].find('=');
        const std::string name = words[i].substr(0, equals);
        const NodeOption* found = name.starts_with("--") ? find(std::string_view(name).substr(2)) : nullptr;
        if (found == nullptr)
            return usage("stoad does not know " + commands::quotedText(name.substr(0, 40)) +
                         "; “stoad --help” shows its options.");
        if (equals != std::string::npos)
            taken.push_back({found, words[i].substr(equals + 1)});
        else if (found->value.empty())
            taken.push_back({found, "yes"});
        else if (++i < words.size())
            taken.push_back({found, words[i]});
        else
            return usage("The option " + name + " needs " + std::string(found->value) + ".");
    }
    return taken;
}

/// Whether others are served, as one place says it: the roles name it, or an option of its own, which wins
/// over roles that leave it out, whichever of the two comes first.
class Serving {
public:
    /// After `option` was applied to `options`.
    void note(const NodeOption& option, const NodeOptions& options)
    {
        if (option.name == "role") m_isRole = options.isServing;
        if (option.name == "serve" || option.name == "no-serve") m_said = options.isServing;
    }
    /// At the end. False: the one denies the other.
    bool settle(NodeOptions& options) const
    {
        if (m_said) options.isServing = *m_said;
        return !(m_isRole && m_said && !*m_said);
    }

private:
    bool m_isRole = false;
    std::optional<bool> m_said;
};

Answer<NodeOptions> applyFile(const std::string& path, NodeOptions options)
{
    STOA_TRY(const auto lines, readConfig(path));
    Serving serving;
    for (const ConfigLine& line : lines) {
        const NodeOption* option = find(line.name);
        const std::string where = "Line " + std::to_string(line.number) + " of the configuration: ";
        if (option == nullptr || option->example.empty())
            return usage(where + "there is no option " + commands::quotedText(line.name) +
                         " for files; “stoad config-example” shows all there are.");
        if (!fits(*option, options, line.value))
            return usage(where + line.name + misfit(*option, line.value));
        serving.note(*option, options);
    }
    if (!serving.settle(options))
        return usage("The configuration names serve among the roles and says “serve = no”: take one of them "
                     "out.");
    return options;
}

Answer<NodeOptions> checked(NodeOptions options)
{
    const QHostAddress address(QString::fromStdString(options.bindAddress));
    if (!options.bindAddress.empty() && !net::isWholeAddress(options.bindAddress))
        return usage("--bind takes an address of this computer, such as 127.0.0.1 or 0.0.0.0, and " +
                     commands::quotedText(options.bindAddress) + " is none.");
    if (options.hasOwner && !options.bindAddress.empty() && !address.isLoopback())
        return usage(
            "--bind " + options.bindAddress +
            " lets other computers in, and the owner's methods, with which stoa-cli commands this node, "
            "must not be reachable from there: add --no-owner. Others can then read and send; stoa-cli "
            "uses this folder while the node is stopped.");
    for (const std::string& url : {options.nodeUrl, options.chainUrl})
        if (options.port != 0 && net::leadsHere(url, options.bindAddress, options.port))
            return usage(followsItself(url));
    const bool isOperator = options.roles && (options.roles->aggregator || options.roles->validator);
    if (!options.chainUrl.empty() && !isOperator)
        return usage("--chain is for who posts or checks batches there: add --role aggregator or --role "
                     "validator. To follow a node only, use --node.");
    const bool mayValidate = options.roles ? options.roles->validator : options.nodeUrl.empty();
    if (!options.challengerOwner.isZero() &&
        (!mayValidate || (options.chainUrl.empty() && !options.nodeUrl.empty())))
        return usage("--challenger-owner is for a validator on the main chain: add validator to --role, and "
                     "--chain if another node hosts the main chain.");
    std::error_code problem;
    if (const auto whole = std::filesystem::absolute(options.dataFolder, problem); !problem)
        options.dataFolder = whole.lexically_normal().string();
    return options;
}

} // namespace

Answer<NodeOptions> parseNodeOptions(const std::vector<std::string>& words)
{
    NodeOptions options;
    options.dataFolder = net::usualDataFolder();
    if (words.size() == 1 && (words[0] == "rpc-docs" || words[0] == "config-example")) {
        options.print = words[0] == "rpc-docs" ? Print::RpcDocs : Print::ConfigExample;
        return options;
    }
    STOA_TRY(const auto taken, takeApart(words));
    for (const Word& word : taken) {
        if (word.option->name != "config") continue;
        STOA_TRY(options, applyFile(word.value, options));
    }
    Serving serving;
    for (const Word& word : taken) {
        if (!fits(*word.option, options, word.value))
            return usage("--" + std::string(word.option->name) + misfit(*word.option, word.value));
        serving.note(*word.option, options);
    }
    if (!serving.settle(options))
        return usage("--role names serve, and --no-serve denies it: leave one of them out.");
    if (options.print != Print::Nothing) return options;
    return checked(std::move(options));
}

std::string followsItself(const std::string& url)
{
    return "This node would serve at " + commands::lineText(url, 300) +
           " itself, and so follow itself instead of another node. Nothing was begun. Start the node that it "
           "should follow first, or choose another port with --port.";
}

commands::Failure listenFailure(const Error& error, const NodeOptions& options)
{
    const std::string port = std::to_string(options.port == 0 ? net::kUsualPort : options.port);
    if (error.code == ErrorCode::PortInUse)
        return commands::refusal(error.code, "Port " + port + " at " + options.bindAddress +
                                                 " is used by another program. Choose another one with "
                                                 "--port.");
    if (error.code == ErrorCode::NotPermitted && error.detail.starts_with("port "))
        return commands::refusal(error.code, "This user may not open port " + port +
                                                 ": those below 1024 are the system's. Choose another one "
                                                 "with --port, such as 8686.");
    if (error.code == ErrorCode::InvalidArgument && error.detail.starts_with("address ")) {
        std::string own = "127.0.0.1";
        for (const std::string& each : net::ownAddresses()) own += ", " + each;
        return commands::refusal(error.code, "--bind takes an address of this computer, and " +
                                                 options.bindAddress + " is none. It has: " + own + ".");
    }
    return error;
}

std::string nodeHelp()
{
    std::string text =
        "stoad: a node without a window.\n\n  stoad [OPTIONS]\n  stoad rpc-docs        what the port "
        "answers, as Markdown\n  stoad config-example  a file for --config\n\nOptions:\n";
    for (const NodeOption& option : table()) {
        std::string left =
            "  --" + std::string(option.name) + (option.value.empty() ? "" : " " + std::string(option.value));
        left.resize(std::max<std::size_t>(left.size() + 2, 24), ' ');
        text += left + std::string(option.help) + "\n";
    }
    return text + "\nIt prints its address when it is ready, and stops cleanly on SIGTERM or SIGINT.\n\n"
                  "Examples:\n  stoad --data forge-node --port 8686\n"
                  "  stoad --data watch --node http://127.0.0.1:8686/ --role validator,archive\n"
                  "  stoad --data guard --chain http://127.0.0.1:8686/ --role validator --port 8687\n";
}

std::string configExample()
{
    std::string text =
        "# Options of stoad. One “name = value” on a line; a line that begins with # says nothing.\n"
        "# What stands on the command line counts more than what stands here.\n";
    for (const NodeOption& option : table()) {
        if (option.example.empty()) continue;
        text += "\n# " + std::string(option.help) + "\n";
        text += "#" + std::string(option.name) + " = " + std::string(option.example) + "\n";
    }
    return text;
}

} // namespace stoa::node_program
