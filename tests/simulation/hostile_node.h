// SPDX-License-Identifier: MIT
// The node of a hostile aggregator: it hands on what an honest one says, except where it lies. What it says
// of the main chain itself (events, batches) is true: a member behind a single node has to believe that.
#pragma once

#include "core/crypto/key_pair.h"
#include "core/operator/node_service.h"
#include "tests/simulation/fault_plan.h"

namespace stoa::test {

class HostileNode final : public node::NodeService {
public:
    HostileNode(node::NodeService& honest, SeededRandom& random)
        : m_honest(honest)
        , m_random(random)
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

    std::size_t lies() const { return m_lies; }

private:
    bool strikes()
    {
        const bool doesIt = m_random.next() % 5 == 0;
        if (doesIt) ++m_lies;
        return doesIt;
    }
    rollup::SignedHeader forged(rollup::SignedHeader header);

    node::NodeService& m_honest;
    SeededRandom& m_random;
    crypto::KeyPair m_key; ///< has no bond
    std::size_t m_lies = 0;
};

} // namespace stoa::test
