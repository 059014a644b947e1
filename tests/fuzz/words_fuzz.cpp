// SPDX-License-Identifier: MIT
// Markdown of strangers, and texts that are compared and merged: bounded, and no word lost.
#include "core/content/diff.h"
#include "core/content/markdown.h"
#include "core/content/merge.h"
#include "core/content/wiki_links.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {
namespace {

constexpr std::string_view kPage = "# A\n\n| a | b |\n|---|---|\n| 1 | [x](javascript:y) |\n\n* [[B|c]]\n\n"
                                   "<script>alert(1)</script>\n\n```\ncode\n```\n\n![i](http://e/i.png)\n";
constexpr std::string_view kThree = "one\ntwo\nthree\n\n\0one\n2\nthree\n\n\0one\ntwo\ndrei\nfour\n";

} // namespace

std::vector<Bytes> seeds() { return {seed(0, viewOf(kPage)), seed(1, viewOf(std::string_view(kThree)))}; }

void checkMarkdown(std::string_view text)
{
    const auto page = content::renderMarkdown(text);
    STOA_CHECK(page.html.size() <= std::min<std::size_t>(4'000'000, 16 * text.size() + 1'000'000) + 10'000);
    for (const char* tag : {"<script", "<img", "<iframe", "<svg", "<style", "javascript:", "data:"}) {
        const std::size_t at = page.html.find(tag);
        // As words it may be shown; never as a tag or the target of a link.
        STOA_CHECK(at == std::string::npos ||
                   (*tag != '<' && page.html.find(std::string("href=\"") + tag) == std::string::npos));
    }
    static_cast<void>(content::findPageLinks(text));
}

std::string sideOf(const content::Diff& diff, content::Change left)
{
    std::string text;
    for (const auto& line : diff.lines) {
        if (line.change == left) continue;
        for (const auto& span : line.spans)
            if (span.change != left) text += span.text;
        text += '\n';
    }
    return text;
}

/// With exactly one line break at the end of each line, as the comparison shows it.
std::string lines(std::string_view text)
{
    std::string result(text);
    if (!result.empty() && result.back() != '\n') result += '\n';
    return result;
}

void checkThree(std::string_view all)
{
    std::vector<std::string> texts;
    for (std::size_t at = 0; texts.size() < 3;) {
        const std::size_t end = std::min(all.find('\0', at), all.size());
        texts.emplace_back(all.substr(at, end - at));
        at = std::min(end + 1, all.size());
    }
    if (all.find('\r') != std::string_view::npos) return; // line ends are shown as one kind
    const auto diff = content::diffTexts(texts[0], texts[1]);
    STOA_CHECK(sideOf(diff, content::Change::Added) == lines(texts[0]));
    STOA_CHECK(sideOf(diff, content::Change::Removed) == lines(texts[1]));
    const auto merged = content::mergeTexts(texts[0], texts[1], texts[2]);
    std::string base;
    std::string ours;
    std::string theirs;
    for (const auto& part : merged.parts) {
        base += part.base;
        ours += part.ours;
        theirs += part.theirs;
    }
    STOA_CHECK(base == texts[0] && ours == texts[1] && theirs == texts[2]);
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    if (size == 0) return 0;
    const std::string_view text = textOf({data + 1, size - 1});
    if (data[0] % 2 == 0)
        fuzz::checkMarkdown(text);
    else
        fuzz::checkThree(text);
    return 0;
}
