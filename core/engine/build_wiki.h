// SPDX-License-Identifier: MIT
// Pages and imports as steps of the sidechain.
#pragma once

#include "core/engine/member.h"

namespace stoa::engine {

/// Errors: BadPageName, BadContent, TooLarge, NothingChanged, MergeConflict (the page was changed since
/// `base`, and the same lines are concerned).
Result<PendingDraft> buildPage(Member& member, const SavePage& action);

/// Stores every revision and builds one step for each page. Errors: BadImport (detail: line or file),
/// FileUnreadable, NothingChanged.
Result<PendingDraft> buildImport(Member& member, const ImportWiki& action);

/// The record and newest revision of a page. Errors: NoSuchCompany, NotFound, BadPageName.
struct PageHead {
    ObjectId id;
    state::Record record;
    std::string name;
};
Result<PageHead> findPage(Member& member, const DacId& dac, std::string_view name);

} // namespace stoa::engine
