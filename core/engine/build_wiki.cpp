// SPDX-License-Identifier: MIT
#include "core/engine/build_wiki.h"

#include "core/content/importers.h"
#include "core/content/merge.h"
#include "core/content/page_revision.h"
#include "core/content/text_rules.h"
#include "core/crypto/keccak.h"

namespace stoa::engine {
namespace {

constexpr auto kWiki = static_cast<std::uint16_t>(tx::Tool::Wiki);

/// The page as it is recorded now; an empty record if there is none.
Result<PageHead> headOf(Member& member, const DacId& dac, std::string_view name)
{
    STOA_TRY(const light::DacReplica* company, member.company(dac));
    PageHead head;
    STOA_TRY(head.name, content::checkPageName(name));
    head.id = tx::pageIdOf(head.name);
    head.record =
        company->read<state::Record>(state::recordKey(dac, kWiki, head.id)).value_or(state::Record{});
    return head;
}

tx::PutRecord putHead(const DacId& dac, const PageHead& head, const Hash& revision)
{
    tx::PutRecord put;
    put.dac = dac;
    put.tool = kWiki;
    put.object = head.id;
    put.expected = head.record.content;
    put.edits = head.record.edits;
    put.state = static_cast<std::uint8_t>(tx::PageState::Published);
    put.content = revision;
    put.assignee = head.record.assignee;
    return put;
}

/// Joins an edit of an older version with what the page has become: a revision with two parents.
Result<void> mergeInto(Member& member, content::PageRevision& revision, const Hash& base, const Hash& head)
{
    STOA_TRY(const auto ancestor, member.pages->commonAncestor(base, head));
    STOA_TRY(const content::PageRevision theirs, member.pages->read(head));
    std::string before;
    if (ancestor) {
        STOA_TRY(const content::PageRevision common, member.pages->read(*ancestor));
        before = common.text;
    }
    const content::MergeResult merged = content::mergeTexts(before, revision.text, theirs.text);
    if (!merged.isClean()) return ErrorCode::MergeConflict;
    STOA_TRY(revision.text, merged.textWithAnswers({}));
    return {};
}

} // namespace

Result<PageHead> findPage(Member& member, const DacId& dac, std::string_view name)
{
    STOA_TRY(PageHead head, headOf(member, dac, name));
    if (head.record.content.isZero()) return Error{ErrorCode::NotFound, "page"};
    return head;
}

Result<PendingDraft> buildPage(Member& member, const SavePage& action)
{
    STOA_TRY(const PageHead head, headOf(member, action.dac, action.name));
    const Hash& newest = head.record.content;
    content::PageRevision revision;
    revision.page = head.name;
    revision.title = head.name;
    revision.text = action.text;
    revision.summary = action.summary;
    revision.author = member.me();
    revision.time = member.now();
    if (!newest.isZero()) {
        STOA_TRY(const content::PageRevision current, member.pages->read(newest));
        if (current.text == action.text) return ErrorCode::NothingChanged;
        revision.parents = {newest};
        const bool isOutdated = !action.base.isZero() && action.base != newest;
        if (isOutdated) {
            // The edit itself stays in the history as a version of its own, next to the merged one.
            content::PageRevision mine = revision;
            mine.parents = {action.base};
            STOA_TRY_VOID(content::checkPageRevision(mine));
            STOA_TRY(const Hash mineId, member.contents->put(content::encodePageRevision(mine), action.base));
            STOA_TRY_VOID(mergeInto(member, revision, action.base, newest));
            revision.parents = {newest, mineId};
        }
    }
    STOA_TRY_VOID(content::checkPageRevision(revision));
    PendingDraft draft;
    draft.view.dac = action.dac;
    draft.view.subject = head.name;
    for (const Hash& parent : revision.parents)
        if (parent != newest)
            if (auto object = member.content(parent)) draft.contents.push_back(*std::move(object));
    const std::string encoded = content::encodePageRevision(revision);
    draft.contents.push_back(toBytes(viewOf(encoded)));
    tx::Transaction step;
    step.payload = putHead(action.dac, head, crypto::keccak256(viewOf(encoded)));
    draft.transactions.push_back(std::move(step));
    return draft;
}

Result<PendingDraft> buildImport(Member& member, const ImportWiki& action)
{
    STOA_TRY(const light::DacReplica* company, member.company(action.dac));
    content::ImportTarget target{*member.contents, *member.pages, member.me(), {}, member.now()};
    std::vector<Hash> heads;
    company->forEach<state::Record>(state::Table::Record,
                                    [&](const state::Key& key, const state::Record& record) {
                                        if (state::toolOf(key) == kWiki) heads.push_back(record.content);
                                    });
    for (const Hash& head : heads)
        if (const auto revision = member.pages->read(head)) target.heads[revision->page] = head;
    STOA_TRY(const content::ImportResult result, action.isHistory
                                                     ? content::importHistory(action.path, target)
                                                     : content::importFolder(action.path, target));
    PendingDraft draft;
    draft.view.dac = action.dac;
    draft.view.subject = action.path.substr(action.path.find_last_of('/') + 1);
    draft.report.pages = result.pages.size();
    draft.report.versions = result.versions;
    draft.report.authors = result.authors;
    draft.report.alreadyThere = result.alreadyThere;
    draft.report.clockWentBack = result.clockWentBack;
    draft.report.previousIsOlder = result.previousIsOlder;
    draft.report.previousIsUnknown = result.previousIsUnknown;
    draft.report.previousIsMissing = result.previousIsMissing;
    draft.report.textsReturned = result.textsReturned;
    draft.report.skipped = result.skipped;
    member.lastImport = draft.report;
    if (result.pages.empty()) return ErrorCode::NothingChanged;
    for (const content::ImportedPage& page : result.pages) {
        STOA_TRY(const PageHead head, headOf(member, action.dac, page.name));
        tx::Transaction step;
        step.payload = putHead(action.dac, head, page.head);
        draft.transactions.push_back(std::move(step));
        draft.subjects.push_back(page.name);
    }
    return draft;
}

} // namespace stoa::engine
