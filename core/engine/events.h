// SPDX-License-Identifier: MIT
// What the engine tells the outside, unasked: what changed, never how. Whoever cares asks for a view.
#pragma once

#include <string>
#include <variant>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/error.h"

namespace stoa::engine {

/// The head, a batch, the clock, the serving or the link to the node changed. At most ten a second.
struct NetworkChanged {};
/// Balance, lock or history of the wallet changed.
struct WalletChanged {};
/// The list of my companies, or something in one of them.
struct CompanyChanged {
    DacId dac;
};
/// An action of mine went one stage further, or was refused.
struct ActionChanged {
    Hash action;
};
/// A batch with actions of mine was proved wrong and rolled back: they did not happen.
struct ActionsRolledBack {
    std::uint64_t batch = 0;
    std::uint32_t count = 0;
};
/// A long job's progress; `total` 0: not known.
struct JobProgress {
    std::uint64_t done = 0;
    std::uint64_t total = 0;
};
/// The store is broken: the engine only reads from here on.
struct EngineFault {
    Error error;
};

using Event = std::variant<NetworkChanged, WalletChanged, CompanyChanged, ActionChanged, ActionsRolledBack,
                           JobProgress, EngineFault>;

} // namespace stoa::engine
