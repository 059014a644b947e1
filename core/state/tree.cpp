// SPDX-License-Identifier: MIT
#include "core/state/tree.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/check.h"
#include "core/crypto/keccak.h"
#include "core/state/node.h"

namespace stoa::state {

namespace {

/// Deletes a node that nobody holds any more, and what was held by it alone. Nodes lie far from each other:
/// some are asked for while others are looked at.
void release(Node* node)
{
    if (node->isLeaf) return Leaf::unmake(static_cast<Leaf*>(node));
    constexpr std::size_t kAskedFor = 8;
    std::array<Node*, kAskedFor> asked; // each with one holder less
    std::size_t first = 0;
    std::size_t count = 0;
    std::vector<Node*> later;
    later.reserve(64);
    const auto drop = [&](Node* inner) {
        auto* const gone = static_cast<Inner*>(inner);
        for (NodeRef* child : {&gone->left, &gone->right}) later.push_back(child->take());
        delete gone;
    };
    drop(node);
    for (;;) {
        while (count < kAskedFor && !later.empty()) {
            Node* const next = later.back();
            later.pop_back();
            bringNear(next);
            asked[(first + count++) % kAskedFor] = next;
        }
        if (count == 0) return;
        Node* const held = asked[first];
        first = (first + 1) % kAskedFor;
        --count;
        if (--held->references != 0) continue;
        if (held->isLeaf)
            Leaf::unmake(static_cast<Leaf*>(held));
        else
            drop(held);
    }
}

} // namespace

NodeRef::NodeRef(Node* node)
    : m_node(node)
{
    if (m_node) ++m_node->references;
}

NodeRef::NodeRef(const NodeRef& other)
    : NodeRef(other.m_node)
{}

NodeRef::~NodeRef()
{
    if (m_node && --m_node->references == 0) release(m_node);
}

Hash leafHash(const Key& key, ByteView value)
{
    static constexpr std::uint8_t kTag[] = {0};
    return crypto::keccak256({ByteView(kTag), ByteView(key.bytes), value});
}

Hash innerHash(std::uint8_t bit, const Hash& left, const Hash& right)
{
    std::array<std::uint8_t, 66> message;
    message[0] = 1;
    message[1] = bit;
    std::copy(left.begin(), left.end(), message.begin() + 2);
    std::copy(right.begin(), right.end(), message.begin() + 34);
    return crypto::keccak256(message);
}

namespace {

NodeRef makeInner(std::uint8_t bit, NodeRef left, NodeRef right)
{
    return NodeRef(new Inner(bit, std::move(left), std::move(right)));
}

const Hash& hashOf(Node* node)
{
    if (!node->isHashed) {
        if (node->isLeaf) {
            node->hash = leafHash(leafOf(node)->key, leafOf(node)->value);
        } else {
            const Inner* inner = innerOf(node);
            node->hash = innerHash(inner->bit, hashOf(inner->left.get()), hashOf(inner->right.get()));
        }
        node->isHashed = true;
    }
    return node->hash;
}

/// Puts every node of the subtree that is not hashed yet into its level, what lies below first.
std::uint16_t sortIntoLevels(Node* node, std::vector<std::vector<Node*>>& levels)
{
    if (node->isHashed) return 0;
    if (node->level != 0) return node->level;
    std::uint16_t below = 0;
    if (!node->isLeaf) {
        Node* const right = innerOf(node)->right.get();
        bringNear(right); // one of the two is old, and far away
        below = sortIntoLevels(innerOf(node)->left.get(), levels);
        below = std::max(below, sortIntoLevels(right, levels));
    }
    node->level = static_cast<std::uint16_t>(below + 1);
    if (levels.size() < node->level) levels.resize(node->level);
    levels[below].push_back(node);
    return node->level;
}

/// `write` puts a node's message, of `length` bytes, where it is told, and returns the place after it. Some
/// at a time, so that messages and nodes are still at hand when the digests are there.
template <typename T, typename Write>
void hashTogether(std::span<T* const> nodes, std::size_t length, Write&& write)
{
    constexpr std::size_t kAtOnce = 64;
    std::array<Hash, kAtOnce> hashes;
    Bytes messages(length * std::min(kAtOnce, nodes.size()));
    while (!nodes.empty()) {
        const auto some = nodes.first(std::min(kAtOnce, nodes.size()));
        std::uint8_t* to = messages.data();
        for (const T* node : some) to = write(*node, to);
        crypto::keccak256Many(ByteView(messages).first(length * some.size()), length,
                              std::span(hashes).first(some.size()));
        for (std::size_t i = 0; i < some.size(); ++i) {
            some[i]->hash = hashes[i];
            some[i]->isHashed = true;
        }
        nodes = nodes.subspan(some.size());
    }
}

/// Records of one kind are of one length, so that leaves come in few groups.
void hashLeaves(std::vector<Leaf*> leaves)
{
    const auto size = [](const Leaf* leaf) { return leaf->value.size(); };
    std::sort(leaves.begin(), leaves.end(), [&](const Leaf* a, const Leaf* b) { return size(a) < size(b); });
    for (auto first = leaves.begin(); first != leaves.end();) {
        const auto last =
            std::find_if(first, leaves.end(), [&](const Leaf* leaf) { return size(leaf) != size(*first); });
        hashTogether(std::span<Leaf* const>(first, last), 1 + Key::kSize + size(*first),
                     [](const Leaf& leaf, std::uint8_t* to) { // as leafHash
                         *to++ = 0;
                         to = std::copy(leaf.key.begin(), leaf.key.end(), to);
                         return std::copy(leaf.value.begin(), leaf.value.end(), to);
                     });
        first = last;
    }
}

/// Hashes nodes whose children are hashed.
void hashLevel(std::span<Node* const> nodes)
{
    std::vector<Inner*> inner;
    std::vector<Leaf*> leaves;
    inner.reserve(nodes.size());
    leaves.reserve(nodes.size());
    for (Node* node : nodes) {
        if (node->isLeaf)
            leaves.push_back(static_cast<Leaf*>(node));
        else
            inner.push_back(static_cast<Inner*>(node));
    }
    hashTogether(std::span<Inner* const>(inner), 2 + 2 * Hash::kSize,
                 [](const Inner& node, std::uint8_t* to) { // as innerHash
                     *to++ = 1;
                     *to++ = node.bit;
                     to = std::copy(node.left.get()->hash.begin(), node.left.get()->hash.end(), to);
                     return std::copy(node.right.get()->hash.begin(), node.right.get()->hash.end(), to);
                 });
    hashLeaves(std::move(leaves));
}

/// An inner node that no other tree sees, to be changed in place: `at` itself, or a copy. All above it are
/// such already, so whoever else holds it is counted.
Inner* ownInner(NodeRef& at)
{
    auto* node = static_cast<Inner*>(at.get());
    if (node->references > 1) {
        at = makeInner(node->bit, node->left, node->right);
        return static_cast<Inner*>(at.get());
    }
    node->isHashed = false;
    node->level = 0;
    return node;
}

/// `difference`: the first bit in which `leaf`'s key differs from every key it will stand beside; 256 to
/// replace.
void insert(NodeRef& at, NodeRef leaf, unsigned difference)
{
    const Key& key = leafOf(leaf.get())->key;
    NodeRef* here = &at;
    while (!here->get()->isLeaf && innerOf(here->get())->bit <= difference) {
        Inner* node = ownInner(*here);
        here = bitOf(key, node->bit) ? &node->right : &node->left;
    }
    if (difference == 256) {
        *here = std::move(leaf);
        return;
    }
    const auto bit = static_cast<std::uint8_t>(difference);
    *here = bitOf(key, difference) ? makeInner(bit, *here, std::move(leaf))
                                   : makeInner(bit, std::move(leaf), *here);
}

/// Without the leaf of `key`, which is below. Null if nothing is left.
NodeRef erased(const NodeRef& at, const Key& key)
{
    if (at.get()->isLeaf) return {};
    const Inner* node = innerOf(at.get());
    const bool right = bitOf(key, node->bit);
    NodeRef rest = erased(childOf(node, right), key);
    if (!rest) return childOf(node, !right);
    return right ? makeInner(node->bit, node->left, std::move(rest))
                 : makeInner(node->bit, std::move(rest), node->right);
}

/// The key made of `prefix` and zeros.
Key firstKeyOf(ByteView prefix) { return Key::fromPrefix(prefix); }

bool startsWith(const Key& key, ByteView prefix)
{
    return std::equal(prefix.begin(), prefix.end(), key.begin());
}

/// The node that holds exactly the keys with `prefix`, or null. Calls `pass` for each inner node above it.
template <typename Pass>
const NodeRef* subtreeOf(const NodeRef& root, ByteView prefix, Pass&& pass)
{
    if (!root) return nullptr;
    const Key wanted = firstKeyOf(prefix);
    const NodeRef* at = &root;
    while (!at->get()->isLeaf && innerOf(at->get())->bit < 8 * prefix.size()) {
        const Inner* node = innerOf(at->get());
        pass(node);
        at = &childOf(node, bitOf(wanted, node->bit));
    }
    return startsWith(closestLeaf(at->get(), wanted)->key, prefix) ? at : nullptr;
}

void visitAll(const Node* node, const std::function<void(const Key&, ByteView)>& visit)
{
    if (node->isLeaf) return visit(leafOf(node)->key, leafOf(node)->value);
    visitAll(innerOf(node)->left.get(), visit);
    visitAll(innerOf(node)->right.get(), visit);
}

/// `difference`: the first bit in which `after`, if it is not null, differs from the leaf where a search for
/// it ends; 256 if it is that leaf. False once `visit` was.
bool visitAfter(const Node* node, const Key* after, unsigned difference,
                const std::function<bool(const Key&, ByteView)>& visit)
{
    if (after && (node->isLeaf || innerOf(node)->bit > difference)) {
        // Here the search leaves the way of its key, or is at its end: all below lies on one side of it.
        if (difference == 256 || bitOf(*after, difference)) return true;
        after = nullptr;
    }
    if (node->isLeaf) return visit(leafOf(node)->key, leafOf(node)->value);
    const Inner* inner = innerOf(node);
    const bool isRight = after && bitOf(*after, inner->bit);
    if (!isRight && !visitAfter(inner->left.get(), after, difference, visit)) return false;
    return visitAfter(inner->right.get(), isRight ? after : nullptr, difference, visit);
}

} // namespace

const ByteView* Tree::get(const Key& key) const
{
    if (!m_root) return nullptr;
    const Leaf* leaf = closestLeaf(m_root.get(), key);
    return leaf->key == key ? &leaf->value : nullptr;
}

void Tree::fetch(std::span<const Key> keys) const
{
    if (!m_root) return;
    struct Way {
        const Node* at;
        const Key* key;
    };
    constexpr std::size_t kTogether = 16;
    std::vector<Way> ways;
    while (!keys.empty()) {
        const auto some = keys.first(std::min(kTogether, keys.size()));
        for (const Key& key : some) ways.push_back({m_root.get(), &key});
        while (!ways.empty()) {
            std::erase_if(ways, [](const Way& way) {
                if (way.at->isLeaf) bringRecordNear(leafOf(way.at));
                return way.at->isLeaf;
            });
            for (Way& way : ways) {
                const Inner* inner = innerOf(way.at);
                const bool right = bitOf(*way.key, inner->bit);
                way.at = childOf(inner, right).get();
                bringNear(way.at);
                bringNear(childOf(inner, !right).get()); // its hash, and who holds it, will be looked at
            }
        }
        keys = keys.subspan(some.size());
    }
}

void Tree::put(const Key& key, ByteView value)
{
    STOA_CHECK(!value.empty());
    NodeRef leaf(Leaf::make(key, value));
    if (!m_root)
        m_root = std::move(leaf);
    else
        insert(m_root, std::move(leaf), firstDifference(closestLeaf(m_root.get(), key)->key, key));
}

void Tree::erase(const Key& key)
{
    if (get(key)) m_root = erased(m_root, key);
}

Hash Tree::root() const { return m_root ? hashOf(m_root.get()) : Hash{}; }

void Tree::hashAll(std::span<const Tree> trees)
{
    std::vector<std::vector<Node*>> levels;
    for (const Tree& tree : trees)
        if (tree.m_root) (void)sortIntoLevels(tree.m_root.get(), levels);
    for (const std::vector<Node*>& level : levels) hashLevel(level);
}

Path Tree::path(const Key& key) const
{
    Path path;
    if (!m_root) {
        path.treeIsEmpty = true;
        return path;
    }
    const Node* at = m_root.get();
    while (!at->isLeaf) {
        const Inner* node = innerOf(at);
        const bool right = bitOf(key, node->bit);
        path.levels.push_back({node->bit, hashOf(childOf(node, !right).get())});
        at = childOf(node, right).get();
    }
    std::reverse(path.levels.begin(), path.levels.end());
    path.leafKey = leafOf(at)->key;
    path.leafValue = toBytes(leafOf(at)->value);
    return path;
}

Hash Tree::subtreeRoot(ByteView prefix) const
{
    const NodeRef* at = subtreeOf(m_root, prefix, [](const Inner*) {});
    return at ? hashOf(at->get()) : Hash{};
}

Path Tree::subtreePath(ByteView prefix) const
{
    Path path;
    const Key wanted = firstKeyOf(prefix);
    const NodeRef* at = subtreeOf(m_root, prefix, [&](const Inner* node) {
        path.levels.push_back({node->bit, hashOf(childOf(node, !bitOf(wanted, node->bit)).get())});
    });
    if (!at) return this->path(wanted); // absence of the whole prefix
    std::reverse(path.levels.begin(), path.levels.end());
    path.leafKey = closestLeaf(at->get(), wanted)->key;
    return path;
}

void Tree::forEach(ByteView prefix, const std::function<void(const Key&, ByteView)>& visit) const
{
    if (const NodeRef* at = subtreeOf(m_root, prefix, [](const Inner*) {})) visitAll(at->get(), visit);
}

void Tree::forEachAfter(ByteView prefix, const Key* after,
                        const std::function<bool(const Key&, ByteView)>& visit) const
{
    const NodeRef* at = subtreeOf(m_root, prefix, [](const Inner*) {});
    if (!at) return;
    const unsigned difference = after ? firstDifference(closestLeaf(at->get(), *after)->key, *after) : 256;
    (void)visitAfter(at->get(), after, difference, visit);
}

std::size_t Tree::count(ByteView prefix) const
{
    std::size_t count = 0;
    forEach(prefix, [&](const Key&, ByteView) { ++count; });
    return count;
}

std::optional<Hash> foldPath(const Key& key, const Path& path)
{
    if (path.treeIsEmpty) return path.levels.empty() ? std::optional(Hash{}) : std::nullopt;
    Hash hash = leafHash(path.leafKey, path.leafValue);
    unsigned below = 256;
    for (const PathLevel& level : path.levels) {
        if (level.bit >= below || bitOf(key, level.bit) != bitOf(path.leafKey, level.bit))
            return std::nullopt;
        below = level.bit;
        hash = bitOf(path.leafKey, level.bit) ? innerHash(level.bit, level.sibling, hash)
                                              : innerHash(level.bit, hash, level.sibling);
    }
    return hash;
}

bool provesSubtree(const Path& path, ByteView prefix, const Hash& subtree, const Hash& root)
{
    const Key wanted = firstKeyOf(prefix);
    if (subtree.isZero()) { // empty: the search for the first key of the prefix ends outside of it
        const auto folded = foldPath(wanted, path);
        return folded == root && (path.treeIsEmpty || !startsWith(path.leafKey, prefix));
    }
    Hash hash = subtree;
    unsigned below = static_cast<unsigned>(8 * prefix.size());
    for (const PathLevel& level : path.levels) {
        if (level.bit >= below) return false;
        below = level.bit;
        hash = bitOf(wanted, level.bit) ? innerHash(level.bit, level.sibling, hash)
                                        : innerHash(level.bit, hash, level.sibling);
    }
    return hash == root;
}

} // namespace stoa::state
