// SPDX-License-Identifier: MIT
// Texts that members keep for each other: pages, tasks, job statements, charters, deliveries, disputes.
#include "core/content/charter_text.h"
#include "core/content/delivery_text.h"
#include "core/content/dispute_text.h"
#include "core/content/page_revision.h"
#include "core/content/profile_text.h"
#include "core/content/task_text.h"
#include "core/engine/invitation_link.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {
namespace {

content::JobStatement statement()
{
    content::JobStatement job;
    job.title = "Port the lexer";
    job.context = "The old one is slow.";
    job.inside = {"lexer"};
    job.outside = {"parser"};
    job.goals = {"twice as fast"};
    job.results = {{"speed", "lines a second", "2,000,000", "bench", 100}};
    job.input = {{"source", "wiki", "page", "Monday"}};
    job.activities = {{"write", "editor", "2026-12-01"}};
    job.output = {{"lexer", "C++", "Lexer", "MIT", {1}}};
    return job;
}

} // namespace

std::vector<Bytes> seeds()
{
    content::PageRevision page;
    page.page = "Home";
    page.title = "Home";
    page.text = "# Home\n\nA [[link]].";
    page.summary = "begun";
    return {
        seed(0, viewOf(content::encodePageRevision(page))),
        seed(1, viewOf(content::encodeTaskText({"Lexer", "words", {"core"}, statement()}))),
        seed(2, viewOf(content::encodeJobStatement(statement()))),
        seed(3, viewOf(content::jobStatementToMarkdown(statement()))),
        seed(4, viewOf(content::encodeCharterText({"Forge", "compilers", "en", "be kind"}))),
        seed(5, viewOf(content::encodeDeliveryText({"done", {{1, true, "page"}}, {"https://example.org/"}}))),
        seed(6, viewOf(content::encodeDisputeText({content::DisputeWords::Claim, "late", {"page"}}))),
        seed(7, viewOf(content::encodeProfileText({"Ada", "writes"}))),
        seed(8, viewOf(engine::encodeLink({}))),
    };
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    using namespace stoa::content;
    using fuzz::checkSameValue;
    if (size == 0) return 0;
    const ByteView bytes{data + 1, size - 1};
    switch (data[0] % 9) {
    case 0: checkSameValue(bytes, &decodePageRevision, &encodePageRevision); break;
    case 1: checkSameValue(bytes, &decodeTaskText, &encodeTaskText); break;
    case 2: checkSameValue(bytes, &decodeJobStatement, &encodeJobStatement); break;
    case 3: checkSameValue(bytes, &jobStatementFromMarkdown, &jobStatementToMarkdown); break;
    case 4: checkSameValue(bytes, &decodeCharterText, &encodeCharterText); break;
    case 5: checkSameValue(bytes, &decodeDeliveryText, &encodeDeliveryText); break;
    case 6: checkSameValue(bytes, &decodeDisputeText, &encodeDisputeText); break;
    case 7: checkSameValue(bytes, &decodeProfileText, &encodeProfileText); break;
    default: checkSameValue(bytes, &engine::decodeLink, &engine::encodeLink); break;
    }
    return 0;
}
