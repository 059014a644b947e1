// SPDX-License-Identifier: MIT
#include "core/content/merge.h"

#include <algorithm>

#include "core/content/sequence_diff.h"

namespace stoa::content {
namespace {

using Lines = std::vector<std::string_view>;

std::string join(const Lines& lines, std::size_t begin, std::size_t end)
{
    std::string text;
    for (std::size_t index = begin; index < end; ++index) text += lines[index];
    return text;
}

/// Follows one side's hunks through the base and tells where a base line stands on that side.
class Side {
public:
    Side(const Lines& base, const Lines& side)
        : lines(side)
        , m_hunks(diffPieces(base, side))
    {}

    const Lines& lines;

    bool isDone() const { return m_next == m_hunks.size(); }
    const Hunk& next() const { return m_hunks[m_next]; }
    void take()
    {
        m_shiftedOld = next().oldEnd;
        m_shiftedNew = next().newEnd;
        ++m_next;
    }
    /// Valid for base lines behind the last hunk taken and not behind the next one's begin.
    std::size_t placeOf(std::size_t baseLine) const { return baseLine - m_shiftedOld + m_shiftedNew; }

private:
    std::vector<Hunk> m_hunks;
    std::size_t m_next = 0;
    std::size_t m_shiftedOld = 0;
    std::size_t m_shiftedNew = 0;
};

/// Splits a conflict where both sides wrote the same lines, so that people decide on as little as possible.
void addConflict(std::vector<MergePart>& parts, const std::string& base, const Lines& ours,
                 const Lines& theirs)
{
    std::vector<Hunk> hunks = diffPieces(ours, theirs);
    // What was there before belongs to the first piece; the others have no ancestor of their own.
    std::string ancestor = base;
    std::size_t next = 0;
    for (const Hunk& hunk : hunks) {
        if (next < hunk.oldBegin) {
            const std::string same = join(ours, next, hunk.oldBegin);
            parts.push_back({MergeKind::Both, {}, same, same});
        }
        parts.push_back({MergeKind::Conflict, std::move(ancestor), join(ours, hunk.oldBegin, hunk.oldEnd),
                         join(theirs, hunk.newBegin, hunk.newEnd)});
        ancestor.clear();
        next = hunk.oldEnd;
    }
    if (next < ours.size()) {
        const std::string same = join(ours, next, ours.size());
        parts.push_back({MergeKind::Both, {}, same, same});
    }
}

/// Puts a line break between two parts if the first lacks one, so that no two lines run together.
void appendLines(std::string& text, std::string_view more)
{
    if (more.empty()) return;
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    text += more;
}

const std::string& settled(const MergePart& part)
{
    return part.kind == MergeKind::Theirs ? part.theirs : part.ours;
}

} // namespace

MergeResult mergeTexts(std::string_view base, std::string_view ours, std::string_view theirs)
{
    const Lines baseLines = splitLines(base);
    const Lines ourLines = splitLines(ours);
    const Lines theirLines = splitLines(theirs);
    Side our(baseLines, ourLines);
    Side their(baseLines, theirLines);

    MergeResult result;
    std::size_t next = 0;
    const auto addUnchanged = [&](std::size_t end) {
        if (next >= end) return;
        const std::string text = join(baseLines, next, end);
        result.parts.push_back({MergeKind::Unchanged, text, text, text});
        next = end;
    };
    while (!our.isDone() || !their.isDone()) {
        const bool oursIsFirst =
            their.isDone() || (!our.isDone() && our.next().oldBegin <= their.next().oldBegin);
        const std::size_t begin = oursIsFirst ? our.next().oldBegin : their.next().oldBegin;
        addUnchanged(begin);
        const std::size_t ourBegin = our.placeOf(begin);
        const std::size_t theirBegin = their.placeOf(begin);
        bool hasOurs = false;
        bool hasTheirs = false;
        std::size_t end = begin;
        // Everything that overlaps or touches belongs together.
        for (bool grew = true; grew;) {
            grew = false;
            while (!our.isDone() && our.next().oldBegin <= end) {
                end = std::max(end, our.next().oldEnd);
                our.take();
                hasOurs = grew = true;
            }
            while (!their.isDone() && their.next().oldBegin <= end) {
                end = std::max(end, their.next().oldEnd);
                their.take();
                hasTheirs = grew = true;
            }
        }
        std::string baseText = join(baseLines, begin, end);
        const std::size_t ourEnd = our.placeOf(end);
        const std::size_t theirEnd = their.placeOf(end);
        std::string ourText = join(ourLines, ourBegin, ourEnd);
        std::string theirText = join(theirLines, theirBegin, theirEnd);
        next = end;
        if (hasOurs && hasTheirs && ourText != theirText) {
            const auto range = [](const Lines& lines, std::size_t from, std::size_t to) {
                return Lines(lines.begin() + static_cast<std::ptrdiff_t>(from),
                             lines.begin() + static_cast<std::ptrdiff_t>(to));
            };
            addConflict(result.parts, baseText, range(ourLines, ourBegin, ourEnd),
                        range(theirLines, theirBegin, theirEnd));
            continue;
        }
        const MergeKind kind = hasOurs && hasTheirs ? MergeKind::Both
                               : hasOurs            ? MergeKind::Ours
                                                    : MergeKind::Theirs;
        result.parts.push_back({kind, std::move(baseText), std::move(ourText), std::move(theirText)});
    }
    addUnchanged(baseLines.size());
    return result;
}

std::size_t MergeResult::conflictCount() const
{
    return static_cast<std::size_t>(std::count_if(
        parts.begin(), parts.end(), [](const MergePart& part) { return part.kind == MergeKind::Conflict; }));
}

std::size_t MergeResult::mergedCount() const
{
    return static_cast<std::size_t>(std::count_if(parts.begin(), parts.end(), [](const MergePart& part) {
        return part.kind != MergeKind::Conflict && part.kind != MergeKind::Unchanged;
    }));
}

std::string MergeResult::textWithTheirs() const
{
    std::string text;
    for (const MergePart& part : parts)
        appendLines(text, part.kind == MergeKind::Conflict ? part.theirs : settled(part));
    return text;
}

std::string MergeResult::textWithMarkers(std::string_view oursName, std::string_view theirsName) const
{
    std::string text;
    for (const MergePart& part : parts) {
        if (part.kind != MergeKind::Conflict) {
            appendLines(text, settled(part));
            continue;
        }
        appendLines(text, "<<<<<<< " + std::string(oursName) + '\n');
        appendLines(text, part.ours);
        appendLines(text, "||||||| before\n");
        appendLines(text, part.base);
        appendLines(text, "=======\n");
        appendLines(text, part.theirs);
        appendLines(text, ">>>>>>> " + std::string(theirsName) + '\n');
    }
    return text;
}

Result<std::string> MergeResult::textWithAnswers(std::span<const std::string> answers) const
{
    if (answers.size() != conflictCount())
        return Error{ErrorCode::InvalidArgument, "one answer for each conflict"};
    std::string text;
    std::size_t next = 0;
    for (const MergePart& part : parts)
        appendLines(text, part.kind == MergeKind::Conflict ? answers[next++] : settled(part));
    return text;
}

} // namespace stoa::content
