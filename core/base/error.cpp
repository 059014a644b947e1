// SPDX-License-Identifier: MIT
#include "core/base/error.h"

namespace stoa {

std::string_view name(ErrorCode code)
{
    switch (code) {
#define STOA_NAME(enumerator, text)                                                                          \
    case ErrorCode::enumerator: return text;
        STOA_ERRORS(STOA_NAME)
#undef STOA_NAME
    }
    return "internal";
}

} // namespace stoa
