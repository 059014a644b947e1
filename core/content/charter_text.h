// SPDX-License-Identifier: MIT
// What a company says about itself in words. Its numbers are the charter's record; this is the content
// object whose hash that record carries.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace stoa::content {

struct CharterText {
    std::string name;     ///< by checkCompanyName()
    std::string purpose;  ///< why the company exists; at most 4,000 bytes
    std::string language; ///< that its pages are written in, such as "en"; may be empty
    std::string rules;    ///< what the numbers do not say; Markdown of at most 64 KiB, may be empty

    bool operator==(const CharterText&) const = default;
};

/// Errors: InvalidArgument (the name, as checkCompanyName() says), BadContent.
Result<void> checkCharterText(const CharterText& text);

/// Canonical JSON.
std::string encodeCharterText(const CharterText& text);
/// Errors: those of checkCharterText(), BadJson, BadContent, TooLarge.
Result<CharterText> decodeCharterText(std::string_view json);

} // namespace stoa::content
