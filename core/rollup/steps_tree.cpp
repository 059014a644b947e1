// SPDX-License-Identifier: MIT
#include "core/rollup/steps_tree.h"

#include "core/base/check.h"
#include "core/crypto/keccak.h"

namespace stoa::rollup {
namespace {

constexpr std::uint8_t kLeafTag[] = {2};
constexpr std::uint8_t kNodeTag[] = {3};
constexpr std::size_t kMessage = 1 + 2 * Hash::kSize;

Hash nodeHash(const Hash& left, const Hash& right)
{
    return crypto::keccak256({ByteView(kNodeTag), ByteView(left.bytes), ByteView(right.bytes)});
}

std::vector<Hash> levelAbove(std::span<const Hash> level)
{
    std::vector<Hash> above(level.size() / 2);
    Bytes messages; // as nodeHash
    messages.reserve(kMessage * above.size());
    for (std::size_t i = 0; i < above.size(); ++i) {
        append(messages, kNodeTag);
        append(messages, level[2 * i].bytes);
        append(messages, level[2 * i + 1].bytes);
    }
    crypto::keccak256Many(messages, kMessage, above);
    if (level.size() % 2 == 1) above.push_back(level.back());
    return above;
}

} // namespace

Hash stepLeaf(const Hash& txHash, const Hash& postRoot)
{
    return crypto::keccak256({ByteView(kLeafTag), ByteView(txHash.bytes), ByteView(postRoot.bytes)});
}

std::vector<Hash> stepLeaves(std::span<const Hash> txHashes, std::span<const Hash> postRoots)
{
    STOA_CHECK(txHashes.size() == postRoots.size());
    std::vector<Hash> leaves(txHashes.size());
    Bytes messages; // as stepLeaf
    messages.reserve(kMessage * leaves.size());
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        append(messages, kLeafTag);
        append(messages, txHashes[i].bytes);
        append(messages, postRoots[i].bytes);
    }
    crypto::keccak256Many(messages, kMessage, leaves);
    return leaves;
}

Hash stepsRoot(std::span<const Hash> leaves)
{
    STOA_CHECK(!leaves.empty());
    std::vector<Hash> level(leaves.begin(), leaves.end());
    while (level.size() > 1) level = levelAbove(level);
    return level[0];
}

std::vector<Hash> stepSiblings(std::span<const Hash> leaves, std::uint32_t index)
{
    STOA_CHECK(index < leaves.size());
    std::vector<Hash> siblings;
    std::vector<Hash> level(leaves.begin(), leaves.end());
    std::size_t at = index;
    while (level.size() > 1) {
        const std::size_t neighbour = at ^ 1U;
        if (neighbour < level.size()) siblings.push_back(level[neighbour]);
        level = levelAbove(level);
        at /= 2;
    }
    return siblings;
}

bool opens(const StepOpening& opening, std::uint32_t index, std::uint32_t count, const Hash& root)
{
    if (index >= count) return false;
    Hash hash = stepLeaf(opening.txHash, opening.postRoot);
    std::size_t used = 0;
    std::uint32_t at = index;
    for (std::uint32_t width = count; width > 1; width = (width + 1) / 2, at /= 2) {
        if ((at ^ 1U) >= width) continue;
        if (used == opening.siblings.size()) return false;
        const Hash& sibling = opening.siblings[used++];
        hash = at % 2 == 0 ? nodeHash(hash, sibling) : nodeHash(sibling, hash);
    }
    return used == opening.siblings.size() && hash == root;
}

} // namespace stoa::rollup
