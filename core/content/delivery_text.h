// SPDX-License-Identifier: MIT
// What the doer says on handing over: in words, and for each measurable result whether it is met and where
// to see it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace stoa::content {

struct ResultClaim {
    std::uint8_t result = 0; ///< row of the job statement, counted from 1
    bool isMet = false;
    std::string evidence; ///< a link, a page or a few words; at most 2,000 bytes

    bool operator==(const ResultClaim&) const = default;
};

struct DeliveryText {
    std::string summary; ///< Markdown, at most 64 KiB
    std::vector<ResultClaim> results;
    std::vector<std::string> links; ///< at most 50, each at most 2,000 bytes

    bool operator==(const DeliveryText&) const = default;
};

/// Errors: BadContent.
Result<void> checkDeliveryText(const DeliveryText& text);

/// Canonical JSON.
std::string encodeDeliveryText(const DeliveryText& text);
/// Errors: BadContent, BadJson, TooLarge.
Result<DeliveryText> decodeDeliveryText(std::string_view json);

} // namespace stoa::content
