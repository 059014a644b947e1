// SPDX-License-Identifier: MIT
// One question of JSON-RPC 2.0 to a node, and what its answer means here.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/base/result.h"
#include "core/sync/transport.h"

namespace stoa::sync {

/// The result of the answer. Errors: those of the transport, BadAnswer, and what the node refuses as its own
/// code; its words are never passed on. Troubles with its disk come as Offline: they say nothing about the
/// store of this computer.
Result<nlohmann::json> callNode(Transport& transport, const std::string& url, std::string_view method,
                                nlohmann::json params);

} // namespace stoa::sync
