// SPDX-License-Identifier: MIT
#include "app/node/event_log.h"

#include <array>
#include <ctime>

#include <nlohmann/json.hpp>

#include "core/base/overloaded.h"

namespace stoa::node_program {

namespace {

constexpr std::size_t kMaxText = 200;
constexpr std::size_t kLeastHidden = 8;

std::string timeText(Timestamp time)
{
    const auto seconds = static_cast<std::time_t>(time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string plainText(std::string_view text)
{
    std::string plain;
    for (const char c : text.substr(0, kMaxText)) {
        const auto byte = static_cast<unsigned char>(c);
        plain += byte < 0x20 || byte == 0x7f ? ' ' : c;
    }
    return plain;
}

} // namespace

std::string_view nameOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Error: return "error";
    case LogLevel::Warning: return "warning";
    case LogLevel::Info: return "info";
    case LogLevel::Debug: return "debug";
    }
    return "error";
}

void EventLog::hide(std::string text)
{
    if (text.size() < kLeastHidden) return;
    const std::lock_guard lock(m_mutex);
    m_hidden.push_back(std::move(text));
}

std::string EventLog::lineOf(LogLevel level, std::string_view event, std::string_view sentence,
                             const std::vector<Field>& fields) const
{
    const auto textOfValue = [](const Value& value) {
        return std::visit(Overloaded{[](std::uint64_t number) { return std::to_string(number); },
                                     [](bool flag) { return std::string(flag ? "yes" : "no"); },
                                     [](const std::string& text) { return plainText(text); }},
                          value);
    };
    if (m_format == LogFormat::Json) {
        nlohmann::ordered_json line = {{"time", timeText(m_clock.now())},
                                       {"level", nameOf(level)},
                                       {"event", event},
                                       {"message", plainText(sentence)}};
        for (const auto& [name, value] : fields) {
            std::visit(Overloaded{[&](const std::string& text) { line[name] = plainText(text); },
                                  [&](const auto& plain) { line[name] = plain; }},
                       value);
        }
        return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    }
    std::string line =
        timeText(m_clock.now()) + " " + std::string(nameOf(level)) + ": " + plainText(sentence);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        line.append(i == 0 ? " (" : ", ").append(fields[i].first).append(" ");
        line.append(textOfValue(fields[i].second));
    }
    if (!fields.empty()) line += ")";
    return line;
}

void EventLog::write(LogLevel level, std::string_view event, std::string_view sentence,
                     const std::vector<Field>& fields)
{
    if (!shows(level)) return;
    std::string line = lineOf(level, event, sentence, fields);
    const std::lock_guard lock(m_mutex);
    for (const std::string& hidden : m_hidden) {
        for (auto at = line.find(hidden); at != std::string::npos; at = line.find(hidden))
            line.replace(at, hidden.size(), "[hidden]");
    }
    m_out << line + "\n" << std::flush;
}

} // namespace stoa::node_program
