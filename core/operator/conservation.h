// SPDX-License-Identifier: MIT
// The money of all records together: what was deposited and nothing else, counted after every block.
#pragma once

#include <span>

#include "core/base/amount.h"
#include "core/base/result.h"
#include "core/state/tree.h"

namespace stoa::node {

/// No sum of records overflows it: what was withdrawn stays in the state, and is there once more when it has
/// been deposited again.
__extension__ using WideAmount = unsigned __int128;

class Conservation {
public:
    /// Counts every record. Errors: MoneyMismatch, unless all of them hold exactly `deposited`.
    static Result<Conservation> count(const state::Tree& tree, WideAmount deposited);

    /// What holds after a block that has changed these records and taken in `deposited`. This one stays as
    /// it is. Errors: MoneyMismatch, if money was made or lost.
    Result<Conservation> after(std::span<const state::Tree::Change> changes, WideAmount deposited) const;

    WideAmount held() const { return m_held; }

private:
    explicit Conservation(WideAmount held)
        : m_held(held)
    {}

    WideAmount m_held;
};

} // namespace stoa::node
