// SPDX-License-Identifier: MIT
// What a person says about themselves: the content of their profile.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace stoa::content {

struct ProfileText {
    std::string name;  ///< by checkTitle()
    std::string about; ///< at most 4,000 bytes, may be empty

    bool operator==(const ProfileText&) const = default;
};

/// Errors: BadContent.
Result<void> checkProfileText(const ProfileText& text);

/// Canonical JSON.
std::string encodeProfileText(const ProfileText& text);
/// Errors: BadContent, BadJson, TooLarge.
Result<ProfileText> decodeProfileText(std::string_view json);

} // namespace stoa::content
