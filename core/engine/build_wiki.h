// SPDX-License-Identifier: MIT
// Pages and imports as steps of the sidechain.
#pragma once

#include "core/engine/member.h"

namespace stoa::engine {

/// Stands on the newest version as this member has it: also on one that still waits. Errors: BadPageName,
/// BadContent, TooLarge, NothingChanged, MergeConflict (the page was changed since `base`, and the same lines
/// are concerned).
Result<PendingDraft> buildPage(Member& member, const SavePage& action);

/// Stores every revision and builds one step for each page. Errors: BadImport (detail: line or file),
/// FileUnreadable, NothingChanged.
Result<PendingDraft> buildImport(Member& member, const ImportWiki& action);

} // namespace stoa::engine
