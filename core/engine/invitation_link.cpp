// SPDX-License-Identifier: MIT
#include "core/engine/invitation_link.h"

#include <map>
#include <optional>

#include "core/base/hex.h"

namespace stoa::engine {
namespace {

constexpr std::string_view kStart = "stoa://invite?";
constexpr std::size_t kMostBytes = 2048;

} // namespace

bool isNodeUrl(std::string_view url)
{
    if (!url.starts_with("http://") && !url.starts_with("https://")) return false;
    const std::string_view host = url.substr(url.find("//") + 2);
    if (host.empty() || host.front() == '/' || host.front() == ':') return false;
    for (const char c : url) {
        const bool isWord = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!isWord && std::string_view(":/.-[]_").find(c) == std::string_view::npos) return false;
    }
    return url.size() <= 300;
}

std::string encodeLink(const InvitationLink& link)
{
    std::string text(kStart);
    if (!link.node.empty()) text += "node=" + link.node + "&";
    return text + "network=" + toHex(link.definition) + "&company=" + toHex(link.dac) +
           "&ticket=" + toHex(link.ticketSecret.view());
}

Result<InvitationLink> decodeLink(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r'))
        text.remove_suffix(1);
    if (text.size() > kMostBytes || !text.starts_with(kStart)) return ErrorCode::BadLink;
    std::map<std::string_view, std::string_view> values;
    for (std::string_view rest = text.substr(kStart.size()); !rest.empty();) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        const std::string_view pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos) return ErrorCode::BadLink;
        if (!values.emplace(pair.substr(0, equals), pair.substr(equals + 1)).second)
            return ErrorCode::BadLink;
    }
    InvitationLink link;
    const auto definition = fixedFromHex<Hash>(values["network"]);
    const auto dac = fixedFromHex<DacId>(values["company"]);
    auto ticket = fromHex(values["ticket"]);
    link.node = values["node"];
    if (!definition || !dac || !ticket || ticket->size() != crypto::Secret32::kSize || values.size() != 4)
        return ErrorCode::BadLink;
    link.ticketSecret = crypto::Secret32(*ticket);
    crypto::wipe(*ticket);
    if (!link.node.empty() && !isNodeUrl(link.node)) return ErrorCode::BadLink;
    link.definition = *definition;
    link.dac = *dac;
    return link;
}

std::string localNodeUrl(std::uint16_t port)
{
    return port == 0 ? std::string{} : "http://127.0.0.1:" + std::to_string(port);
}

} // namespace stoa::engine
