// SPDX-License-Identifier: MIT
// Fixed-width structs described once. A struct has `fields(visit)`, which calls `visit` once with all its
// fields; wire form, record form, EIP-712 type, JSON and command line are all made from that one table. It is
// a template, so that only a file that asks for a table compiles it.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/base/bytes.h"

namespace stoa {

/// One field: the name that people and EIP-712 wallets see, and where it is.
template <typename Struct, typename T>
struct Field {
    using Type = T;
    std::string_view name;
    T Struct::*member;
};

template <typename Struct, typename T>
constexpr Field<Struct, T> field(std::string_view name, T Struct::*member)
{
    return {name, member};
}

namespace detail {
template <typename T>
struct FixedWidth;
template <std::unsigned_integral T>
struct FixedWidth<T> {
    static constexpr std::size_t kSize = sizeof(T);
    static std::string solidityType() { return "uint" + std::to_string(8 * sizeof(T)); }
};
template <std::size_t N, typename Tag>
struct FixedWidth<FixedBytes<N, Tag>> {
    static constexpr std::size_t kSize = N;
    static std::string solidityType()
    {
        if constexpr (std::is_same_v<FixedBytes<N, Tag>, Address>) return "address";
        return "bytes" + std::to_string(N);
    }
};
} // namespace detail

/// Bytes that a value of type T takes on the wire and in a record: big-endian, never padded.
template <typename T>
inline constexpr std::size_t kWidthOf = detail::FixedWidth<T>::kSize;

/// The Solidity (EIP-712) name of a field's type: uint64, bytes18, address …
template <typename T>
std::string solidityType()
{
    return detail::FixedWidth<T>::solidityType();
}

/// Calls `visit(name, value)` for each field of `value`, in order. `value` may be const.
template <typename Struct, typename Visitor>
constexpr void forEachField(Struct& value, Visitor&& visit)
{
    std::remove_const_t<Struct>::fields(
        [&](const auto&... each) { (visit(each.name, value.*each.member), ...); });
}

/// Width of all fields together.
template <typename Struct>
constexpr std::size_t widthOfFields()
{
    return Struct::fields([](const auto&... each) {
        return (std::size_t{0} + ... + kWidthOf<typename std::remove_cvref_t<decltype(each)>::Type>);
    });
}

namespace detail {
template <std::unsigned_integral T>
constexpr T reversed(T value)
{
    if constexpr (sizeof(T) == 8) return __builtin_bswap64(value);
    if constexpr (sizeof(T) == 4) return __builtin_bswap32(value);
    if constexpr (sizeof(T) == 2) return __builtin_bswap16(value);
    return value;
}
static_assert(std::endian::native == std::endian::little, "numbers are turned round on the way out and in");

/// Writes `value` at `at`, and returns the place after it.
template <std::unsigned_integral T>
std::uint8_t* writeFixed(std::uint8_t* at, T value)
{
    const T big = reversed(value);
    std::memcpy(at, &big, sizeof(T));
    return at + sizeof(T);
}
template <std::size_t N, typename Tag>
std::uint8_t* writeFixed(std::uint8_t* at, const FixedBytes<N, Tag>& value)
{
    std::memcpy(at, value.data(), N);
    return at + N;
}
} // namespace detail

template <std::unsigned_integral T>
void appendFixed(Bytes& target, T value)
{
    std::array<std::uint8_t, sizeof(T)> bytes;
    detail::writeFixed(bytes.data(), value);
    append(target, bytes);
}

template <std::size_t N, typename Tag>
void appendFixed(Bytes& target, const FixedBytes<N, Tag>& value)
{
    append(target, value.bytes);
}

/// Reads `value` from the front of `source`, which must be long enough, and drops what was read.
template <std::unsigned_integral T>
void takeFixed(ByteView& source, T& value)
{
    T big;
    std::memcpy(&big, source.data(), sizeof(T));
    value = detail::reversed(big);
    source = source.subspan(sizeof(T));
}

template <std::size_t N, typename Tag>
void takeFixed(ByteView& source, FixedBytes<N, Tag>& value)
{
    std::memcpy(value.data(), source.data(), N);
    source = source.subspan(N);
}

/// Appends all fields, packed.
template <typename Struct>
void appendFields(Bytes& target, const Struct& value)
{
    std::array<std::uint8_t, widthOfFields<Struct>()> packed;
    std::uint8_t* at = packed.data();
    forEachField(value, [&](std::string_view, const auto& each) { at = detail::writeFixed(at, each); });
    append(target, packed);
}

/// All fields, packed.
template <typename Struct>
Bytes packedFields(const Struct& value)
{
    Bytes bytes;
    appendFields(bytes, value);
    return bytes;
}

/// Reads all fields; `source` must hold at least widthOfFields<Struct>() bytes.
template <typename Struct>
void takeFields(ByteView& source, Struct& value)
{
    ByteView fields = source.first(widthOfFields<Struct>());
    forEachField(value, [&](std::string_view, auto& each) { takeFixed(fields, each); });
    source = source.subspan(widthOfFields<Struct>());
}

} // namespace stoa
