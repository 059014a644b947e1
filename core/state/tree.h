// SPDX-License-Identifier: MIT
// The state tree: a binary crit-bit Merkle tree over 32-byte keys (PROTOCOL.md, state tree).
//
//   T(∅) = 0    T({k→v}) = keccak(00 ‖ k ‖ v)    T(S) = keccak(01 ‖ b ‖ T(S₀) ‖ T(S₁))
//
// where b is the first bit in which the keys of S differ. T depends on S alone, not on history, and all
// keys with a common prefix form one node: the root of a stand-alone tree of exactly those records.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/state/keys.h"

namespace stoa::state {

struct Node;

/// Shared ownership of an immutable node. Not thread-safe: a tree and its copies stay on one thread.
class NodeRef {
public:
    NodeRef() = default;
    explicit NodeRef(Node* node);
    NodeRef(const NodeRef& other);
    NodeRef(NodeRef&& other) noexcept
        : m_node(std::exchange(other.m_node, nullptr))
    {}
    NodeRef& operator=(NodeRef other) noexcept
    {
        std::swap(m_node, other.m_node);
        return *this;
    }
    ~NodeRef();

    Node* get() const { return m_node; }
    /// The node, with the share of it that whoever asks for it has to give back from now on.
    Node* take() { return std::exchange(m_node, nullptr); }
    explicit operator bool() const { return m_node != nullptr; }

private:
    Node* m_node = nullptr;
};

Hash leafHash(const Key& key, ByteView value);
Hash innerHash(std::uint8_t bit, const Hash& left, const Hash& right);

/// One level of a path: the bit that the node splits on, and the hash on the other side.
struct PathLevel {
    std::uint8_t bit = 0;
    Hash sibling;
};

/// The way from the leaf where a search for a key ends up to the root. It proves presence if the leaf is
/// the key's, absence otherwise.
struct Path {
    bool treeIsEmpty = false;
    Key leafKey;
    Bytes leafValue;
    std::vector<PathLevel> levels; ///< deepest first
};

/// A map from keys to non-empty values with a root hash. Copies are cheap snapshots: they share nodes.
///
/// Changes make new nodes along one path, but for those that no copy shares, which change in place; hashes
/// are computed only when root() or path() asks.
class Tree {
public:
    /// Null if absent. Valid until the next change of this tree.
    const ByteView* get(const Key& key) const;
    /// Brings near what lies on the ways to these keys, and changes nothing. Nodes lie far from each other:
    /// many ways are gone together, so that nobody waits for one node after the other.
    void fetch(std::span<const Key> keys) const;
    /// `value` must not be empty.
    void put(const Key& key, ByteView value);
    /// Does nothing if the key is absent.
    void erase(const Key& key);

    bool isEmpty() const { return !m_root; }
    Hash root() const;
    /// Hashes what is new in all of these trees together, which is faster than root() of each: afterwards
    /// their roots are at hand. They may share nodes, as snapshots do.
    static void hashAll(std::span<const Tree> trees);
    /// States after one step each that are best hashed together: enough of them to fill the levels, and few
    /// enough that their nodes are still at hand.
    static constexpr std::size_t kHashedTogether = 64;
    Path path(const Key& key) const;

    /// Root of the subtree of all keys that start with `prefix`; zero if there is none.
    Hash subtreeRoot(ByteView prefix) const;
    /// Levels above that subtree, deepest first; as of path().
    Path subtreePath(ByteView prefix) const;

    /// Calls `visit` for each record whose key starts with `prefix`, in the order of keys.
    void forEach(ByteView prefix, const std::function<void(const Key&, ByteView)>& visit) const;
    /// The same for those whose key is greater than `after`, which need not be there (null: all), until
    /// `visit` returns false. What is left out costs nothing.
    void forEachAfter(ByteView prefix, const Key* after,
                      const std::function<bool(const Key&, ByteView)>& visit) const;

    std::size_t count(ByteView prefix) const;

    /// A record that is not the same in two trees. Null: it is not there.
    struct Change {
        Key key;
        const ByteView* before = nullptr;
        const ByteView* after = nullptr;
    };
    /// All that differs, in the order of keys; valid until one of the trees changes. It costs as much as they
    /// do not share.
    static std::vector<Change> changes(const Tree& before, const Tree& after);

private:
    NodeRef m_root;
};

/// Root that `path` leads to for `key`, with the leaf it shows. Absent if the path is malformed: bits that
/// do not fall, a leaf that does not lie on the path, or a leaf that could not end a search for `key`.
std::optional<Hash> foldPath(const Key& key, const Path& path);

/// Whether `path` proves that all records under `prefix` hash to `subtree` in a tree of root `root`. The
/// caller has computed `subtree` from records that all start with `prefix`; zero stands for none.
bool provesSubtree(const Path& path, ByteView prefix, const Hash& subtree, const Hash& root);

} // namespace stoa::state
