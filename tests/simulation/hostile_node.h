// SPDX-License-Identifier: MIT
// The node of a hostile aggregator: it hands on what an honest one says, except where it lies. What it says
// of the main chain itself (events, batches) is true: a member behind a single node has to believe that.
#pragma once

#include "core/crypto/key_pair.h"
#include "core/sync/forwarding_node.h"
#include "tests/simulation/fault_plan.h"

namespace stoa::test {

/// Two blocks upon one parent, both signed by an aggregator with a bond: the first of the next batch.
struct Promises {
    rollup::SignedHeader one;
    rollup::SignedHeader other;
};

/// Has one block in place of all that an honest node has from there on.
class PromisingNode final : public sync::ForwardingNode {
public:
    PromisingNode(node::NodeService& honest, const rollup::SignedHeader& promise)
        : ForwardingNode(honest)
        , named(promise)
        , shown(promise)
    {}

    Result<node::NodeInfo> info() override;
    Result<std::vector<rollup::SignedHeader>> blocks(std::uint64_t from, std::uint32_t count) override;

    rollup::SignedHeader named; ///< as its newest block
    rollup::SignedHeader shown; ///< among its blocks
};

class HostileNode final : public node::NodeService {
public:
    HostileNode(node::NodeService& honest, SeededRandom& random, const FaultPlan& plan,
                const Hash& definition)
        : m_honest(honest)
        , m_random(random)
        , m_definition(definition)
        , m_isLiar(plan.has(Hostility::LyingNode))
        , m_key(crypto::KeyPair::generate(random))
    {}

    Result<node::NodeInfo> info() override;
    Result<std::vector<node::BatchInfo>> batches(std::uint64_t from, std::uint32_t count) override;
    Result<std::vector<node::ChainEvent>> events(std::uint64_t after, std::uint32_t count) override;
    Result<std::vector<rollup::SignedHeader>> blocks(std::uint64_t from, std::uint32_t count) override;
    Result<node::BlockSteps> blockSteps(std::uint64_t number) override;
    Result<node::BatchSteps> batchSteps(std::uint64_t number) override;
    Result<node::CompanySnapshot> company(const DacId& dac, const Hash& knownRoot) override;
    Result<node::RecordProof> record(const state::Key& key) override;
    Result<std::vector<Bytes>> contents(const std::vector<Hash>& ids) override;
    Result<void> putContents(const std::vector<Bytes>& objects) override;
    Result<std::vector<node::StepStatus>> submit(const std::vector<Bytes>& steps) override;
    Result<std::vector<node::StepStatus>> status(const std::vector<Hash>& digests) override;

    node::NodeService& honest() { return m_honest; }
    /// From now on it shows sometimes the one, sometimes the other, as long as they could be of the next
    /// batch or of the newest.
    void promise(const Promises& promises);
    /// Whether that block was ever one of them.
    bool hasPromised(const rollup::BlockHeader& block) const;
    /// Forgets what it has told so far.
    void listen() { m_told.clear(); }
    /// The lies of which somebody can see that they are some.
    const std::vector<const char*>& told() const { return m_told; }

private:
    bool strikes(const char* lie)
    {
        const bool doesIt = m_random.next() % 5 == 0 && m_isLiar;
        if (doesIt) m_told.push_back(lie);
        return doesIt;
    }
    rollup::SignedHeader forged(rollup::SignedHeader header);

    node::NodeService& m_honest;
    SeededRandom& m_random;
    Hash m_definition;     ///< hash of the network's
    bool m_isLiar;         ///< otherwise it does no more than promise
    crypto::KeyPair m_key; ///< has no bond
    std::optional<Promises> m_promises;
    std::optional<rollup::SignedHeader> m_shown; ///< with the newest answer about what is newest
    std::vector<rollup::BlockHeader> m_promised;
    std::vector<const char*> m_told;
};

} // namespace stoa::test
