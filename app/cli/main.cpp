// SPDX-License-Identifier: MIT
// stoa-cli: every action of the product by command line. Words in, one answer out, an exit code.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include <QCoreApplication>

#include "app/cli/session.h"
#include "app/commands/command_table.h"
#include "app/commands/plain_text.h"
#include "app/net/http_transport.h"
#include "app/net/program.h"
#include "ui/words/plurals.h"

namespace {

using namespace stoa;
using commands::CommandLine;
using commands::Failure;
using commands::Reply;

/// Where answers go. A disk may be full and a pipe may have nobody at its end: then it stays broken.
class Output {
public:
    explicit Output(bool asJson)
        : m_asJson(asJson)
        , m_isTerminal(::isatty(STDOUT_FILENO) != 0)
    {}

    /// `isExact`: a document, which a file or another program gets byte by byte.
    Result<void> put(const Reply& reply, bool isExact = false)
    {
        if (reply.isShown) return {};
        if (m_asJson) return write(commands::jsonText(reply.json));
        const auto written = write(isExact && !m_isTerminal ? reply.text : commands::safeText(reply.text));
        if (!reply.note.empty())
            std::cerr << commands::lineText(reply.note, kLongestSentence) << '\n' << std::flush;
        return written;
    }

    /// A sentence on standard error. With --json there is one object for every command, on standard output;
    /// who reads both in one place gets the object alone.
    int complain(const Failure& failure)
    {
        const bool isWritten =
            m_asJson &&
            write(commands::jsonText({{"error", {{"code", failure.code}, {"message", failure.message}}}}));
        if (!isWritten || !areOne())
            std::cerr << commands::lineText(failure.message, kLongestSentence) << '\n' << std::flush;
        return failure.exitCode;
    }

    /// 0 if the answer got there, and 3 if what it says only waits.
    int say(const Reply& reply, bool isExact = false)
    {
        if (const auto put = this->put(reply, isExact); !put) return complain(unwritten(put.error()));
        return reply.isWaiting ? commands::kExitWaiting : 0;
    }

    bool isBroken() const { return !std::cout; }

private:
    static constexpr std::size_t kLongestSentence = 2000;

    /// Whether both outputs go to the same terminal, file or pipe.
    static bool areOne()
    {
        struct stat output = {};
        struct stat errors = {};
        return ::fstat(STDOUT_FILENO, &output) == 0 && ::fstat(STDERR_FILENO, &errors) == 0 &&
               output.st_dev == errors.st_dev && output.st_ino == errors.st_ino;
    }

    Result<void> write(const std::string& text)
    {
        errno = 0;
        std::cout << text << '\n' << std::flush;
        if (std::cout) return {};
        if (errno != 0) m_reason = std::strerror(errno);
        return Error{ErrorCode::FileUnwritable, "standard output"};
    }

    Failure unwritten(const Error& error) const
    {
        return {std::string(name(error.code)),
                "The answer could not be written to standard output" +
                    (m_reason.empty() ? "" : " (" + m_reason + ")") +
                    ". The command itself was carried out; ask for its result with the group's “list” or "
                    "“show”.",
                commands::kExitRefused};
    }

    bool m_asJson;
    bool m_isTerminal;
    std::string m_reason;
};

bool isDocument(const CommandLine& line)
{
    return line.call.command != nullptr && line.call.command->group == "wiki" &&
           line.call.command->verb == "get";
}

commands::Answer<std::unique_ptr<cli::Session>> sessionFor(const CommandLine& line, Output& output)
{
    cli::SessionOptions options;
    options.dataFolder = line.has("data") ? line.global("data") : net::usualDataFolder();
    if (options.dataFolder.empty()) return commands::usage("--data needs a folder.");
    std::error_code problem;
    if (const auto whole = std::filesystem::absolute(options.dataFolder, problem); !problem)
        options.dataFolder = whole.lexically_normal().string();
    options.nodeUrl = line.global("node");
    if (line.has("node") && !net::isCallable(options.nodeUrl))
        return commands::usage(
            "--node takes the address of a node on this computer or in this private network, "
            "such as http://127.0.0.1:8686/, and " +
            commands::quotedText(options.nodeUrl) + " is none. Nothing was changed.");
    options.passwordFile = line.global("password-file");
    options.company = line.global("company");
    options.testClock = line.has("test-clock");
    options.inputIsCommands = line.isBatch;
    options.mayBegin = commands::mayBegin(line);
    if (const auto* command = line.call.command; command != nullptr && command->beforeBegin != nullptr)
        options.beforeBegin = [&line](const commands::Beginning& beginning) {
            return line.call.command->beforeBegin(beginning, line.call);
        };
    options.show = [&output](const Reply& reply) { return output.put(reply); };
    return cli::openSession(options);
}

commands::Answer<CommandLine> parseBatchLine(const std::string& text)
{
    STOA_TRY(const auto words, commands::splitLine(text));
    STOA_TRY(CommandLine line, commands::parseCommandLine(words));
    if (line.call.command == nullptr || line.wantsHelp || line.wantsVersion)
        return commands::usage("This is not a command for a batch.");
    for (const char* name : {"data", "node", "password-file", "test-clock"}) {
        if (line.has(name))
            return commands::usage("The option --" + std::string(name) + " goes before “batch”.");
    }
    return line;
}

int runBatch(cli::Session& session, Output& output)
{
    int exitCode = 0;
    std::string text;
    while (!output.isBroken() && std::getline(std::cin, text)) {
        const auto first = text.find_first_not_of(" \t\r");
        if (first == std::string::npos || text[first] == '#') continue;
        const auto line = parseBatchLine(text);
        const auto reply = line ? session.run(*line) : commands::Answer<Reply>(line.error());
        const int ended = reply ? output.say(*reply, isDocument(*line)) : output.complain(reply.error());
        if (ended == commands::kExitWaiting && exitCode == 0)
            exitCode = ended;
        else if (ended != 0 && ended != commands::kExitWaiting)
            exitCode = commands::kExitRefused;
    }
    return exitCode;
}

int runAll(const std::vector<std::string>& words)
{
    const auto line = commands::parseCommandLine(words);
    if (!line) {
        const bool asJson = std::find(words.begin(), words.end(), "--json") != words.end();
        if (!asJson && line.error().message == commands::kSayWhatToDo) {
            std::cerr << commands::helpText("", "") << std::flush;
            return line.error().exitCode;
        }
        Output output(asJson);
        return output.complain(line.error());
    }
    Output output(line->has("json"));
    if (line->wantsVersion) return output.say({{{"version", STOA_VERSION}}, "stoa-cli " STOA_VERSION});
    if (line->wantsHelp) return output.say(commands::helpReply(line->helpGroup, line->helpVerb));
    auto session = sessionFor(*line, output);
    if (!session) return output.complain(session.error());
    if (line->isBatch) return runBatch(**session, output);
    const auto reply = (*session)->run(*line);
    return reply ? output.say(*reply, isDocument(*line)) : output.complain(reply.error());
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
