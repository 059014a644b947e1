// SPDX-License-Identifier: MIT
// A node that answers with another one's answers, for those who answer some of them in another way.
#pragma once

#include "core/operator/node_service.h"

namespace stoa::sync {

class ForwardingNode : public node::NodeService {
public:
    /// It must outlive this.
    explicit ForwardingNode(node::NodeService& node)
        : m_node(node)
    {}

    Result<node::NodeInfo> info() override { return m_node.info(); }
    Result<std::vector<node::BatchInfo>> batches(std::uint64_t from, std::uint32_t count) override
    {
        return m_node.batches(from, count);
    }
    Result<std::vector<node::ChainEvent>> events(std::uint64_t after, std::uint32_t count) override
    {
        return m_node.events(after, count);
    }
    Result<std::vector<rollup::SignedHeader>> blocks(std::uint64_t from, std::uint32_t count) override
    {
        return m_node.blocks(from, count);
    }
    Result<node::BlockSteps> blockSteps(std::uint64_t number) override { return m_node.blockSteps(number); }
    Result<node::BatchSteps> batchSteps(std::uint64_t number) override { return m_node.batchSteps(number); }
    Result<rollup::Batch> batch(std::uint64_t number) override { return m_node.batch(number); }
    Result<node::CompanySnapshot> company(const DacId& dac, const Hash& knownRoot) override
    {
        return m_node.company(dac, knownRoot);
    }
    Result<node::CompanySnapshot> companyPiece(const DacId& dac, const Hash& knownRoot,
                                               const std::optional<node::CompanyPlace>& place) override
    {
        return m_node.companyPiece(dac, knownRoot, place);
    }
    Result<node::RecordProof> record(const state::Key& key) override { return m_node.record(key); }
    Result<std::vector<Bytes>> contents(const std::vector<Hash>& ids) override
    {
        return m_node.contents(ids);
    }
    Result<void> putContents(const std::vector<Bytes>& objects) override
    {
        return m_node.putContents(objects);
    }
    Result<std::vector<node::StepStatus>> submit(const std::vector<Bytes>& steps) override
    {
        return m_node.submit(steps);
    }
    Result<std::vector<node::StepStatus>> status(const std::vector<Hash>& digests) override
    {
        return m_node.status(digests);
    }
    Result<std::vector<node::Credit>> credits(const Address& to, std::uint32_t count,
                                              const node::CreditPlace& before) override
    {
        return m_node.credits(to, count, before);
    }
    Result<std::vector<DacId>> companiesOf(const Address& member) override
    {
        return m_node.companiesOf(member);
    }
    Result<node::ChainPurse> purse(const Address& who) override { return m_node.purse(who); }
    Result<bool> isClaimed(const ObjectId& withdrawal) override { return m_node.isClaimed(withdrawal); }
    Result<void> claim(const ObjectId& withdrawal) override { return m_node.claim(withdrawal); }
    Result<std::uint64_t> force(const Bytes& step) override { return m_node.force(step); }

protected:
    node::NodeService& m_node;
};

} // namespace stoa::sync
