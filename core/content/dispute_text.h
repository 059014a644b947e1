// SPDX-License-Identifier: MIT
// The words of a collaboration's quarrel and of its end: wanted changes, claim, answer, reasons of a ruling.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace stoa::content {

enum class DisputeWords : std::uint8_t {
    Changes, ///< what the asker wants changed in a delivery
    Claim,   ///< what was broken
    Answer,  ///< what the other side says to it
    Reasons, ///< why the arbitrator rules so
};

struct DisputeText {
    DisputeWords what = DisputeWords::Claim;
    std::string text;                  ///< Markdown, at most 64 KiB
    std::vector<std::string> evidence; ///< links, pages or hashes; at most 50, each at most 2,000 bytes

    bool operator==(const DisputeText&) const = default;
};

/// Errors: BadContent.
Result<void> checkDisputeText(const DisputeText& text);

/// Canonical JSON.
std::string encodeDisputeText(const DisputeText& text);
/// Errors: BadContent, BadJson, TooLarge.
Result<DisputeText> decodeDisputeText(std::string_view json);

} // namespace stoa::content
