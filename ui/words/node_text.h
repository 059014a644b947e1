// SPDX-License-Identifier: MIT
// Where a node is, for people.
#pragma once

#include <string_view>

namespace stoa::ui {

/// Whether this address leads to the very computer on which it is used, and to nobody else's.
bool leadsToOneself(std::string_view url);

} // namespace stoa::ui
