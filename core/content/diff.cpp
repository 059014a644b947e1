// SPDX-License-Identifier: MIT
#include "core/content/diff.h"

#include <algorithm>

#include "core/content/sequence_diff.h"

namespace stoa::content {
namespace {

// Below this share of common words two passages are shown as one replaced by the other, not as patchwork.
constexpr std::size_t kMinimalSharePercent = 25;

bool isWordByte(char byte)
{
    const auto code = static_cast<unsigned char>(byte);
    return code >= 0x80 || (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
           (code >= 'a' && code <= 'z') || code == '_';
}

bool isWord(std::string_view token) { return !token.empty() && isWordByte(token.front()); }

/// Words (letters, digits and everything beyond ASCII) and single other characters.
std::vector<std::string_view> splitWords(std::string_view text)
{
    std::vector<std::string_view> words;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin + 1;
        if (isWordByte(text[begin]))
            while (end < text.size() && isWordByte(text[end])) ++end;
        words.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return words;
}

std::string_view withoutBreak(std::string_view line)
{
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

/// Collects spans into lines: a line break in the text ends one.
class LineWriter {
public:
    LineWriter(Diff& diff, Change change, std::uint32_t firstNumber)
        : m_diff(diff)
        , m_change(change)
        , m_number(firstNumber)
    {}

    void write(Change change, std::string_view token)
    {
        if (m_spans.empty() || m_spans.back().change != change)
            m_spans.push_back({change, std::string(token)});
        else
            m_spans.back().text += token;
        m_isOpen = true;
        if (token == "\n") endLine();
    }
    void finish()
    {
        if (m_isOpen) endLine();
    }

private:
    void endLine()
    {
        // "\r" and "\n" may be in two spans.
        for (const char part : {'\n', '\r'}) {
            if (m_spans.empty() || !m_spans.back().text.ends_with(part)) continue;
            m_spans.back().text.pop_back();
            if (m_spans.back().text.empty()) m_spans.pop_back();
        }
        if (m_spans.empty()) m_spans.push_back({m_change, {}});
        const bool isOld = m_change == Change::Removed;
        ++(isOld ? m_diff.removed : m_diff.added);
        m_diff.lines.push_back({m_change, isOld ? m_number : 0, isOld ? 0 : m_number, std::move(m_spans)});
        m_spans.clear();
        m_isOpen = false;
        ++m_number;
    }

    Diff& m_diff;
    Change m_change;
    std::uint32_t m_number;
    std::vector<DiffSpan> m_spans;
    bool m_isOpen = false;
};

void writeSide(LineWriter writer, Change change, const std::vector<std::string_view>& words,
               const std::vector<Hunk>& hunks)
{
    std::size_t next = 0;
    for (const Hunk& hunk : hunks) {
        const std::size_t begin = change == Change::Removed ? hunk.oldBegin : hunk.newBegin;
        const std::size_t end = change == Change::Removed ? hunk.oldEnd : hunk.newEnd;
        while (next < begin) writer.write(Change::Same, words[next++]);
        while (next < end) writer.write(change, words[next++]);
    }
    while (next < words.size()) writer.write(Change::Same, words[next++]);
    writer.finish();
}

std::string_view joined(const std::vector<std::string_view>& lines, std::size_t begin, std::size_t end)
{
    if (begin == end) return {};
    const char* const from = lines[begin].data();
    const char* const to = lines[end - 1].data() + lines[end - 1].size();
    return {from, static_cast<std::size_t>(to - from)};
}

/// Word hunks of a changed passage, or one hunk over everything where too little is common.
std::vector<Hunk> diffWords(const std::vector<std::string_view>& oldWords,
                            const std::vector<std::string_view>& newWords)
{
    const std::vector<Hunk> whole{{0, oldWords.size(), 0, newWords.size()}};
    if (oldWords.empty() || newWords.empty()) return whole;
    std::vector<Hunk> hunks = diffPieces(oldWords, newWords);
    std::size_t common = 0;
    std::size_t all = 0;
    std::size_t place = 0;
    for (std::size_t index = 0; index < oldWords.size(); ++index) {
        while (place < hunks.size() && index >= hunks[place].oldEnd) ++place;
        if (!isWord(oldWords[index])) continue;
        ++all;
        if (place == hunks.size() || index < hunks[place].oldBegin) ++common;
    }
    all = std::max(all, static_cast<std::size_t>(std::count_if(newWords.begin(), newWords.end(), isWord)));
    if (all > 0 && common * 100 < all * kMinimalSharePercent) return whole;
    return hunks;
}

} // namespace

Diff diffTexts(std::string_view before, std::string_view after)
{
    const auto oldLines = splitLines(before);
    const auto newLines = splitLines(after);
    std::vector<Hunk> hunks = diffPieces(oldLines, newLines);
    hunks.push_back({oldLines.size(), oldLines.size(), newLines.size(), newLines.size()});

    Diff diff;
    std::size_t next = 0; // in the old text
    std::uint32_t oldNumber = 1;
    std::uint32_t newNumber = 1;
    for (const Hunk& hunk : hunks) {
        for (; next < hunk.oldBegin; ++next) {
            const std::string text(withoutBreak(oldLines[next]));
            diff.lines.push_back({Change::Same, oldNumber++, newNumber++, {{Change::Same, text}}});
        }
        const auto oldWords = splitWords(joined(oldLines, hunk.oldBegin, hunk.oldEnd));
        const auto newWords = splitWords(joined(newLines, hunk.newBegin, hunk.newEnd));
        const auto wordHunks = diffWords(oldWords, newWords);
        writeSide(LineWriter(diff, Change::Removed, oldNumber), Change::Removed, oldWords, wordHunks);
        writeSide(LineWriter(diff, Change::Added, newNumber), Change::Added, newWords, wordHunks);
        oldNumber += static_cast<std::uint32_t>(hunk.oldEnd - hunk.oldBegin);
        newNumber += static_cast<std::uint32_t>(hunk.newEnd - hunk.newBegin);
        next = hunk.oldEnd;
    }
    return diff;
}

} // namespace stoa::content
