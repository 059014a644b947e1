// SPDX-License-Identifier: MIT
#include "app/node/config_file.h"

#include <algorithm>

#include "app/commands/plain_text.h"
#include "core/base/file_system.h"

namespace stoa::node_program {

namespace {

using commands::Answer;
using commands::usage;

constexpr std::string_view kSpace = " \t";

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool isName(std::string_view text)
{
    return !text.empty() && text.size() <= 40 &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

std::string inLine(std::size_t number) { return "Line " + std::to_string(number) + " of the configuration "; }

} // namespace

Answer<std::vector<ConfigLine>> parseConfig(std::string_view text)
{
    if (text.size() > kMaxConfigBytes) return usage("The configuration is larger than 64 KiB.");
    std::vector<ConfigLine> lines;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        const bool isPlain = std::none_of(line.begin(), line.end(), [](char c) {
            return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
        });
        if (!isPlain) return usage(inLine(number) + "has a control character in it.");
        line = trimmed(line);
        if (line.empty() || line.front() == '#') continue;
        const auto equals = line.find('=');
        const std::string_view name = trimmed(line.substr(0, equals));
        if (equals == std::string_view::npos || !isName(name))
            return usage(inLine(number) + "is not of the form “name = value”.");
        const std::string_view value = trimmed(line.substr(equals + 1));
        if (value.empty()) return usage(inLine(number) + "gives “" + std::string(name) + "” no value.");
        const bool isTwice = std::any_of(lines.begin(), lines.end(),
                                         [&](const ConfigLine& each) { return each.name == name; });
        if (isTwice) return usage(inLine(number) + "names “" + std::string(name) + "” a second time.");
        lines.push_back({std::string(name), std::string(value), number});
    }
    return lines;
}

Answer<std::vector<ConfigLine>> readConfig(const std::string& path)
{
    const auto bytes = readFile(path, kMaxConfigBytes);
    if (!bytes)
        return usage("The configuration " + commands::quotedText(path) +
                     " cannot be read, or is larger than 64 KiB.");
    return parseConfig(textOf(*bytes));
}

} // namespace stoa::node_program
