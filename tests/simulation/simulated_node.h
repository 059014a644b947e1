// SPDX-License-Identifier: MIT
// One computer of those who run the network: the real node on the shared main chain, with disks of its own.
#pragma once

#include <memory>
#include <set>

#include "core/operator/node.h"
#include "tests/simulation/chain_view.h"
#include "tests/simulation/skewed_clock.h"
#include "tests/simulation/volume.h"

namespace stoa::test {

class SimulatedNode final : public node::NodeService {
public:
    SimulatedNode(std::string name, node::Roles roles, ReorganisingChain& chain, SeededRandom& random,
                  const FaultPlan& faults, std::uint64_t seed, bool isOnLevelDb);

    /// The node takes the main chain's time where that is later.
    SkewedClock& clock() { return m_clock; }
    /// Accounts whose records are remembered.
    void watchAccount(const Address& who) { m_accounts[who]; }
    /// Whether this was the account's record after a block that this node had.
    bool hadAccount(const Address& who, const Bytes& record) const
    {
        const auto found = m_accounts.find(who);
        return found != m_accounts.end() && found->second.contains(record);
    }

    /// Starts the program if it does not run. True: it runs.
    bool start();
    void stop();
    bool isRunning() const { return m_node != nullptr; }
    /// Everything that is due at this time, as a program does every quarter of a second.
    Result<void> tick();
    /// Steps are handed to that one while only it may submit.
    void handOverTo(node::NodeService* other) { m_other = other; }

    /// Disks of this computer.
    std::vector<Volume*> volumes();
    void powerIsBack();
    /// Damage, or money that does not agree: what must never be. Empty if there was none.
    const std::string& problem() const { return m_problem; }
    const std::string& name() const { return m_name; }
    /// Roots of all blocks that this node ever had.
    const std::set<Hash>& roots() const { return m_roots; }

    /// Null while it does not run, or cannot read its disk.
    node::Aggregator* aggregator() { return isReady() ? &m_node->aggregator() : nullptr; }
    node::Validator* validator() { return isReady() ? m_node->validator() : nullptr; }

    Result<node::NodeInfo> info() override
    {
        return asked([&] { return m_node->info(); });
    }
    Result<std::vector<node::BatchInfo>> batches(std::uint64_t from, std::uint32_t count) override
    {
        return asked([&] { return m_node->batches(from, count); });
    }
    Result<std::vector<node::ChainEvent>> events(std::uint64_t after, std::uint32_t count) override
    {
        return asked([&] { return m_node->events(after, count); });
    }
    Result<std::vector<rollup::SignedHeader>> blocks(std::uint64_t from, std::uint32_t count) override
    {
        return asked([&] { return m_node->blocks(from, count); });
    }
    Result<node::BlockSteps> blockSteps(std::uint64_t number) override
    {
        return asked([&] { return m_node->blockSteps(number); });
    }
    Result<node::BatchSteps> batchSteps(std::uint64_t number) override
    {
        return asked([&] { return m_node->batchSteps(number); });
    }
    Result<rollup::Batch> batch(std::uint64_t number) override
    {
        return asked([&] { return m_node->batch(number); });
    }
    Result<node::CompanySnapshot> company(const DacId& dac, const Hash& knownRoot) override
    {
        return asked([&] { return m_node->company(dac, knownRoot); });
    }
    Result<node::RecordProof> record(const state::Key& key) override
    {
        return asked([&] { return m_node->record(key); });
    }
    Result<std::vector<Bytes>> contents(const std::vector<Hash>& ids) override
    {
        return asked([&] { return m_node->contents(ids); });
    }
    Result<void> putContents(const std::vector<Bytes>& objects) override
    {
        return asked([&] { return m_node->putContents(objects); });
    }
    Result<std::vector<node::StepStatus>> submit(const std::vector<Bytes>& steps) override
    {
        auto answer = asked([&] { return m_node->submit(steps); });
        if (answer) m_chain.chain().wasTold(); // of the batches as well that were posted for it
        return answer;
    }
    Result<std::vector<node::StepStatus>> status(const std::vector<Hash>& digests) override
    {
        return asked([&] { return m_node->status(digests); });
    }
    Result<std::vector<node::Credit>> credits(const Address& to, std::uint32_t count,
                                              const node::CreditPlace& before) override
    {
        return asked([&] { return m_node->credits(to, count, before); });
    }
    Result<std::vector<DacId>> companiesOf(const Address& member) override
    {
        return asked([&] { return m_node->companiesOf(member); });
    }

private:
    Result<void> open();
    bool isReady() { return m_node && m_node->ready().has_value(); }
    template <typename Ask>
    auto asked(Ask ask) -> decltype(ask())
    {
        if (!m_node) return ErrorCode::Offline;
        auto answer = ask();
        if (answer)
            note(); // whoever gets an error has been told nothing, and the node may not have seen everything
        else
            failed(answer.error());
        return answer;
    }
    void failed(const Error& error);
    /// Remembers the newest blocks, and what was acknowledged with them.
    void note();
    /// What was acknowledged is there after a restart, unless the main chain has changed since.
    void checkAcknowledged();
    Hash chainNow();
    bool mayBeUndone(const rollup::BlockHeader& block);

    std::string m_name;
    node::Roles m_roles;
    SeededRandom& m_random;
    ChainView m_chain;
    SkewedClock m_clock;
    Volume m_aggregatorVolume;
    Volume m_validatorVolume;
    storage::MemoryStore m_contentStore; // no act of a member brings a text
    content::ContentStore m_contents{m_contentStore, Bytes{'c'}};
    std::unique_ptr<node::Node> m_node;
    node::NodeService* m_other = nullptr;
    std::string m_problem;
    std::set<Hash> m_roots;
    std::map<Address, std::set<Bytes>> m_accounts; ///< records
    std::set<Hash> m_noted;                        ///< blocks, by hash
    rollup::SignedHeader m_acknowledged;
    Hash m_chainThen;
};

} // namespace stoa::test
