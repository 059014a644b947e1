// SPDX-License-Identifier: MIT
// What state trees are made of, for the files that make up Tree.
#pragma once

#include "core/state/node_memory.h"
#include "core/state/tree.h"

namespace stoa::state {

/// What leaves and inner nodes have in common. Each kind has what it needs and no more: a tree has as many
/// inner nodes as leaves, and they come and go by the thousand with every block.
struct Node {
    explicit Node(bool leaf)
        : isLeaf(leaf)
    {}

    std::uint32_t references = 0;
    const bool isLeaf;
    bool isHashed = false;
    std::uint16_t level = 0; ///< while it is not hashed and hashAll is at work: 1 + levels of such below
    Hash hash;
};

/// The value lies behind it, in the same place.
struct Leaf : Node {
    static Leaf* make(const Key& key, ByteView value);
    static void unmake(Leaf* leaf);

    ByteView value;
    Key key;

private:
    explicit Leaf(const Key& itsKey)
        : Node(true)
        , key(itsKey)
    {}
};

struct alignas(kCacheLine) Inner : Node { // one cache line
    static void* operator new(std::size_t) { return NodeMemory<1>::take(); }
    static void operator delete(void* place) { NodeMemory<1>::give(place); }

    Inner(std::uint8_t splitsOn, NodeRef zeros, NodeRef ones)
        : Node(false)
        , bit(splitsOn)
        , left(std::move(zeros))
        , right(std::move(ones))
    {}

    std::uint8_t bit; ///< that it splits on
    NodeRef left;
    NodeRef right;
};
static_assert(sizeof(Inner) == kCacheLine);

/// Asks for the cache lines of what lies there, and does not wait for them.
inline void bringNear(const void* place, std::size_t bytes = 1)
{
    for (std::size_t at = 0; at < bytes; at += kCacheLine)
        __builtin_prefetch(static_cast<const char*>(place) + at);
}

inline const Leaf* leafOf(const Node* node) { return static_cast<const Leaf*>(node); }
inline const Inner* innerOf(const Node* node) { return static_cast<const Inner*>(node); }

/// The leaf's first line is near already.
inline void bringRecordNear(const Leaf* leaf)
{
    bringNear(reinterpret_cast<const char*>(leaf) + kCacheLine,
              sizeof(Leaf) + leaf->value.size() - kCacheLine);
}

inline const NodeRef& childOf(const Inner* node, bool right) { return right ? node->right : node->left; }

/// The leaf where a search for `key` ends. `node` is not null.
inline const Leaf* closestLeaf(const Node* node, const Key& key)
{
    while (!node->isLeaf) node = childOf(innerOf(node), bitOf(key, innerOf(node)->bit)).get();
    return leafOf(node);
}

/// Any leaf below.
inline const Leaf* leafIn(const Node* node)
{
    while (!node->isLeaf) node = innerOf(node)->left.get();
    return leafOf(node);
}

} // namespace stoa::state
