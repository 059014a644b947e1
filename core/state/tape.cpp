// SPDX-License-Identifier: MIT
#include "core/state/tape.h"

namespace stoa::state {
namespace {

constexpr std::uint8_t kPresent = 0;
constexpr std::uint8_t kNeighbour = 1;
constexpr std::uint8_t kEmptyTree = 2;

Hash folded(Hash hash, const Key& key, std::span<const PathLevel> levels)
{
    for (const PathLevel& level : levels)
        hash = bitOf(key, level.bit) ? innerHash(level.bit, level.sibling, hash)
                                     : innerHash(level.bit, hash, level.sibling);
    return hash;
}

} // namespace

void Recorder::record(const Key& key)
{
    const Path path = m_tree.path(key);
    ++m_accesses;
    appendFixed(m_tape, static_cast<std::uint16_t>(path.levels.size()));
    const std::uint8_t kind = path.treeIsEmpty ? kEmptyTree : path.leafKey == key ? kPresent : kNeighbour;
    m_tape.push_back(kind);
    if (kind == kNeighbour) append(m_tape, path.leafKey.bytes);
    appendFixed(m_tape, static_cast<std::uint16_t>(path.leafValue.size()));
    append(m_tape, path.leafValue);
    for (const PathLevel& level : path.levels) {
        m_tape.push_back(level.bit);
        append(m_tape, level.sibling.bytes);
    }
}

std::optional<Bytes> Recorder::get(const Key& key)
{
    record(key);
    const ByteView* value = m_tree.get(key);
    return value ? std::optional(toBytes(*value)) : std::nullopt;
}

void Recorder::put(const Key& key, Bytes value)
{
    record(key);
    m_tree.put(key, std::move(value));
}

void Recorder::erase(const Key& key)
{
    record(key);
    m_tree.erase(key);
}

std::optional<Path> Replayer::next(const Key& key)
{
    if (m_failed) return std::nullopt;
    const auto fail = [&]() -> std::optional<Path> {
        m_failed = true;
        return std::nullopt;
    };
    if (m_rest.size() < 3) return fail();
    std::uint16_t levels = 0;
    takeFixed(m_rest, levels);
    const std::uint8_t kind = m_rest[0];
    m_rest = m_rest.subspan(1);
    if (levels > 256 || kind > kEmptyTree) return fail();

    Path path;
    path.treeIsEmpty = kind == kEmptyTree;
    path.leafKey = key;
    if (kind == kNeighbour) {
        if (m_rest.size() < Key::kSize) return fail();
        takeFixed(m_rest, path.leafKey);
        if (path.leafKey == key) return fail();
    }
    if (m_rest.size() < 2) return fail();
    std::uint16_t length = 0;
    takeFixed(m_rest, length);
    const bool lengthFits = path.treeIsEmpty ? length == 0 && levels == 0 : length != 0;
    if (!lengthFits || m_rest.size() < std::size_t{length} + std::size_t{levels} * 33) return fail();
    path.leafValue = toBytes(m_rest.first(length));
    m_rest = m_rest.subspan(length);
    path.levels.resize(levels);
    for (PathLevel& level : path.levels) {
        level.bit = m_rest[0];
        m_rest = m_rest.subspan(1);
        takeFixed(m_rest, level.sibling);
    }
    const auto root = foldPath(key, path);
    if (!root || *root != m_root) return fail();
    return path;
}

std::optional<Bytes> Replayer::get(const Key& key)
{
    auto path = next(key);
    if (!path || path->treeIsEmpty || path->leafKey != key) return std::nullopt;
    return std::move(path->leafValue);
}

void Replayer::put(const Key& key, Bytes value)
{
    const auto path = next(key);
    if (!path) return;
    const Hash leaf = leafHash(key, value);
    const std::span<const PathLevel> levels = path->levels;
    if (path->treeIsEmpty) {
        m_root = leaf;
    } else if (path->leafKey == key) {
        m_root = folded(leaf, key, levels);
    } else {
        // The new leaf's node goes in where its key first differs from the neighbour's.
        const auto difference = static_cast<std::uint8_t>(firstDifference(key, path->leafKey));
        std::size_t below = 0;
        while (below < levels.size() && levels[below].bit > difference) ++below;
        const Hash rest =
            folded(leafHash(path->leafKey, path->leafValue), path->leafKey, levels.first(below));
        const Hash node =
            bitOf(key, difference) ? innerHash(difference, rest, leaf) : innerHash(difference, leaf, rest);
        m_root = folded(node, key, levels.subspan(below));
    }
}

void Replayer::erase(const Key& key)
{
    const auto path = next(key);
    if (!path || path->treeIsEmpty || path->leafKey != key) return;
    const std::span<const PathLevel> levels = path->levels;
    // The sibling moves up unchanged: bit numbers are absolute.
    m_root = levels.empty() ? Hash{} : folded(levels[0].sibling, key, levels.subspan(1));
}

} // namespace stoa::state
