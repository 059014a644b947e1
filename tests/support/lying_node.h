// SPDX-License-Identifier: MIT
// A node whose answers can be changed on their way to the one who asked.
#pragma once

#include <functional>

#include "core/operator/node_service.h"

namespace stoa::test {

/// Hands on what `node` says, after the hooks have had it. A hook that is not set changes nothing.
class LyingNode final : public node::NodeService {
public:
    explicit LyingNode(node::NodeService& node)
        : m_node(node)
    {}

    std::function<void(node::NodeInfo&)> onInfo;
    std::function<void(std::vector<node::BatchInfo>&)> onBatches;
    std::function<void(std::vector<node::ChainEvent>&)> onEvents;
    std::function<void(std::vector<rollup::SignedHeader>&)> onBlocks;
    std::function<void(rollup::Batch&)> onBatch;

    Result<node::NodeInfo> info() override { return changed(m_node.info(), onInfo); }
    Result<std::vector<node::BatchInfo>> batches(std::uint64_t from, std::uint32_t count) override
    {
        return changed(m_node.batches(from, count), onBatches);
    }
    Result<std::vector<node::ChainEvent>> events(std::uint64_t after, std::uint32_t count) override
    {
        return changed(m_node.events(after, count), onEvents);
    }
    Result<std::vector<rollup::SignedHeader>> blocks(std::uint64_t from, std::uint32_t count) override
    {
        return changed(m_node.blocks(from, count), onBlocks);
    }
    Result<node::BlockSteps> blockSteps(std::uint64_t number) override { return m_node.blockSteps(number); }
    Result<node::BatchSteps> batchSteps(std::uint64_t number) override { return m_node.batchSteps(number); }
    Result<rollup::Batch> batch(std::uint64_t number) override
    {
        return changed(m_node.batch(number), onBatch);
    }
    Result<node::CompanySnapshot> company(const DacId& dac, const Hash& knownRoot) override
    {
        return m_node.company(dac, knownRoot);
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

private:
    template <typename T>
    static Result<T> changed(Result<T> answer, const std::function<void(T&)>& hook)
    {
        if (answer && hook) hook(*answer);
        return answer;
    }

    node::NodeService& m_node;
};

} // namespace stoa::test
