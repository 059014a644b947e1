// SPDX-License-Identifier: MIT
// The head of one HTTP/1.1 request, read strictly: whatever two readers could understand differently is
// refused. Only what a JSON-RPC server needs; nothing is folded, guessed or repaired.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stoa::net {

inline constexpr std::size_t kMaxHeadBytes = 8 * 1024;

/// Letters of ASCII in lower case.
std::string lowered(std::string_view text);

struct HttpHead {
    std::string method;
    std::string target;
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case, values trimmed
    std::size_t bytes = 0;                                    ///< length with the empty line

    /// The only header of this name (lower case); empty if absent. Headers that decide something (see
    /// readHead) cannot be there twice.
    std::optional<std::string_view> header(std::string_view name) const;
};

struct HeadResult {
    enum class State { Incomplete, Complete, Refused };
    State state = State::Incomplete;
    HttpHead head;
    int status = 0; ///< Refused: 400, 431 or 505
};

/// Reads the head at the front of `data`. Total on any input. Refuses a second Host, Origin,
/// Authorization, Content-Type, Content-Length, Transfer-Encoding, Upgrade or Connection with 400.
HeadResult readHead(std::string_view data);

/// Decimal digits only, below 10¹⁰. Absent for anything else.
std::optional<std::size_t> readContentLength(std::string_view text);

} // namespace stoa::net
