// SPDX-License-Identifier: MIT
// Stands where a node would be when there is none to ask: it never answers.
#pragma once

#include "core/operator/node_service.h"

namespace stoa::engine {

class SilentNode final : public node::NodeService {
public:
    Result<node::NodeInfo> info() override { return ErrorCode::Offline; }
    Result<std::vector<node::BatchInfo>> batches(std::uint64_t, std::uint32_t) override
    {
        return ErrorCode::Offline;
    }
    Result<std::vector<node::ChainEvent>> events(std::uint64_t, std::uint32_t) override
    {
        return ErrorCode::Offline;
    }
    Result<std::vector<rollup::SignedHeader>> blocks(std::uint64_t, std::uint32_t) override
    {
        return ErrorCode::Offline;
    }
    Result<node::BlockSteps> blockSteps(std::uint64_t) override { return ErrorCode::Offline; }
    Result<node::BatchSteps> batchSteps(std::uint64_t) override { return ErrorCode::Offline; }
    Result<node::CompanySnapshot> company(const DacId&, const Hash&) override { return ErrorCode::Offline; }
    Result<node::RecordProof> record(const state::Key&) override { return ErrorCode::Offline; }
    Result<std::vector<Bytes>> contents(const std::vector<Hash>&) override { return ErrorCode::Offline; }
    Result<void> putContents(const std::vector<Bytes>&) override { return ErrorCode::Offline; }
    Result<std::vector<node::StepStatus>> submit(const std::vector<Bytes>&) override
    {
        return ErrorCode::Offline;
    }
    Result<std::vector<node::StepStatus>> status(const std::vector<Hash>&) override
    {
        return ErrorCode::Offline;
    }
};

} // namespace stoa::engine
