// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/conflict_parts.h"

#include <algorithm>
#include <set>

#include "core/content/diff.h"
#include "ui/words/text.h"

namespace stoa::ui {

using content::Change;
using content::Diff;
using content::DiffLine;

namespace {

using Lines = std::set<std::uint32_t>;

/// Numbers, in the later text, of the lines that are not in the earlier one.
Lines addedLines(const QString& earlier, const QString& later)
{
    Lines lines;
    for (const DiffLine& line : content::diffTexts(toStd(earlier), toStd(later)).lines)
        if (line.change == Change::Added) lines.insert(line.newLine);
    return lines;
}

QString textOf(const DiffLine& line)
{
    QString text;
    for (const content::DiffSpan& span : line.spans) text += toQt(span.text);
    return text;
}

} // namespace

std::vector<ConflictPart> conflictParts(const QString& base, bool hasBase, const QString& theirs,
                                        const QString& mine)
{
    const Lines theirNew = hasBase ? addedLines(base, theirs) : Lines();
    const Lines myNew = hasBase ? addedLines(base, mine) : Lines();
    const Diff diff = content::diffTexts(toStd(theirs), toStd(mine));
    std::vector<ConflictPart> parts;
    std::size_t at = 0;
    while (at < diff.lines.size()) {
        ConflictPart part;
        part.isSame = diff.lines[at].change == Change::Same;
        // What a side has that the other has not is either its own, or the other took it away.
        bool theyChanged = false;
        bool iChanged = false;
        for (; at < diff.lines.size() && (diff.lines[at].change == Change::Same) == part.isSame; ++at) {
            const DiffLine& line = diff.lines[at];
            const QString text = textOf(line) + u'\n';
            if (line.change != Change::Added) part.theirs += text;
            if (line.change != Change::Removed) part.mine += text;
            if (line.change == Change::Removed)
                (theirNew.contains(line.oldLine) ? theyChanged : iChanged) = true;
            if (line.change == Change::Added) (myNew.contains(line.newLine) ? iChanged : theyChanged) = true;
        }
        if (part.isSame)
            part.pick = Pick::Theirs;
        else if (hasBase && theyChanged != iChanged)
            part.pick = theyChanged ? Pick::Theirs : Pick::Mine;
        else
            part.needsMe = true;
        parts.push_back(std::move(part));
    }
    return parts;
}

QString mergedText(const std::vector<ConflictPart>& parts)
{
    QString text;
    for (const ConflictPart& part : parts) {
        switch (part.pick) {
        case Pick::Theirs: text += part.theirs; break;
        case Pick::Mine: text += part.mine; break;
        case Pick::Both:
        case Pick::Undecided: text += part.theirs + part.mine; break;
        }
    }
    return text;
}

int undecidedParts(const std::vector<ConflictPart>& parts)
{
    return static_cast<int>(std::count_if(
        parts.begin(), parts.end(), [](const ConflictPart& part) { return part.pick == Pick::Undecided; }));
}

} // namespace stoa::ui
