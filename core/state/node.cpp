// SPDX-License-Identifier: MIT
#include "core/state/node.h"

#include <algorithm>
#include <array>
#include <new>

#include "core/state/records.h"

namespace stoa::state {
namespace {

struct Memory {
    void* (*take)();
    void (*give)(void*);
};

constexpr std::size_t linesFor(std::size_t valueBytes)
{
    return (sizeof(Leaf) + valueBytes + kCacheLine - 1) / kCacheLine;
}

template <std::size_t... Lines>
constexpr auto memoriesOf(std::index_sequence<Lines...>)
{
    return std::array{Memory{&NodeMemory<Lines + 1>::take, &NodeMemory<Lines + 1>::give}...};
}

/// For one line, two, … up to the longest record.
constexpr auto kMemories = memoriesOf(std::make_index_sequence<linesFor(kMaxRecordBytes)>());

/// Null: it lies on the heap. So does what is longer than any record, and everything where a sanitizer looks
/// for reads behind a record's end.
const Memory* memoryFor(std::size_t valueBytes)
{
#ifdef STOA_ADDRESS_SANITIZER
    constexpr bool kIsWatched = true;
#else
    constexpr bool kIsWatched = false;
#endif
    const std::size_t lines = linesFor(valueBytes);
    return !kIsWatched && lines <= kMemories.size() ? &kMemories[lines - 1] : nullptr;
}

} // namespace

Leaf* Leaf::make(const Key& key, ByteView value)
{
    const Memory* memory = memoryFor(value.size());
    void* const place = memory ? memory->take() : ::operator new(sizeof(Leaf) + value.size());
    Leaf* const leaf = new (place) Leaf(key);
    auto* const behind = static_cast<std::uint8_t*>(place) + sizeof(Leaf);
    std::copy(value.begin(), value.end(), behind);
    leaf->value = ByteView(behind, value.size());
    return leaf;
}

void Leaf::unmake(Leaf* leaf)
{
    const Memory* memory = memoryFor(leaf->value.size());
    leaf->~Leaf();
    memory ? memory->give(leaf) : ::operator delete(leaf);
}

} // namespace stoa::state
