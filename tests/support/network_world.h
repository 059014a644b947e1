// SPDX-License-Identifier: MIT
// A whole local network in memory, and people who sign steps for it. The stores outlive the network, as
// folders do, so that it can be stopped at any moment and opened again.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/crypto/key_pair.h"
#include "core/operator/local_network.h"
#include "core/storage/memory_store.h"
#include "core/tx/transaction.h"

namespace stoa::test {

/// Hands every call to a store that somebody else owns.
class BorrowedStore final : public storage::Store {
public:
    /// `isRead`, if there is one, hears of every key that is asked for.
    explicit BorrowedStore(storage::Store& store, std::function<void(ByteView key)> isRead = {})
        : m_store(store)
        , m_isRead(std::move(isRead))
    {}
    using Store::commit;
    Result<std::optional<Bytes>> get(ByteView key) override
    {
        if (m_isRead) m_isRead(key);
        return m_store.get(key);
    }
    Result<void> commit(storage::WriteBatch batch, storage::Durability durability) override
    {
        return m_store.commit(batch, durability);
    }
    Result<void> iterate(ByteView prefix, const storage::Visitor& visit) override
    {
        return m_store.iterate(prefix, visit);
    }

private:
    storage::Store& m_store;
    std::function<void(ByteView key)> m_isRead;
};

class NetworkWorld {
public:
    static constexpr Timestamp kStart = 1'700'000'000;

    /// `clockIsSettable`: time moves by network->advanceTime; otherwise by `clock`.
    explicit NetworkWorld(std::uint64_t seed = 1, bool clockIsSettable = true);

    /// Stops the network, however it is, and opens it again from its stores.
    Result<void> reopen();

    storage::MemoryStore chainStore;
    storage::MemoryStore aggregatorStore;
    storage::MemoryStore validatorStore;
    std::map<std::string, storage::MemoryStore> otherStores; ///< of nodes after the first
    storage::MemoryStore contentsStore;
    ManualClock clock{kStart};
    SeededRandom random;
    content::ContentStore contents{contentsStore, Bytes{'c'}};
    rollup::NetworkDefinition definition;
    node::ServingLimits limits;
    std::size_t aggregators = 1;
    bool aggregates = true; ///< false: the first node makes no blocks
    std::unique_ptr<node::LocalNetwork> network;

    const crypto::KeyPair& key(std::size_t person);
    Address address(std::size_t person) { return key(person).address(); }
    tx::Party party(std::size_t person) { return tx::personParty(address(person)); }

    /// The record in the newest state. Absent if there is none.
    template <typename R>
    std::optional<R> read(const state::Key& at)
    {
        const auto proof = network->record(at);
        if (!proof || proof->path.treeIsEmpty || proof->path.leafKey != at) return std::nullopt;
        return state::decodeRecord<R>(proof->path.leafValue);
    }
    Amount balance(std::size_t person);

    tx::Transaction transaction(std::size_t person, tx::Payload payload, std::uint32_t nonceAfter = 0);
    Bytes sign(std::size_t person, tx::Transaction transaction);
    /// A signed step with the nonce that is next, plus `nonceAfter`.
    Bytes step(std::size_t person, tx::Payload payload, std::uint32_t nonceAfter = 0);
    /// Submits one step and returns its status; Unknown if the call failed.
    node::StepStatus send(std::size_t person, tx::Payload payload);
    bool sends(std::size_t person, tx::Payload payload)
    {
        return send(person, std::move(payload)).stage == node::StepStatus::Stage::Included;
    }
    /// Digest of the step sent last.
    const Hash& digest() const { return m_digest; }
    Hash digestOf(const Bytes& step) const;

    // ---- a company and a collaboration --------------------------------------------------------------

    static tx::CharterTerms terms(const tx::Party& court);
    /// Founded by person 0, judged by person 3; persons 1 and 2 join. Everybody gets a thousand tokens.
    /// Zero if anything was refused.
    DacId company();
    tx::Propose proposal(const DacId& dac, std::size_t doer);
    tx::Accept acceptance(const DacId& dac, const ObjectId& id);

private:
    std::vector<std::unique_ptr<crypto::KeyPair>> m_people;
    Hash m_domain;
    Hash m_digest;
};

/// Puts records into an aggregator's store as whoever owns the disk could: marker and newest block name the
/// new root, so that nothing but the records is wrong. False if the store does not hold a block.
bool forgeRecords(storage::Store& aggregatorStore, const std::map<state::Key, Bytes>& records);

/// The content id of a text that nobody has to have.
Hash contentIdOf(std::string_view text);

} // namespace stoa::test
