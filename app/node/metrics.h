// SPDX-License-Identifier: MIT
// The text of /metrics, in the format of Prometheus. No secrets, and no company or id as a label: a label is
// one of a few words of ours, or the address of this node's own that needs money.
#pragma once

#include <string>

#include "app/net/rpc_server.h"
#include "app/node/node_watch.h"
#include "core/engine/engine.h"

namespace stoa::node_program {

/// Of this process and its folder, as the system says.
struct ProcessFigures {
    std::uint64_t storeBytes = 0;
    std::uint64_t memoryBytes = 0; ///< resident
    std::uint64_t openFiles = 0;
};

ProcessFigures processFigures(const std::string& dataFolder);

/// `network` null: the engine did not answer.
std::string metricsText(const engine::NetworkView* network, const Counted& counted,
                        const net::RpcFigures& rpc, const ProcessFigures& process);

/// For RpcServerOptions. Engine and watch must outlive the server.
net::MetricsHandler metricsOf(engine::Engine& engine, const NodeWatch& watch, std::string dataFolder);

} // namespace stoa::node_program
