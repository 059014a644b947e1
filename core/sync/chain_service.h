// SPDX-License-Identifier: MIT
// The chain_ methods of a node that hosts the main chain: what others may look at, and the signed calls that
// it takes from them.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/mainchain/local_chain.h"

namespace stoa::sync {

/// Whether it is one of these methods, by its name.
bool isChainMethod(std::string_view method);

/// Answers one. Result: the JSON of its result. Errors: NotFound with detail "method" for a name that is
/// none, InvalidArgument for parameters that do not fit, and what the chain refuses.
Result<std::string> serveChain(mainchain::LocalChain& chain, std::string_view method,
                               const nlohmann::json& params);

} // namespace stoa::sync
