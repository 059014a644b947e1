// SPDX-License-Identifier: MIT
#include "core/content/markdown_source.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "core/content/sequence_diff.h"
#include "core/content/text_rules.h"

namespace stoa::content {
namespace {

constexpr std::size_t kMaxColumns = 64;
constexpr std::size_t kMaxCells = 50'000;
constexpr std::size_t kMaxBareLinks = 4000;
constexpr std::size_t kMaxAddress = 2000;

bool isDelimiterByte(char byte)
{
    return byte == '-' || byte == ':' || byte == '|' || byte == ' ' || byte == '\t' || byte == '\r' ||
           byte == '\n';
}

/// Where the part of a line begins that could be the rule below a table's head; nothing if none could.
std::optional<std::size_t> delimiterBegin(std::string_view line)
{
    const auto last = std::find_if_not(line.rbegin(), line.rend(), isDelimiterByte);
    const auto begin = static_cast<std::size_t>(line.rend() - last);
    const std::string_view rule = line.substr(begin);
    if (rule.find('-') == std::string_view::npos) return std::nullopt;
    const std::size_t first = rule.find_first_of("|:-");
    if (rule.find('|') == std::string_view::npos) return std::nullopt;
    return begin + first;
}

std::size_t count(std::string_view text, std::string_view part)
{
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size()))
        ++found;
    return found;
}

int hexDigit(char byte)
{
    if (byte >= '0' && byte <= '9') return byte - '0';
    if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
    return -1;
}

std::string percentDecoded(std::string_view text)
{
    std::string result;
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] == '%' && index + 2 < text.size()) {
            const int high = hexDigit(text[index + 1]);
            const int low = hexDigit(text[index + 2]);
            if (high >= 0 && low >= 0) {
                result += static_cast<char>(high * 16 + low);
                index += 2;
                continue;
            }
        }
        result += text[index];
    }
    return result;
}

std::string lowerAscii(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char byte) {
        return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    });
    return result;
}

/// "http" of "http://…"; empty if there is no scheme. As browsers do, control characters are no part of it.
std::string schemeOf(std::string_view address)
{
    std::string scheme;
    for (const char byte : address) {
        if (byte == ':') return lowerAscii(scheme);
        if (byte == '/' || byte == '?' || byte == '#') break;
        if (static_cast<unsigned char>(byte) > 0x20) scheme += byte;
    }
    return {};
}

bool isPlainAddress(std::string_view address)
{
    return address.size() <= kMaxAddress && isUtf8(address) &&
           std::none_of(address.begin(), address.end(), [](char byte) {
               return static_cast<unsigned char>(byte) <= 0x20 || byte == 0x7F || byte == '\\';
           });
}

/// Resolves "." and ".." against the folder of a page. Nothing if it leads out of the wiki.
std::optional<std::string> joinedPath(std::string_view folder, std::string_view path)
{
    std::vector<std::string_view> levels;
    for (std::string_view rest : {folder, path}) {
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('/'), rest.size());
            const std::string_view level = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (level == ".") continue;
            if (level != "..") {
                levels.push_back(level);
                continue;
            }
            if (levels.empty()) return std::nullopt;
            levels.pop_back();
        }
    }
    std::string result;
    for (const std::string_view level : levels) result += (result.empty() ? "" : "/") + std::string(level);
    return result;
}

} // namespace

std::string withoutHugeTables(std::string_view text)
{
    std::string result;
    result.reserve(text.size() + 16);
    std::size_t cells = 0;
    std::size_t columns = 0; // of the table that the lines may belong to
    for (const std::string_view line : splitLines(text)) {
        if (columns > 0 && trimmed(line).empty()) columns = 0;
        cells += columns;
        const auto rule = line.find('|') == std::string_view::npos ? std::nullopt : delimiterBegin(line);
        if (!rule) {
            result += line;
            continue;
        }
        const auto bars = static_cast<std::size_t>(std::count(line.begin(), line.end(), '|'));
        if (bars > kMaxColumns || cells > kMaxCells) {
            result += line.substr(0, *rule);
            result += '\\';
            result += line.substr(*rule);
            continue;
        }
        columns = std::max(columns, bars + 1);
        result += line;
    }
    // A table that goes on and on under a good head: what is too much begins a paragraph of its own.
    if (cells <= kMaxCells) return result;
    std::string limited;
    limited.reserve(result.size() + 16);
    cells = 0;
    columns = 0;
    for (const std::string_view line : splitLines(result)) {
        if (trimmed(line).empty()) columns = 0;
        cells += columns;
        if (columns > 0 && cells > kMaxCells) {
            limited += "\n\\";
            columns = 0;
        }
        if (line.find('|') != std::string_view::npos && delimiterBegin(line))
            columns = static_cast<std::size_t>(std::count(line.begin(), line.end(), '|')) + 1;
        limited += line;
    }
    return limited;
}

unsigned parserFlags(std::string_view text)
{
    unsigned flags =
        MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_WIKILINKS;
    if (count(text, "://") + count(text, "@") <= kMaxBareLinks)
        flags |= MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEEMAILAUTOLINKS;
    return flags;
}

void appendUtf8(std::string& text, char32_t character)
{
    const auto add = [&text](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (character < 0x80) {
        add(character);
    } else if (character < 0x800) {
        add(0xC0U | (character >> 6U));
        add(0x80U | (character & 0x3FU));
    } else if (character < 0x10000) {
        add(0xE0U | (character >> 12U));
        add(0x80U | ((character >> 6U) & 0x3FU));
        add(0x80U | (character & 0x3FU));
    } else {
        add(0xF0U | (character >> 18U));
        add(0x80U | ((character >> 12U) & 0x3FU));
        add(0x80U | ((character >> 6U) & 0x3FU));
        add(0x80U | (character & 0x3FU));
    }
}

char32_t entityCharacter(std::string_view entity)
{
    constexpr std::array<std::pair<std::string_view, char32_t>, 9> kNamed{{{"&amp;", U'&'},
                                                                           {"&lt;", U'<'},
                                                                           {"&gt;", U'>'},
                                                                           {"&quot;", U'"'},
                                                                           {"&apos;", U'\''},
                                                                           {"&nbsp;", U'\u00A0'},
                                                                           {"&colon;", U':'},
                                                                           {"&Tab;", U'\t'},
                                                                           {"&NewLine;", U'\n'}}};
    for (const auto& [name, character] : kNamed)
        if (entity == name) return character;
    if (!entity.starts_with("&#") || entity.size() < 4) return 0;
    const bool isHex = entity[2] == 'x' || entity[2] == 'X';
    char32_t character = 0;
    for (const char byte : entity.substr(isHex ? 3 : 2)) {
        if (byte == ';') break;
        const int digit = hexDigit(byte);
        if (digit < 0 || (!isHex && digit > 9)) return 0;
        character = character * (isHex ? 16U : 10U) + static_cast<char32_t>(digit);
        if (character > 0x10FFFF) return U'\uFFFD';
    }
    const bool isSurrogate = character >= 0xD800 && character <= 0xDFFF;
    return character == 0 || isSurrogate ? U'\uFFFD' : character;
}

std::string attributeText(const MD_ATTRIBUTE& attribute)
{
    std::string text;
    for (std::size_t part = 0; attribute.size > 0 && attribute.substr_offsets[part] < attribute.size;
         ++part) {
        const MD_OFFSET begin = attribute.substr_offsets[part];
        const MD_OFFSET end = attribute.substr_offsets[part + 1];
        const std::string_view piece(attribute.text + begin, end - begin);
        if (attribute.substr_types[part] == MD_TEXT_NULLCHAR) {
            text += "\xEF\xBF\xBD";
        } else if (attribute.substr_types[part] == MD_TEXT_ENTITY) {
            const char32_t character = entityCharacter(piece);
            if (character == 0)
                text += piece;
            else
                appendUtf8(text, character);
        } else {
            text += piece;
        }
    }
    return text;
}

LinkTarget targetOfWikiLink(std::string_view target)
{
    LinkTarget link;
    const std::size_t hash = target.find('#');
    const std::string_view page = trimmed(target.substr(0, hash));
    if (hash != std::string_view::npos) link.heading = std::string(trimmed(target.substr(hash + 1)));
    if (page.empty() && link.heading.empty()) return link;
    if (!page.empty() && !checkPageName(page)) return link;
    link.kind = LinkTarget::Kind::Page;
    link.page = std::string(page);
    return link;
}

LinkTarget targetOfLink(std::string_view destination, std::string_view here, const PageExists& exists)
{
    LinkTarget link;
    const std::string_view address = trimmed(destination);
    if (const std::string scheme = schemeOf(address); !scheme.empty()) {
        const bool isAllowed = scheme == "http" || scheme == "https" || scheme == "mailto";
        if (isAllowed && isPlainAddress(address)) {
            link.kind = LinkTarget::Kind::External;
            link.address = std::string(address);
        }
        return link;
    }
    const std::size_t hash = address.find('#');
    std::string path = percentDecoded(address.substr(0, hash));
    if (hash != std::string_view::npos) link.heading = percentDecoded(address.substr(hash + 1));
    if (!isUtf8(link.heading)) return {};
    if (path.empty()) {
        if (!link.heading.empty()) link.kind = LinkTarget::Kind::Page;
        return link;
    }
    if (path.starts_with('/') || path.find('\\') != std::string::npos) return {};
    if (lowerAscii(path).ends_with(".md")) path.resize(path.size() - 3);
    const std::size_t slash = here.rfind('/');
    const std::string_view folder =
        slash == std::string_view::npos ? std::string_view() : here.substr(0, slash);
    const auto relative = joinedPath(folder, path);
    const auto absolute = joinedPath({}, path);
    const bool isRelative =
        path.starts_with("./") || path.starts_with("../") || (relative && exists && exists(*relative));
    const auto& page = isRelative ? relative : absolute;
    if (!page || !checkPageName(*page)) return {};
    link.kind = LinkTarget::Kind::Page;
    link.page = *page;
    return link;
}

std::string headingId(std::string_view text)
{
    constexpr std::size_t kMaxId = 100;
    std::string id;
    for (const char byte : lowerAscii(trimmed(text))) {
        const auto code = static_cast<unsigned char>(byte);
        const bool isKept = code >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
                            byte == '_' || byte == '-';
        if (isKept) id += byte;
        if (byte == ' ' || byte == '\t') id += '-';
    }
    // Not within a character.
    if (id.size() > kMaxId) {
        std::size_t end = kMaxId;
        while (end > 0 && (static_cast<unsigned char>(id[end]) & 0xC0U) == 0x80U) --end;
        id.resize(end);
    }
    return id.empty() ? "section" : id;
}

} // namespace stoa::content
