// SPDX-License-Identifier: MIT
// Two versions of one page as parts: what both have, what only one side changed, and what needs a person.
#pragma once

#include <vector>

#include <QString>

namespace stoa::ui {

enum class Pick { Undecided, Theirs, Mine, Both };

/// A run of whole lines. `theirs` and `mine` are equal in parts that both sides have.
struct ConflictPart {
    QString theirs;
    QString mine;
    bool isSame = false;
    bool needsMe = false; ///< both sides changed it; else `pick` is settled: the change that was made
    Pick pick = Pick::Undecided;
};

/// `base` is what both began from; without it (`hasBase` false) every difference needs a person.
std::vector<ConflictPart> conflictParts(const QString& base, bool hasBase, const QString& theirs,
                                        const QString& mine);

/// The text as picked; a part that is undecided stands there with both texts, theirs first.
QString mergedText(const std::vector<ConflictPart>& parts);

int undecidedParts(const std::vector<ConflictPart>& parts);

} // namespace stoa::ui
