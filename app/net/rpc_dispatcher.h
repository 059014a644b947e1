// SPDX-License-Identifier: MIT
// JSON-RPC 2.0: takes a request's text, asks whoever knows the methods, and puts the answers together.
// Knows nothing of sockets.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>
#include <QObject>

#include "app/net/later.h"
#include "app/net/rpc_figures.h"
#include "app/net/rpc_room.h"
#include "app/net/rpc_table.h"
#include "core/base/limits.h"
#include "core/base/result.h"

namespace stoa::net {

inline constexpr std::size_t kMaxBatchItems = 100;
using stoa::kMaxReplyBytes;

// Codes of JSON-RPC, and our own from the range it leaves to servers.
inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParams = -32602;
inline constexpr int kRefused = -32000;      ///< data.code says why
inline constexpr int kUnauthorized = -32001; ///< an owner's method without the owner's token
inline constexpr int kReplyTooLarge = -32002;
inline constexpr int kTooManyRequests = -32003;
inline constexpr int kNotServing = -32004;
inline constexpr int kNeedsWebSocket = -32005;

inline constexpr std::string_view kNoSuchMethod =
    "This program has no method of that name. “stoad rpc-docs” lists all there are.";

struct RpcError {
    int code = kRefused;
    std::string message;
    std::string name; ///< of the ErrorCode, for data.code; may be empty
};

/// Exactly one of both: `result` is JSON text.
struct MethodAnswer {
    std::string result;
    std::optional<RpcError> error;
};
using MethodDone = std::function<void(MethodAnswer)>;

/// An answer out of an error of core: what was asked for wrongly is -32602, an unknown method -32601.
MethodAnswer answerOf(const Error& error);

/// Somebody who can be told things without having asked: a WebSocket.
class Listener {
public:
    virtual ~Listener() = default;
    virtual bool isOwner() const = 0;
    /// One whole JSON-RPC message.
    virtual void hear(const std::string& text) = 0;
};

/// Who asks. Anonymous, unless it says otherwise; `listener` is null over HTTP. `client`: see RpcRoom.
struct Caller {
    Caller(bool isOwner_, Listener* listener_ = nullptr, std::string client_ = {})
        : isOwner(isOwner_)
        , listener(listener_)
        , client(std::move(client_))
    {}
    bool isOwner;
    Listener* listener;
    std::string client;
};

/// Whoever knows the methods. The first two may answer at once or later, once, on any thread.
struct Methods {
    std::function<void(std::string method, nlohmann::json params, MethodDone)> network;
    std::function<void(std::string method, nlohmann::json params, MethodDone)> owner;
    std::function<MethodAnswer(Listener&, std::string_view method, const nlohmann::json& params)> listener;
    std::function<bool()> isServing;
    /// What a method of that name takes, null: there is none. Empty: every name is passed on, unchecked.
    std::function<const RpcMethod*(std::string_view)> describe;
};

/// Methods that need the token: everything about a wallet, an owner, keys or signing, known or not.
bool isOwnersMethod(std::string_view method);

struct RpcReply {
    int status = 200; ///< HTTP: 200, 204 (nothing to say), 401, 429
    std::string body; ///< empty with 204
    /// Kept for as long as the body waits to be sent; may be null.
    std::shared_ptr<RpcRoom::Place> place = nullptr;
};

class RpcDispatcher : public QObject {
    Q_OBJECT

public:
    explicit RpcDispatcher(Methods methods, QObject* parent = nullptr);
    ~RpcDispatcher() override;

    /// `done` runs once on this object's thread, at once or later; never after the destructor.
    /// The caller's listener is not used after the call. The calls of a batch run one after the other, so
    /// that connections take turns, and not on when the answers have become too large.
    void handle(std::string_view text, Caller caller, std::function<void(RpcReply)> done);

    RpcFigures& figures() { return m_figures; }

private:
    struct Exchange;
    struct Call;

    void runNext(const std::shared_ptr<Exchange>& exchange);
    void take(Exchange& exchange, std::size_t place, MethodAnswer answer);
    void finish(Exchange& exchange);

    Methods m_methods;
    std::shared_ptr<Later<RpcDispatcher>> m_later;
    RpcFigures m_figures;
    RpcRoom m_room;
};

} // namespace stoa::net
