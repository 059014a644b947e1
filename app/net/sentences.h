// SPDX-License-Identifier: MIT
// The words for an error, for programs without a window.
#pragma once

#include <string>

#include "core/base/error.h"

namespace stoa::net {

/// One plain sentence, UTF-8.
std::string sentenceOf(const Error& error);

} // namespace stoa::net
