// SPDX-License-Identifier: MIT
// This member's edits of pages that the network does not have: what waits is the newest version here, and
// what was refused or met a conflict keeps its words until it is published or let go.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "core/content/merge.h"
#include "core/engine/member.h"

namespace stoa::engine {

inline constexpr auto kWikiTool = static_cast<std::uint16_t>(tx::Tool::Wiki);

/// One edit that is not published.
struct OwnEdit {
    Hash action;   ///< zero: never signed
    Hash revision; ///< its version, whose text is on this computer
    tx::PutRecord put;
    bool isWaiting = false; ///< it is sent by itself
    std::optional<ErrorCode> refusal;
};

/// The record and newest revision of a page.
struct PageHead {
    ObjectId id;
    state::Record record;
    std::string name;
    bool isWaiting = false; ///< its newest version is signed and not sent yet
};

/// What the step says of a page; none if it is about something else.
std::optional<tx::PutRecord> pagePutOf(const sync::OutboxEntry& entry);

/// Steps about pages that wait in the outbox, in the order in which they are taken.
class WaitingPages {
public:
    explicit WaitingPages(const Member& member);
    /// What the page becomes when everything that waits and fits has been taken.
    void applyTo(const DacId& dac, PageHead& head) const;
    /// Pages of `dac` with waiting steps.
    std::vector<ObjectId> pagesOf(const DacId& dac) const;
    bool has(const DacId& dac, const ObjectId& page) const { return m_puts.contains({dac, page}); }

private:
    std::map<std::pair<DacId, ObjectId>, std::vector<tx::PutRecord>> m_puts;
};

/// The page as this member has it: with what waits. Errors: NoSuchCompany, NotFound, BadPageName.
Result<PageHead> findPage(Member& member, const DacId& dac, std::string_view name);
/// The same; an empty record if there is no such page.
Result<PageHead> pageHead(Member& member, const DacId& dac, std::string_view name,
                          const WaitingPages& waiting);

/// Of one page: those never signed, then those of the outbox in order of signing. Errors: of the store.
Result<std::vector<OwnEdit>> ownEditsOf(Member& member, const DacId& dac, const PageHead& head);
/// The edit that a step of the outbox is about; absent if it is about something else.
std::optional<OwnEdit> ownEditOf(const sync::OutboxEntry& entry);
/// The newest of `edits` that came out of `edit`, which is sent in its place.
OwnEdit newestFrom(Member& member, const std::vector<OwnEdit>& edits, const OwnEdit& edit);

/// `mine` brought together with `theirs` from where both began. Errors: ContentMissing, of the store.
Result<content::MergeResult> mergeRevisions(Member& member, const Hash& mine, const Hash& theirs);

/// Everything a person has to know about an edit. Errors: ContentMissing, of the store.
Result<UnsentEdit> unsentEditView(Member& member, const DacId& dac, const OwnEdit& edit);
/// What may become of an edit. Errors: ContentMissing, of the store.
Result<UnsentEdit::Next> nextOf(Member& member, const DacId& dac, const OwnEdit& edit);

/// Keeps an edit that could not be signed, until it is published. Errors: of the store.
Result<void> keepEdit(Member& member, const DacId& dac, const PageHead& head, const Hash& revision);
/// Forgets one that was published. Errors: of the store.
Result<void> forgetEdit(Member& member, const DacId& dac, const ObjectId& page, const Hash& revision);

/// A refused or rolled-back edit as a new step that stands on the page as it is now. Errors: NothingChanged,
/// MergeConflict, those of buildPage.
Result<PendingDraft> buildEditAgain(Member& member, const sync::OutboxEntry& entry);

} // namespace stoa::engine
