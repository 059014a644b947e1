// SPDX-License-Identifier: MIT
// A main chain behind a port: its chain_ methods, as a server would answer them, on a wire that can be cut
// before or after the server has heard.
#pragma once

#include <functional>
#include <optional>

#include <nlohmann/json.hpp>

#include "core/base/limits.h"
#include "core/sync/chain_service.h"
#include "core/sync/transport.h"

namespace stoa::test {

class HostedChain final : public sync::Transport {
public:
    enum class Cut { Nowhere, Before, After };

    explicit HostedChain(mainchain::LocalChain& hosted)
        : chain(&hosted)
    {}

    Result<std::string> post(std::string_view, std::string_view body) override
    {
        using nlohmann::json;
        ++requests;
        if (cut == Cut::Before) return ErrorCode::Offline;
        if (body.size() > kMaxRequestBytes) return ErrorCode::TooLarge;
        const json request = json::parse(body);
        const auto method = request.at("method").get<std::string>();
        lastMethod = method;
        lastParams = request.at("params");
        const auto result = sync::serveChain(*chain, method, lastParams);
        if (cut == Cut::After) return ErrorCode::Offline;
        json reply = {{"jsonrpc", "2.0"}, {"id", 1}};
        if (result)
            reply["result"] = json::parse(*result);
        else
            reply["error"] = {{"code", -32000}, {"data", {{"code", name(result.error().code)}}}};
        if (onResult && result) onResult(method, reply["result"]);
        return reply.dump();
    }

    mainchain::LocalChain* chain;
    Cut cut = Cut::Nowhere;
    int requests = 0;
    std::string lastMethod;
    nlohmann::json lastParams;
    std::function<void(const std::string& method, nlohmann::json& result)> onResult;
};

} // namespace stoa::test
