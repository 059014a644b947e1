// SPDX-License-Identifier: MIT
// The program's one port: JSON-RPC 2.0 over HTTP and WebSocket. The owner's own programs come with the token
// of rpc.json; other members may read and send transactions while serving is on. Keys never pass here.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <QAbstractSocket>
#include <QThread>

#include "app/net/rpc_dispatcher.h"
#include "core/base/result.h"
#include "core/engine/engine.h"

namespace stoa::net {

/// 8686, unless another program has it.
inline constexpr std::uint16_t kUsualPort = 8686;

/// Runs an owner's method; may answer later, once, on any thread. See app/commands/owner_desk.h.
using OwnerHandler = std::function<void(std::string method, nlohmann::json params, MethodDone)>;

/// Makes the text of /metrics; may answer later, once, on any thread. The figures are good for the call only.
using MetricsHandler = std::function<void(const RpcFigures&, std::function<void(std::string)>)>;

struct RpcServerOptions {
    std::string dataFolder;
    std::string bindAddress = "127.0.0.1";
    std::uint16_t port = 0;     ///< 0: the usual one, or any free one, but not that of the node it follows
    OwnerHandler owner;         ///< empty: nobody is; on loopback only, with rpc.json
    std::string build;          ///< for rpc.json
    MetricsHandler metrics;     ///< empty: there is no /metrics
    bool isServing = false;     ///< other members may use the network methods
    bool trustsLoopback = true; ///< false: connections of this computer are counted like another one's
    int headTimeoutMs = 10'000; ///< tests wait less
    int bodyTimeoutMs = 30'000;
    int replyTimeoutMs = 30'000;
    int webSocketTimeoutMs = 5'000;
    int webSocketIdleMs = 60'000;
};

/// Runs on threads of its own. Thread-safe.
class RpcServer {
public:
    /// Listens, writes rpc.json and tells the engine about serving. `engine` must outlive the server.
    /// Errors: PortInUse with the port as detail (also if the engine follows who is expected there),
    /// NotPermitted "port N" (this user may not open it),
    /// InvalidArgument "address …" (none of this computer's), NotPermitted (owner's methods off loopback),
    /// FileUnwritable.
    static Result<std::unique_ptr<RpcServer>> start(engine::Engine& engine, RpcServerOptions options);

    /// Whether the port could be opened now; 0: whether any could. Errors: as start, for the port and
    /// address.
    static Result<void> tryPort(const std::string& bindAddress, std::uint16_t port);

    RpcServer(const RpcServer&) = delete;
    RpcServer& operator=(const RpcServer&) = delete;
    /// Closes the port and removes rpc.json. Waits for an owner's command that is running.
    ~RpcServer();

    /// "http://127.0.0.1:8686/"
    const std::string& url() const { return m_url; }
    std::uint16_t port() const { return m_port; }
    bool isServing() const { return m_isServing; }
    void setServing(bool isServing);

private:
    class Listener;

    RpcServer(engine::Engine& engine, RpcServerOptions options);
    Result<void> listen();
    static Error unopened(QAbstractSocket::SocketError why, const std::string& bindAddress,
                          std::uint16_t wanted);

    engine::Engine& m_engine;
    RpcServerOptions m_options;
    std::string m_token;
    std::string m_url;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_isServing;
    QThread m_thread;
    Listener* m_listener = nullptr; ///< lives on m_thread
};

} // namespace stoa::net
