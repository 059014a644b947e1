// SPDX-License-Identifier: MIT
#include "core/content/markdown.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/content/markdown_source.h"
#include "core/content/text_rules.h"

namespace stoa::content {
namespace {

constexpr std::size_t kOutputFactor = 16;
constexpr std::size_t kOutputFree = 1'000'000;
constexpr std::size_t kMaxOutput = 4'000'000;
constexpr int kMaxNesting = 100;
constexpr std::size_t kMaxHeadings = 5000;
constexpr std::size_t kMaxFrontMatter = 16U << 10U;
constexpr std::string_view kHexDigits = "0123456789ABCDEF";

bool turnsDirection(char32_t character)
{
    return (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
}

void appendEscaped(std::string& html, char byte)
{
    switch (byte) {
    case '&': html += "&amp;"; return;
    case '<': html += "&lt;"; return;
    case '>': html += "&gt;"; return;
    case '"': html += "&quot;"; return;
    case '\'': html += "&#39;"; return;
    default: break;
    }
    const auto code = static_cast<unsigned char>(byte);
    const bool isControl = (code < 0x20 && byte != '\n' && byte != '\t' && byte != '\r') || code == 0x7F;
    if (isControl)
        html += "\xEF\xBF\xBD";
    else
        html += byte;
}

void appendEscaped(std::string& html, std::string_view text)
{
    for (std::size_t index = 0; index < text.size(); ++index) {
        // All characters in question are E2 80 AA…AE or E2 81 A6…A9.
        if (text[index] == '\xE2' && index + 2 < text.size()) {
            std::string_view rest = text.substr(index, 3);
            if (const char32_t character = takeCharacter(rest); turnsDirection(character)) {
                html += "[U+20";
                html += kHexDigits[(character >> 4U) & 0xFU];
                html += kHexDigits[character & 0xFU];
                html += ']';
                index += 2;
                continue;
            }
        }
        appendEscaped(html, text[index]);
    }
}

std::string percentEncoded(std::string_view text)
{
    std::string result;
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        const bool isPlain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                             (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' ||
                             byte == '~';
        if (isPlain) {
            result += byte;
            continue;
        }
        result += '%';
        result += kHexDigits[code >> 4U];
        result += kHexDigits[code & 0xFU];
    }
    return result;
}

class Renderer {
public:
    Renderer(std::size_t inputSize, const MarkdownOptions& options)
        : m_options(options)
        , m_limit(std::min(kMaxOutput, kOutputFactor * inputSize + kOutputFree))
    {}

    /// False if a limit was hit.
    bool run(std::string_view text)
    {
        MD_PARSER parser{};
        parser.flags = parserFlags(text);
        parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
            return static_cast<Renderer*>(self)->enterBlock(type, detail);
        };
        parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
            return static_cast<Renderer*>(self)->leaveBlock(type);
        };
        parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
            return static_cast<Renderer*>(self)->enterSpan(type, detail);
        };
        parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
            return static_cast<Renderer*>(self)->leaveSpan(type);
        };
        parser.text = [](MD_TEXTTYPE type, const MD_CHAR* bytes, MD_SIZE size, void* self) {
            return static_cast<Renderer*>(self)->addText(type, {bytes, size});
        };
        return md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, this) == 0;
    }

    std::string html;
    std::vector<MarkdownHeading> headings;

private:
    static constexpr int kStop = -1; // md4c goes on after a positive answer

    int checked() const
    {
        return html.size() + m_beforeHeading.size() > m_limit || m_depth > kMaxNesting ||
                       m_attributeBytes > m_limit
                   ? kStop
                   : 0;
    }

    struct OpenSpan {
        MD_SPANTYPE type;
        std::string_view endTag;
    };

    std::string attribute(const MD_ATTRIBUTE& value)
    {
        // A reference may be used thousands of times, and each use costs its whole length.
        m_attributeBytes += value.size;
        return attributeText(value);
    }

    int enterBlock(MD_BLOCKTYPE type, void* detail)
    {
        ++m_depth;
        switch (type) {
        case MD_BLOCK_DOC: break;
        case MD_BLOCK_QUOTE: html += "<blockquote>\n"; break;
        case MD_BLOCK_UL: html += "<ul>\n"; break;
        case MD_BLOCK_OL: {
            const unsigned start = static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start;
            html += start == 1 ? "<ol>\n" : "<ol start=\"" + std::to_string(start) + "\">\n";
            break;
        }
        case MD_BLOCK_LI: {
            const auto* const item = static_cast<MD_BLOCK_LI_DETAIL*>(detail);
            if (item->is_task == 0)
                html += "<li>";
            else
                html += item->task_mark == ' ' ? "<li class=\"task\">☐ " : "<li class=\"task\">☑ ";
            break;
        }
        case MD_BLOCK_HR: html += "<hr>\n"; break;
        case MD_BLOCK_H:
            headings.push_back({static_cast<MD_BLOCK_H_DETAIL*>(detail)->level, {}, {}});
            m_beforeHeading = std::exchange(html, {});
            m_isInHeading = true;
            if (headings.size() > kMaxHeadings) return kStop;
            break;
        case MD_BLOCK_CODE: beginCode(*static_cast<MD_BLOCK_CODE_DETAIL*>(detail)); break;
        case MD_BLOCK_HTML: break; // the parser is told to know none
        case MD_BLOCK_P: html += "<p>"; break;
        case MD_BLOCK_TABLE: html += "<table>\n"; break;
        case MD_BLOCK_THEAD: html += "<thead>\n"; break;
        case MD_BLOCK_TBODY: html += "<tbody>\n"; break;
        case MD_BLOCK_TR: html += "<tr>"; break;
        case MD_BLOCK_TH: beginCell("<th", *static_cast<MD_BLOCK_TD_DETAIL*>(detail)); break;
        case MD_BLOCK_TD: beginCell("<td", *static_cast<MD_BLOCK_TD_DETAIL*>(detail)); break;
        }
        return checked();
    }

    int leaveBlock(MD_BLOCKTYPE type)
    {
        --m_depth;
        closeSpans(0);
        switch (type) {
        case MD_BLOCK_DOC: break;
        case MD_BLOCK_QUOTE: html += "</blockquote>\n"; break;
        case MD_BLOCK_UL: html += "</ul>\n"; break;
        case MD_BLOCK_OL: html += "</ol>\n"; break;
        case MD_BLOCK_LI: html += "</li>\n"; break;
        case MD_BLOCK_HR: break;
        case MD_BLOCK_H: endHeading(); break;
        case MD_BLOCK_CODE: html += "</code></pre>\n"; break;
        case MD_BLOCK_HTML: break;
        case MD_BLOCK_P: html += "</p>\n"; break;
        case MD_BLOCK_TABLE: html += "</table>\n"; break;
        case MD_BLOCK_THEAD: html += "</thead>\n"; break;
        case MD_BLOCK_TBODY: html += "</tbody>\n"; break;
        case MD_BLOCK_TR: html += "</tr>\n"; break;
        case MD_BLOCK_TH: html += "</th>"; break;
        case MD_BLOCK_TD: html += "</td>"; break;
        }
        return checked();
    }

    int enterSpan(MD_SPANTYPE type, void* detail)
    {
        ++m_depth;
        switch (type) {
        case MD_SPAN_EM: openSpan(type, "<em>", "</em>"); break;
        case MD_SPAN_STRONG: openSpan(type, "<strong>", "</strong>"); break;
        case MD_SPAN_A: openLink(*static_cast<MD_SPAN_A_DETAIL*>(detail)); break;
        case MD_SPAN_IMG:
            m_attributeBytes += static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src.size;
            m_attributeBytes += static_cast<MD_SPAN_IMG_DETAIL*>(detail)->title.size;
            openSpan(type, "<span class=\"image\">", "</span>");
            break;
        case MD_SPAN_CODE: openSpan(type, "<code>", "</code>"); break;
        case MD_SPAN_DEL: openSpan(type, "<del>", "</del>"); break;
        case MD_SPAN_LATEXMATH:
        case MD_SPAN_LATEXMATH_DISPLAY: openSpan(type, "<span class=\"math\">", "</span>"); break;
        case MD_SPAN_WIKILINK: {
            const auto* const link = static_cast<MD_SPAN_WIKILINK_DETAIL*>(detail);
            openTarget(type, targetOfWikiLink(attribute(link->target)));
            break;
        }
        case MD_SPAN_U: openSpan(type, "<u>", "</u>"); break;
        }
        return checked();
    }

    void openSpan(MD_SPANTYPE type, std::string_view tag, std::string_view endTag)
    {
        html += tag;
        m_spans.push_back({type, endTag});
    }

    /// The parser may close spans in another order than it opened them; what is inside is closed first, and
    /// not a second time.
    int leaveSpan(MD_SPANTYPE type)
    {
        --m_depth;
        const auto found = std::find_if(m_spans.rbegin(), m_spans.rend(),
                                        [type](const OpenSpan& span) { return span.type == type; });
        if (found == m_spans.rend()) return checked();
        closeSpans(static_cast<std::size_t>(m_spans.rend() - found) - 1);
        return checked();
    }

    void closeSpans(std::size_t left)
    {
        while (m_spans.size() > left) {
            html += m_spans.back().endTag;
            m_spans.pop_back();
        }
    }

    int addText(MD_TEXTTYPE type, std::string_view text)
    {
        switch (type) {
        case MD_TEXT_NULLCHAR: html += "\xEF\xBF\xBD"; break;
        case MD_TEXT_BR: html += "<br>\n"; break;
        case MD_TEXT_SOFTBR: html += '\n'; break;
        case MD_TEXT_ENTITY: addEntity(text); break;
        case MD_TEXT_NORMAL:
        case MD_TEXT_CODE:
        case MD_TEXT_HTML:
        case MD_TEXT_LATEXMATH: appendEscaped(html, text); break;
        }
        if (m_isInHeading) {
            const char32_t character = type == MD_TEXT_ENTITY ? entityCharacter(text) : 0;
            if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
                headings.back().text += ' ';
            else if (character != 0)
                appendUtf8(headings.back().text, character);
            else
                headings.back().text += text;
        }
        return checked();
    }

    void addEntity(std::string_view entity)
    {
        std::string character;
        if (const char32_t known = entityCharacter(entity); known != 0) appendUtf8(character, known);
        // A name we do not know is left to the reader's browser: it stands for characters, never for tags.
        if (character.empty())
            html += entity;
        else
            appendEscaped(html, character);
    }

    void beginCode(const MD_BLOCK_CODE_DETAIL& code)
    {
        std::string language;
        for (const char byte : attribute(code.lang)) {
            const bool isPlain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                                 (byte >= '0' && byte <= '9') || byte == '-' || byte == '+' || byte == '#';
            if (isPlain && language.size() < 30) language += byte;
        }
        html += language.empty() ? "<pre><code>" : "<pre><code class=\"language-" + language + "\">";
    }

    void beginCell(std::string_view tag, const MD_BLOCK_TD_DETAIL& cell)
    {
        html += tag;
        switch (cell.align) {
        case MD_ALIGN_DEFAULT: break;
        case MD_ALIGN_LEFT: html += " class=\"left\""; break;
        case MD_ALIGN_CENTER: html += " class=\"center\""; break;
        case MD_ALIGN_RIGHT: html += " class=\"right\""; break;
        }
        html += '>';
    }

    void openLink(const MD_SPAN_A_DETAIL& link)
    {
        m_attributeBytes += link.title.size;
        openTarget(MD_SPAN_A, targetOfLink(attribute(link.href), m_options.page, m_options.exists));
    }

    void openTarget(MD_SPANTYPE type, const LinkTarget& target)
    {
        std::string tag;
        switch (target.kind) {
        case LinkTarget::Kind::Refused: openSpan(type, "<span class=\"refused-link\">", "</span>"); return;
        case LinkTarget::Kind::External:
            tag = "<a class=\"external\" rel=\"noopener noreferrer\" href=\"" + escapeHtml(target.address);
            break;
        case LinkTarget::Kind::Page: {
            const bool isHere = target.page.empty();
            const bool isNew = !isHere && m_options.exists && !m_options.exists(target.page);
            tag = isNew ? "<a class=\"new\" href=\"" : "<a href=\"";
            if (!isHere) tag += "stoa-wiki:/page/" + percentEncoded(target.page);
            if (!target.heading.empty()) tag += '#' + percentEncoded(headingId(target.heading));
            break;
        }
        }
        openSpan(type, tag + "\">", "</a>");
    }

    void endHeading()
    {
        MarkdownHeading& heading = headings.back();
        heading.text = std::string(trimmed(heading.text));
        heading.id = headingId(heading.text);
        const unsigned uses = ++m_ids[heading.id];
        if (uses > 1) {
            // "a", "a" and "a-2" in a row must not meet.
            std::string numbered;
            unsigned number = uses;
            do {
                numbered = heading.id + '-' + std::to_string(number++);
            } while (m_ids.contains(numbered));
            m_ids[numbered] = 1;
            m_ids[heading.id] = number - 1;
            heading.id = numbered;
        }
        const std::string content = std::exchange(html, std::exchange(m_beforeHeading, {}));
        const std::string level = std::to_string(heading.level);
        html += "<h" + level + " id=\"" + escapeHtml(heading.id) + "\">" + content + "</h" + level + ">\n";
        m_isInHeading = false;
    }

    const MarkdownOptions& m_options;
    std::size_t m_limit;
    std::size_t m_attributeBytes = 0;
    int m_depth = 0;
    std::string m_beforeHeading;
    bool m_isInHeading = false;
    std::map<std::string, unsigned> m_ids;
    std::vector<OpenSpan> m_spans;
};

RenderedMarkdown plain(std::string_view text)
{
    constexpr std::string_view kEnd = "</pre>\n";
    RenderedMarkdown result;
    result.isPlain = true;
    result.html = "<pre class=\"plain\">";
    const std::size_t limit = std::min(kMaxOutput, kOutputFactor * text.size() + kOutputFree);
    while (!text.empty()) {
        // In pieces, so that the limit is kept; each begins with a whole character.
        std::size_t size = std::min<std::size_t>(text.size(), 4096);
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
        std::string piece = escapeHtml(text.substr(0, size));
        if (result.html.size() + piece.size() + kEnd.size() + 3 > limit) {
            result.html += "…";
            break;
        }
        result.html += piece;
        text.remove_prefix(size);
    }
    result.html += kEnd;
    return result;
}

/// The block between two "---" lines at the very beginning, as many programs keep a page's properties there.
std::string_view frontMatterOf(std::string_view text)
{
    if (!text.starts_with("---\n") && !text.starts_with("---\r\n")) return {};
    const std::string_view start = text.substr(0, kMaxFrontMatter);
    for (std::size_t line = start.find('\n') + 1; line < start.size();) {
        const std::size_t end = std::min(start.find('\n', line), start.size());
        if (trimmed(start.substr(line, end - line)) == "---")
            return text.substr(0, std::min(end + 1, text.size()));
        line = end + 1;
    }
    return {};
}

std::string renderedFrontMatter(std::string_view matter)
{
    std::string html = "<table class=\"front-matter\">\n";
    std::size_t rows = 0;
    while (!matter.empty()) {
        const std::size_t end = std::min(matter.find('\n'), matter.size());
        const std::string_view line = trimmed(matter.substr(0, end));
        matter.remove_prefix(std::min(end + 1, matter.size()));
        if (line.empty() || line == "---") continue;
        const std::size_t colon = line.find(':');
        const bool hasKey = colon != std::string_view::npos;
        html += "<tr><th>" + escapeHtml(hasKey ? trimmed(line.substr(0, colon)) : std::string_view()) +
                "</th><td>" + escapeHtml(hasKey ? trimmed(line.substr(colon + 1)) : line) + "</td></tr>\n";
        if (++rows == 100) break;
    }
    return html + "</table>\n";
}

} // namespace

std::string escapeHtml(std::string_view text)
{
    std::string html;
    html.reserve(text.size() + text.size() / 8);
    appendEscaped(html, text);
    return html;
}

RenderedMarkdown renderMarkdown(std::string_view text, const MarkdownOptions& options)
{
    if (text.size() > kMaxMarkdown) return plain(text.substr(0, kMaxMarkdown));
    const std::string_view matter = frontMatterOf(text);
    const std::string body = withoutHugeTables(text.substr(matter.size()));
    Renderer renderer(text.size(), options);
    if (!renderer.run(body)) return plain(text);
    RenderedMarkdown result;
    if (!matter.empty()) result.html = renderedFrontMatter(matter);
    result.html += renderer.html;
    result.headings = std::move(renderer.headings);
    return result;
}

} // namespace stoa::content
