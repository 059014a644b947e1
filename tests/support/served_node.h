// SPDX-License-Identifier: MIT
// A node behind a port: its network methods as a server would answer them, within the limits of one.
#pragma once

#include <functional>
#include <optional>

#include <nlohmann/json.hpp>

#include "core/base/limits.h"
#include "core/sync/rpc_node.h"
#include "core/sync/transport.h"

namespace stoa::test {

class ServedNode final : public sync::Transport {
public:
    explicit ServedNode(node::NodeService& served)
        : node(&served)
    {}

    Result<std::string> post(std::string_view, std::string_view body) override
    {
        using nlohmann::json;
        ++requests;
        if (body.size() > kMaxRequestBytes) return ErrorCode::TooLarge;
        const json request = json::parse(body);
        const auto method = request.at("method").get<std::string>();
        const auto refused = onRequest ? onRequest(method) : std::nullopt;
        const auto result =
            refused ? Result<std::string>(*refused) : sync::serveNode(*node, method, request.at("params"));
        json reply = {{"jsonrpc", "2.0"}, {"id", 1}};
        if (result)
            reply["result"] = json::parse(*result);
        else
            reply["error"] = {{"code", -32000}, {"data", {{"code", name(result.error().code)}}}};
        std::string text = reply.dump();
        if (text.size() > kMaxReplyBytes) return ErrorCode::TooLarge;
        return text;
    }

    node::NodeService* node; ///< another one may take its place
    int requests = 0;
    /// Called before a method is answered; what it returns is answered instead.
    std::function<std::optional<ErrorCode>(const std::string& method)> onRequest;
};

} // namespace stoa::test
