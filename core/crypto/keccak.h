// SPDX-License-Identifier: MIT
// Keccak-256 as Ethereum uses it (the padding from before SHA-3). The state tree lives on this file.
#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include "core/base/bytes.h"

namespace stoa::crypto {

Hash keccak256(ByteView message);

/// The digest of all parts, one after the other.
Hash keccak256(std::initializer_list<ByteView> parts);

inline Hash keccak256(std::string_view text) { return keccak256(viewOf(text)); }

/// Digests of many messages of one length, several at a time where the processor can.
///
/// `messages` holds digests.size() messages of `length` bytes without gaps;
/// `digests` may lie over them only if length is 32 or more and both begin at the same place. Thread-safe.
void keccak256Many(ByteView messages, std::size_t length, std::span<Hash> digests);

/// The digest of each message, those of one length together.
std::vector<Hash> keccak256Each(std::span<const ByteView> messages);

/// A digest that grows: update() any number of times, then finish() once.
class Keccak256 {
public:
    void update(ByteView bytes);
    Hash finish();

private:
    static constexpr std::size_t kRate = 136; ///< bytes taken in for each permutation

    std::uint64_t m_state[25] = {};
    std::size_t m_filled = 0;
};

namespace detail {

/// The ways to compute keccak256Many on this machine, so that a test can compare them.
enum class KeccakPath : std::uint8_t { Scalar, Avx2, Avx512 };
bool hasPath(KeccakPath path);
void keccak256Many(KeccakPath path, ByteView messages, std::size_t length, std::span<Hash> digests);

} // namespace detail

} // namespace stoa::crypto
