// SPDX-License-Identifier: MIT
#include "core/engine/page_edits.h"

#include <algorithm>

#include "core/base/hex.h"
#include "core/content/text_rules.h"
#include "core/engine/build_wiki.h"

namespace stoa::engine {
namespace {

using Stage = sync::OutboxEntry::Stage;

std::string editsKey(const DacId& dac, const ObjectId& page)
{
    return "page-edits/" + toHex(dac) + "/" + toHex(page);
}

/// Edits that met a conflict before they were signed, oldest first.
Result<std::vector<Hash>> keptEdits(Member& member, const DacId& dac, const ObjectId& page)
{
    std::vector<Hash> list;
    STOA_TRY(const auto kept, member.setting(editsKey(dac, page)));
    std::string_view rest = kept ? std::string_view(*kept) : std::string_view{};
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (const auto revision = fixedFromHex<Hash>(rest.substr(0, end))) list.push_back(*revision);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return list;
}

Result<void> keepEdits(Member& member, const DacId& dac, const ObjectId& page, const std::vector<Hash>& list)
{
    std::string text;
    for (const Hash& revision : list) text += (text.empty() ? "" : " ") + toHex(revision);
    return member.keepSetting(editsKey(dac, page), text);
}

/// Whether `revision` is `head` or one of its forebears, as far as this computer can tell.
bool isIn(Member& member, const Hash& head, const Hash& revision)
{
    return !head.isZero() && member.pages->contains(head, revision).value_or(false);
}

} // namespace

std::optional<tx::PutRecord> pagePutOf(const sync::OutboxEntry& entry)
{
    const auto transaction = tx::decode(entry.step);
    const auto* put = transaction ? std::get_if<tx::PutRecord>(&transaction->payload) : nullptr;
    return put && put->tool == kWikiTool ? std::optional(*put) : std::nullopt;
}

WaitingPages::WaitingPages(const Member& member)
{
    for (const sync::OutboxEntry* entry : member.outbox->waiting()) {
        if (const auto put = pagePutOf(*entry)) m_puts[{put->dac, put->object}].push_back(*put);
    }
}

void WaitingPages::applyTo(const DacId& dac, PageHead& head) const
{
    const auto found = m_puts.find({dac, head.id});
    if (found == m_puts.end()) return;
    for (const tx::PutRecord& put : found->second) {
        if (put.expected != head.record.content || put.edits != head.record.edits) continue;
        head.record.content = put.content;
        head.record.state = put.state;
        ++head.record.edits;
        head.isWaiting = true;
    }
}

std::vector<ObjectId> WaitingPages::pagesOf(const DacId& dac) const
{
    std::vector<ObjectId> pages;
    for (const auto& [key, puts] : m_puts)
        if (key.first == dac) pages.push_back(key.second);
    return pages;
}

Result<PageHead> pageHead(Member& member, const DacId& dac, std::string_view name,
                          const WaitingPages& waiting)
{
    STOA_TRY(const light::DacReplica* company, member.company(dac));
    PageHead head;
    STOA_TRY(head.name, content::checkPageName(name));
    head.id = tx::pageIdOf(head.name);
    head.record =
        company->read<state::Record>(state::recordKey(dac, kWikiTool, head.id)).value_or(state::Record{});
    waiting.applyTo(dac, head);
    return head;
}

Result<PageHead> findPage(Member& member, const DacId& dac, std::string_view name)
{
    STOA_TRY(PageHead head, pageHead(member, dac, name, WaitingPages(member)));
    if (head.record.content.isZero()) return Error{ErrorCode::NotFound, "page"};
    return head;
}

std::optional<OwnEdit> ownEditOf(const sync::OutboxEntry& entry)
{
    if (entry.stage == Stage::Included) return std::nullopt;
    const auto put = pagePutOf(entry);
    if (!put) return std::nullopt;
    return OwnEdit{entry.digest, put->content, *put, entry.stage == Stage::Waiting, entry.refusal};
}

Result<std::vector<OwnEdit>> ownEditsOf(Member& member, const DacId& dac, const PageHead& head)
{
    std::vector<OwnEdit> list;
    STOA_TRY(const auto kept, keptEdits(member, dac, head.id));
    for (const Hash& revision : kept) {
        OwnEdit edit;
        edit.revision = revision;
        edit.put.dac = dac;
        edit.put.object = head.id;
        edit.refusal = ErrorCode::MergeConflict;
        list.push_back(edit);
    }
    for (const sync::OutboxEntry& entry : member.outbox->entries())
        if (const auto edit = ownEditOf(entry); edit && edit->put.dac == dac && edit->put.object == head.id)
            list.push_back(*edit);
    return list;
}

OwnEdit newestFrom(Member& member, const std::vector<OwnEdit>& edits, const OwnEdit& edit)
{
    for (auto at = edits.rbegin(); at != edits.rend(); ++at)
        if (!at->isWaiting && isIn(member, at->revision, edit.revision)) return *at;
    return edit;
}

Result<content::MergeResult> mergeRevisions(Member& member, const Hash& mine, const Hash& theirs)
{
    STOA_TRY(const content::PageRevision ours, member.pages->read(mine));
    STOA_TRY(const content::PageRevision other, member.pages->read(theirs));
    STOA_TRY(const auto ancestor, member.pages->commonAncestor(mine, theirs));
    std::string before;
    if (ancestor) {
        STOA_TRY(const content::PageRevision common, member.pages->read(*ancestor));
        before = common.text;
    }
    return content::mergeTexts(before, ours.text, other.text);
}

Result<UnsentEdit::Next> nextOf(Member& member, const DacId& dac, const OwnEdit& edit)
{
    using Next = UnsentEdit::Next;
    if (edit.isWaiting) return Next::ByItself;
    STOA_TRY(const content::PageRevision written, member.pages->read(edit.revision));
    STOA_TRY(const PageHead head, pageHead(member, dac, written.page, WaitingPages(member)));
    const Hash& newest = head.record.content;
    if (isIn(member, newest, edit.revision)) return Next::Nothing;
    STOA_TRY(const auto all, ownEditsOf(member, dac, head));
    const OwnEdit tip = newestFrom(member, all, edit);
    if (newest.isZero() || isIn(member, tip.revision, newest)) return Next::Signature;
    STOA_TRY(const content::MergeResult merged, mergeRevisions(member, tip.revision, newest));
    if (!merged.isClean()) return Next::Choice;
    STOA_TRY(const content::PageRevision current, member.pages->read(newest));
    STOA_TRY(const std::string text, merged.textWithAnswers({}));
    return text == current.text ? Next::Nothing : Next::Signature;
}

Result<UnsentEdit> unsentEditView(Member& member, const DacId& dac, const OwnEdit& edit)
{
    UnsentEdit view;
    STOA_TRY(const content::PageRevision written, member.pages->read(edit.revision));
    STOA_TRY(const auto info, member.pages->info(edit.revision));
    STOA_TRY(const PageHead head, pageHead(member, dac, written.page, WaitingPages(member)));
    view.page = written.page;
    view.action = edit.action;
    view.revision = edit.revision;
    if (!written.parents.empty()) view.base = written.parents.front();
    view.version = info.number;
    view.text = written.text;
    view.summary = written.summary;
    view.time = written.time;
    view.refusal = edit.refusal;
    STOA_TRY(view.next, nextOf(member, dac, edit));
    view.newest = head.record.content;
    if (view.next != UnsentEdit::Next::Choice) return view;
    STOA_TRY(const auto merged, mergeRevisions(member, edit.revision, head.record.content));
    view.marked = merged.textWithMarkers("mine", "theirs");
    for (const content::MergePart& part : merged.parts)
        if (part.kind == content::MergeKind::Conflict) view.places.push_back({part.ours, part.theirs});
    return view;
}

Result<void> keepEdit(Member& member, const DacId& dac, const PageHead& head, const Hash& revision)
{
    STOA_TRY(auto list, keptEdits(member, dac, head.id));
    std::erase(list, revision);
    list.push_back(revision);
    return keepEdits(member, dac, head.id, list);
}

Result<void> forgetEdit(Member& member, const DacId& dac, const ObjectId& page, const Hash& revision)
{
    STOA_TRY(auto list, keptEdits(member, dac, page));
    if (std::erase(list, revision) == 0) return {};
    return keepEdits(member, dac, page, list);
}

Result<PendingDraft> buildEditAgain(Member& member, const sync::OutboxEntry& entry)
{
    const auto edit = ownEditOf(entry);
    if (!edit || edit->isWaiting) return ErrorCode::WrongState;
    STOA_TRY(const content::PageRevision written, member.pages->read(edit->revision));
    STOA_TRY(const PageHead head, pageHead(member, edit->put.dac, written.page, WaitingPages(member)));
    if (isIn(member, head.record.content, edit->revision)) return ErrorCode::NothingChanged;
    STOA_TRY(const auto all, ownEditsOf(member, edit->put.dac, head));
    const OwnEdit tip = newestFrom(member, all, *edit);
    STOA_TRY(const content::PageRevision newest, member.pages->read(tip.revision));
    SavePage again{edit->put.dac, newest.page, newest.text, newest.summary, {}};
    if (!newest.parents.empty()) again.base = newest.parents.front();
    again.edit = tip.revision;
    return buildPage(member, again);
}

} // namespace stoa::engine
