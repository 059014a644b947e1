// SPDX-License-Identifier: MIT
// A whole network in one process: an embedded main chain and nodes on it, each with its own stores and its
// own state, joined by the same interfaces that remote ones use.
#pragma once

#include <functional>
#include <memory>

#include "core/mainchain/local_chain.h"
#include "core/operator/node.h"

namespace stoa::node {

class LocalNetwork : public NodeService {
public:
    struct Setup {
        OpenStore
            openStore; ///< "chain"; "aggregator", "validator"; of the nodes after the first: "aggregator2", …
        const Clock& clock; ///< ignored once the definition says that the clock is settable
        Random& random;     ///< makes keys of aggregators and validators, and salts
        content::ContentStore& contents;
        bool hasValidator = true; ///< false: nobody here checks what the aggregator posts
        ServingLimits limits = {};
        /// How many nodes with an aggregator share the main chain. Members ask the first; it has the
        /// validator.
        std::size_t aggregators = 1;
        bool aggregates = true;       ///< false: the first node makes no blocks, it only follows
        Address challengerOwner = {}; ///< see Validator::Setup
    };

    /// A new network, or the one that the stores hold. `whenNew` is asked for the definition of a new one.
    /// Errors: those of storage; StoreDamaged also when roots do not fit what is stored.
    static Result<std::unique_ptr<LocalNetwork>>
    open(Setup setup, const std::function<rollup::NetworkDefinition()>& whenNew);

    /// Lets everything happen that is due: the aggregator seals and posts, settles what time has made due,
    /// the validator checks and challenges, the chain mines. Cheap when nothing is due.
    /// `checks`: see Node::tick.
    virtual Result<void> tick(int checks = Node::kChecksInATick) = 0;
    /// Posts the open batch, if there is one with steps. For a clean stop and for tests.
    virtual Result<void> postNow() = 0;

    virtual std::size_t nodes() const = 0;
    virtual Node& node(std::size_t index) = 0;
    virtual mainchain::LocalChain& chain() = 0;
    /// A node that is stopped does nothing, as if its computer were off; at first all run.
    virtual void run(std::size_t index, bool isRunning) = 0;

    virtual const rollup::NetworkDefinition& definition() const = 0;
    virtual Timestamp now() const = 0;
    /// By how many seconds the main chain's newest block was older than the clock when the network was
    /// opened.
    virtual std::uint64_t stoodStill() const = 0;
    /// Deposits money from nowhere through the main chain's inbox. Errors: LocalNetworkOnly, AmountOverflow.
    virtual Result<void> faucet(const Address& to, Amount amount) = 0;
    /// Errors: TestClockOnly. Afterwards everything that became due has happened.
    virtual Result<Timestamp> advanceTime(std::uint64_t seconds) = 0;
    /// The next batch lies: from one of its steps on, the aggregator's own account has more than it should.
    virtual Result<void> corruptNextBatch() = 0;

    /// See Node::collect, of the first node.
    virtual Result<Node::Collected> collect(const Address& to, bool leaves) = 0;

    /// The main chain, for others who take part in it over the port: its time is that of now.
    virtual Result<mainchain::LocalChain*> hostedChain() = 0;

    struct Check {
        std::uint64_t batches = 0;
        std::uint64_t steps = 0;
        std::uint64_t records = 0; ///< of the supply: records that hold money
        std::optional<ErrorCode> problem;
    };
    /// Recomputes every batch that is kept from its calldata and compares all roots; recomputes the supply.
    virtual Result<Check> verifyBatches() = 0;
    virtual Result<Check> verifySupply() = 0;
};

} // namespace stoa::node
