// SPDX-License-Identifier: MIT
// Which records hold money that becomes due by time alone, and when: what the aggregator settles unasked.
#pragma once

#include <set>
#include <span>
#include <unordered_map>

#include "core/mvm/context.h"
#include "core/state/tree.h"

namespace stoa::node {

/// When Settle (for a juror: CloseVote) on the record under `key` will move money if nobody acts. Absent:
/// never, or not that kind of record.
std::optional<Timestamp> dueTime(const state::Tree& tree, const state::Key& key, const mvm::Rules& rules);

/// The bytes of the Settle or CloseVote for the record under `key`.
Bytes settleStep(const state::Key& key);

class DueIndex {
public:
    explicit DueIndex(const mvm::Rules& rules)
        : m_rules(rules)
    {}

    /// Looks at every record of every company.
    void rebuild(const state::Tree& tree);
    /// Looks again at the records that have changed.
    void update(const state::Tree& tree, std::span<const state::Key> written);
    /// Leaves a record out until it changes.
    void drop(const state::Key& key);

    /// The earliest time; absent if there is nothing.
    std::optional<Timestamp> next() const;
    /// The record that is due first, if it is due by `time`.
    std::optional<state::Key> firstDue(Timestamp time) const;

private:
    void note(const state::Tree& tree, const state::Key& key);

    mvm::Rules m_rules;
    std::unordered_map<state::Key, Timestamp> m_times;
    std::set<std::pair<Timestamp, state::Key>> m_order;
};

} // namespace stoa::node
