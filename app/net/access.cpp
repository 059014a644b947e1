// SPDX-License-Identifier: MIT
#include "app/net/access.h"

#include <algorithm>

#include "app/net/http_head.h"
#include "core/base/hex.h"

namespace stoa::net {

std::vector<std::string> allowedHosts(std::uint16_t port, std::string_view boundAddress)
{
    const std::string suffix = ":" + std::to_string(port);
    std::vector<std::string> hosts = {"127.0.0.1" + suffix, "localhost" + suffix, "[::1]" + suffix};
    const bool isIpv6 = boundAddress.find(':') != std::string_view::npos;
    const std::string own = (isIpv6 ? "[" + lowered(boundAddress) + "]" : std::string(boundAddress)) + suffix;
    if (!boundAddress.empty() && std::find(hosts.begin(), hosts.end(), own) == hosts.end())
        hosts.push_back(own);
    return hosts;
}

int refusalOf(const HttpHead& head, const std::vector<std::string>& hosts)
{
    const auto host = head.header("host");
    if (!host || host->empty()) return 400;
    if (std::find(hosts.begin(), hosts.end(), lowered(*host)) == hosts.end()) return 403;
    if (head.header("origin")) return 403;
    return 0;
}

std::string newToken(Random& random)
{
    const auto bytes = random.bytes<32>();
    return toHex(bytes).substr(2);
}

bool isSameToken(std::string_view given, std::string_view right)
{
    if (given.size() != right.size() || right.empty()) return false;
    volatile unsigned difference = 0;
    for (std::size_t i = 0; i < right.size(); ++i)
        difference =
            difference | (static_cast<unsigned char>(given[i]) ^ static_cast<unsigned char>(right[i]));
    return difference == 0;
}

TokenCheck checkToken(const HttpHead& head, std::string_view right)
{
    const auto value = head.header("authorization");
    if (!value) return TokenCheck::Absent;
    constexpr std::string_view kScheme = "Bearer ";
    if (!value->starts_with(kScheme)) return TokenCheck::Wrong;
    return isSameToken(value->substr(kScheme.size()), right) ? TokenCheck::Right : TokenCheck::Wrong;
}

} // namespace stoa::net
