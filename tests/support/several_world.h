// SPDX-License-Identifier: MIT
// Several nodes on one main chain in one process, each with stores of its own that outlive it: they can be
// stopped, started again and cut off, and the main chain can be reorganized.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/crypto/key_pair.h"
#include "core/light/header_chain.h"
#include "core/mainchain/local_chain.h"
#include "core/operator/node.h"
#include "core/storage/memory_store.h"
#include "tests/support/network_world.h"

namespace stoa::test {

class SeveralWorld {
public:
    static constexpr Timestamp kStart = 1'700'000'000;
    using Change = std::function<void(rollup::NetworkDefinition&)>;

    /// All nodes aggregate; those from `validators` on do not validate.
    explicit SeveralWorld(std::size_t nodes = 2, std::size_t validators = 2, const Change& change = {});

    rollup::NetworkDefinition definition;
    storage::MemoryStore chainStore;
    std::unique_ptr<mainchain::LocalChain> chain;
    bool isPoor = false; ///< nobody brings money for bonds, for this reason
    ErrorCode poverty = ErrorCode::InsufficientBalance;
    std::uint64_t undone = 0; ///< blocks that aggregators have undone to see an earlier state

    node::Node& node(std::size_t index) { return *m_computers[index]->node; }
    node::Aggregator& aggregator(std::size_t index) { return node(index).aggregator(); }
    bool runs(std::size_t index) const { return m_computers[index]->node != nullptr; }
    /// As if its computer was switched off.
    void stop(std::size_t index) { m_computers[index]->node.reset(); }
    bool start(std::size_t index);
    /// From now on that node makes no blocks; it begins anew.
    void onlyFollows(std::size_t index);
    /// The `nth` write of its aggregator from now fails.
    void failAggregatorStore(std::size_t index, std::size_t nth, storage::MemoryStore::FaultEffect effect)
    {
        m_computers[index]->aggregatorStore.failCommit(nth, effect);
    }
    /// Hands steps over to whoever may submit; off at first.
    bool handsOver = false;

    /// So many seconds, in each of which every node that runs has a turn. False if one of them fails.
    bool pass(std::uint64_t seconds);
    bool tick();
    /// Money on the sidechain, by a deposit that is not taken in yet.
    bool deposit(std::size_t person, Amount amount);

    const crypto::KeyPair& key(std::size_t person);
    Address address(std::size_t person) { return key(person).address(); }
    template <typename R>
    std::optional<R> read(std::size_t index, const state::Key& at)
    {
        const ByteView* bytes = aggregator(index).tree().get(at);
        return bytes ? state::decodeRecord<R>(*bytes) : std::nullopt;
    }
    Amount balance(std::size_t index, std::size_t person);
    /// Signed, with the nonce that the node knows as next.
    Bytes step(std::size_t index, std::size_t person, tx::Payload payload, std::uint32_t nonceAfter = 0);
    Hash digestOf(const Bytes& step) const;
    /// Hands one step to the node. Unknown if the whole call was refused, with why in `lastError`.
    node::StepStatus give(std::size_t index, const Bytes& step);
    node::StepStatus pay(std::size_t index, std::size_t from, std::size_t to, Amount amount);
    node::StepStatus::Stage stageOf(std::size_t index, const Bytes& step);
    std::optional<ErrorCode> lastError;

    /// All running nodes have the same state, and follow the main chain up to its tip.
    bool areAlike();
    /// Every batch of the main chain run again from nothing gives its roots.
    bool isChainRight();

    /// What the main chain is now, to which reorganize() returns it.
    storage::MemoryStore remembered() const { return chainStore; }
    /// What has happened on the main chain since has not happened. Time goes on.
    void reorganize(const storage::MemoryStore& past);

    /// What a member's light client says to the node.
    std::optional<ErrorCode> follow(light::HeaderChain& headers, std::size_t index);

private:
    struct Computer {
        storage::MemoryStore aggregatorStore;
        storage::MemoryStore validatorStore;
        storage::MemoryStore contentsStore;
        content::ContentStore contents{contentsStore, Bytes{'c'}};
        SeededRandom random{1};
        node::Roles roles;
        std::unique_ptr<node::Node> node;
    };

    ManualClock m_clock{kStart};
    std::vector<std::unique_ptr<Computer>> m_computers;
    std::vector<std::unique_ptr<crypto::KeyPair>> m_people;
    Hash m_domain;
};

} // namespace stoa::test
