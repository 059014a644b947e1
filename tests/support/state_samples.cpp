// SPDX-License-Identifier: MIT
#include "tests/support/state_samples.h"

#include "core/crypto/keccak.h"

namespace stoa::test {
namespace {

using Iterator = PlainState::const_iterator;

bool bitAt(const state::Key& key, unsigned bit) { return (key[bit / 8] & (0x80U >> (bit % 8))) != 0; }

/// Sorted keys with the same bits before `bit`.
Hash rootOf(Iterator first, Iterator last, unsigned bit)
{
    if (std::next(first) == last) {
        Bytes leaf{0};
        append(leaf, first->first.bytes);
        append(leaf, first->second);
        return crypto::keccak256(leaf);
    }
    const Iterator middle =
        std::find_if(first, last, [&](const auto& each) { return bitAt(each.first, bit); });
    if (middle == first || middle == last) return rootOf(first, last, bit + 1);
    Bytes inner{1, static_cast<std::uint8_t>(bit)};
    append(inner, rootOf(first, middle, bit + 1).bytes);
    append(inner, rootOf(middle, last, bit + 1).bytes);
    return crypto::keccak256(inner);
}

} // namespace

Hash rootByDefinition(const PlainState& records)
{
    return records.empty() ? Hash{} : rootOf(records.begin(), records.end(), 0);
}

state::Key sampleKey(SeededRandom& random)
{
    state::Key key;
    random.fill(key.bytes);
    // Few values in the first bytes, sometimes equal up to the last byte or bit.
    const std::size_t same = random.next() % 33;
    for (std::size_t i = 0; i < same && i < key.size(); ++i) key[i] = i == 0 ? key[0] & 3 : 0;
    return key;
}

Bytes sampleValue(SeededRandom& random, std::size_t longest)
{
    Bytes value(1 + random.next() % longest);
    random.fill(value);
    return value;
}

std::vector<state::Key> keysThatSplitEveryBit(const state::Key& base)
{
    std::vector<state::Key> keys;
    for (unsigned bit = 0; bit < 256; ++bit) {
        state::Key key = base;
        key[bit / 8] = static_cast<std::uint8_t>(key[bit / 8] ^ (0x80U >> (bit % 8)));
        keys.push_back(key);
    }
    return keys;
}

} // namespace stoa::test
