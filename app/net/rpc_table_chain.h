// SPDX-License-Identifier: MIT
// The part of the list that is about the main chain, which others may look at and call when it is hosted
// here.
#pragma once

#include "app/net/rpc_table.h"

namespace stoa::net {

inline constexpr RpcField kCount = {"count", "number",
                                    "how many at most; more than the limit counts as the limit", true};

bool isAboutChain(std::string_view method);

std::vector<RpcMethod> chainMethods();
std::vector<RpcType> chainTypes();

} // namespace stoa::net
