// SPDX-License-Identifier: MIT
// How large things may be on their way between computers. The numbers hang together: what may be kept must
// fit into one request and one answer, in hex.
#pragma once

#include <cstddef>
#include <cstdint>

namespace stoa {

/// One content object: a page's version, a statement, a delivery.
inline constexpr std::size_t kMaxContentBytes = std::size_t{2} << 20;
/// Objects in one answer, raw; at least one object fits.
inline constexpr std::size_t kMaxContentsInAnswer = std::size_t{8} << 20;
/// Records of a company in one answer, raw with their keys. What is larger comes in pieces.
inline constexpr std::size_t kMaxRecordsInAnswer = std::size_t{4} << 20;

/// Content that others have brought to a computer and that no step names yet. Anybody who reaches it may
/// bring some, so a disk must not be filled that way; what steps name has been paid for.
inline constexpr std::uint64_t kMostLooseContents = std::uint64_t{1} << 30;

/// A request's body, and an answer's.
inline constexpr std::size_t kMaxRequestBytes = 5'000'000;
inline constexpr std::size_t kMaxReplyBytes = 25'000'000;

inline constexpr std::size_t kRoomForTheRest = 100'000; ///< of a request or answer, besides hex digits
static_assert(2 * kMaxContentBytes + kRoomForTheRest <= kMaxRequestBytes);
static_assert(kMaxContentBytes <= kMaxContentsInAnswer);
static_assert(2 * kMaxContentsInAnswer + kRoomForTheRest <= kMaxReplyBytes);

} // namespace stoa
