// SPDX-License-Identifier: MIT
// What happens, one line for each event: for people, or as JSON for programs. Whoever runs the node keeps,
// turns over and reads the lines; systemd does all three.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/clock.h"

namespace stoa::node_program {

enum class LogLevel : std::uint8_t { Error, Warning, Info, Debug };
enum class LogFormat : std::uint8_t { Plain, Json };

/// A line is one write, so that lines of several threads do not mix. Thread-safe.
///
/// There is no free text from outside: a field is a number, a flag, a hash or an address of the chain, or a
/// word of ours. What was hidden with hide() does not pass even so.
class EventLog {
public:
    using Value = std::variant<std::uint64_t, bool, std::string>;
    using Field = std::pair<std::string_view, Value>;

    EventLog(std::ostream& out, const Clock& clock, LogFormat format, LogLevel level)
        : m_out(out)
        , m_clock(clock)
        , m_format(format)
        , m_level(level)
    {}

    /// `event`: lower case words joined by "_". `sentence` is for people, and in JSON too.
    void write(LogLevel level, std::string_view event, std::string_view sentence,
               const std::vector<Field>& fields = {});

    /// From here on this text appears as "[hidden]". Shorter than eight characters: nothing is hidden.
    void hide(std::string text);

    bool shows(LogLevel level) const { return level <= m_level; }

private:
    std::string lineOf(LogLevel level, std::string_view event, std::string_view sentence,
                       const std::vector<Field>& fields) const;

    std::ostream& m_out;
    const Clock& m_clock;
    LogFormat m_format;
    LogLevel m_level;
    std::mutex m_mutex;
    std::vector<std::string> m_hidden;
};

std::string_view nameOf(LogLevel level);

} // namespace stoa::node_program
