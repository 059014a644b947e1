// SPDX-License-Identifier: MIT
#include "core/content/text_rules.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace stoa::content {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

template <std::size_t N>
bool isIn(const std::array<Range, N>& ranges, char32_t character)
{
    return std::any_of(ranges.begin(), ranges.end(), [character](const Range& range) {
        return range.first <= character && character <= range.last;
    });
}

// What takes no room on the screen or changes how other characters are read: controls, soft hyphen, joiners,
// direction marks, fillers, byte order mark, variation selectors, tags, and what is no character at all.
constexpr std::array<Range, 18> kInvisible{{{0x0000, 0x001F},
                                            {0x007F, 0x009F},
                                            {0x00AD, 0x00AD},
                                            {0x034F, 0x034F},
                                            {0x061C, 0x061C},
                                            {0x115F, 0x1160},
                                            {0x17B4, 0x17B5},
                                            {0x180B, 0x180F},
                                            {0x200B, 0x200F},
                                            {0x2028, 0x202E},
                                            {0x2060, 0x206F},
                                            {0x2800, 0x2800},
                                            {0x3164, 0x3164},
                                            {0xFE00, 0xFE0F},
                                            {0xFEFF, 0xFEFF},
                                            {0xFFA0, 0xFFA0},
                                            {0xFFF0, 0xFFFC},
                                            {0xE0000, 0x10FFFF}}};

// Spaces other than U+0020 cannot be told from it.
constexpr std::array<Range, 6> kOddSpaces{{{0x00A0, 0x00A0},
                                           {0x1680, 0x1680},
                                           {0x2000, 0x200A},
                                           {0x202F, 0x202F},
                                           {0x205F, 0x205F},
                                           {0x3000, 0x3000}}};

constexpr std::array<Range, 4> kCombining{
    {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}}};

// Overrides, embeddings and isolates of the reading direction.
constexpr std::array<Range, 2> kTurning{{{0x202A, 0x202E}, {0x2066, 0x2069}}};

// More marks than this on one letter paint over the lines around it.
constexpr int kMostCombining = 3;

enum Script : unsigned {
    Latin = 1U << 0U,
    Greek = 1U << 1U,
    Cyrillic = 1U << 2U,
    Armenian = 1U << 3U,
    Georgian = 1U << 4U,
    Hebrew = 1U << 5U,
    Arabic = 1U << 6U,
    Cherokee = 1U << 7U,
    OtherScript = 1U << 8U,
};

struct ScriptRange {
    Range range;
    unsigned script;
};

constexpr ScriptRange kScripts[] = {
    {{0x0041, 0x005A}, Latin},       {{0x0061, 0x007A}, Latin},         {{0x00C0, 0x02AF}, Latin},
    {{0x1D00, 0x1D25}, Latin},       {{0x1E00, 0x1EFF}, Latin},         {{0x2C60, 0x2C7F}, Latin},
    {{0xA722, 0xA7FF}, Latin},       {{0xFF21, 0xFF5A}, Latin},         {{0x0370, 0x03FF}, Greek},
    {{0x1F00, 0x1FFF}, Greek},       {{0x0400, 0x052F}, Cyrillic},      {{0x1C80, 0x1C8F}, Cyrillic},
    {{0x2DE0, 0x2DFF}, Cyrillic},    {{0xA640, 0xA69F}, Cyrillic},      {{0x0531, 0x058F}, Armenian},
    {{0x10A0, 0x10FF}, Georgian},    {{0x0590, 0x05FF}, Hebrew},        {{0x0600, 0x077F}, Arabic},
    {{0x08A0, 0x08FF}, Arabic},      {{0x13A0, 0x13FF}, Cherokee},      {{0xAB70, 0xABBF}, Cherokee},
    {{0x0900, 0x109F}, OtherScript}, {{0x1200, 0x137F}, OtherScript},   {{0x1400, 0x167F}, OtherScript},
    {{0xA4D0, 0xA4FF}, OtherScript}, {{0x1D400, 0x1D7FF}, OtherScript},
};

unsigned scriptOf(char32_t character)
{
    for (const ScriptRange& each : kScripts)
        if (each.range.first <= character && character <= each.range.last) return each.script;
    return 0;
}

bool isOneScript(unsigned scripts) { return (scripts & (scripts - 1U)) == 0; }

bool isInvisible(char32_t character) { return isIn(kInvisible, character); }

/// Visible, on one line, with ordinary spaces only, and marks in moderation.
bool isCleanLine(std::string_view text)
{
    int marks = 0;
    while (!text.empty()) {
        const char32_t character = takeCharacter(text);
        if (isInvisible(character) || isIn(kOddSpaces, character)) return false;
        marks = isIn(kCombining, character) ? marks + 1 : 0;
        if (marks > kMostCombining) return false;
    }
    return true;
}

std::size_t continuationBytes(unsigned char lead)
{
    if (lead < 0x80) return 0;
    if (lead >= 0xC2 && lead <= 0xDF) return 1;
    if (lead >= 0xE0 && lead <= 0xEF) return 2;
    if (lead >= 0xF0 && lead <= 0xF4) return 3;
    return 4; // no such lead byte
}

} // namespace

char32_t takeCharacter(std::string_view& text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t more = continuationBytes(lead);
    char32_t character = more == 0 ? lead : lead & (0x3FU >> more);
    for (std::size_t index = 1; index <= more && index < text.size(); ++index)
        character = (character << 6U) | (static_cast<unsigned char>(text[index]) & 0x3FU);
    text.remove_prefix(std::min(more + 1, text.size()));
    return character;
}

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const auto lead = static_cast<unsigned char>(text.front());
        if (lead < 0x80) {
            text.remove_prefix(1);
            continue;
        }
        const std::size_t more = continuationBytes(lead);
        if (more > 3 || text.size() <= more) return false;
        for (std::size_t index = 1; index <= more; ++index)
            if ((static_cast<unsigned char>(text[index]) & 0xC0U) != 0x80U) return false;
        const char32_t character = takeCharacter(text);
        const bool isTooLong = (more == 2 && character < 0x800) || (more == 3 && character < 0x10000);
        const bool isSurrogate = character >= 0xD800 && character <= 0xDFFF;
        if (isTooLong || isSurrogate || character > 0x10FFFF) return false;
    }
    return true;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpaces = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kSpaces);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kSpaces) + 1 - begin);
}

Result<std::string> checkPageName(std::string_view name)
{
    if (name.empty() || name.size() > kMaxPageNameBytes) return Error{ErrorCode::BadPageName, "length"};
    if (!isUtf8(name)) return Error{ErrorCode::BadPageName, "not-utf8"};
    if (!isCleanLine(name)) return Error{ErrorCode::BadPageName, "invisible"};
    if (name.find('\\') != std::string_view::npos) return Error{ErrorCode::BadPageName, "backslash"};
    for (std::string_view rest = name;;) {
        const std::size_t end = rest.find('/');
        const std::string_view level = rest.substr(0, end);
        if (level.empty() || level == "." || level == ".." || level != trimmed(level))
            return Error{ErrorCode::BadPageName, "level"};
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    return std::string(name);
}

Result<std::string> checkTitle(std::string_view title)
{
    const std::string_view text = trimmed(title);
    if (text.empty() || text.size() > kMaxTitleBytes) return Error{ErrorCode::BadContent, "title length"};
    if (!isUtf8(text) || !isCleanLine(text)) return Error{ErrorCode::BadContent, "title characters"};
    return std::string(text);
}

Result<std::string> checkCompanyName(std::string_view name)
{
    const std::string_view text = trimmed(name);
    if (!isUtf8(text)) return Error{ErrorCode::InvalidArgument, "not-utf8"};
    if (!isCleanLine(text)) return Error{ErrorCode::InvalidArgument, "invisible"};
    std::size_t length = 0;
    unsigned scriptsOfWord = 0;
    for (std::string_view rest = text; !rest.empty(); ++length) {
        const char32_t character = takeCharacter(rest);
        scriptsOfWord = character == U' ' ? 0 : scriptsOfWord | scriptOf(character);
        if (!isOneScript(scriptsOfWord)) return Error{ErrorCode::InvalidArgument, "mixed-script"};
    }
    if (length < kMinCompanyNameLength) return Error{ErrorCode::InvalidArgument, "too-short"};
    if (length > kMaxCompanyNameLength) return Error{ErrorCode::InvalidArgument, "too-long"};
    return std::string(text);
}

Result<void> checkBodyText(std::string_view text, std::size_t maxBytes)
{
    if (text.size() > maxBytes) return Error{ErrorCode::BadContent, "too long"};
    if (!isUtf8(text)) return Error{ErrorCode::BadContent, "not UTF-8"};
    const bool hasControl = std::any_of(text.begin(), text.end(), [](char byte) {
        const auto code = static_cast<unsigned char>(byte);
        return (code < 0x20 && byte != '\n' && byte != '\t' && byte != '\r') || code == 0x7F;
    });
    if (hasControl) return Error{ErrorCode::BadContent, "control character"};
    return {};
}

Result<void> checkPlainText(std::string_view text, std::size_t maxBytes)
{
    STOA_TRY_VOID(checkBodyText(text, maxBytes));
    while (!text.empty()) {
        const char32_t character = takeCharacter(text);
        if (isIn(kTurning, character)) return Error{ErrorCode::BadContent, "reading direction"};
        if (character >= 0x80 && character <= 0x9F) return Error{ErrorCode::BadContent, "control character"};
    }
    return {};
}

std::string shownLine(std::string_view text, std::size_t maxCharacters)
{
    if (!isUtf8(text)) return {};
    text = trimmed(text);
    text = text.substr(0, text.find('\n'));
    std::string line;
    std::size_t length = 0;
    int marks = 0;
    bool isAfterSpace = false;
    while (!text.empty()) {
        const std::string_view before = text;
        const char32_t character = takeCharacter(text);
        if (character == U' ' || character == U'\t' || isIn(kOddSpaces, character)) {
            isAfterSpace = !line.empty();
            continue;
        }
        marks = isIn(kCombining, character) ? marks + 1 : 0;
        if (isInvisible(character) || marks > kMostCombining) continue;
        length += isAfterSpace ? 2 : 1;
        if (length > maxCharacters) return line + "…";
        if (isAfterSpace) line += ' ';
        isAfterSpace = false;
        line += before.substr(0, before.size() - text.size());
    }
    return line;
}

bool isSameInAnyCase(std::string_view a, std::string_view b)
{
    const auto lowered = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lowered(x) == lowered(y); });
}

} // namespace stoa::content
