// SPDX-License-Identifier: MIT
// Both ends of a node's network methods in JSON-RPC 2.0: RpcNode asks, serveNode answers.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "core/operator/node_service.h"
#include "core/sync/transport.h"

namespace stoa::sync {

/// The node behind a URL. Every call blocks for one answer. Errors besides each method's own: Offline,
/// BadAnswer, TooLarge; what the node itself refuses comes as its own code. Troubles with its own disk come
/// as Offline: they say nothing about the store of this member.
class RpcNode final : public node::NodeService {
public:
    RpcNode(Transport& transport, std::string url)
        : m_transport(transport)
        , m_url(std::move(url))
    {}

    Result<node::NodeInfo> info() override;
    Result<std::vector<node::BatchInfo>> batches(std::uint64_t from, std::uint32_t count) override;
    Result<std::vector<node::ChainEvent>> events(std::uint64_t after, std::uint32_t count) override;
    Result<std::vector<rollup::SignedHeader>> blocks(std::uint64_t from, std::uint32_t count) override;
    Result<node::BlockSteps> blockSteps(std::uint64_t number) override;
    Result<node::BatchSteps> batchSteps(std::uint64_t number) override;
    Result<rollup::Batch> batch(std::uint64_t number) override;
    Result<node::CompanySnapshot> company(const DacId& dac, const Hash& knownRoot) override;
    Result<node::RecordProof> record(const state::Key& key) override;
    Result<std::vector<Bytes>> contents(const std::vector<Hash>& ids) override;
    Result<void> putContents(const std::vector<Bytes>& objects) override;
    Result<std::vector<node::StepStatus>> submit(const std::vector<Bytes>& steps) override;
    Result<std::vector<node::StepStatus>> status(const std::vector<Hash>& digests) override;
    Result<std::vector<node::Credit>> credits(const Address& to, std::uint32_t count,
                                              const node::CreditPlace& before) override;
    Result<std::vector<DacId>> companiesOf(const Address& member) override;
    Result<node::ChainPurse> purse(const Address& who) override;
    Result<bool> isClaimed(const ObjectId& withdrawal) override;
    Result<void> claim(const ObjectId& withdrawal) override;
    Result<std::uint64_t> force(const Bytes& step) override;

private:
    Transport& m_transport;
    std::string m_url;
};

/// Answers one network method. Result: the JSON of its result. Errors: NotFound with detail "method" for a
/// name that is none, InvalidArgument for parameters that do not fit, and what the node answers.
Result<std::string> serveNode(node::NodeService& node, std::string_view method, const nlohmann::json& params);

/// What a submit with these parameters hands in; empty if they do not fit, and nothing comes of it. On any
/// thread.
std::vector<Bytes> submittedSteps(const nlohmann::json& params);

} // namespace stoa::sync
