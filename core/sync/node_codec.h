// SPDX-License-Identifier: MIT
// The values of node::NodeService as JSON: ids, hashes and bytes in 0x hex, amounts as decimal strings.
// Reading is strict; what does not fit is BadAnswer.
#pragma once

#include <nlohmann/json.hpp>

#include "core/operator/node_service.h"

namespace stoa::sync {

nlohmann::json toJson(const rollup::SignedHeader& header);
nlohmann::json toJson(const node::NodeInfo& info);
nlohmann::json toJson(const node::BatchInfo& batch);
nlohmann::json toJson(const node::ChainEvent& event);
nlohmann::json toJson(const state::Path& path);
nlohmann::json toJson(const node::CompanySnapshot& snapshot);
nlohmann::json toJson(const node::RecordProof& proof);
nlohmann::json toJson(const node::StepStatus& status);
nlohmann::json toJson(const node::ChainPurse& purse);
nlohmann::json toJson(const node::Credit& credit);
nlohmann::json toJson(const node::BlockSteps& block);
nlohmann::json toJson(const node::BatchSteps& batch);

Result<node::NodeInfo> nodeInfoFromJson(const nlohmann::json& json);
Result<rollup::SignedHeader> signedHeaderFromJson(const nlohmann::json& json);
Result<node::BatchInfo> batchInfoFromJson(const nlohmann::json& json);
Result<node::ChainEvent> chainEventFromJson(const nlohmann::json& json);
Result<node::CompanySnapshot> companySnapshotFromJson(const nlohmann::json& json);
Result<node::RecordProof> recordProofFromJson(const nlohmann::json& json);
Result<node::StepStatus> stepStatusFromJson(const nlohmann::json& json);
Result<node::Credit> creditFromJson(const nlohmann::json& json);
Result<node::ChainPurse> chainPurseFromJson(const nlohmann::json& json);
Result<node::BlockSteps> blockStepsFromJson(const nlohmann::json& json);
Result<node::BatchSteps> batchStepsFromJson(const nlohmann::json& json);

/// Bytes of a JSON string in hex, at most `most` of them.
Result<Bytes> bytesFromJson(const nlohmann::json& json, std::size_t most);

template <typename Fixed>
Result<Fixed> fixedFromJson(const nlohmann::json& value)
{
    STOA_TRY(const Bytes bytes, bytesFromJson(value, Fixed::kSize));
    if (bytes.size() != Fixed::kSize) return ErrorCode::BadAnswer;
    return Fixed::fromPrefix(bytes);
}

} // namespace stoa::sync
