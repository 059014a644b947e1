// SPDX-License-Identifier: MIT
// Two edits of one text brought together: three-way merge by lines, with the common ancestor.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace stoa::content {

enum class MergeKind {
    Unchanged, ///< both sides left it as it was
    Ours,      ///< only our side changed it
    Theirs,    ///< only the other side changed it
    Both,      ///< both made the same change
    Conflict,  ///< both changed it, differently
};

/// A run of whole lines. Of an Unchanged part all three texts are the same.
struct MergePart {
    MergeKind kind;
    std::string base;
    std::string ours;
    std::string theirs;
};

struct MergeResult {
    std::vector<MergePart> parts; ///< in reading order

    bool isClean() const { return conflictCount() == 0; }
    std::size_t conflictCount() const;
    /// Changes that needed nobody's decision.
    std::size_t mergedCount() const;

    /// The merged text with the other side's words where there is a conflict ("decide later").
    std::string textWithTheirs() const;
    /// The merged text with both sides and the ancestor between marker lines, as git writes them.
    std::string textWithMarkers(std::string_view oursName, std::string_view theirsName) const;
    /// The merged text, the n-th answer standing for the n-th conflict.
    /// Errors: InvalidArgument unless there is one answer for each conflict.
    Result<std::string> textWithAnswers(std::span<const std::string> answers) const;
};

/// Nothing of either side is lost: each change is in the text or in a conflict. Changes that touch each
/// other are one conflict, unless they are equal.
MergeResult mergeTexts(std::string_view base, std::string_view ours, std::string_view theirs);

} // namespace stoa::content
