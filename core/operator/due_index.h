// SPDX-License-Identifier: MIT
// Which records hold money that becomes due by time alone, and when: what the aggregator settles unasked.
#pragma once

#include <limits>
#include <set>
#include <span>
#include <unordered_map>

#include "core/mvm/context.h"
#include "core/state/tree.h"

namespace stoa::node {

/// When Settle (for a juror: CloseVote) on a record does something if nobody acts.
struct Due {
    Timestamp time = 0;
    std::uint64_t afterBatch = 0; ///< only in a batch with a higher number

    bool operator==(const Due&) const = default;
};

/// Absent: never, or not that kind of record.
std::optional<Due> dueOf(const state::Tree& tree, const state::Key& key, const mvm::Rules& rules);

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

    static constexpr std::uint64_t kAnyBatch = std::numeric_limits<std::uint64_t>::max();
    /// The earliest time of what may stand in a batch of that number; absent if there is nothing.
    std::optional<Timestamp> next(std::uint64_t batch = kAnyBatch) const;
    /// The record that is due first, if it is due by `time` in a batch of that number.
    std::optional<state::Key> firstDue(Timestamp time, std::uint64_t batch = kAnyBatch) const;

private:
    void note(const state::Tree& tree, const state::Key& key);

    mvm::Rules m_rules;
    std::unordered_map<state::Key, Due> m_times;
    std::set<std::pair<Timestamp, state::Key>> m_order;         ///< of what waits for a time only
    std::set<std::pair<std::uint64_t, state::Key>> m_inBatches; ///< of what waits for a batch
};

} // namespace stoa::node
