// SPDX-License-Identifier: MIT
// Until when the sidechain takes a step that waits: what the contracts of core/mvm say about time, kind by
// kind.
#pragma once

#include <functional>
#include <optional>

#include "core/mvm/context.h"

namespace stoa::engine {

/// A company's record. Absent: there is none, or it is not known here.
using ReadRecord = std::function<std::optional<Bytes>(const state::Key&)>;

/// The last second in which the sidechain takes a signed step if nobody acts before: its `validUntil`, or the
/// end of what it is about, or the last second of the key that has signed it, whichever comes first. A
/// delivery has until the day agreed while that is to come: later it is taken, and counts as late. `sender`
/// is the signer's account as it is stored. A record that is not known sets no limit.
Timestamp lastMomentOf(const tx::Transaction& step, const state::Account& sender, Timestamp now,
                       const mvm::Rules& rules, const ReadRecord& read);

} // namespace stoa::engine
