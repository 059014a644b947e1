// SPDX-License-Identifier: MIT
#include "app/net/rpc_dispatcher.h"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <vector>

#include "app/net/sentences.h"
#include "app/net/strict_json.h"

namespace stoa::net {

using nlohmann::json;

namespace {

constexpr std::size_t kMaxMethodName = 64;

json errorObject(const RpcError& error)
{
    json object = {{"code", error.code}, {"message", error.message}};
    if (!error.name.empty()) object["data"] = {{"code", error.name}};
    return object;
}

std::string envelope(const std::string& id, std::string_view key, std::string_view value)
{
    std::string text = R"({"jsonrpc":"2.0","id":)";
    text.reserve(text.size() + id.size() + value.size() + 20);
    text.append(id).append(",\"").append(key).append("\":").append(value).append("}");
    return text;
}

std::string errorText(const std::string& id, const RpcError& error)
{
    return envelope(id, "error", toJsonText(errorObject(error)));
}

bool isMethodName(std::string_view name)
{
    return !name.empty() && name.size() <= kMaxMethodName &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
           });
}

bool asksForOwner(const json& item)
{
    if (!item.is_object()) return false;
    const auto method = item.find("method");
    return method != item.end() && method->is_string() &&
           isOwnersMethod(method->get_ref<const std::string&>());
}

/// Whether it can be given back exactly as it came: a fraction, or a number of more than 64 bits, cannot.
bool isGoodId(const json& id) { return id.is_string() || id.is_number_integer(); }

/// The id of a request as JSON: null where there is none, or none that can be given back.
std::string idTextOf(const json& item)
{
    const auto id = item.is_object() ? item.find("id") : item.end();
    const bool isGood = item.is_object() && id != item.end() && isGoodId(*id);
    return isGood ? toJsonText(*id) : "null";
}

/// One owner's method among them, and none of them is run.
std::string notOwnersText(const json& value)
{
    const RpcError error{kUnauthorized, "This method needs the owner's token.",
                         std::string(name(ErrorCode::Unauthorized))};
    if (!value.is_array()) return errorText(idTextOf(value), error);
    std::string all;
    for (const json& item : value) all += (all.empty() ? "" : ",") + errorText(idTextOf(item), error);
    return "[" + all + "]";
}

RpcReply only(const RpcError& error, int status = 200) { return {status, errorText("null", error), {}}; }

RpcReply busy()
{
    return only({kTooManyRequests, "Too many requests are waiting. Try again in a moment.",
                 std::string(name(ErrorCode::Busy))},
                429);
}

} // namespace

MethodAnswer answerOf(const Error& error)
{
    RpcError answer{kRefused, sentenceOf(error), std::string(name(error.code))};
    if (error.code == ErrorCode::NotFound && error.detail == "method") {
        answer.code = kMethodNotFound;
        answer.message = kNoSuchMethod;
    }
    if (error.code == ErrorCode::InvalidArgument || error.code == ErrorCode::BadHex ||
        error.code == ErrorCode::BadJson)
        answer.code = kInvalidParams;
    if (error.code == ErrorCode::Unauthorized) answer.code = kUnauthorized;
    if (error.code == ErrorCode::Busy) answer.code = kTooManyRequests;
    return {{}, answer};
}

bool isOwnersMethod(std::string_view method)
{
    constexpr std::array<std::string_view, 6> kPrefixes = {"owner",   "wallet",   "key",
                                                           "account", "personal", "sign"};
    return std::any_of(kPrefixes.begin(), kPrefixes.end(),
                       [&](std::string_view prefix) { return method.starts_with(prefix); });
}

struct RpcDispatcher::Call {
    std::size_t place = 0; ///< in its exchange
    std::string method;
    json params;
    bool isOwners = false;
};

/// One request's text: a single call, or a batch.
struct RpcDispatcher::Exchange {
    bool isBatch = false;
    std::vector<std::string> ids;     ///< JSON; empty: a notification
    std::vector<std::string> answers; ///< JSON; empty: none
    std::size_t bytes = 0;            ///< of the answers
    std::deque<Call> calls;           ///< that have not run
    std::shared_ptr<RpcRoom::Place> room;
    std::optional<RpcReply> instead; ///< of the answers: there are too many
    std::function<void(RpcReply)> done;

    void keep(std::size_t place, std::string answer)
    {
        bytes += answer.size();
        if (bytes > kMaxReplyBytes) {
            end(only({kReplyTooLarge, "The answers together are too large. Ask for less at once.", {}}));
        } else if (!room->hold(answer.size())) {
            end(busy());
        } else {
            answers[place] = std::move(answer);
        }
    }
    /// What has not run does not run any more.
    void end(RpcReply reply)
    {
        instead = std::move(reply);
        calls.clear();
        answers.assign(answers.size(), {});
    }
};

RpcDispatcher::RpcDispatcher(Methods methods, QObject* parent)
    : QObject(parent)
    , m_methods(std::move(methods))
    , m_later(std::make_shared<Later<RpcDispatcher>>(this))
{}

RpcDispatcher::~RpcDispatcher() { m_later->close(); }

void RpcDispatcher::handle(std::string_view text, Caller caller, std::function<void(RpcReply)> done)
{
    auto parsed = parseStrictJson(text);
    if (!parsed) {
        m_figures.refuse(Refusal::Json);
        done(only({kParseError, "The request is not valid JSON.", {}}));
        return;
    }
    json& value = *parsed;
    const bool isBatch = value.is_array();
    if (isBatch && (value.empty() || value.size() > kMaxBatchItems)) {
        m_figures.refuse(Refusal::Json);
        done(only({kInvalidRequest,
                   value.empty() ? "The batch is empty."
                                 : "The batch has more than " + std::to_string(kMaxBatchItems) + " requests.",
                   {}}));
        return;
    }
    const bool wantsOwner =
        isBatch ? std::any_of(value.begin(), value.end(), asksForOwner) : asksForOwner(value);
    if (wantsOwner && !caller.isOwner) {
        m_figures.refuse(Refusal::NotOwner);
        done({401, notOwnersText(value), {}});
        return;
    }
    const std::size_t count = isBatch ? value.size() : 1;
    auto exchange = std::make_shared<Exchange>();
    exchange->room = m_room.take(caller.client, caller.isOwner, text.size());
    if (!exchange->room) {
        m_figures.refuse(Refusal::Busy);
        done(busy());
        return;
    }
    exchange->isBatch = isBatch;
    exchange->ids.resize(count);
    exchange->answers.resize(count);
    exchange->done = std::move(done);
    for (std::size_t place = 0; place < count; ++place) {
        json& item = isBatch ? value[place] : value;
        const RpcError invalid{kInvalidRequest, "This is not a JSON-RPC 2.0 request.", {}};
        if (!item.is_object()) {
            m_figures.refuse(Refusal::Json);
            exchange->answers[place] = errorText("null", invalid);
            continue;
        }
        const auto id = item.find("id");
        const bool hasId = id != item.end();
        const bool goodId = !hasId || isGoodId(*id) || id->is_null();
        const std::string idText = hasId && goodId ? toJsonText(*id) : "null";
        const auto version = item.find("jsonrpc");
        const auto method = item.find("method");
        const auto params = item.find("params");
        const bool isGood = goodId && version != item.end() && *version == "2.0" && method != item.end() &&
                            method->is_string() &&
                            (params == item.end() || params->is_object() || params->is_array());
        if (!isGood) {
            m_figures.refuse(Refusal::Json);
            exchange->answers[place] = errorText(idText, invalid);
            continue;
        }
        if (hasId) exchange->ids[place] = idText;
        Call call;
        call.method = method->get<std::string>();
        call.params = params == item.end() ? json::object() : std::move(*params);
        call.place = place;
        call.isOwners = isOwnersMethod(call.method);
        const auto refuse = [&](Refusal why, const RpcError& error) {
            m_figures.refuse(why);
            if (hasId) exchange->answers[place] = errorText(idText, error);
        };
        const RpcMethod* description = m_methods.describe ? m_methods.describe(call.method) : nullptr;
        const bool isListeners = description != nullptr && description->who == Who::Listener;
        if (!isMethodName(call.method) || (m_methods.describe && description == nullptr)) {
            refuse(Refusal::Method, {kMethodNotFound, std::string(kNoSuchMethod), {}});
        } else if (!call.isOwners && !caller.isOwner && !m_methods.isServing()) {
            refuse(Refusal::NotServing,
                   {kNotServing,
                    "This program does not serve other members. Its owner can switch serving on.",
                    std::string(name(ErrorCode::NotPermitted))});
        } else if (isListeners && caller.listener == nullptr) {
            refuse(Refusal::Method, {kNeedsWebSocket, "This method works over a WebSocket only.", {}});
        } else if (const auto complaint =
                       description != nullptr ? complaintAbout(*description, call.params) : std::nullopt) {
            refuse(Refusal::Params, {kInvalidParams, *complaint, {}});
        } else if (isListeners) {
            ++m_figures.calls;
            take(*exchange, place, m_methods.listener(*caller.listener, call.method, call.params));
        } else {
            exchange->calls.push_back(std::move(call));
        }
    }
    m_figures.waiting = m_room.waiting();
    runNext(exchange);
}

/// Or answers, if all have run.
void RpcDispatcher::runNext(const std::shared_ptr<Exchange>& exchange)
{
    if (exchange->calls.empty() || exchange->instead) {
        finish(*exchange);
        return;
    }
    Call call = std::move(exchange->calls.front());
    exchange->calls.pop_front();
    ++m_figures.calls;
    MethodDone done = [later = m_later, exchange, place = call.place](MethodAnswer answer) {
        later->post([exchange, place, answer = std::move(answer)](RpcDispatcher& self) mutable {
            self.take(*exchange, place, std::move(answer));
            self.runNext(exchange);
        });
    };
    if (call.isOwners)
        m_methods.owner(std::move(call.method), std::move(call.params), std::move(done));
    else
        m_methods.network(std::move(call.method), std::move(call.params), std::move(done));
}

void RpcDispatcher::take(Exchange& exchange, std::size_t place, MethodAnswer answer)
{
    if (answer.error) ++m_figures.failed;
    const std::string& id = exchange.ids[place];
    if (id.empty() || exchange.instead) return;
    if (!answer.error && answer.result.size() > kMaxReplyBytes) {
        m_figures.refuse(Refusal::Reply);
        answer.error = RpcError{kReplyTooLarge, "The answer is too large. Ask for less at once.", {}};
    }
    exchange.keep(place, answer.error ? errorText(id, *answer.error) : envelope(id, "result", answer.result));
    if (exchange.instead) m_figures.refuse(exchange.instead->status == 429 ? Refusal::Busy : Refusal::Reply);
}

void RpcDispatcher::finish(Exchange& exchange)
{
    const std::shared_ptr<RpcRoom::Place> room = std::move(exchange.room);
    room->answered();
    m_figures.waiting = m_room.waiting();
    if (exchange.instead) {
        exchange.done(*std::move(exchange.instead));
        return;
    }
    std::string body;
    body.reserve(exchange.bytes + exchange.answers.size() + 2);
    for (std::string& answer : exchange.answers) {
        if (answer.empty()) continue;
        body.append(!exchange.isBatch ? "" : body.empty() ? "[" : ",").append(answer);
        std::string().swap(answer); // it is large, perhaps
    }
    if (!body.empty() && exchange.isBatch) body.append("]");
    const int status = body.empty() ? 204 : 200;
    exchange.done({status, std::move(body), room});
}

} // namespace stoa::net
