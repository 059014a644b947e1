// SPDX-License-Identifier: MIT
// The one assertion. It is on in every build and is for mistakes of ours only: no input reaches it.
#pragma once

namespace stoa {
[[noreturn]] void checkFailed(const char* expression, const char* file, int line);
}

#define STOA_CHECK(expression)                                                                               \
    (static_cast<bool>(expression) ? void() : ::stoa::checkFailed(#expression, __FILE__, __LINE__))
