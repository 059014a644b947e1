// SPDX-License-Identifier: MIT
// The three calls through which the machine sees state. The same machine runs on the node's tree, on a
// recorder that makes tapes and on a replayer that judges with them, so the three cannot drift apart.
#pragma once

#include <optional>
#include <vector>

#include "core/state/tree.h"

namespace stoa::state {

class StateAccess {
public:
    virtual ~StateAccess() = default;
    /// Absent if there is no such record.
    virtual std::optional<Bytes> get(const Key& key) = 0;
    virtual void put(const Key& key, Bytes record) = 0;
    virtual void erase(const Key& key) = 0;
};

/// State in a tree, and the list of keys that were written.
class TreeState final : public StateAccess {
public:
    explicit TreeState(Tree& tree)
        : m_tree(tree)
    {}

    std::optional<Bytes> get(const Key& key) override
    {
        const ByteView* record = m_tree.get(key);
        return record ? std::optional(toBytes(*record)) : std::nullopt;
    }
    void put(const Key& key, Bytes record) override
    {
        m_tree.put(key, record);
        m_written.push_back(key);
    }
    void erase(const Key& key) override
    {
        m_tree.erase(key);
        m_written.push_back(key);
    }

    const std::vector<Key>& written() const { return m_written; }

private:
    Tree& m_tree;
    std::vector<Key> m_written;
};

} // namespace stoa::state
