// SPDX-License-Identifier: MIT
// A whole network in one process: an embedded main chain, a bonded aggregator and a validator, each with
// its own store and its own state, joined by the same interfaces that remote ones use.
#pragma once

#include <functional>
#include <memory>

#include "core/base/limits.h"
#include "core/base/random.h"
#include "core/content/content_store.h"
#include "core/operator/node_service.h"
#include "core/storage/store.h"

namespace stoa::node {

class LocalNetwork : public NodeService {
public:
    /// Makes or opens the store of that name ("chain", "aggregator", "validator").
    using OpenStore = std::function<Result<std::unique_ptr<storage::Store>>(std::string_view name)>;

    struct Setup {
        OpenStore openStore;
        const Clock& clock; ///< ignored once the definition says that the clock is settable
        Random& random;     ///< makes keys of aggregators and validators, and salts
        content::ContentStore& contents;
        bool hasValidator = true; ///< false: nobody here checks what the aggregator posts
        /// Bytes of content that this computer takes from others, in all.
        std::uint64_t mostTaken = kMostTakenFromOthers;
    };

    /// A new network, or the one that the stores hold. `whenNew` is asked for the definition of a new one.
    /// Errors: those of storage; StoreDamaged also when roots do not fit what is stored.
    static Result<std::unique_ptr<LocalNetwork>>
    open(Setup setup, const std::function<rollup::NetworkDefinition()>& whenNew);

    /// Lets everything happen that is due: the aggregator seals and posts, settles what time has made due,
    /// the validator checks and challenges, the chain mines. Cheap when nothing is due.
    virtual Result<void> tick() = 0;
    /// Posts the open batch, if there is one with steps. For a clean stop and for tests.
    virtual Result<void> postNow() = 0;

    virtual const rollup::NetworkDefinition& definition() const = 0;
    virtual Timestamp now() const = 0;
    /// Deposits money from nowhere through the main chain's inbox. Errors: LocalNetworkOnly, AmountOverflow.
    virtual Result<void> faucet(const Address& to, Amount amount) = 0;
    /// Errors: TestClockOnly. Afterwards everything that became due has happened.
    virtual Result<Timestamp> advanceTime(std::uint64_t seconds) = 0;
    /// The next batch lies: from one of its steps on, the aggregator's own account has more than it should.
    virtual Result<void> corruptNextBatch() = 0;

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
