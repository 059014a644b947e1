// SPDX-License-Identifier: MIT
// The words after "stoa".
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"

namespace stoa::desktop {

struct DesktopOptions {
    std::string dataFolder; ///< empty: the usual one
    std::string nodeUrl;
    bool testClock = false;
    bool wantsHelp = false;
    bool wantsVersion = false;
    bool asksForDisplay = false;
};

/// Errors: InvalidArgument (detail: a sentence about the word that does not fit).
Result<DesktopOptions> parseDesktopOptions(const std::vector<std::string>& words);

std::string desktopHelp();

} // namespace stoa::desktop
