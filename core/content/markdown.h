// SPDX-License-Identifier: MIT
// Markdown of people one need not trust, as HTML that is safe to show: no raw HTML, no script, nothing loaded
// from anywhere, every size bounded.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace stoa::content {

struct MarkdownOptions {
    std::string page; ///< that the text belongs to; links relative to it are resolved
    /// Links to pages that do not exist get the class "new". Empty: all exist.
    std::function<bool(std::string_view page)> exists;
};

struct MarkdownHeading {
    unsigned level = 1; ///< 1 to 6
    std::string text;
    std::string id; ///< unique on the page
};

struct RenderedMarkdown {
    /// Body of a page, without html, head and body tags. Pages are linked as
    /// "stoa-wiki:/page/<percent-encoded name>#<heading id>", elsewhere only http, https and mailto (class
    /// "external"). Images are shown as their description (class "image").
    std::string html;
    std::vector<MarkdownHeading> headings;
    bool isPlain = false; ///< too large or too deep to be rendered: html is the text as it was written
};

/// Total. Limits: text of 1 MiB (more is cut off), 64 columns a table, 50,000 cells, 100 levels; output of
/// 16 times the text and 1 MB, at most 4 MB.
RenderedMarkdown renderMarkdown(std::string_view text, const MarkdownOptions& options = {});

/// For text and for attributes in double quotes. Characters that turn the reading direction become visible.
std::string escapeHtml(std::string_view text);

} // namespace stoa::content
