// SPDX-License-Identifier: MIT
#include "core/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace stoa {

void checkFailed(const char* expression, const char* file, int line)
{
    std::fprintf(stderr, "Stoa stopped itself: %s does not hold (%s:%d).\n", expression, file, line);
    std::abort();
}

} // namespace stoa
