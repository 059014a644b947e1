// SPDX-License-Identifier: MIT
// The links between pages: found in the texts as the reader would show them, so never inside code.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace stoa::content {

/// A link to a page of the wiki: [[Page]], [[Page|label]], [[Page#Heading]] or [label](page).
struct PageLink {
    std::string page;    ///< empty: the page itself
    std::string heading; ///< as written; may be empty
    std::string label;
    std::string context; ///< the words around it, at most about 160 bytes, plain text

    bool operator==(const PageLink&) const = default;
};

/// The links of a text on page `page`, in reading order, at most 10,000. `exists` tells whether a link
/// relative to the page's folder has a target there; without it such links count from the top.
std::vector<PageLink> findPageLinks(std::string_view text, std::string_view page = {},
                                    const std::function<bool(std::string_view)>& exists = {});

/// Who links where. Kept up to date page by page.
class LinkIndex {
public:
    /// Replaces what is known about the links of `page`.
    void update(const std::string& page, std::string_view text);
    void remove(const std::string& page);

    /// Names of the pages with a link to `page`, sorted, without itself.
    std::vector<std::string> linksTo(const std::string& page) const;
    /// Names that are linked to but were never updated, sorted.
    std::vector<std::string> missing() const;

private:
    std::map<std::string, std::set<std::string>> m_from; ///< page → targets
    std::map<std::string, std::set<std::string>> m_to;   ///< target → pages
};

} // namespace stoa::content
