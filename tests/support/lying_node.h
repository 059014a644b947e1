// SPDX-License-Identifier: MIT
// A node whose answers can be changed on their way to the one who asked.
#pragma once

#include <functional>

#include "core/sync/forwarding_node.h"

namespace stoa::test {

/// Hands on what `node` says, after the hooks have had it. A hook that is not set changes nothing.
class LyingNode final : public sync::ForwardingNode {
public:
    explicit LyingNode(node::NodeService& node)
        : ForwardingNode(node)
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
    Result<rollup::Batch> batch(std::uint64_t number) override
    {
        return changed(m_node.batch(number), onBatch);
    }

private:
    template <typename T>
    static Result<T> changed(Result<T> answer, const std::function<void(T&)>& hook)
    {
        if (answer && hook) hook(*answer);
        return answer;
    }
};

/// A block of that aggregator's, of one step, that continues `head` in a batch of its own.
inline rollup::BlockHeader blockAfter(const rollup::SignedHeader& head, const Hash& definition,
                                      const Address& aggregator)
{
    rollup::BlockHeader next;
    next.number = head.header.number + 1;
    next.parent = rollup::blockHash(head.header, definition);
    next.batch = head.header.batch + 1;
    next.steps = 1;
    next.preRoot = head.header.postRoot;
    next.postRoot = Hash{{1, 2, 3}};
    next.time = head.header.time;
    next.aggregator = aggregator;
    return next;
}

} // namespace stoa::test
