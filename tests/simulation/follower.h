// SPDX-License-Identifier: MIT
// A computer that is not on the main chain: it follows a node over the network, runs every step again, keeps
// every batch and serves members.
#pragma once

#include "core/sync/chain_follower.h"
#include "core/sync/rpc_node.h"
#include "tests/simulation/messages.h"
#include "tests/simulation/skewed_clock.h"
#include "tests/simulation/volume.h"

namespace stoa::test {

class Follower {
public:
    Follower(Messages& messages, const std::string& name, const std::string& server,
             const rollup::NetworkDefinition& definition, std::uint64_t seed, bool isOnLevelDb)
        : m_definition(definition)
        , m_clock(definition.genesis)
        , m_line(messages, name, server)
        , m_remote(m_line, "http://node:1/")
        , m_volume(seed, isOnLevelDb)
        , m_headers(definition)
    {}

    /// Opens what is not open, and goes on. Errors: as ChainFollower.
    Result<void> tick();
    void stop();
    void powerIsBack();

    /// What members ask. Null while it does not run.
    node::NodeService* service() { return m_archive ? m_archive.get() : nullptr; }
    const light::HeaderChain& headers() const { return m_headers; }
    sync::ChainFollower* chain() const { return m_follower.get(); }
    SkewedClock& clock() { return m_clock; }
    Volume& volume() { return m_volume; }

private:
    Result<void> follow();

    rollup::NetworkDefinition m_definition;
    SkewedClock m_clock;
    Line m_line;
    sync::RpcNode m_remote;
    Volume m_volume;
    light::HeaderChain m_headers;
    std::unique_ptr<storage::Store> m_store;
    std::unique_ptr<sync::ChainFollower> m_follower;
    std::unique_ptr<sync::ArchivingNode> m_archive;
};

} // namespace stoa::test
