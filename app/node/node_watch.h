// SPDX-License-Identifier: MIT
// Looks at the network whenever it changed: writes into the log what happened, and counts it for the metrics.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

#include "app/node/event_log.h"
#include "core/engine/engine.h"

namespace stoa::node_program {

inline constexpr std::size_t kChainEventKinds = 9; ///< of engine::ChainEventView::What

/// Since the program started.
struct Counted {
    std::array<std::uint64_t, kChainEventKinds> chainEvents{}; ///< by their number
    std::uint64_t batches = 0;                                 ///< posted
    std::uint64_t steps = 0;                                   ///< in these
    std::uint64_t rolledBackActions = 0;                       ///< of this node's wallet
    bool isBroken = false;
};

/// Thread-safe. Its looking goes on in the engine's thread until it is destroyed.
class NodeWatch {
public:
    /// Both must outlive it.
    NodeWatch(engine::Engine& engine, EventLog& log);
    ~NodeWatch();
    NodeWatch(const NodeWatch&) = delete;
    NodeWatch& operator=(const NodeWatch&) = delete;

    Counted counted() const;

private:
    struct Shared;

    std::shared_ptr<Shared> m_shared;
    engine::Subscription m_subscription;
};

} // namespace stoa::node_program
