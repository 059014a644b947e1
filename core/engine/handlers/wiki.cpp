// SPDX-License-Identifier: MIT
#include <algorithm>

#include "core/base/hex.h"
#include "core/content/importers.h"
#include "core/content/markdown.h"
#include "core/content/text_rules.h"
#include "core/engine/build_wiki.h"
#include "core/engine/handlers.h"

namespace stoa::engine {
namespace {

constexpr auto kWiki = static_cast<std::uint16_t>(tx::Tool::Wiki);

std::string draftKey(const DacId& dac, std::string_view name)
{
    return "page-draft/" + toHex(dac) + "/" + std::string(name);
}

/// Whether an action of mine on this page still waits.
PageSharing sharingOf(const Member& member, const DacId& dac, const ObjectId& page, bool hasDraft)
{
    for (const sync::OutboxEntry& entry : member.outbox->entries()) {
        if (entry.stage != sync::OutboxEntry::Stage::Waiting) continue;
        const auto transaction = tx::decode(entry.step);
        const auto* put = transaction ? std::get_if<tx::PutRecord>(&transaction->payload) : nullptr;
        if (put && put->dac == dac && put->object == page) return PageSharing::Waiting;
    }
    return hasDraft ? PageSharing::Draft : PageSharing::Shared;
}

std::string authorOf(Member& member, const content::VersionInfo& version)
{
    return version.authorName.empty() ? member.person(version.author).name : version.authorName;
}

PageSummary summaryOf(Member& member, const DacId& dac, const PageHead& head, bool hasDraft)
{
    PageSummary summary;
    summary.dac = dac;
    summary.id = head.id;
    summary.name = head.name;
    summary.updated = head.record.updated;
    summary.sharing = sharingOf(member, dac, head.id, hasDraft);
    summary.finality = member.finalityOfHead();
    return summary;
}

std::string render(const std::string& text, const std::string& page, const PageIndex& index)
{
    content::MarkdownOptions options;
    options.page = page;
    options.exists = [&](std::string_view name) { return index.has(name); };
    return content::renderMarkdown(text, options).html;
}

} // namespace

Result<ListPages::Reply> handle(Member& member, const ListPages& request)
{
    STOA_TRY_VOID(member.company(request.dac));
    std::vector<PageSummary> list;
    for (const auto& [id, page] : member.pageIndex(request.dac).pages()) {
        STOA_TRY(const auto draft, member.setting(draftKey(request.dac, page.name)));
        PageHead head{id, {}, page.name};
        PageSummary summary = summaryOf(member, request.dac, head, draft.has_value());
        summary.versions = page.versions;
        summary.updated = page.updated;
        list.push_back(std::move(summary));
    }
    std::sort(list.begin(), list.end(),
              [](const PageSummary& a, const PageSummary& b) { return a.name < b.name; });
    return list;
}

Result<ReadPage::Reply> handle(Member& member, const ReadPage& request)
{
    STOA_TRY(const PageHead head, findPage(member, request.dac, request.name));
    STOA_TRY(const content::VersionInfo newest, member.pages->info(head.record.content));
    content::VersionInfo version = newest;
    if (request.version != 0 && request.version != newest.number) {
        STOA_TRY(version, member.pages->version(head.record.content, request.version));
    }
    STOA_TRY(const content::PageRevision revision, member.pages->read(version.revision));
    STOA_TRY(const auto draft, member.setting(draftKey(request.dac, head.name)));
    PageView view;
    view.summary = summaryOf(member, request.dac, head, draft.has_value());
    view.summary.versions = newest.number;
    view.version = version.number;
    view.revision = version.revision;
    view.text = revision.text;
    view.author = authorOf(member, version);
    view.authorAddress = version.author;
    view.time = version.time;
    view.changeSummary = version.summary;
    view.hasDraft = draft.has_value();
    view.draft = draft.value_or("");
    const PageIndex& index = member.pageIndex(request.dac);
    view.html = render(view.text, head.name, index);
    view.linksHere = index.linksTo(head.name);
    return view;
}

Result<ReadPageHistory::Reply> handle(Member& member, const ReadPageHistory& request)
{
    STOA_TRY(const PageHead head, findPage(member, request.dac, request.name));
    STOA_TRY(const auto versions, member.pages->versions(head.record.content));
    std::vector<VersionView> list;
    for (auto at = versions.rbegin(); at != versions.rend(); ++at)
        list.push_back({at->number, at->revision, at->time, authorOf(member, *at), at->author, at->summary,
                        at->textBytes});
    return list;
}

Result<ComparePage::Reply> handle(Member& member, const ComparePage& request)
{
    STOA_TRY(const PageHead head, findPage(member, request.dac, request.name));
    STOA_TRY(const auto from, member.pages->version(head.record.content, request.from));
    STOA_TRY(const auto to, member.pages->version(head.record.content, request.to));
    STOA_TRY(const auto before, member.pages->read(from.revision));
    STOA_TRY(const auto after, member.pages->read(to.revision));
    return PageDiffView{head.name, from.number, to.number, content::diffTexts(before.text, after.text)};
}

Result<RenderMarkdown::Reply> handle(Member& member, const RenderMarkdown& request)
{
    STOA_TRY_VOID(member.company(request.dac));
    return render(request.text, request.page, member.pageIndex(request.dac));
}

Result<KeepPageDraft::Reply> handle(Member& member, const KeepPageDraft& request)
{
    STOA_TRY(const std::string name, content::checkPageName(request.name));
    STOA_TRY_VOID(content::checkBodyText(request.text, content::kMaxPageText));
    STOA_TRY_VOID(member.keepSetting(draftKey(request.dac, name), request.text));
    return std::monostate{};
}

Result<ExportWiki::Reply> handle(Member& member, const ExportWiki& request)
{
    STOA_TRY_VOID(member.company(request.dac));
    const auto& names = member.pageIndex(request.dac).names();
    return content::exportPages(request.path, {names.begin(), names.end()},
                                [&](const std::string& page) -> Result<std::string> {
                                    STOA_TRY(const PageHead head, findPage(member, request.dac, page));
                                    STOA_TRY(const auto revision, member.pages->read(head.record.content));
                                    return revision.text;
                                });
}

Result<ReadImportReport::Reply> handle(Member& member, const ReadImportReport&)
{
    if (!member.lastImport) return Error{ErrorCode::NotFound, "import"};
    return *member.lastImport;
}

} // namespace stoa::engine
