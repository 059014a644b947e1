// SPDX-License-Identifier: MIT
// What changed between two texts: lines, and inside changed lines the words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stoa::content {

enum class Change : std::uint8_t { Same, Added, Removed };

struct DiffSpan {
    Change change = Change::Same;
    std::string text;
};

/// One line of the comparison. Added and Removed lines that belong together stand next to each other and
/// have spans that show the changed words; a Same line has one span.
struct DiffLine {
    Change change = Change::Same;
    std::uint32_t oldLine = 0; ///< from 1; zero if Added
    std::uint32_t newLine = 0; ///< from 1; zero if Removed
    std::vector<DiffSpan> spans;
};

struct Diff {
    std::vector<DiffLine> lines;
    std::uint32_t added = 0;   ///< lines
    std::uint32_t removed = 0; ///< lines
};

/// Total: bounded in time on any input, then coarser but still right.
Diff diffTexts(std::string_view before, std::string_view after);

} // namespace stoa::content
