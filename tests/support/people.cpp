// SPDX-License-Identifier: MIT
#include "tests/support/people.h"

#include <nlohmann/json.hpp>

namespace stoa::test {

using namespace stoa::engine;

namespace {

std::shared_ptr<crypto::Secret> password()
{
    return std::make_shared<crypto::Secret>(std::string_view("correct horse"));
}

std::string replyOf(const std::string& result)
{
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}";
}

} // namespace

Result<std::string> Wire::post(std::string_view url, std::string_view body)
{
    if (onUrl) onUrl(std::string(url));
    if (!server || isCut) return ErrorCode::Offline;
    // {"id":1,"jsonrpc":"2.0","method":"…","params":{…}}
    const std::string text(body);
    const auto after = [&](const std::string& key) { return text.find(key) + key.size(); };
    const std::size_t method = after("\"method\":\"");
    const std::size_t params = after("\"params\":");
    ServeRpc request;
    request.method = text.substr(method, text.find('"', method) - method);
    request.params = std::make_shared<const nlohmann::json>(
        nlohmann::json::parse(text.substr(params, text.size() - 1 - params)));
    if (onRequest)
        if (const auto instead = onRequest(request.method)) return replyOf(*instead);
    const auto refused = refuses ? refuses(request.method) : std::nullopt;
    auto answer = refused ? Result<std::string>(*refused) : ask(*server, request);
    if (losesAnswer && losesAnswer(request.method)) return ErrorCode::Offline;
    if (!answer)
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"\",\"data\":{\"code\":"
               "\"" +
               std::string(name(answer.error().code)) + "\"}}}";
    if (onResult) onResult(request.method, *answer);
    return replyOf(*answer);
}

std::optional<ErrorCode> Person::startOrWhy()
{
    EngineOptions options;
    options.dataFolder = m_folder;
    options.nodeUrl = nodeUrl;
    options.chainUrl = chainUrl;
    options.roles = roles;
    options.challengerOwner = challengerOwner;
    options.testClock = true;
    options.manualTicks = true;
    options.kdfMemoryKiB = 1024;
    auto made = makeEngine(options, {m_clock, m_random, m_wire});
    if (!made) return made.error().code;
    engine = *std::move(made);
    return std::nullopt;
}

bool Person::createWallet()
{
    const auto phrase = ask(*engine, NewPhrase{});
    const auto made = ask(*engine, CreateWallet{*phrase, password()});
    if (made) address = *made;
    return made.has_value();
}

bool Person::unlock() { return ask(*engine, UnlockWallet{password()}).has_value(); }

void Person::answerAt(Wire& wire)
{
    wire.server = engine.get();
    (void)ask(*engine, SetServing{4242});
}

Result<Sent> Person::act(const Action& action)
{
    STOA_TRY(const Draft draft, ask(*engine, Prepare{action}));
    return ask(*engine, SignAndSend{draft.id});
}

} // namespace stoa::test
