// SPDX-License-Identifier: MIT
// Byte strings: owned, viewed, and of fixed width. Fixed widths carry a tag, so that an address
// cannot be passed where a hash is meant.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stoa {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// Exactly `N` bytes, all zero when made. Orders like a big-endian number.
template <std::size_t N, typename Tag = void>
struct FixedBytes {
    static constexpr std::size_t kSize = N;

    std::array<std::uint8_t, N> bytes{};

    constexpr auto operator<=>(const FixedBytes&) const = default;

    constexpr bool isZero() const
    {
        return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
    }
    constexpr std::uint8_t* data() { return bytes.data(); }
    constexpr const std::uint8_t* data() const { return bytes.data(); }
    static constexpr std::size_t size() { return N; }
    constexpr auto begin() { return bytes.begin(); }
    constexpr auto end() { return bytes.end(); }
    constexpr auto begin() const { return bytes.begin(); }
    constexpr auto end() const { return bytes.end(); }
    constexpr std::uint8_t& operator[](std::size_t index) { return bytes[index]; }
    constexpr std::uint8_t operator[](std::size_t index) const { return bytes[index]; }

    /// The first `N` bytes of `source`; what is missing stays zero.
    static constexpr FixedBytes fromPrefix(ByteView source)
    {
        FixedBytes result;
        std::copy_n(source.begin(), std::min(N, source.size()), result.bytes.begin());
        return result;
    }
};

using Hash = FixedBytes<32>;                         ///< keccak-256 of something
using Address = FixedBytes<20, struct AddressTag>;   ///< last 20 bytes of the keccak of a public key
using DacId = FixedBytes<8, struct DacIdTag>;        ///< a company: first bytes of its creating step's digest
using ObjectId = FixedBytes<18, struct ObjectIdTag>; ///< collaboration, task, page …: likewise

inline ByteView viewOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view textOf(ByteView bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes toBytes(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

inline void append(Bytes& target, ByteView more) { target.insert(target.end(), more.begin(), more.end()); }

inline bool equal(ByteView a, ByteView b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

} // namespace stoa

template <std::size_t N, typename Tag>
struct std::hash<stoa::FixedBytes<N, Tag>> {
    std::size_t operator()(const stoa::FixedBytes<N, Tag>& value) const noexcept
    {
        // Ids, hashes and addresses are already evenly spread: their last bytes will do.
        std::size_t result = 0;
        std::memcpy(&result, value.bytes.data() + (N > sizeof result ? N - sizeof result : 0),
                    std::min(N, sizeof result));
        return result;
    }
};
