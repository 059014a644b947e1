// SPDX-License-Identifier: MIT
// Short names of things whose ids are long.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/tx/kind.h"

namespace stoa::engine {

/// For each id, `prefix` and as many of its digits as tell it apart from the others, four at least: the same
/// on every computer.
std::map<ObjectId, std::string> shortNames(const std::vector<ObjectId>& ids, std::string_view prefix);

} // namespace stoa::engine
