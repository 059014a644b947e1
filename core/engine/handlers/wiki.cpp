// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "core/base/hex.h"
#include "core/content/importers.h"
#include "core/content/markdown.h"
#include "core/content/text_rules.h"
#include "core/engine/handlers.h"
#include "core/engine/page_edits.h"

namespace stoa::engine {
namespace {

std::string draftKey(const DacId& dac, std::string_view name)
{
    return "page-draft/" + toHex(dac) + "/" + std::string(name);
}

/// What is kept of the page on this computer only.
PageSharing sharingOf(const WaitingPages& waiting, const DacId& dac, const ObjectId& page, bool hasDraft)
{
    if (waiting.has(dac, page)) return PageSharing::Waiting;
    return hasDraft ? PageSharing::Draft : PageSharing::Shared;
}

/// Versions that wait in the outbox.
std::set<Hash> unsentVersions(const Member& member)
{
    std::set<Hash> ids;
    for (const sync::OutboxEntry& entry : member.outbox->entries())
        if (entry.stage == sync::OutboxEntry::Stage::Waiting)
            ids.insert(entry.contents.begin(), entry.contents.end());
    return ids;
}

/// The edit that needs its author most: refused ones before those that met a conflict before they were
/// signed, and these before what waits.
const OwnEdit* firstToShow(const std::vector<OwnEdit>& edits)
{
    const OwnEdit* first = nullptr;
    const auto weight = [](const OwnEdit& edit) { return edit.isWaiting ? 0 : edit.action.isZero() ? 1 : 2; };
    for (const OwnEdit& edit : edits)
        if (!first || weight(edit) >= weight(*first)) first = &edit;
    return first;
}

std::string authorOf(Member& member, const content::VersionInfo& version)
{
    return version.authorName.empty() ? member.person(version.author).name : version.authorName;
}

PageSummary summaryOf(Member& member, const DacId& dac, const PageHead& head, bool hasDraft,
                      const WaitingPages& waiting)
{
    PageSummary summary;
    summary.dac = dac;
    summary.id = head.id;
    summary.name = head.name;
    summary.updated = head.record.updated;
    summary.sharing = sharingOf(waiting, dac, head.id, hasDraft);
    summary.finality = member.finalityOfHead();
    if (head.isWaiting) summary.finality = {};
    if (head.isWaiting) summary.finality.stage = Finality::Waiting;
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
    const WaitingPages waiting(member);
    const light::DacReplica& company = *member.replica(request.dac);
    const auto& known = member.pageIndex(request.dac).pages();
    const auto add = [&](const PageHead& head, std::uint32_t versions) -> Result<void> {
        STOA_TRY(const auto draft, member.setting(draftKey(request.dac, head.name)));
        PageSummary summary = summaryOf(member, request.dac, head, draft.has_value(), waiting);
        summary.versions = versions;
        list.push_back(std::move(summary));
        return {};
    };
    for (const auto& [id, page] : known) {
        PageHead head{id, {}, page.name};
        head.record.updated = page.updated;
        if (!waiting.has(request.dac, id)) STOA_TRY_VOID(add(head, page.versions));
    }
    for (const ObjectId& id : waiting.pagesOf(request.dac)) {
        const state::Key key = state::recordKey(request.dac, kWikiTool, id);
        PageHead head{id, company.read<state::Record>(key).value_or(state::Record{}), {}};
        waiting.applyTo(request.dac, head);
        const auto newest = member.pages->read(head.record.content);
        const auto info = member.pages->info(head.record.content);
        if (!newest || !info) continue;
        head.name = newest->page;
        head.record.updated = newest->time;
        STOA_TRY_VOID(add(head, info->number));
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
    view.summary = summaryOf(member, request.dac, head, draft.has_value(), WaitingPages(member));
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
    view.isSent = !unsentVersions(member).contains(version.revision);
    STOA_TRY(const auto edits, ownEditsOf(member, request.dac, head));
    if (const OwnEdit* mine = firstToShow(edits); mine && !mine->isWaiting) {
        auto edit = unsentEditView(member, request.dac, *mine);
        if (edit && edit->next != UnsentEdit::Next::Nothing) view.mine = *std::move(edit);
    }
    const PageIndex& index = member.pageIndex(request.dac);
    view.html = render(view.text, head.name, index);
    view.linksHere = index.linksTo(head.name);
    return view;
}

Result<ReadPageHistory::Reply> handle(Member& member, const ReadPageHistory& request)
{
    STOA_TRY(const PageHead head, findPage(member, request.dac, request.name));
    STOA_TRY(const auto versions, member.pages->versions(head.record.content));
    const std::set<Hash> unsent = unsentVersions(member);
    std::vector<VersionView> list;
    for (auto at = versions.rbegin(); at != versions.rend(); ++at)
        list.push_back({at->number, at->revision, at->time, authorOf(member, *at), at->author, at->summary,
                        at->textBytes, !unsent.contains(at->revision)});
    return list;
}

Result<ReadMyEdit::Reply> handle(Member& member, const ReadMyEdit& request)
{
    if (!request.action.isZero()) {
        const sync::OutboxEntry* entry = member.outbox->find(request.action);
        const auto edit = entry ? ownEditOf(*entry) : std::nullopt;
        if (!edit) return Error{ErrorCode::NotFound, "edit"};
        return unsentEditView(member, edit->put.dac, *edit);
    }
    STOA_TRY(const PageHead head, pageHead(member, request.dac, request.name, WaitingPages(member)));
    STOA_TRY(const auto edits, ownEditsOf(member, request.dac, head));
    const OwnEdit* mine = firstToShow(edits);
    if (!mine) return Error{ErrorCode::NotFound, "edit"};
    return unsentEditView(member, request.dac, *mine);
}

Result<DropEdit::Reply> handle(Member& member, const DropEdit& request)
{
    STOA_TRY_VOID(checkWritable(member));
    STOA_TRY(const PageHead head, pageHead(member, request.dac, request.name, WaitingPages(member)));
    STOA_TRY(const auto edits, ownEditsOf(member, request.dac, head));
    const auto isMeant = [&](const OwnEdit& edit) {
        return !edit.isWaiting && edit.revision == request.revision;
    };
    if (std::ranges::none_of(edits, isMeant)) return Error{ErrorCode::NotFound, "edit"};
    for (const OwnEdit& edit : edits) {
        if (edit.isWaiting ||
            !member.pages->contains(request.revision, edit.revision).value_or(isMeant(edit)))
            continue;
        if (edit.action.isZero()) {
            STOA_TRY_VOID(forgetEdit(member, request.dac, head.id, edit.revision));
            continue;
        }
        STOA_TRY_VOID(member.outbox->drop(edit.action));
        STOA_TRY_VOID(member.forgetUnsent({edit.action}));
        member.tell(ActionChanged{edit.action});
    }
    return std::monostate{};
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
