// SPDX-License-Identifier: MIT
#include "app/net/http_head.h"

#include <algorithm>
#include <array>

namespace stoa::net {

namespace {

constexpr std::size_t kMaxHeaders = 64;
constexpr std::size_t kMaxMethod = 16;
constexpr std::size_t kMaxTarget = 1024;

constexpr std::array<std::string_view, 8> kOnlyOnce = {
    "host",           "origin",  "authorization",     "content-type",
    "content-length", "upgrade", "transfer-encoding", "connection"};

bool isTokenCharacter(char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
    return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool isVisible(char c) { return c > 0x20 && c < 0x7f; }

bool isValueCharacter(char c) { return isVisible(c) || c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

HeadResult refused(int status)
{
    HeadResult result;
    result.state = HeadResult::State::Refused;
    result.status = status;
    return result;
}

/// Status of a bad request line, or 0.
int readRequestLine(std::string_view line, HttpHead& head)
{
    const auto afterMethod = line.find(' ');
    const auto beforeVersion = line.rfind(' ');
    if (afterMethod == std::string_view::npos || beforeVersion == afterMethod) return 400;
    const auto method = line.substr(0, afterMethod);
    const auto target = line.substr(afterMethod + 1, beforeVersion - afterMethod - 1);
    const auto version = line.substr(beforeVersion + 1);
    if (method.empty() || method.size() > kMaxMethod) return 400;
    if (!std::all_of(method.begin(), method.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) return 400;
    if (target.empty() || target.size() > kMaxTarget) return 400;
    if (!std::all_of(target.begin(), target.end(), isVisible)) return 400;
    if (version != "HTTP/1.1") return version.starts_with("HTTP/") && version.size() == 8 ? 505 : 400;
    head.method = method;
    head.target = target;
    return 0;
}

bool readHeaderLine(std::string_view line, HttpHead& head)
{
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const auto name = line.substr(0, colon);
    const auto value = line.substr(colon + 1);
    if (!std::all_of(name.begin(), name.end(), isTokenCharacter)) return false;
    if (!std::all_of(value.begin(), value.end(), isValueCharacter)) return false;
    const std::string key = lowered(name);
    const bool isSecond = std::any_of(head.headers.begin(), head.headers.end(),
                                      [&](const auto& other) { return other.first == key; });
    if (isSecond && std::find(kOnlyOnce.begin(), kOnlyOnce.end(), key) != kOnlyOnce.end()) return false;
    head.headers.emplace_back(key, trimmed(value));
    return head.headers.size() <= kMaxHeaders;
}

} // namespace

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

std::optional<std::string_view> HttpHead::header(std::string_view name) const
{
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return std::nullopt;
}

HeadResult readHead(std::string_view data)
{
    // Something that is no HTTP (a TLS hello, say) is refused at its first byte, not after a wait.
    if (!data.empty() && !(data.front() >= 'A' && data.front() <= 'Z')) return refused(400);

    const auto end = data.substr(0, kMaxHeadBytes).find("\r\n\r\n");
    if (end == std::string_view::npos) {
        if (data.size() >= kMaxHeadBytes) return refused(431);
        return {};
    }
    HeadResult result;
    result.head.bytes = end + 4;
    std::string_view rest = data.substr(0, end + 2);
    bool isFirst = true;
    while (!rest.empty()) {
        const auto lineEnd = rest.find("\r\n");
        const auto line = rest.substr(0, lineEnd);
        rest.remove_prefix(lineEnd + 2);
        if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) return refused(400);
        if (isFirst) {
            if (const int status = readRequestLine(line, result.head); status != 0) return refused(status);
            isFirst = false;
        } else if (!readHeaderLine(line, result.head)) {
            return refused(400);
        }
    }
    result.state = HeadResult::State::Complete;
    return result;
}

std::optional<std::size_t> readContentLength(std::string_view text)
{
    if (text.empty() || text.size() > 10) return std::nullopt;
    std::size_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<std::size_t>(c - '0');
    }
    return value;
}

} // namespace stoa::net
