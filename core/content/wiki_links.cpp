// SPDX-License-Identifier: MIT
#include "core/content/wiki_links.h"

#include <algorithm>

#include "core/content/markdown_source.h"
#include "core/content/text_rules.h"

namespace stoa::content {
namespace {

constexpr std::size_t kMaxLinks = 10'000;
constexpr std::size_t kContextSide = 80;
constexpr int kStop = -1; // md4c goes on after a positive answer

bool isInsideCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

class LinkFinder {
public:
    LinkFinder(std::string_view page, const PageExists& exists)
        : m_page(page)
        , m_exists(exists)
    {}

    std::vector<PageLink> run(std::string_view text)
    {
        MD_PARSER parser{};
        parser.flags = parserFlags(text);
        parser.enter_block = [](MD_BLOCKTYPE, void*, void* self) {
            static_cast<LinkFinder*>(self)->endBlock();
            return 0;
        };
        parser.leave_block = parser.enter_block;
        parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
            return static_cast<LinkFinder*>(self)->enterSpan(type, detail);
        };
        parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
            static_cast<LinkFinder*>(self)->leaveSpan(type);
            return 0;
        };
        parser.text = [](MD_TEXTTYPE type, const MD_CHAR* bytes, MD_SIZE size, void* self) {
            static_cast<LinkFinder*>(self)->addText(type, {bytes, size});
            return 0;
        };
        md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, this);
        endBlock();
        return std::move(m_links);
    }

private:
    int enterSpan(MD_SPANTYPE type, void* detail)
    {
        LinkTarget target;
        if (type == MD_SPAN_WIKILINK) {
            const MD_ATTRIBUTE& attribute = static_cast<MD_SPAN_WIKILINK_DETAIL*>(detail)->target;
            target = targetOfWikiLink(attributeText(attribute));
        } else if (type == MD_SPAN_A) {
            const MD_ATTRIBUTE& attribute = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
            // A reference may be used thousands of times, and each use costs its whole length.
            m_attributeBytes += attribute.size;
            if (m_attributeBytes > 4 * kMaxMarkdown) return kStop;
            target = targetOfLink(attributeText(attribute), m_page, m_exists);
        } else {
            return 0;
        }
        m_isInPageLink = target.kind == LinkTarget::Kind::Page;
        if (!m_isInPageLink) return 0;
        if (m_links.size() == kMaxLinks) return kStop;
        m_links.push_back({std::move(target.page), std::move(target.heading), {}, {}});
        m_begins.push_back(m_block.size());
        return 0;
    }

    void leaveSpan(MD_SPANTYPE type)
    {
        if ((type != MD_SPAN_A && type != MD_SPAN_WIKILINK) || !m_isInPageLink) return;
        m_links.back().label = m_block.substr(m_begins.back());
        m_isInPageLink = false;
    }

    void addText(MD_TEXTTYPE type, std::string_view text)
    {
        if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR) {
            m_block += ' ';
            return;
        }
        const char32_t character = type == MD_TEXT_ENTITY ? entityCharacter(text) : 0;
        if (character != 0)
            appendUtf8(m_block, character);
        else
            m_block += text;
    }

    /// The words around each link of the block that ends.
    void endBlock()
    {
        const std::size_t first = m_links.size() - m_begins.size();
        for (std::size_t index = 0; index < m_begins.size(); ++index) {
            PageLink& link = m_links[first + index];
            std::size_t begin = m_begins[index] > kContextSide ? m_begins[index] - kContextSide : 0;
            std::size_t end = std::min(m_block.size(), m_begins[index] + link.label.size() + kContextSide);
            while (begin < m_block.size() && isInsideCharacter(m_block[begin])) ++begin;
            while (end < m_block.size() && isInsideCharacter(m_block[end])) ++end;
            link.context = (begin > 0 ? "…" : "") +
                           std::string(trimmed(std::string_view(m_block).substr(begin, end - begin))) +
                           (end < m_block.size() ? "…" : "");
        }
        m_begins.clear();
        m_block.clear();
    }

    std::string_view m_page;
    const PageExists& m_exists;
    std::vector<PageLink> m_links;
    std::vector<std::size_t> m_begins; ///< where the links of this block begin in its text
    std::string m_block;
    bool m_isInPageLink = false;
    std::size_t m_attributeBytes = 0;
};

} // namespace

std::vector<PageLink> findPageLinks(std::string_view text, std::string_view page,
                                    const std::function<bool(std::string_view)>& exists)
{
    if (text.size() > kMaxMarkdown) return {};
    return LinkFinder(page, exists).run(withoutHugeTables(text));
}

void LinkIndex::update(const std::string& page, std::string_view text)
{
    remove(page);
    std::set<std::string>& targets = m_from[page];
    for (PageLink& link : findPageLinks(text, page))
        if (!link.page.empty()) targets.insert(std::move(link.page));
    for (const std::string& target : targets) m_to[target].insert(page);
}

void LinkIndex::remove(const std::string& page)
{
    const auto found = m_from.find(page);
    if (found == m_from.end()) return;
    for (const std::string& target : found->second) {
        const auto sources = m_to.find(target);
        sources->second.erase(page);
        if (sources->second.empty()) m_to.erase(sources);
    }
    m_from.erase(found);
}

std::vector<std::string> LinkIndex::linksTo(const std::string& page) const
{
    std::vector<std::string> pages;
    const auto found = m_to.find(page);
    if (found == m_to.end()) return pages;
    std::copy_if(found->second.begin(), found->second.end(), std::back_inserter(pages),
                 [&page](const std::string& source) { return source != page; });
    return pages;
}

std::vector<std::string> LinkIndex::missing() const
{
    std::vector<std::string> names;
    for (const auto& [target, sources] : m_to)
        if (!m_from.contains(target)) names.push_back(target);
    return names;
}

} // namespace stoa::content
