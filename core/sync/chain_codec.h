// SPDX-License-Identifier: MIT
// What is said of a hosted main chain, as JSON; for both ends of the chain_ methods.
#pragma once

#include <nlohmann/json.hpp>

#include "core/mainchain/signed_call.h"

namespace stoa::sync {

inline constexpr std::uint32_t kMostHeaders = 500;  ///< in one answer
inline constexpr std::uint32_t kMostMessages = 500; ///< in one answer

/// Where the chain stands.
struct ChainInfo {
    Hash definition; ///< of the network
    std::uint64_t block = 0;
    Timestamp time = 0;
    std::uint64_t tip = 0;
    std::uint64_t rollbacks = 0;
    std::uint64_t inbox = 0;  ///< how many messages
    std::uint64_t events = 0; ///< how many
    mainchain::Solvency money;
    Amount requiredBond = 0;
    mainchain::Slot slot;
};

/// Batches' headers one after the other.
struct ChainHeaders {
    std::uint64_t rollbacks = 0; ///< when they were read
    std::vector<rollup::Header> headers;
};

/// A message of the inbox, and the accumulator over it and all before it.
struct ChainMessage {
    mainchain::InboxMessage message;
    Hash acc;
};

struct ChainAccountInfo {
    mainchain::ChainAccount account;
    mainchain::Appointment appointment;
    std::uint64_t calls = 0; ///< number of the next signed call
};

/// What a signed call was answered, and where the chain stands then.
struct ChainAnswer {
    Bytes answer;
    ChainInfo info;
};

nlohmann::json toJson(const ChainInfo& info);
nlohmann::json toJson(const ChainHeaders& headers);
nlohmann::json toJson(const ChainMessage& message);
nlohmann::json toJson(const ChainAccountInfo& account);
nlohmann::json toJson(const mainchain::Event& event);
nlohmann::json toJson(const ChainAnswer& answer);

// Errors of all: BadAnswer.
Result<ChainInfo> chainInfoFromJson(const nlohmann::json& json);
Result<ChainHeaders> chainHeadersFromJson(const nlohmann::json& json);
Result<ChainMessage> chainMessageFromJson(const nlohmann::json& json);
Result<ChainAccountInfo> chainAccountFromJson(const nlohmann::json& json);
Result<mainchain::Event> mainChainEventFromJson(const nlohmann::json& json);
Result<ChainAnswer> chainAnswerFromJson(const nlohmann::json& json);

} // namespace stoa::sync
