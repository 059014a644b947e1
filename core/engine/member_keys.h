// SPDX-License-Identifier: MIT
// Keys of the member's store, apart from those that one file alone uses.
#pragma once

#include <string_view>

#include "core/base/bytes.h"

namespace stoa::engine {

inline constexpr std::string_view kFollowed = "followed/";
inline constexpr std::string_view kIgnored = "ignored/";
inline constexpr std::string_view kReplica = "replica/";
inline constexpr std::string_view kSetting = "setting/";

inline Bytes keyed(std::string_view prefix, ByteView id)
{
    Bytes key = toBytes(viewOf(prefix));
    append(key, id);
    return key;
}

} // namespace stoa::engine
