// SPDX-License-Identifier: MIT
// stoa-cli: every action of the product by command line. Words in, one answer out, an exit code.
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <QCoreApplication>

#include "app/cli/session.h"
#include "app/commands/command_table.h"
#include "app/net/program.h"
#include "ui/words/plurals.h"

namespace {

using namespace stoa;
using commands::CommandLine;
using commands::Failure;
using commands::Json;
using commands::Reply;

std::string oneLine(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

void say(const Reply& reply, bool asJson)
{
    std::cout << (asJson ? oneLine(reply.json) : reply.text) << '\n' << std::flush;
}

/// On standard error; with --json as an object, on standard output too: there is one object for every
/// command.
int complain(const Failure& failure, bool asJson)
{
    if (asJson) {
        const std::string object =
            oneLine({{"error", {{"code", failure.code}, {"message", failure.message}}}});
        std::cout << object << '\n' << std::flush;
        std::cerr << object << '\n' << std::flush;
    } else {
        std::cerr << failure.message << '\n' << std::flush;
    }
    return failure.exitCode;
}

commands::Answer<std::unique_ptr<cli::Session>> sessionFor(const CommandLine& line)
{
    cli::SessionOptions options;
    options.dataFolder = line.has("data") ? line.global("data") : net::usualDataFolder();
    if (options.dataFolder.empty()) return commands::usage("--data needs a folder.");
    std::error_code problem;
    if (const auto whole = std::filesystem::absolute(options.dataFolder, problem); !problem)
        options.dataFolder = whole.lexically_normal().string();
    options.nodeUrl = line.global("node");
    options.passwordFile = line.global("password-file");
    options.company = line.global("company");
    options.testClock = line.has("test-clock");
    options.inputIsCommands = line.isBatch;
    return cli::openSession(options);
}

commands::Answer<Reply> runLine(cli::Session& session, const std::string& text)
{
    STOA_TRY(const auto words, commands::splitLine(text));
    STOA_TRY(const CommandLine line, commands::parseCommandLine(words));
    if (line.call.command == nullptr || line.wantsHelp || line.wantsVersion)
        return commands::usage("This is not a command for a batch.");
    for (const char* name : {"data", "node", "password-file", "test-clock"}) {
        if (line.has(name))
            return commands::usage("The option --" + std::string(name) + " goes before “batch”.");
    }
    return session.run(line, words);
}

int runBatch(cli::Session& session, bool asJson)
{
    int exitCode = 0;
    std::string text;
    while (std::getline(std::cin, text)) {
        const auto first = text.find_first_not_of(" \t\r");
        if (first == std::string::npos || text[first] == '#') continue;
        const auto reply = runLine(session, text);
        if (reply) {
            say(*reply, asJson);
        } else {
            complain(reply.error(), asJson);
            exitCode = commands::kExitRefused;
        }
    }
    return exitCode;
}

int runAll(const std::vector<std::string>& words)
{
    const auto line = commands::parseCommandLine(words);
    if (!line) {
        const bool asJson = std::find(words.begin(), words.end(), "--json") != words.end();
        return complain(line.error(), asJson);
    }
    const bool asJson = line->has("json");
    if (line->wantsVersion) {
        say({{{"version", STOA_VERSION}}, "stoa-cli " STOA_VERSION}, asJson);
        return 0;
    }
    if (line->wantsHelp) {
        std::cout << commands::helpText(line->helpGroup, line->helpVerb) << std::flush;
        return 0;
    }
    auto session = sessionFor(*line);
    if (!session) return complain(session.error(), asJson);
    if (line->isBatch) return runBatch(**session, asJson);
    const auto reply = (*session)->run(*line, words);
    if (!reply) return complain(reply.error(), asJson);
    say(*reply, asJson);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    net::hardenProcess();
    const QCoreApplication application(argc, argv);
    ui::installPlurals();
    std::ios::sync_with_stdio(false);
    return runAll(std::vector<std::string>(argv + 1, argv + argc));
}
