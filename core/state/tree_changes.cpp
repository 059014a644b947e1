// SPDX-License-Identifier: MIT
// What differs between two trees.
#include <algorithm>
#include <utility>

#include "core/state/node.h"

namespace stoa::state {
namespace {

/// Below two nodes at the same place of two trees. Null: there is none.
struct Pair {
    const Node* before;
    const Node* after;
};

/// Made apart, but the same.
bool areEqual(const Pair& pair)
{
    return pair.before && pair.after && pair.before->isHashed && pair.after->isHashed &&
           pair.before->hash == pair.after->hash;
}

/// Puts what has to be compared for two nodes, one of which at least is an inner one, on the list.
void pairChildren(const Pair& pair, std::vector<Pair>& pairs)
{
    const auto add = [&](const Node* before, const Node* after) {
        if (before == after) return;
        for (const Node* node : {before, after})
            if (node) bringNear(node);
        pairs.push_back({before, after});
    };
    const auto bitAt = [](const Node* node) { return node->isLeaf ? 256U : innerOf(node)->bit; };
    const auto& [before, after] = pair;
    if (!before) {
        for (const bool side : {false, true}) add(nullptr, childOf(innerOf(after), side).get());
        return;
    }
    if (!after) {
        for (const bool side : {false, true}) add(childOf(innerOf(before), side).get(), nullptr);
        return;
    }
    if (bitAt(before) == bitAt(after)) {
        for (const bool side : {false, true})
            add(childOf(innerOf(before), side).get(), childOf(innerOf(after), side).get());
        return;
    }
    // One of them splits on an earlier bit. The other lies on one side of it, if they have keys in common.
    const bool isBeforeUpper = bitAt(before) < bitAt(after);
    const Node* const upper = isBeforeUpper ? before : after;
    const Node* const lower = isBeforeUpper ? after : before;
    const Key& key = leafIn(lower)->key;
    if (firstDifference(leafIn(upper)->key, key) < bitAt(upper)) {
        add(before, nullptr);
        add(nullptr, after);
        return;
    }
    for (const bool side : {false, true}) {
        const Node* const above = childOf(innerOf(upper), side).get();
        const Node* const beside = bitOf(key, bitAt(upper)) == side ? lower : nullptr;
        isBeforeUpper ? add(above, beside) : add(beside, above);
    }
}

} // namespace

std::vector<Tree::Change> Tree::changes(const Tree& before, const Tree& after)
{
    std::vector<Change> changes;
    if (before.m_root.get() == after.m_root.get()) return changes;
    // Level by level, so that nodes that were asked for are there when they are looked at.
    std::vector<Pair> pairs;
    std::vector<Pair> below{{before.m_root.get(), after.m_root.get()}};
    std::vector<Pair> leaves;
    while (!below.empty()) {
        std::swap(pairs, below);
        below.clear();
        for (const Pair& pair : pairs) {
            const auto isInner = [](const Node* node) { return node && !node->isLeaf; };
            if (areEqual(pair)) continue;
            if (isInner(pair.before) || isInner(pair.after))
                pairChildren(pair, below);
            else
                leaves.push_back(pair);
        }
    }
    for (const Pair& pair : leaves)
        for (const Node* node : {pair.before, pair.after})
            if (node) bringRecordNear(leafOf(node));
    const auto valueOf = [](const Node* node) { return node ? &leafOf(node)->value : nullptr; };
    for (const auto& [was, is] : leaves) {
        if (was && is && leafOf(was)->key == leafOf(is)->key) {
            if (!equal(leafOf(was)->value, leafOf(is)->value))
                changes.push_back({leafOf(is)->key, valueOf(was), valueOf(is)});
            continue;
        }
        if (was) changes.push_back({leafOf(was)->key, valueOf(was), nullptr});
        if (is) changes.push_back({leafOf(is)->key, nullptr, valueOf(is)});
    }
    std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.key < b.key; });
    return changes;
}

} // namespace stoa::state
