// SPDX-License-Identifier: MIT
// What the port counts, for the node's metrics.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace stoa::net {

/// Why something was refused; the names are labels of a metric.
enum class Refusal : std::uint8_t {
    Head,     ///< of HTTP: senseless, too large, another verb, path or content type
    Host,     ///< foreign
    Origin,   ///< any
    Token,    ///< wrong
    TooSlow,  ///< head, body or WebSocket message
    TooLarge, ///< body or WebSocket message
    Full,     ///< no place for another connection
    Busy,     ///< too many requests wait
    Json,     ///< senseless, too deep, or no request
    Method,   ///< there is none of that name
    Params,   ///< of another shape
    NotOwner, ///< an owner's method
    NotServing,
    Listeners, ///< too many subscriptions
    Reader,    ///< too slow for what waits for it
    Silent,    ///< a WebSocket that said nothing
    Reply,     ///< too large
    Count
};

inline constexpr std::array<std::string_view, static_cast<std::size_t>(Refusal::Count)> kRefusalNames = {
    "head",   "host",   "origin",    "token",       "too_slow",  "too_large", "full",   "busy", "json",
    "method", "params", "not_owner", "not_serving", "listeners", "reader",    "silent", "reply"};

/// Confined to the server's thread.
struct RpcFigures {
    std::uint64_t calls = 0;    ///< of methods, that were run
    std::uint64_t failed = 0;   ///< of these: answered with an error
    std::uint64_t waiting = 0;  ///< requests that were taken and are not answered yet
    std::uint64_t accepted = 0; ///< connections, ever
    std::uint64_t connections = 0;
    std::uint64_t webSockets = 0;
    std::uint64_t subscriptions = 0;
    std::uint64_t news = 0; ///< messages to listeners
    std::array<std::uint64_t, static_cast<std::size_t>(Refusal::Count)> refused{};

    void refuse(Refusal why) { ++refused[static_cast<std::size_t>(why)]; }
};

} // namespace stoa::net
