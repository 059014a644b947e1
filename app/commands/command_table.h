// SPDX-License-Identifier: MIT
// THE list of commands, and how a line of words becomes one of them. Help is made from the same list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/commands/command.h"

namespace stoa::commands {

// Each subject brings its own commands: one function for each file.
std::vector<Command> walletCommands();
std::vector<Command> keyCommands();
std::vector<Command> contactCommands();
std::vector<Command> networkCommands();
std::vector<Command> companyCommands();
std::vector<Command> governanceCommands();
std::vector<Command> toolCommands();
std::vector<Command> taskCommands();
std::vector<Command> collaborationCommands();
std::vector<Command> agreementCommands();
std::vector<Command> wikiCommands();
std::vector<Command> outboxCommands();

const std::vector<Command>& commandTable();

/// Names what programs that meet at a data folder ask of each other: it changes with any command.
const std::string& buildName();

/// The options that every command takes, before or after its group.
const std::vector<Option>& globalOptions();

/// A whole line, taken apart.
struct CommandLine {
    Invocation call; ///< without a command for help, version and batch
    std::map<std::string, std::string, std::less<>> globals;
    bool wantsHelp = false;
    bool wantsVersion = false;
    bool isBatch = false;
    std::string helpGroup; ///< what help is about; both empty: everything
    std::string helpVerb;

    bool has(std::string_view name) const { return globals.find(name) != globals.end(); }
    std::string global(std::string_view name) const
    {
        const auto at = globals.find(name);
        return at == globals.end() ? std::string() : at->second;
    }
};

/// Whether the line may be the first in a data folder that holds nothing yet: it makes a wallet, says which
/// network the folder is for, or is a batch.
bool mayBegin(const CommandLine& line);

/// What a line is told that names no command.
inline constexpr std::string_view kSayWhatToDo = "Say what to do: “stoa-cli --help” shows all commands.";

/// Takes words apart, without the program's name. All failures are wrong usage.
Answer<CommandLine> parseCommandLine(const std::vector<std::string>& words);

/// Splits a line as a shell would: spaces, 'single' and "double" quotes, backslash. No variables, no globs.
/// An empty line or one that starts with # gives no words.
Answer<std::vector<std::string>> splitLine(std::string_view line);

/// Help about everything, a group, or one command; every level shows a working example.
std::string helpText(std::string_view group, std::string_view verb);

/// The same, for programs too: {"help", "commands": [{"group", "verb", "operands", "summary", "example",
/// "options"}]}.
Reply helpReply(std::string_view group, std::string_view verb);

} // namespace stoa::commands
