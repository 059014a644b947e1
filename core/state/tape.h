// SPDX-License-Identifier: MIT
// The Merkle witness of one step: for each access, in order, a path in the tree as it then was.
//
//   levels(2) ‖ kind(1) ‖ [otherKey(32) if kind = 1] ‖ length(2) ‖ value ‖ levels × (bit(1) ‖ sibling(32))
//
// deepest level first; kind 0: the key itself, 1: absent, the leaf shown is a neighbour's, 2: the tree is
// empty. No item shares anything with another, and every byte is either hashed or checked.
#pragma once

#include "core/state/state_access.h"

namespace stoa::state {

inline constexpr std::size_t kMaxAccesses = 16;

/// Runs on a tree like TreeState and writes down the tape.
class Recorder final : public StateAccess {
public:
    explicit Recorder(Tree& tree)
        : m_tree(tree)
    {}

    std::optional<Bytes> get(const Key& key) override;
    void put(const Key& key, Bytes record) override;
    void erase(const Key& key) override;

    const Bytes& tape() const { return m_tape; }
    std::size_t accesses() const { return m_accesses; }

private:
    void record(const Key& key);

    Tree& m_tree;
    Bytes m_tape;
    std::size_t m_accesses = 0;
};

/// State that knows nothing but a root and a tape. Once an item does not fit, isGood() is false and stays
/// so; reads then answer "absent" and writes do nothing.
class Replayer final : public StateAccess {
public:
    Replayer(const Hash& root, ByteView tape)
        : m_root(root)
        , m_rest(tape)
    {}

    std::optional<Bytes> get(const Key& key) override;
    void put(const Key& key, Bytes record) override;
    void erase(const Key& key) override;

    /// Good so far, and the tape is used up to its last byte.
    bool isGood() const { return !m_failed && m_rest.empty(); }
    const Hash& root() const { return m_root; }

private:
    /// The next item's path if it is well formed and leads to the root.
    std::optional<Path> next(const Key& key);

    Hash m_root;
    ByteView m_rest;
    bool m_failed = false;
};

} // namespace stoa::state
