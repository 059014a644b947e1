// SPDX-License-Identifier: MIT
#include <algorithm>

#include "app/commands/command_table.h"

namespace stoa::commands {

namespace {

constexpr std::size_t kColumn = 34;

void row(std::string& text, std::string left, std::string_view right)
{
    left = "  " + left;
    if (left.size() < kColumn) {
        left.resize(kColumn, ' ');
    } else {
        left += "\n" + std::string(kColumn, ' ');
    }
    text += left + std::string(right) + "\n";
}

std::string callOf(const Command& command)
{
    std::string text(command.group);
    if (!command.verb.empty()) text += " " + std::string(command.verb);
    if (!command.operands.empty()) text += " " + std::string(command.operands);
    return text;
}

void optionRows(std::string& text, const std::vector<Option>& options)
{
    for (const Option& option : options) {
        std::string left = "--" + std::string(option.name);
        if (!option.value.empty()) left += " " + std::string(option.value);
        row(text, std::move(left), std::string(option.help) + (option.isRequired ? " (needed)" : ""));
    }
}

std::string batchHelp()
{
    return "stoa-cli batch < COMMANDS\n\n"
           "Runs many commands in one start: one command a line, written as after “stoa-cli”; empty lines "
           "and lines that begin with # are skipped. Each line is answered in order; a refused one does not "
           "stop the others, but the exit code is 1 in the end; it is 3 if none was refused and something "
           "only "
           "waits to be sent.\n\n"
           "Example:\n  printf 'company list\\nwallet show\\n' | stoa-cli --json batch\n";
}

std::string overview()
{
    std::string text = "stoa-cli: a company without an office, by command line.\n\n"
                       "  stoa-cli [OPTIONS] GROUP VERB …\n\nGroups:\n";
    std::vector<std::string_view> groups;
    for (const Command& command : commandTable()) {
        if (std::find(groups.begin(), groups.end(), command.group) != groups.end()) continue;
        groups.push_back(command.group);
        std::string verbs;
        for (const Command& other : commandTable()) {
            if (other.group == command.group && !other.verb.empty())
                verbs += (verbs.empty() ? "" : " · ") + std::string(other.verb);
        }
        row(text, std::string(command.group), verbs.empty() ? std::string(command.summary) : verbs);
    }
    row(text, "batch", "many commands from standard input, one a line");
    text += "\nOptions, before or after the group:\n";
    optionRows(text, globalOptions());
    text += "\nAmounts are typed in tokens, such as 12.5, periods like 90s, 3h or 14d. Texts come from a "
            "file, or from "
            "standard input (“-”).\nExit code 0: done; 1: refused, or not answered (code “unanswered”: it "
            "may have been done all the same); 2: wrong usage; 3: signed and kept on this computer, but not "
            "done yet: it is sent by itself, so do not give the command again.\n\n"
            "Example:\n  stoa-cli company create --name Forge --purpose \"We build compilers together.\"\n";
    return text;
}

std::string groupHelp(std::string_view group)
{
    std::string text = "stoa-cli " + std::string(group) + " VERB …\n\n";
    std::string_view example;
    for (const Command& command : commandTable()) {
        if (command.group != group) continue;
        row(text, callOf(command), command.summary);
        if (example.empty()) example = command.example;
    }
    return text + "\nExample:\n  stoa-cli " + std::string(example) + "\n";
}

std::string commandHelp(const Command& command)
{
    std::string text = "stoa-cli " + callOf(command);
    for (const Option& option : command.options) {
        if (option.isRequired) text += " --" + std::string(option.name) + " " + std::string(option.value);
    }
    text += "\n\n" + std::string(command.summary) + ".\n";
    if (!command.options.empty()) {
        text += "\nOptions:\n";
        optionRows(text, command.options);
    }
    if (!command.more.empty()) text += "\n" + std::string(command.more);
    if (readsNetwork(command)) text += "\n" + std::string(kAsOfJson);
    return text + "\nExample:\n  stoa-cli " + std::string(command.example) + "\n";
}

} // namespace

std::string helpText(std::string_view group, std::string_view verb)
{
    if (group == "batch") return batchHelp();
    if (group.empty()) return overview();
    for (const Command& command : commandTable()) {
        if (command.group == group && command.verb == verb) return commandHelp(command);
    }
    return groupHelp(group);
}

Reply helpReply(std::string_view group, std::string_view verb)
{
    Reply reply{Json::object(), helpText(group, verb)};
    while (reply.text.ends_with('\n')) reply.text.pop_back();
    Json commands = Json::array();
    for (const Command& command : commandTable()) {
        if (!group.empty() && command.group != group) continue;
        if (!verb.empty() && command.verb != verb) continue;
        Json options = Json::array();
        for (const Option& option : command.options) {
            options.push_back({{"name", option.name},
                               {"value", option.value.empty() ? Json(nullptr) : Json(option.value)},
                               {"help", option.help},
                               {"isRequired", option.isRequired}});
        }
        commands.push_back({{"group", command.group},
                            {"verb", command.verb},
                            {"operands", command.operands},
                            {"summary", command.summary},
                            {"example", command.example},
                            {"options", std::move(options)}});
    }
    reply.json["help"] = reply.text;
    reply.json["commands"] = std::move(commands);
    return reply;
}

} // namespace stoa::commands
