// SPDX-License-Identifier: MIT
#include "core/state/tree.h"

#include <algorithm>
#include <new>
#include <utility>

#include "core/base/check.h"
#include "core/crypto/keccak.h"

namespace stoa::state {

struct Node {
    std::uint32_t references = 0;
    bool isLeaf = false;
    bool isHashed = false;
    std::uint8_t bit = 0;    ///< inner: the bit it splits on
    std::uint16_t level = 0; ///< while it is not hashed and hashAll is at work: 1 + levels of such below
    Key key;                 ///< leaf: its own; inner: any key below it
    Bytes value;             ///< leaf
    NodeRef left;
    NodeRef right;
    Hash hash;

    // Nodes come and go by the thousand with every block.
    static void* operator new(std::size_t size) { return spare().take(size); }
    static void operator delete(void* node) { spare().give(node); }

private:
    /// Memory of nodes that are gone, for those to come; each thread has its own.
    class Spare {
    public:
        ~Spare()
        {
            while (m_first) ::operator delete(std::exchange(m_first, m_first->next));
        }
        void* take(std::size_t size)
        {
            if (!m_first) return ::operator new(size);
            --m_count;
            return std::exchange(m_first, m_first->next);
        }
        void give(void* node)
        {
            if (m_count == kMost) return ::operator delete(node);
            ++m_count;
            m_first = new (node) Link{m_first};
        }

    private:
        struct Link {
            Link* next;
        };
        static constexpr std::size_t kMost = 1U << 15U;
        Link* m_first = nullptr;
        std::size_t m_count = 0;
    };
    static Spare& spare()
    {
        static thread_local Spare spare;
        return spare;
    }
};

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
    if (m_node && --m_node->references == 0) delete m_node;
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

NodeRef makeLeaf(const Key& key, Bytes value)
{
    auto* node = new Node;
    node->isLeaf = true;
    node->key = key;
    node->value = std::move(value);
    return NodeRef(node);
}

NodeRef makeInner(std::uint8_t bit, NodeRef left, NodeRef right)
{
    auto* node = new Node;
    node->bit = bit;
    node->key = left.get()->key;
    node->left = std::move(left);
    node->right = std::move(right);
    return NodeRef(node);
}

const Hash& hashOf(Node* node)
{
    if (!node->isHashed) {
        node->hash = node->isLeaf ? leafHash(node->key, node->value)
                                  : innerHash(node->bit, hashOf(node->left.get()), hashOf(node->right.get()));
        node->isHashed = true;
    }
    return node->hash;
}

const NodeRef& childOf(const Node* node, bool right) { return right ? node->right : node->left; }

/// The leaf where a search for `key` ends. `node` is not null.
const Node* closestLeaf(const Node* node, const Key& key)
{
    while (!node->isLeaf) node = childOf(node, bitOf(key, node->bit)).get();
    return node;
}

/// Puts every node of the subtree that is not hashed yet into its level, what lies below first.
std::uint16_t sortIntoLevels(Node* node, std::vector<std::vector<Node*>>& levels)
{
    if (node->isHashed) return 0;
    if (node->level != 0) return node->level;
    const std::uint16_t below = node->isLeaf ? std::uint16_t{0}
                                             : std::max(sortIntoLevels(node->left.get(), levels),
                                                        sortIntoLevels(node->right.get(), levels));
    node->level = static_cast<std::uint16_t>(below + 1);
    if (levels.size() < node->level) levels.resize(node->level);
    levels[below].push_back(node);
    return node->level;
}

/// Takes `nodes` whose messages, each of `length` bytes, lie in `messages` one after the other.
void hashTogether(std::span<Node* const> nodes, const Bytes& messages, std::size_t length)
{
    std::vector<Hash> hashes(nodes.size());
    crypto::keccak256Many(messages, length, hashes);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        nodes[i]->hash = hashes[i];
        nodes[i]->isHashed = true;
    }
}

/// Records of one kind are of one length, so that leaves come in few groups.
void hashLeaves(std::vector<Node*> leaves)
{
    const auto length = [](const Node* leaf) { return 1 + Key::kSize + leaf->value.size(); };
    std::sort(leaves.begin(), leaves.end(),
              [&](const Node* a, const Node* b) { return a->value.size() < b->value.size(); });
    for (auto first = leaves.begin(); first != leaves.end();) {
        const auto last = std::find_if(first, leaves.end(),
                                       [&](const Node* leaf) { return length(leaf) != length(*first); });
        Bytes messages(length(*first) * static_cast<std::size_t>(last - first));
        std::uint8_t* to = messages.data();
        for (auto leaf = first; leaf != last; ++leaf) { // as leafHash
            *to++ = 0;
            to = std::copy((*leaf)->key.begin(), (*leaf)->key.end(), to);
            to = std::copy((*leaf)->value.begin(), (*leaf)->value.end(), to);
        }
        hashTogether({first, last}, messages, length(*first));
        first = last;
    }
}

/// Hashes nodes whose children are hashed.
void hashLevel(std::span<Node* const> nodes)
{
    constexpr std::size_t kWidth = 66; // as innerHash
    std::vector<Node*> inner;
    std::vector<Node*> leaves;
    inner.reserve(nodes.size());
    leaves.reserve(nodes.size());
    for (Node* node : nodes) (node->isLeaf ? leaves : inner).push_back(node);
    Bytes messages(kWidth * inner.size());
    std::uint8_t* to = messages.data();
    for (const Node* node : inner) {
        *to++ = 1;
        *to++ = node->bit;
        to = std::copy(node->left.get()->hash.begin(), node->left.get()->hash.end(), to);
        to = std::copy(node->right.get()->hash.begin(), node->right.get()->hash.end(), to);
    }
    hashTogether(inner, messages, kWidth);
    hashLeaves(std::move(leaves));
}

/// An inner node that no other tree sees, to be changed in place: `at` itself, or a copy. All above it are
/// such already, so whoever else holds it is counted.
Node* ownInner(NodeRef& at)
{
    Node* node = at.get();
    if (node->references > 1) {
        at = makeInner(node->bit, node->left, node->right);
        return at.get();
    }
    node->isHashed = false;
    node->level = 0;
    return node;
}

/// `difference`: the first bit in which `leaf`'s key differs from every key it will stand beside; 256 to
/// replace.
void insert(NodeRef& at, NodeRef leaf, unsigned difference)
{
    const Key& key = leaf.get()->key;
    NodeRef* here = &at;
    while (!here->get()->isLeaf && here->get()->bit <= difference) {
        Node* node = ownInner(*here);
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
    const Node* node = at.get();
    if (node->isLeaf) return {};
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
    while (!at->get()->isLeaf && at->get()->bit < 8 * prefix.size()) {
        pass(at->get());
        at = &childOf(at->get(), bitOf(wanted, at->get()->bit));
    }
    return startsWith(at->get()->key, prefix) ? at : nullptr;
}

void visitAll(const Node* node, const std::function<void(const Key&, const Bytes&)>& visit)
{
    if (node->isLeaf) return visit(node->key, node->value);
    visitAll(node->left.get(), visit);
    visitAll(node->right.get(), visit);
}

} // namespace

const Bytes* Tree::get(const Key& key) const
{
    if (!m_root) return nullptr;
    const Node* leaf = closestLeaf(m_root.get(), key);
    return leaf->key == key ? &leaf->value : nullptr;
}

void Tree::put(const Key& key, Bytes value)
{
    STOA_CHECK(!value.empty());
    NodeRef leaf = makeLeaf(key, std::move(value));
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
    const Node* node = m_root.get();
    while (!node->isLeaf) {
        const bool right = bitOf(key, node->bit);
        path.levels.push_back({node->bit, hashOf(childOf(node, !right).get())});
        node = childOf(node, right).get();
    }
    std::reverse(path.levels.begin(), path.levels.end());
    path.leafKey = node->key;
    path.leafValue = node->value;
    return path;
}

Hash Tree::subtreeRoot(ByteView prefix) const
{
    const NodeRef* at = subtreeOf(m_root, prefix, [](const Node*) {});
    return at ? hashOf(at->get()) : Hash{};
}

Path Tree::subtreePath(ByteView prefix) const
{
    Path path;
    const Key wanted = firstKeyOf(prefix);
    const NodeRef* at = subtreeOf(m_root, prefix, [&](const Node* node) {
        path.levels.push_back({node->bit, hashOf(childOf(node, !bitOf(wanted, node->bit)).get())});
    });
    if (!at) return this->path(wanted); // absence of the whole prefix
    std::reverse(path.levels.begin(), path.levels.end());
    path.leafKey = at->get()->key;
    return path;
}

void Tree::forEach(ByteView prefix, const std::function<void(const Key&, const Bytes&)>& visit) const
{
    if (const NodeRef* at = subtreeOf(m_root, prefix, [](const Node*) {})) visitAll(at->get(), visit);
}

std::size_t Tree::count(ByteView prefix) const
{
    std::size_t count = 0;
    forEach(prefix, [&](const Key&, const Bytes&) { ++count; });
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
