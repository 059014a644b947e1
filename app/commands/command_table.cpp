// SPDX-License-Identifier: MIT
#include "app/commands/command_table.h"

#include <algorithm>

#include "app/commands/plain_text.h"

namespace stoa::commands {

namespace {

constexpr std::size_t kFewOptions = 5; ///< all of them are named in a sentence

std::vector<Command> makeTable()
{
    std::vector<Command> table;
    for (auto* part : {&walletCommands, &keyCommands, &contactCommands, &networkCommands, &companyCommands,
                       &governanceCommands, &toolCommands, &taskCommands, &collaborationCommands,
                       &agreementCommands, &wikiCommands, &outboxCommands}) {
        std::vector<Command> commands = part();
        std::move(commands.begin(), commands.end(), std::back_inserter(table));
    }
    return table;
}

const Option* findOption(const std::vector<Option>& options, std::string_view name)
{
    const auto at = std::find_if(options.begin(), options.end(),
                                 [&](const Option& option) { return option.name == name; });
    return at == options.end() ? nullptr : &*at;
}

bool isGroup(std::string_view word)
{
    return std::any_of(commandTable().begin(), commandTable().end(),
                       [&](const Command& command) { return command.group == word; });
}

const Command* findCommand(std::string_view group, std::string_view verb)
{
    const auto at = std::find_if(commandTable().begin(), commandTable().end(), [&](const Command& command) {
        return command.group == group && command.verb == verb;
    });
    return at == commandTable().end() ? nullptr : &*at;
}

/// Options of any command: while the command is not known yet, this tells switches from options.
const Option* findAnywhere(std::string_view name)
{
    for (const Command& command : commandTable()) {
        if (const Option* option = findOption(command.options, name)) return option;
    }
    return nullptr;
}

/// The command that these words name so far.
const Command* commandSoFar(const std::vector<std::string>& plain)
{
    if (plain.empty()) return nullptr;
    const Command* whole = findCommand(plain[0], "");
    return whole != nullptr || plain.size() < 2 ? whole : findCommand(plain[0], plain[1]);
}

/// A command as a sentence names it.
std::string quotedCall(const Command& command)
{
    return "“" + std::string(command.group) + (command.verb.empty() ? "" : " " + std::string(command.verb)) +
           "”";
}

/// An option that is none of the command's: it may be meant for what is given without one.
Failure noOption(const Command& command, std::string_view name)
{
    std::string takes;
    if (!command.operands.empty()) takes = std::string(command.operands) + ", with no option before it";
    if (!command.options.empty()) takes += takes.empty() ? "" : ", and ";
    for (std::size_t i = 0; i < command.options.size() && command.options.size() <= kFewOptions; ++i)
        takes += (i == 0 ? "--" : ", --") + std::string(command.options[i].name);
    if (command.options.size() > kFewOptions)
        takes += "the options that “stoa-cli " + std::string(command.group) + " " +
                 std::string(command.verb) + " --help” shows";
    return usage(quotedCall(command) + " has no option " + quotedText("--" + std::string(name)) +
                 ". It takes " + (takes.empty() ? "nothing more" : takes) + "; for example: stoa-cli " +
                 std::string(command.example));
}

/// What was typed, before it is known what it belongs to.
struct RawLine {
    std::vector<std::string> plain;
    std::vector<std::pair<std::string, std::string>> options;
};

Answer<CommandLine> finishLine(CommandLine line, const RawLine& raw)
{
    const auto& plain = raw.plain;
    if (plain.empty()) {
        if (line.wantsVersion || (line.wantsHelp && raw.options.empty())) return line;
        return usage(std::string(kSayWhatToDo));
    }
    std::size_t used = 1;
    if (plain[0] == "help") {
        line.wantsHelp = true;
        line.helpGroup = plain.size() > 1 ? plain[1] : "";
        line.helpVerb = plain.size() > 2 ? plain[2] : "";
    } else if (plain[0] == "batch") {
        line.isBatch = true;
        line.helpGroup = "batch";
        if (!line.wantsHelp && (plain.size() > 1 || !raw.options.empty()))
            return usage("“batch” takes its commands from standard input, one a line.");
        return line;
    } else {
        line.helpGroup = plain[0];
        line.helpVerb = plain.size() > 1 ? plain[1] : "";
    }
    if (line.helpGroup == "batch") return line;
    if (!line.helpGroup.empty() && !isGroup(line.helpGroup))
        return usage("There is no command group " + quotedText(line.helpGroup) +
                     "; “stoa-cli --help” shows all.");
    const Command* command = findCommand(line.helpGroup, "");
    if (command == nullptr) {
        command = findCommand(line.helpGroup, line.helpVerb);
        used = 2;
    } else {
        line.helpVerb.clear();
    }
    if (line.wantsHelp) {
        if (command == nullptr && !line.helpVerb.empty()) {
            if (plain[0] == "help") return usage("There is no such command.");
            line.helpVerb.clear();
        }
        return line;
    }
    if (command == nullptr && line.helpVerb.empty())
        return usage("Say what to do with “" + line.helpGroup + "”: “stoa-cli " + line.helpGroup +
                     " --help” shows what there is.");
    if (command == nullptr)
        return usage("“" + line.helpGroup + "” has no command " + quotedText(line.helpVerb) + "; “stoa-cli " +
                     line.helpGroup + " --help” shows what there is.");

    const std::string called = quotedCall(*command);
    for (const auto& [name, value] : raw.options) {
        if (findOption(command->options, name) == nullptr) return noOption(*command, name);
        if (!line.call.options.emplace(name, value).second)
            return usage("The option --" + name + " is given twice.");
    }
    line.call.command = command;
    line.call.operands.assign(plain.begin() + static_cast<std::ptrdiff_t>(used), plain.end());
    const std::string forExample = "; for example: stoa-cli " + std::string(command->example);
    if (line.call.operands.size() < command->leastOperands)
        return usage(
            called + " needs " + std::string(command->operands) +
            (line.call.operands.empty() ? ", and nothing was given" : ", and not all of it was given") +
            forExample);
    if (line.call.operands.size() > command->mostOperands)
        return usage(called + " takes " +
                     (command->operands.empty() ? "nothing more" : "only " + std::string(command->operands)) +
                     ", so " + quotedText(line.call.operands[command->mostOperands]) +
                     " is too much; words with spaces go in quotation marks" + forExample);
    for (const Option& option : command->options) {
        if (!option.isRequired) continue;
        const auto value = line.call.option(option.name);
        if (!value)
            return usage(called + " needs --" + std::string(option.name) + " " + std::string(option.value) +
                         forExample);
        if (value->find_first_not_of(" \t\r\n") == std::string::npos)
            return usage("--" + std::string(option.name) + " of " + called + " is empty; it takes " +
                         std::string(option.value) + ": " + std::string(option.help) + ".");
    }
    return line;
}

} // namespace

const std::vector<Command>& commandTable()
{
    static const std::vector<Command> table = makeTable();
    return table;
}

const std::vector<Option>& globalOptions()
{
    static const std::vector<Option> options = {
        {"data", "DIR", "the data folder; without it, the usual one of this user"},
        {"node", "URL", "follow the node at this address, for example http://127.0.0.1:8686/"},
        {"password-file", "FILE", "the wallet's password is the first line of this file"},
        {"company", "NAME-OR-ID", "the company that is meant; not needed while there is only one"},
        {"json", "", "answer with one JSON object"},
        {"test-clock", "", "for a new data folder: its local network gets a clock that can be set"},
        {"help", "", "show help, also after a group or a command"},
        {"version", "", "show the version"},
    };
    return options;
}

bool mayBegin(const CommandLine& line)
{
    if (line.isBatch || line.has("node") || line.has("test-clock")) return true;
    const Command* command = line.call.command;
    return command != nullptr && command->group == "wallet" &&
           (command->verb == "create" || command->verb == "restore");
}

Answer<CommandLine> parseCommandLine(const std::vector<std::string>& words)
{
    CommandLine line;
    RawLine raw;
    bool onlyOperands = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word.find('\0') != std::string::npos) return usage("A word contains a zero byte.");
        if (!isUtf8(word))
            return usage("Word " + std::to_string(i + 1) + " of the command, " + quotedText(word) +
                         ", is not text in UTF-8; nothing was done.");
        if (onlyOperands || word.size() < 2 || word[0] != '-' || (word[1] != '-' && word != "-h")) {
            raw.plain.push_back(word);
            continue;
        }
        if (word == "--") {
            onlyOperands = true;
            continue;
        }
        const auto equals = word.find('=');
        const bool hasValue = equals != std::string::npos;
        const std::string name =
            word == "-h" ? "help" : word.substr(2, hasValue ? equals - 2 : std::string::npos);
        // A command's own option wins over the program's of the same name: “wiki get PAGE --version 2”.
        const Command* known = commandSoFar(raw.plain);
        const bool isCommands = known != nullptr && findOption(known->options, name) != nullptr;
        const Option* global = isCommands ? nullptr : findOption(globalOptions(), name);
        const Option* option = isCommands          ? findOption(known->options, name)
                               : global != nullptr ? global
                                                   : findAnywhere(name);
        if (option == nullptr)
            return known == nullptr ? usage("There is no option " + quotedText("--" + name) + ".")
                                    : noOption(*known, name);
        std::string value;
        if (option->value.empty()) {
            if (hasValue) return usage("The option --" + name + " takes no value.");
        } else if (hasValue) {
            value = word.substr(equals + 1);
        } else if (++i < words.size()) {
            value = words[i];
        } else {
            return usage("The option --" + name + " needs " + std::string(option->value) + ".");
        }
        if (global == nullptr) {
            raw.options.emplace_back(name, value);
        } else if (name == "help") {
            line.wantsHelp = true;
        } else if (name == "version") {
            line.wantsVersion = true;
        } else if (!line.globals.emplace(name, value).second && !global->value.empty()) {
            return usage("The option --" + name + " is given twice.");
        }
    }
    return finishLine(std::move(line), raw);
}

const std::string& buildName()
{
    static const std::string name = [] {
        std::uint64_t digest = 0xcbf29ce484222325; // FNV-1a
        const auto add = [&](std::string_view text) {
            for (const char c : text) digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001b3;
            digest = (digest ^ 0xffU) * 0x100000001b3;
        };
        for (const Command& command : commandTable()) {
            for (const std::string_view text : {command.group, command.verb, command.operands}) add(text);
            for (const Option& option : command.options) add(option.name);
        }
        std::string text;
        for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[(digest >> shift) & 0xfU];
        return text;
    }();
    return name;
}

Answer<std::vector<std::string>> splitLine(std::string_view line)
{
    std::vector<std::string> words;
    std::string word;
    bool isOpen = false; // a word has begun, maybe with empty quotes
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quote != 0) {
            if (c == quote) {
                quote = 0;
            } else if (c == '\\' && quote == '"' && i + 1 < line.size() &&
                       (line[i + 1] == '"' || line[i + 1] == '\\')) {
                word.push_back(line[++i]);
            } else {
                word.push_back(c);
            }
        } else if (c == '\'' || c == '"') {
            quote = c;
            isOpen = true;
        } else if (c == '\\' && i + 1 < line.size()) {
            word.push_back(line[++i]);
            isOpen = true;
        } else if (c == ' ' || c == '\t' || c == '\r') {
            if (isOpen) words.push_back(std::exchange(word, {}));
            isOpen = false;
        } else if (c == '#' && !isOpen && words.empty()) {
            break;
        } else {
            word.push_back(c);
            isOpen = true;
        }
    }
    if (quote != 0) return usage("A quotation mark in this line is not closed.");
    if (isOpen) words.push_back(std::move(word));
    return words;
}

} // namespace stoa::commands
