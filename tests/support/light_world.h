// SPDX-License-Identifier: MIT
// A network with a few batches, and a member who follows it through a node that can lie.
#pragma once

#include <functional>
#include <optional>

#include "core/light/header_chain.h"
#include "tests/support/lying_node.h"
#include "tests/support/network_world.h"

namespace stoa::test {

using light::HeaderChain;
using rollup::BlockHeader;
using rollup::SignedHeader;

inline constexpr std::size_t kStranger = 9; ///< has no bond

struct Light {
    explicit Light(bool clockIsSettable = true)
        : world(1, clockIsSettable)
    {
        STOA_CHECK(world.reopen());
        STOA_CHECK(world.network->faucet(world.address(1), 100 * kToken));
        node.emplace(*world.network);
    }

    /// One more batch with two blocks in it.
    bool post() { return pay() && pay() && world.network->postNow(); }
    bool pay() { return world.sends(1, tx::Transfer{world.address(2), kToken}); }

    std::optional<ErrorCode> follow() { return follow(chain); }
    std::optional<ErrorCode> follow(HeaderChain& who)
    {
        const auto info = node->info();
        STOA_CHECK(info);
        const auto followed = who.follow(*node, *info, world.clock.now());
        if (!followed) return followed.error().code;
        return std::nullopt;
    }
    /// Nothing of an answer may stay behind when it was refused.
    bool refusesAndKeepsAll(ErrorCode code = ErrorCode::ProofFailed)
    {
        const Bytes before = chain.encode();
        const std::uint64_t tip = chain.tip();
        return follow() == code && chain.encode() == before && chain.tip() == tip;
    }

    SignedHeader sign(const BlockHeader& header, std::size_t person)
    {
        return {header, world.key(person).sign(rollup::blockHash(header, world.definition.hash()))};
    }
    /// A block of the stranger's that continues the newest one in a batch of its own.
    BlockHeader nextBlock()
    {
        return blockAfter(world.network->info()->head, world.definition.hash(), world.address(kStranger));
    }
    /// The node shows `block` as the newest.
    void show(const SignedHeader& block)
    {
        node->onInfo = [block](node::NodeInfo& info) { info.head = block; };
        node->onBlocks = [block](std::vector<SignedHeader>& list) { list.push_back(block); };
    }
    /// The node says that the stranger has a bond.
    void bondStranger()
    {
        node->onEvents = [who = world.address(kStranger)](std::vector<node::ChainEvent>& list) {
            for (node::ChainEvent& event : list)
                if (event.what == node::ChainEvent::What::Deposited)
                    event = {event.id, node::ChainEvent::What::Joined, event.time, 0, who, kToken, 0};
        };
    }
    /// The node says that the second batch, its newest, was rolled back.
    void pretendRollback()
    {
        const std::uint64_t last = world.network->info()->lastEvent;
        node->onInfo = [this](node::NodeInfo& info) {
            ++info.rollbacks;
            ++info.lastEvent;
            info.tipBatch = 1;
            info.tipHeader = rollup::headerHash(world.network->batches(1, 1)->front().header);
            const auto blocks = world.network->blocks(1, 500);
            for (const SignedHeader& block : *blocks)
                if (block.header.batch == 1) info.head = block;
        };
        node->onEvents = [last](std::vector<node::ChainEvent>& list) {
            list.push_back({last + 1, node::ChainEvent::What::RolledBack, 0, 2, {}, 0, 0});
        };
    }
    void beHonest() { node->onInfo = {}, node->onBatches = {}, node->onEvents = {}, node->onBlocks = {}; }

    /// Until the validator has had a wrong batch rolled back.
    bool waitForRollback()
    {
        for (int i = 0; i < 20 && world.network->info()->rollbacks == 0; ++i)
            if (!world.network->tick()) return false;
        return world.network->info()->rollbacks == 1;
    }

    NetworkWorld world;
    std::optional<LyingNode> node;
    HeaderChain chain{world.definition};
};

} // namespace stoa::test
