// SPDX-License-Identifier: MIT
// The signed steps that were undone and wait to be run again: each once, in the order in which they were run.
#pragma once

#include <map>
#include <vector>

#include "core/base/bytes.h"

namespace stoa::node {

class WaitingPool {
public:
    struct Entry {
        std::uint64_t number = 0; ///< rises in the order in which they were run
        Hash digest;
        Bytes step;
    };

    bool isEmpty() const { return m_entries.empty(); }
    std::size_t size() const { return m_entries.size(); }
    /// In order.
    std::vector<Entry> all() const;
    /// Null if that step does not wait here.
    const Entry* find(const Hash& digest) const;

    /// Puts it behind all others and returns its number; 0 if it is there already.
    std::uint64_t add(const Hash& digest, const Bytes& step);
    /// One that was stored. False if its number or its digest is there already.
    bool restore(Entry entry);
    void erase(const Hash& digest);
    void clear() { *this = {}; }

private:
    std::map<std::uint64_t, Entry> m_entries;
    std::map<Hash, std::uint64_t> m_numbers;
    std::uint64_t m_last = 0; ///< given out, also to one that has gone
};

} // namespace stoa::node
