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

std::optional<ErrorCode> codeOf(std::string_view text)
{
#define STOA_MATCH(enumerator, each)                                                                         \
    if (text == each) return ErrorCode::enumerator;
    STOA_ERRORS(STOA_MATCH)
#undef STOA_MATCH
    return std::nullopt;
}

} // namespace stoa
