// SPDX-License-Identifier: MIT
#include "core/engine/build_wiki.h"

#include <algorithm>

#include "core/content/importers.h"
#include "core/content/page_revision.h"
#include "core/content/text_rules.h"
#include "core/crypto/keccak.h"
#include "core/engine/page_edits.h"

namespace stoa::engine {
namespace {

constexpr auto kWiki = static_cast<std::uint16_t>(tx::Tool::Wiki);

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

constexpr std::size_t kMostObjects = 60; ///< that one step may bring along

/// `text` made one with what the page has become; where both changed the same, as the action says.
Result<std::string> mergedText(Member& member, const SavePage& action, const Hash& mine, const Hash& head)
{
    STOA_TRY(const content::MergeResult merged, mergeRevisions(member, mine, head));
    std::vector<std::string> answers;
    for (const content::MergePart& part : merged.parts)
        if (part.kind == content::MergeKind::Conflict)
            answers.push_back(action.answer == SavePage::Answer::Mine ? part.ours : part.theirs);
    if (!answers.empty() && action.answer == SavePage::Answer::Ask) return ErrorCode::MergeConflict;
    return merged.textWithAnswers(answers);
}

/// Every version that comes with `id` and that the page does not have, oldest first.
Result<void> addUnpublished(Member& member, const Hash& id, const Hash& newest, std::vector<Hash>& list)
{
    if (std::find(list.begin(), list.end(), id) != list.end()) return {};
    if (!newest.isZero()) {
        STOA_TRY(const bool isThere, member.pages->contains(newest, id));
        if (isThere) return {};
    }
    STOA_TRY(const content::PageRevision revision, member.pages->read(id));
    for (const Hash& parent : revision.parents) STOA_TRY_VOID(addUnpublished(member, parent, newest, list));
    list.push_back(id);
    return {};
}

/// What of mine is done with once this is published.
Result<void> findReplaced(Member& member, const SavePage& action, const PageHead& head, PendingDraft& draft)
{
    STOA_TRY(const auto edits, ownEditsOf(member, action.dac, head));
    for (const OwnEdit& edit : edits) {
        if (edit.isWaiting) continue;
        bool isDone =
            !action.edit.isZero() && member.pages->contains(action.edit, edit.revision).value_or(false);
        if (!isDone)
            if (const auto written = member.pages->read(edit.revision)) isDone = written->text == action.text;
        if (!isDone) continue;
        if (edit.action.isZero())
            draft.publishes.push_back(edit.revision);
        else
            draft.replaces.push_back(edit.action);
    }
    draft.page = head.id;
    return {};
}

} // namespace

Result<PendingDraft> buildPage(Member& member, const SavePage& action)
{
    STOA_TRY(const PageHead head, pageHead(member, action.dac, action.name, WaitingPages(member)));
    const Hash& newest = head.record.content;
    content::PageRevision revision;
    revision.page = head.name;
    revision.title = head.name;
    revision.text = action.text;
    revision.summary = action.summary;
    revision.author = member.me();
    revision.time = member.now();
    std::optional<content::PageRevision> edited; // my own edit that this one goes on with
    if (!action.edit.isZero()) {
        STOA_TRY(edited, member.pages->read(action.edit));
        if (edited->page != head.name) return Error{ErrorCode::InvalidArgument, "edit"};
    }
    const bool isTheEdit = edited && edited->text == action.text && !action.isResolved;
    bool isAsItWas = false;
    if (newest.isZero()) {
        isAsItWas = isTheEdit;
        if (edited && !isTheEdit) revision.parents = {action.edit};
    } else {
        STOA_TRY(const content::PageRevision current, member.pages->read(newest));
        if (current.text == action.text) return ErrorCode::NothingChanged;
        revision.parents = {newest};
        const bool isBased = action.base == newest || (!edited && action.base.isZero());
        if (isTheEdit) {
            STOA_TRY(isAsItWas, member.pages->contains(action.edit, newest));
        }
        if (action.isResolved && edited) {
            revision.parents = {newest, action.edit};
        } else if (!isAsItWas && !isBased) {
            // The edit itself stays in the history as a version of its own, next to the merged one.
            Hash mineId = action.edit;
            if (!isTheEdit) {
                content::PageRevision mine = revision;
                mine.parents.clear();
                if (!action.base.isZero()) mine.parents = {action.base};
                STOA_TRY_VOID(content::checkPageRevision(mine));
                STOA_TRY(mineId, member.contents->put(content::encodePageRevision(mine), action.base));
            }
            auto text = mergedText(member, action, mineId, newest);
            if (!text && text.error().code == ErrorCode::MergeConflict && action.keepsConflict && !isTheEdit)
                STOA_TRY_VOID(keepEdit(member, action.dac, head, mineId));
            STOA_TRY(revision.text, std::move(text));
            if (current.text == revision.text) return ErrorCode::NothingChanged;
            revision.parents = {newest, mineId};
        }
    }
    if (isAsItWas) revision = *edited;
    STOA_TRY_VOID(content::checkPageRevision(revision));
    PendingDraft draft;
    draft.view.dac = action.dac;
    draft.view.subject = head.name;
    std::vector<Hash> unpublished;
    for (const Hash& parent : revision.parents)
        STOA_TRY_VOID(addUnpublished(member, parent, newest, unpublished));
    if (unpublished.size() > kMostObjects) { // of so many nobody has seen one: the last is enough
        content::PageRevision last = revision;
        last.parents.clear();
        if (!newest.isZero()) last.parents = {newest};
        revision = last;
        unpublished.clear();
    }
    for (const Hash& id : unpublished) {
        STOA_TRY(auto object, member.content(id));
        draft.contents.push_back(std::move(object));
    }
    STOA_TRY_VOID(findReplaced(member, action, head, draft));
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
    const WaitingPages waiting(member);
    const auto addHead = [&](const ObjectId& page, const state::Record& record) {
        PageHead head{page, record, {}};
        waiting.applyTo(action.dac, head);
        if (!head.record.content.isZero()) heads.push_back(head.record.content);
    };
    company->forEach<state::Record>(state::Table::Record,
                                    [&](const state::Key& key, const state::Record& record) {
                                        if (state::toolOf(key) == kWiki)
                                            addHead(state::recordObjectOf(key), record);
                                    });
    for (const ObjectId& page : waiting.pagesOf(action.dac))
        if (!company->read<state::Record>(state::recordKey(action.dac, kWiki, page))) addHead(page, {});
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
    draft.report.leftOut = result.leftOut;
    member.lastImport = draft.report;
    if (result.pages.empty()) return ErrorCode::NothingChanged;
    for (const content::ImportedPage& page : result.pages) {
        STOA_TRY(const PageHead head, pageHead(member, action.dac, page.name, waiting));
        tx::Transaction step;
        step.payload = putHead(action.dac, head, page.head);
        draft.transactions.push_back(std::move(step));
        draft.subjects.push_back(page.name);
    }
    return draft;
}

} // namespace stoa::engine
