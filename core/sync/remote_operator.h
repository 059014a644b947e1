// SPDX-License-Identifier: MIT
// What this computer does on a main chain that another program hosts: a node of its own there, which makes
// blocks, or checks, or both.
#pragma once

#include <functional>
#include <memory>

#include "core/operator/node.h"
#include "core/sync/remote_chain.h"
#include "core/sync/rpc_node.h"

namespace stoa::sync {

/// The chain may be away, come back, or be another one: then nothing is done, problem() says why, and it is
/// tried again, less often while it lasts. After an error of storage it must be opened anew.
class RemoteOperator {
public:
    struct Setup {
        Transport& transport;
        std::string url;
        rollup::NetworkDefinition definition;
        node::OpenStore openStore;
        const Clock& clock;
        Random& random;
        content::ContentStore& contents;
        node::Roles roles;
        Address owner = {}; ///< see node::Validator::Setup
    };

    /// Asks nobody yet.
    explicit RemoteOperator(Setup setup);
    ~RemoteOperator();

    /// Its turn. True if something happened. Errors: those of storage.
    Result<bool> tick(int checks = node::Node::kChecksInATick);
    /// The next tick() asks whatever happened before.
    void hurry() { m_pause = 0; }
    /// For a clean stop: posts what is open, if the chain is there.
    Result<void> postNow();

    const node::Roles& roles() const { return m_setup.roles; }
    /// Null until the chain has answered for the first time.
    node::Node* node() { return m_node.get(); }
    /// The node as members use it: texts come from and go to the hosting program as well. Null as long as
    /// node() is.
    node::NodeService* service() { return m_service.get(); }
    const std::string& url() const { return m_setup.url; }
    /// Why the main chain could not be followed when it was tried last. Absent: it could, or was not yet.
    std::optional<ErrorCode> problem() const { return m_problem; }

    /// What bonds there are and what they lack, as of a moment ago.
    struct Money {
        Amount bond = 0;
        Amount requiredBond = 0;
        Amount missingBond = 0;
        node::Validator::Missing stake;
    };
    const Money& money() const { return m_money; }

private:
    class Service;

    Result<bool> turn(int checks);
    Result<void> openNode();
    Result<void> countMoney();
    Result<void> fund(const Address& who, Amount amount);

    Setup m_setup;
    RemoteChain m_chain;
    RpcNode m_host;
    std::unique_ptr<node::Node> m_node;
    std::unique_ptr<node::NodeService> m_service;
    std::optional<ErrorCode> m_problem;
    Money m_money;
    unsigned m_untilCount = 0; ///< turns until the money is counted again
    unsigned m_pause = 0;      ///< turns to leave out
    unsigned m_failures = 0;
};

} // namespace stoa::sync
