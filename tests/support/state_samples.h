// SPDX-License-Identifier: MIT
// Keys and values made by chance, and the state tree straight from its definition: what tests compare the
// real tree with.
#pragma once

#include <map>

#include "core/base/random.h"
#include "core/state/tree.h"

namespace stoa::test {

using PlainState = std::map<state::Key, Bytes>;

/// T(S) of the protocol, computed from all records at once.
Hash rootByDefinition(const PlainState& records);

/// Keys that share long prefixes as often as not, so that nodes split at every kind of bit.
state::Key sampleKey(SeededRandom& random);

/// One to `longest` bytes.
Bytes sampleValue(SeededRandom& random, std::size_t longest = 40);

/// Keys whose first bits differ from `base` at bit 0, 1, … 255: with `base` a path of 256 levels.
std::vector<state::Key> keysThatSplitEveryBit(const state::Key& base);

} // namespace stoa::test
